// SPDX-License-Identifier: MIT
#include "change/apply_edits.h"

#include "base/text.h"
#include "model/decode.h"

#include <QHash>
#include <QSet>

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
    /// These policies are to be as the base and the edits have them.
    void restorePolicies(const QSet<QString>& paths);
    /// The object of `edit` is to be as in the base; false if a replacement cannot say so.
    [[nodiscard]] bool restore(const Edit& edit);
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

void Applier::restorePolicies(const QSet<QString>& paths) {
    for (const QString& path : paths) {
        PolicyDraft& draft = draftOf(path);
        draft.isGone = draft.isGone || (!draft.state && m_base.policy(path) == nullptr);
    }
}

bool Applier::restore(const Edit& edit) {
    const auto put = [&edit](auto& list, const auto* object) {
        list.push_back({edit.path, object == nullptr ? std::nullopt : std::optional(*object)});
        return true;
    };
    switch (edit.kind) {
    case ObjectKind::Group:
        return put(m_replacement.groups, m_base.group(edit.path));
    case ObjectKind::Service:
        return put(m_replacement.services, m_base.service(edit.path));
    case ObjectKind::ContextProfile:
        return put(m_replacement.contextProfiles, m_base.contextProfile(edit.path));
    case ObjectKind::ExcludeList:
        m_replacement.excludeList = m_base.excludeList();
        return m_base.excludeList().has_value();
    case ObjectKind::MachineTags:
        if (const model::VirtualMachine* machine = m_base.machine(edit.path)) {
            m_replacement.machineTags.emplace_back(edit.path, machine->tags);
        }
        return true;
    case ObjectKind::Policy:
    case ObjectKind::Rule:
        break;
    }
    return false; // restorePolicies() does
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

/// The path of the policy that an edit of a policy or rule belongs to.
QString ownerOf(const Edit& edit) {
    return edit.kind == ObjectKind::Rule ? policyPathOf(edit.path) : edit.path;
}

bool isReordering(const snapshot::Snapshot& current, const Replacement& replacement) {
    return std::any_of(replacement.policies.begin(), replacement.policies.end(),
                       [&current](const Replaced<model::SecurityPolicy>& one) {
                           const model::SecurityPolicy* before = current.policy(one.path);
                           return before == nullptr || !one.now ||
                                  model::evaluatedBefore(*before, *one.now) ||
                                  model::evaluatedBefore(*one.now, *before);
                       });
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

Result<snapshot::SnapshotPointer> applyTouched(const snapshot::SnapshotPointer& base,
                                               const snapshot::SnapshotPointer& current,
                                               const std::vector<Edit>& net,
                                               const std::vector<Edit>& touched) {
    QSet<QString> policies;
    QSet<QString> others;
    for (const Edit& edit : touched) {
        if (edit.kind == ObjectKind::Policy || edit.kind == ObjectKind::Rule) {
            policies.insert(ownerOf(edit));
        } else {
            others.insert(edit.path);
        }
    }
    Applier applier(*base);
    for (const Edit& edit : net) {
        const bool isOfPolicy = edit.kind == ObjectKind::Policy || edit.kind == ObjectKind::Rule;
        if (isOfPolicy ? policies.contains(ownerOf(edit)) : others.remove(edit.path)) {
            if (auto added = applier.add(edit); !added) {
                return fail(added.error());
            }
        }
    }
    applier.restorePolicies(policies);
    for (const Edit& edit : touched) {
        // What is as it was before all edits; each once.
        if (others.remove(edit.path) && !applier.restore(edit)) {
            return applyEdits(base, net);
        }
    }
    auto replacement = applier.take();
    if (!replacement) {
        return fail(replacement.error());
    }
    // Policies with equal numbers stand as they stood in the base, which only all edits can tell.
    return isReordering(*current, *replacement) ? applyEdits(base, net)
                                                : current->with(*replacement);
}

} // namespace bulkhead::change
