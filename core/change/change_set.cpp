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
    for (const Step& step : done) {
        set.m_net.add(step.edits);
    }
    auto current = applyEdits(set.m_base, set.net());
    if (!current) {
        return fail(current.error());
    }
    set.m_current = std::move(*current);
    set.m_done = std::move(done);
    set.m_undone = std::move(undone);
    return set;
}

Result<void> ChangeSet::take(NetEdits net, const std::vector<Edit>& touched) {
    // As from the base: so undoing leads back exactly, also among equal sequence numbers.
    auto current = applyTouched(m_base, m_current, net.net(), touched);
    if (!current) {
        return fail(current.error());
    }
    m_current = std::move(*current);
    m_net = std::move(net);
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
    Step merged = m_done.empty() || !m_undone.empty() ? Step() : m_done.back();
    const bool isMerged = merge(merged, step);
    NetEdits net = m_net;
    if (isMerged) {
        net.merge(step.edits);
    } else {
        net.add(step.edits);
    }
    if (auto taken = take(std::move(net), step.edits); !taken) {
        return fail(taken.error());
    }
    m_undone.clear();
    if (isMerged) {
        m_done.back() = std::move(merged);
        return Pushed::Merged;
    }
    m_done.push_back(std::move(step));
    return Pushed::Added;
}

Result<void> ChangeSet::undo() {
    if (m_done.empty()) {
        return {};
    }
    NetEdits net = m_net;
    net.remove(m_done.back().edits);
    if (auto taken = take(std::move(net), m_done.back().edits); !taken) {
        return fail(taken.error());
    }
    m_undone.push_back(std::move(m_done.back()));
    m_done.pop_back();
    return {};
}

Result<void> ChangeSet::redo() {
    if (m_undone.empty()) {
        return {};
    }
    NetEdits net = m_net;
    net.add(m_undone.back().edits);
    if (auto taken = take(std::move(net), m_undone.back().edits); !taken) {
        return fail(taken.error());
    }
    m_done.push_back(std::move(m_undone.back()));
    m_undone.pop_back();
    return {};
}

} // namespace bulkhead::change
