// SPDX-License-Identifier: MIT
// ChangeListModel: what is staged, a line an object, and what was found about it.
#pragma once

#include "change/edit_words.h"
#include "change/finding.h"

#include <QAbstractListModel>

#include <vector>

namespace bulkhead::change {
class ChangeSet;
}

namespace bulkhead::desktop {

/// Edits first, then findings. Words are made when a line is seen: thousands of edits cost nothing
/// until somebody scrolls to them.
class ChangeListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// `edits` may be nullptr: nothing. Resets the model. O(edits + findings) without any words.
    void show(const change::ChangeSet* edits, const std::vector<change::Finding>& findings);
    /// nullptr where the line is no edit, or no finding.
    [[nodiscard]] const change::Edit* editAt(int row) const;
    [[nodiscard]] const change::Finding* findingAt(int row) const;
    [[nodiscard]] const change::NameOf& nameOf() const { return m_nameOf; }
    /// The line of the edit of an object, or -1.
    [[nodiscard]] int rowOf(const QString& path) const;
    /// The path or id of what a line is about.
    [[nodiscard]] QString pathAt(int row) const;
    /// The lines about edits. O(edits).
    [[nodiscard]] QStringList sentences() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<change::Edit> m_edits;
    std::vector<change::Finding> m_findings;
    change::NameOf m_nameOf;
};

} // namespace bulkhead::desktop
