// SPDX-License-Identifier: MIT
#include "change/rebase.h"

#include "base/text.h"

#include <algorithm>

namespace bulkhead::change {

namespace {

QString nameOf(const ObjectComparison& one) {
    const QJsonValue& state = one.edit.before.isNull() ? one.edit.after : one.edit.before;
    const QString name = cleanLine(state[u"display_name"].toString());
    return name.isEmpty() ? cleanLine(one.edit.path)
                          : name + QStringLiteral(" (") + cleanLine(one.edit.path) + u')';
}

} // namespace

std::vector<ObjectComparison> compareWith(const snapshot::Snapshot& fresh,
                                          const std::vector<Edit>& net) {
    std::vector<ObjectComparison> all;
    all.reserve(net.size());
    for (const Edit& edit : net) {
        const QJsonValue theirs = stateIn(fresh, edit.kind, edit.path);
        all.push_back({edit, theirs, mergeThreeWay(edit, theirs)});
    }
    return all;
}

Result<ChangeSet> rebase(const ChangeSet& set, const snapshot::SnapshotPointer& fresh) {
    return rebaseSteps(set.steps(), fresh);
}

Result<ChangeSet> rebaseSteps(const std::vector<Step>& steps,
                              const snapshot::SnapshotPointer& fresh) {
    ChangeSet carried(fresh);
    for (const Step& step : steps) {
        Step merged{step.title, {}, step.mergeKey};
        for (const ObjectComparison& one : compareWith(*carried.current(), step.edits)) {
            if (one.merge.outcome == MergeOutcome::Refused) {
                return fail(conflictError(one.edit, one.merge, one.theirs, nameOf(one)));
            }
            if (one.merge.outcome != MergeOutcome::Already) {
                merged.edits.push_back(
                    {one.edit.kind, one.edit.path, one.theirs, one.merge.wanted});
            }
        }
        if (auto pushed = carried.push(std::move(merged)); !pushed) {
            return fail(pushed.error());
        }
    }
    return carried;
}

namespace {

bool isMine(const std::vector<Choice>& choices, const QString& path, const QString& field) {
    return std::any_of(choices.begin(), choices.end(), [&](const Choice& choice) {
        return choice.path == path && choice.field == field && choice.side == Side::Mine;
    });
}

/// The object as it was decided; undefined: it stays as the others have it.
QJsonValue decided(const ObjectComparison& one, const std::vector<Choice>& choices) {
    if (one.merge.outcome == MergeOutcome::Already) {
        return QJsonValue(QJsonValue::Undefined);
    }
    if (one.merge.outcome != MergeOutcome::Refused) {
        return one.merge.wanted;
    }
    const bool isWhole =
        one.merge.conflicts.size() == 1 && one.merge.conflicts.front().field.isEmpty();
    if (isWhole) {
        return isMine(choices, one.edit.path, {}) ? one.edit.after
                                                  : QJsonValue(QJsonValue::Undefined);
    }
    QJsonObject object = one.merge.wanted.toObject(); // theirs, with what collides with nobody
    for (const FieldConflict& conflict : one.merge.conflicts) {
        if (!isMine(choices, one.edit.path, conflict.field)) {
            continue;
        }
        if (conflict.mine.isUndefined()) {
            object.remove(conflict.field);
        } else {
            object.insert(conflict.field, conflict.mine);
        }
    }
    return object;
}

} // namespace

Result<ChangeSet> rebaseWithChoices(const std::vector<Edit>& net,
                                    const snapshot::SnapshotPointer& fresh,
                                    const std::vector<Choice>& choices, const QString& title) {
    Step step{title, {}, {}};
    for (const ObjectComparison& one : compareWith(*fresh, net)) {
        const QJsonValue wanted = decided(one, choices);
        if (!wanted.isUndefined() && wanted != one.theirs) {
            step.edits.push_back({one.edit.kind, one.edit.path, one.theirs, wanted});
        }
    }
    ChangeSet carried(fresh);
    if (auto pushed = carried.push(std::move(step)); !pushed) {
        return fail(pushed.error());
    }
    return carried;
}

} // namespace bulkhead::change
