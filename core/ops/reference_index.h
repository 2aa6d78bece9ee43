// SPDX-License-Identifier: MIT
// ReferenceIndex: who uses an object of a snapshot, answered without a search.
#pragma once

#include "nsx/references.h"
#include "snapshot/membership.h"
#include "snapshot/snapshot.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

namespace bulkhead::ops {

/// Built once in O(operands of all rules and groups). Not thread-safe.
class ReferenceIndex final {
public:
    ReferenceIndex(snapshot::SnapshotPointer snapshot,
                   std::shared_ptr<snapshot::MembershipEvaluator> evaluator);

    /// As nsx::ReferenceApi::find.
    [[nodiscard]] Result<nsx::NamedObject> find(const QString& wanted) const;
    /// As nsx::ReferenceApi::referencesTo, at any depth of nesting.
    [[nodiscard]] nsx::References referencesTo(const nsx::NamedObject& object);
    /// As nsx::TagReferenceApi::referencesTo, at any depth of nesting.
    [[nodiscard]] Result<nsx::References> referencesTo(const model::Tag& tag) const;

private:
    struct Use {
        std::size_t referrer = 0; ///< in m_referrers
        QString how;
    };
    void indexPolicies();
    void indexGroups();
    void indexOthers();
    void add(const nsx::NamedObject& referrer, const QStringList& operands, const QString& how);
    void addExpressions(const nsx::NamedObject& group,
                        const std::vector<model::Expression>& expressions);
    [[nodiscard]] std::vector<nsx::NamedObject> groupsByCriteria(const QString& object);

    /// Follows members outwards from the paths of the frontier. Returns whose membership is
    /// explained by somebody naming it.
    QSet<QString> follow(QStringList frontier, const QString& object, nsx::References& found) const;
    [[nodiscard]] qsizetype groupsInDoubt(const QString& object);

    snapshot::SnapshotPointer m_snapshot;
    std::shared_ptr<snapshot::MembershipEvaluator> m_evaluator;
    std::vector<nsx::NamedObject> m_referrers;
    QHash<QString, std::vector<Use>> m_uses; ///< by what is used
};

} // namespace bulkhead::ops
