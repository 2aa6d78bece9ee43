// SPDX-License-Identifier: MIT
// Finder: collects the findings of one set of edits. Private to change/.
#pragma once

#include "change/finding.h"
#include "snapshot/membership.h"

#include <QSet>

#include <vector>

namespace bulkhead::change {

class Finder final {
public:
    Finder(snapshot::SnapshotPointer base, snapshot::SnapshotPointer after,
           const std::vector<Edit>& net);

    void lookAtRules();
    void lookAtPolicies(const QDateTime& now);
    /// Groups that are used, and are empty now.
    void lookAtGroups();
    void lookAtReferences();
    /// Machines that the firewall does not reach any more, or again.
    void lookAtExclusions();
    [[nodiscard]] std::vector<Finding> take() { return std::move(m_found); }

private:
    void add(FindingKind kind, Severity severity, const QString& path, const QString& field,
             const QString& sentence, const QString& fix);
    void lookAtRule(const snapshot::RuleReference& at);
    void lookForManagement(const snapshot::RuleReference& at);
    void lookForWayBack(const snapshot::RuleReference& at);
    void lookForRuleTie(const snapshot::RuleReference& at);
    void lookForPolicyTie(const model::SecurityPolicy& policy);
    void lookAtSchedule(const model::SecurityPolicy& policy, const QDateTime& now);
    [[nodiscard]] bool allowsManagement(const model::Rule& rule) const;
    /// Groups that may have fewer members than before.
    [[nodiscard]] QSet<QString> groupsThatLost() const;
    [[nodiscard]] bool isEmptyNow(const QString& groupPath);
    [[nodiscard]] bool wasEmpty(const QString& groupPath);

    snapshot::SnapshotPointer m_base;
    snapshot::SnapshotPointer m_after;
    const std::vector<Edit>& m_net;
    QSet<QString> m_touched; ///< paths that are there afterwards
    snapshot::MembershipEvaluator m_membersBefore;
    snapshot::MembershipEvaluator m_membersAfter;
    std::vector<Finding> m_found;
};

} // namespace bulkhead::change
