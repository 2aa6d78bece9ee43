// SPDX-License-Identifier: MIT
// RuleMatcher: a filter made ready for one snapshot, so that asking a rule is quick.
#pragma once

#include "desktop/firewall/rule_filter.h"
#include "desktop/firewall/rule_search_index.h"
#include "hits/hit_track.h"

#include <QSet>

namespace bulkhead::desktop {

class MemberIndex;

/// Resolves addresses to groups and ports to services once, then answers rule by rule. Keeps
/// pointers to what it is given: use it at once. A rule that says ANY does not *name* an address,
/// so `ip:` leaves it out.
class RuleMatcher final {
public:
    RuleMatcher(RuleFilter filter, const snapshot::Snapshot& snapshot,
                const RuleSearchIndex& search, const MemberIndex& members,
                hits::HitTablePointer hits = nullptr);

    /// `position` counts rules in the order of evaluation, from 0.
    [[nodiscard]] bool matches(const model::Rule& rule, std::size_t position) const;

private:
    struct Prepared {
        FilterTerm term;
        QByteArray needle;
        QSet<QString> groups;   ///< that hold the term's address
        QSet<QString> services; ///< that have the term's port
    };
    [[nodiscard]] bool holds(const Prepared& prepared, const model::Rule& rule,
                             std::size_t position) const;
    [[nodiscard]] bool fieldContains(std::size_t position, RuleField field,
                                     const QByteArray& needle) const;

    [[nodiscard]] bool isInState(const model::Rule& rule, const QString& state) const;

    const RuleSearchIndex& m_search;
    hits::HitTablePointer m_hits;
    qint64 m_now; ///< seconds since 1970
    std::vector<Prepared> m_prepared;
};

} // namespace bulkhead::desktop
