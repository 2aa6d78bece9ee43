// SPDX-License-Identifier: MIT
#include "change/change_set.h"

#include "base/text.h"
#include "change/apply_edits.h"

#include <utility>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

Error doesNotFit(const Edit& edit) {
    return {ErrorKind::Conflict, u"Make the edit again on what is there now."_s,
            cleanLine(edit.path) + u" is not as it was when this edit was made."_s, edit.path,
            std::nullopt};
}

Result<void> checkFits(const snapshot::Snapshot& current, const Step& step) {
    for (const Edit& edit : step.edits) {
        if (stateIn(current, edit.kind, edit.path) != edit.before) {
            return fail(doesNotFit(edit));
        }
    }
    return {};
}

/// States as the snapshot will give them back, so that the next step fits.
Result<void> normalise(Step& step) {
    for (Edit& edit : step.edits) {
        auto state = normalised(edit.kind, edit.after);
        if (!state) {
            return fail(state.error());
        }
        edit.after = std::move(*state);
    }
    return {};
}

std::vector<Edit> editsOf(const std::vector<Step>& steps) {
    std::vector<Edit> edits;
    for (const Step& step : steps) {
        edits.insert(edits.end(), step.edits.begin(), step.edits.end());
    }
    return edits;
}

/// Every step must begin where the ones before it have ended.
Result<void> checkChain(const snapshot::Snapshot& base, const std::vector<Step>& steps) {
    QHash<QString, QJsonValue> states;
    for (const Step& step : steps) {
        for (const Edit& edit : step.edits) {
            const auto known = states.constFind(edit.path);
            const QJsonValue state =
                known == states.constEnd() ? stateIn(base, edit.kind, edit.path) : *known;
            if (state != edit.before) {
                return fail(doesNotFit(edit));
            }
            states.insert(edit.path, edit.after);
        }
    }
    return {};
}

} // namespace

ChangeSet::ChangeSet(snapshot::SnapshotPointer base) : m_base(std::move(base)), m_current(m_base) {}

Result<ChangeSet> ChangeSet::restore(snapshot::SnapshotPointer base, std::vector<Step> done,
                                     std::vector<Step> undone) {
    ChangeSet set(std::move(base));
    for (std::vector<Step>* steps : {&done, &undone}) {
        for (Step& step : *steps) {
            if (auto normal = normalise(step); !normal) {
                return fail(normal.error());
            }
        }
    }
    if (auto fits = checkChain(*set.m_base, done); !fits) {
        return fail(fits.error());
    }
    if (auto taken = set.take(std::move(done), std::move(undone)); !taken) {
        return fail(taken.error());
    }
    return set;
}

Result<void> ChangeSet::take(std::vector<Step> done, std::vector<Step> undone) {
    std::vector<Edit> net = netOf(editsOf(done));
    // Always from the base: so undoing leads back exactly, also among equal sequence numbers.
    auto current = applyEdits(m_base, net);
    if (!current) {
        return fail(current.error());
    }
    m_current = std::move(*current);
    m_net = std::move(net);
    m_done = std::move(done);
    m_undone = std::move(undone);
    return {};
}

Result<ChangeSet::Pushed> ChangeSet::push(Step step) {
    if (auto fits = checkFits(*m_current, step); !fits) {
        return fail(fits.error());
    }
    if (auto normal = normalise(step); !normal) {
        return fail(normal.error());
    }
    if (step.changesNothing()) {
        return Pushed::Nothing;
    }
    std::vector<Step> done = m_done;
    Pushed pushed = Pushed::Added;
    if (!done.empty() && m_undone.empty() && merge(done.back(), step)) {
        pushed = Pushed::Merged;
    } else {
        done.push_back(std::move(step));
    }
    if (auto taken = take(std::move(done), {}); !taken) {
        return fail(taken.error());
    }
    return pushed;
}

Result<void> ChangeSet::undo() {
    if (m_done.empty()) {
        return {};
    }
    std::vector<Step> done = m_done;
    std::vector<Step> undone = m_undone;
    undone.push_back(std::move(done.back()));
    done.pop_back();
    return take(std::move(done), std::move(undone));
}

Result<void> ChangeSet::redo() {
    if (m_undone.empty()) {
        return {};
    }
    std::vector<Step> done = m_done;
    std::vector<Step> undone = m_undone;
    done.push_back(std::move(undone.back()));
    undone.pop_back();
    return take(std::move(done), std::move(undone));
}

} // namespace bulkhead::change
