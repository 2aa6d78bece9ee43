// SPDX-License-Identifier: MIT
// RuleTreeModel: categories, policies and rules of a snapshot as one tree.
#pragma once

#include "change/finding.h"
#include "desktop/firewall/row_marks.h"
#include "desktop/firewall/rule_cells.h"
#include "desktop/widgets/cell_model.h"
#include "hits/hit_track.h"
#include "snapshot/snapshot.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <memory>
#include <vector>

namespace bulkhead::desktop {

struct SectionFindings;

enum class RuleNodeKind : quint8 { Category, Policy, Rule };

/// A row. Its address is the internal pointer of its indexes and lives until the next setSnapshot
/// or follow.
struct RuleNode {
    RuleNodeKind kind = RuleNodeKind::Category;
    int row = 0;
    int first = 0; ///< of a policy: how many rules are evaluated before its own
    int place = 0; ///< of a rule: place in its policy, from 1; 0 if it is deleted
    const RuleNode* parent = nullptr;
    const model::SecurityPolicy* ownPolicy = nullptr; ///< of policies
    const model::Rule* rule = nullptr;                ///< of rules
    model::Category category = model::Category::Unknown;
    RowMark mark = RowMark::None;
    QString word; ///< of a category: its name
    std::vector<RuleNode> children;

    /// Of policies and rules; else nullptr.
    [[nodiscard]] const model::SecurityPolicy* policy() const {
        return kind == RuleNodeKind::Rule ? parent->ownPolicy : ownPolicy;
    }
    /// Of a rule: place in the order of evaluation, from 1; 0 if it is deleted.
    [[nodiscard]] int number() const { return place == 0 ? 0 : parent->first + place; }
};

class RuleTreeModel final : public CellModel {
    Q_OBJECT

public:
    static const QString kRulesMime;    ///< a JSON array of rules in the manager's shape
    static const QString kPoliciesMime; ///< paths of policies, a line each

    explicit RuleTreeModel(QObject* parent = nullptr);

    /// Shows another snapshot, or nothing. What was deleted from `marks.base` stays to be seen
    /// where it stood. O(rules); strings are made when rows are shown.
    void setSnapshot(snapshot::SnapshotPointer snapshot, RowMarks marks = {});
    /// Shows the snapshot as one more step has left it. Rows of policies that it did not touch stay
    /// as they are. False, and nothing happens, where policies come, go or move: then only
    /// setSnapshot helps. O(policies + edits + rules of the touched policies).
    [[nodiscard]] bool follow(const snapshot::SnapshotPointer& snapshot, const RowMarks& marks);
    /// Marks rows and cells with what was found about them. O(findings).
    void setFindings(const std::vector<change::Finding>& findings);
    /// What was found about a policy and its rules together.
    [[nodiscard]] SectionFindings findingsBelow(const RuleNode& node) const;
    [[nodiscard]] const snapshot::SnapshotPointer& snapshot() const { return m_snapshot; }
    /// `index` is valid and of this model.
    [[nodiscard]] const RuleNode& node(const QModelIndex& index) const;
    /// Number of rules below a category or policy, deleted ones left out.
    [[nodiscard]] static int ruleCount(const RuleNode& node);

    /// What is shown in the column of hits; nothing is reset.
    void setHits(hits::HitTablePointer hits);

    [[nodiscard]] const Cell& cell(const QModelIndex& index) const override;
    [[nodiscard]] QString key(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexOfKey(const QString& key) const override;
    [[nodiscard]] bool isSection(const QModelIndex& index) const override;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    void build();
    /// A policy's rows made anew.
    struct Rebuilt {
        RuleNode* policy = nullptr;
        std::vector<RuleNode> rules;
        bool isReordered = false; ///< other rules, or in another order
    };
    void addPolicy(const model::SecurityPolicy& policy, bool deleted);
    [[nodiscard]] static std::vector<const model::SecurityPolicy*>
    policiesOf(const snapshot::Snapshot& snapshot, const RowMarks& marks);
    [[nodiscard]] static std::vector<RuleNode> rulesOf(const model::SecurityPolicy& policy,
                                                       const RowMarks& marks);
    void count();
    [[nodiscard]] bool hasTheseRows(const std::vector<const model::SecurityPolicy*>& policies,
                                    const RowMarks& marks) const;
    [[nodiscard]] std::vector<Rebuilt>
    rebuilt(const std::vector<const model::SecurityPolicy*>& policies, const RowMarks& marks);
    void moveIndexes(const std::vector<Rebuilt>& old);
    [[nodiscard]] const RuleNode* findDeleted(const QString& path) const;
    [[nodiscard]] QModelIndex indexOf(const RuleNode& node) const;
    void markFindings(RuleCells& cells, const QString& path) const;
    void tellOf(const QSet<QString>& policyPaths);

    snapshot::SnapshotPointer m_snapshot;
    std::vector<RuleNode> m_categories;
    RowMarks m_marks;
    hits::HitTablePointer m_hits;
    QHash<QString, std::vector<change::Finding>> m_findings; ///< by path of rule or policy
    QHash<QString, std::vector<QString>> m_found;            ///< paths in it, by policy
    std::vector<const RuleNode*> m_policies;                 ///< by their position in the snapshot
    mutable QHash<const RuleNode*, std::shared_ptr<const RuleCells>> m_cells;
};

} // namespace bulkhead::desktop
