// SPDX-License-Identifier: MIT
#include "change/rebase.h"

#include "base/text.h"

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

} // namespace bulkhead::change
