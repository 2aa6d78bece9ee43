// SPDX-License-Identifier: MIT
#include "change/apply_edits.h"

#include "base/text.h"
#include "model/decode.h"

#include <QHash>

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

using snapshot::Replaced;
using snapshot::Replacement;

/// Collects what a snapshot is to be replaced with.
class Applier final {
public:
    explicit Applier(const snapshot::Snapshot& base) : m_base(base) {}

    Result<void> add(const Edit& edit);
    Result<Replacement> take();

private:
    struct PolicyDraft {
        std::optional<QJsonObject> state; ///< the policy's own fields, if they are edited
        bool isGone = false;
        std::vector<const Edit*> rules;
    };
    PolicyDraft& draftOf(const QString& policyPath);
    Result<model::SecurityPolicy> policyOf(const QString& path, const PolicyDraft& draft) const;
    static Result<void> applyRules(model::SecurityPolicy& policy,
                                   const std::vector<const Edit*>& edits);
    template <typename T>
    static Result<void> addTo(std::vector<Replaced<T>>& list, const Edit& edit);

    const snapshot::Snapshot& m_base;
    QHash<QString, PolicyDraft> m_policies;
    QStringList m_order; ///< of m_policies, so that new ones come in the order of their edits
    Replacement m_replacement;
};

template <typename T>
Result<void> Applier::addTo(std::vector<Replaced<T>>& list, const Edit& edit) {
    Replaced<T> replaced{edit.path, std::nullopt};
    if (edit.after.isObject()) {
        auto value = model::decode<T>(edit.after.toObject());
        if (!value) {
            return fail(value.error());
        }
        replaced.now = std::move(*value);
    }
    list.push_back(std::move(replaced));
    return {};
}

Applier::PolicyDraft& Applier::draftOf(const QString& policyPath) {
    if (!m_policies.contains(policyPath)) {
        m_order << policyPath;
    }
    return m_policies[policyPath];
}

Result<void> Applier::add(const Edit& edit) {
    switch (edit.kind) {
    case ObjectKind::Policy: {
        PolicyDraft& draft = draftOf(edit.path);
        draft.isGone = edit.after.isNull();
        draft.state = edit.after.toObject();
        return {};
    }
    case ObjectKind::Rule:
        draftOf(policyPathOf(edit.path)).rules.push_back(&edit);
        return {};
    case ObjectKind::Group:
        return addTo(m_replacement.groups, edit);
    case ObjectKind::Service:
        return addTo(m_replacement.services, edit);
    case ObjectKind::ContextProfile:
        return addTo(m_replacement.contextProfiles, edit);
    case ObjectKind::ExcludeList: {
        auto list = model::decode<model::ExcludeList>(edit.after.toObject());
        if (!list) {
            return fail(list.error());
        }
        m_replacement.excludeList = std::move(*list);
        return {};
    }
    case ObjectKind::MachineTags:
        break;
    }
    m_replacement.machineTags.emplace_back(edit.path, tagsOfState(edit.after));
    return {};
}

Result<void> Applier::applyRules(model::SecurityPolicy& policy,
                                 const std::vector<const Edit*>& edits) {
    std::vector<model::Rule>& rules = policy.rules.edit();
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        places.insert(rules[i].header.path, i);
    }
    std::vector<bool> isGone(rules.size(), false);
    for (const Edit* edit : edits) {
        const auto place = places.constFind(edit->path);
        if (edit->after.isNull()) {
            if (place != places.constEnd()) {
                isGone[*place] = true;
            }
            continue;
        }
        auto rule = model::decode<model::Rule>(edit->after.toObject());
        if (!rule) {
            return fail(rule.error());
        }
        if (place != places.constEnd()) {
            rules[*place] = std::move(*rule);
        } else {
            rules.push_back(std::move(*rule));
            isGone.push_back(false);
        }
    }
    std::vector<model::Rule> kept;
    kept.reserve(rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!isGone[i]) {
            kept.push_back(std::move(rules[i]));
        }
    }
    std::stable_sort(kept.begin(), kept.end(), [](const model::Rule& a, const model::Rule& b) {
        return a.sequenceNumber.value_or(0) < b.sequenceNumber.value_or(0);
    });
    rules = std::move(kept);
    return {};
}

Result<model::SecurityPolicy> Applier::policyOf(const QString& path,
                                                const PolicyDraft& draft) const {
    const model::SecurityPolicy* stored = m_base.policy(path);
    model::SecurityPolicy policy;
    if (draft.state) {
        auto decoded = model::decode<model::SecurityPolicy>(*draft.state);
        if (!decoded) {
            return fail(decoded.error());
        }
        policy = std::move(*decoded);
        if (stored != nullptr) {
            policy.rules = stored->rules;
            policy.ruleCount = stored->ruleCount;
        }
    } else if (stored != nullptr) {
        policy = *stored;
    } else {
        return fail(ErrorKind::NotFound, u"Create the policy first."_s,
                    u"There is no policy "_s + cleanLine(path) + u" for its rules to stand in."_s,
                    path);
    }
    if (!draft.rules.empty()) {
        if (auto applied = applyRules(policy, draft.rules); !applied) {
            return fail(applied.error());
        }
    }
    return policy;
}

Result<Replacement> Applier::take() {
    for (const QString& path : std::as_const(m_order)) {
        const PolicyDraft draft = m_policies.value(path);
        if (draft.isGone) {
            m_replacement.policies.push_back({path, std::nullopt});
            continue;
        }
        auto policy = policyOf(path, draft);
        if (!policy) {
            return fail(policy.error());
        }
        m_replacement.policies.push_back({path, std::move(*policy)});
    }
    return std::move(m_replacement);
}

} // namespace

Result<snapshot::SnapshotPointer> applyEdits(const snapshot::SnapshotPointer& base,
                                             const std::vector<Edit>& edits) {
    if (edits.empty()) {
        return base;
    }
    Applier applier(*base);
    for (const Edit& edit : edits) {
        if (auto added = applier.add(edit); !added) {
            return fail(added.error());
        }
    }
    auto replacement = applier.take();
    if (!replacement) {
        return fail(replacement.error());
    }
    return base->with(*replacement);
}

std::vector<Edit> netOf(const std::vector<Edit>& edits) {
    std::vector<Edit> net;
    QHash<QString, std::size_t> places;
    for (const Edit& edit : edits) {
        const auto place = places.constFind(edit.path);
        if (place == places.constEnd()) {
            places.insert(edit.path, net.size());
            net.push_back(edit);
        } else {
            net[*place].after = edit.after;
        }
    }
    std::erase_if(net, [](const Edit& edit) { return edit.before == edit.after; });
    return net;
}

} // namespace bulkhead::change
