// SPDX-License-Identifier: MIT
// RuleTreeModel: categories, policies and rules of a snapshot as one tree.
#pragma once

#include "desktop/firewall/rule_cells.h"
#include "desktop/widgets/cell_model.h"
#include "snapshot/snapshot.h"

#include <QHash>

#include <deque>
#include <memory>
#include <vector>

namespace bulkhead::desktop {

enum class RuleNodeKind : quint8 { Category, Policy, Rule };

/// A row. Its address is the internal pointer of its indexes and lives until the next setSnapshot.
struct RuleNode {
    RuleNodeKind kind = RuleNodeKind::Category;
    int row = 0;
    int number = 0; ///< of a rule: place in the order of evaluation, from 1
    const RuleNode* parent = nullptr;
    const model::SecurityPolicy* policy = nullptr; ///< of policies and rules
    const model::Rule* rule = nullptr;             ///< of rules
    model::Category category = model::Category::Unknown;
    QString word; ///< of a category: its name
    std::vector<RuleNode> children;
};

class RuleTreeModel final : public CellModel {
    Q_OBJECT

public:
    explicit RuleTreeModel(QObject* parent = nullptr);

    /// Shows another snapshot, or nothing. O(rules); strings are made when rows are shown.
    void setSnapshot(snapshot::SnapshotPointer snapshot);
    [[nodiscard]] const snapshot::SnapshotPointer& snapshot() const { return m_snapshot; }
    /// `index` is valid and of this model.
    [[nodiscard]] const RuleNode& node(const QModelIndex& index) const;
    /// Number of rules below a category or policy.
    [[nodiscard]] static int ruleCount(const RuleNode& node);

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
    [[nodiscard]] QModelIndex indexOf(const RuleNode& node) const;

    snapshot::SnapshotPointer m_snapshot;
    std::vector<RuleNode> m_categories;
    std::vector<const RuleNode*> m_policies; ///< by their position in the snapshot
    mutable QHash<const RuleNode*, std::shared_ptr<const RuleCells>> m_cells;
};

} // namespace bulkhead::desktop
