// SPDX-License-Identifier: MIT
// ObjectTableModel: the base of the tables of groups, services and machines: a row an object of the
// document's snapshot, made when it is looked at.
#pragma once

#include "desktop/estate/object_marks.h"
#include "desktop/widgets/cell_model.h"
#include "snapshot/snapshot.h"

#include <QHash>

#include <cstdint>
#include <memory>
#include <vector>

namespace bulkhead::desktop {

class Document;

/// GUI thread.
class ObjectTableModel : public CellTableModel {
    Q_OBJECT

public:
    /// Follows the document. False if it shows the same as before. Rows are reset only where
    /// objects come, go or change their order.
    bool reload();
    /// Folded text of a row for the filter.
    [[nodiscard]] const QByteArray& searchText(const QModelIndex& index) const;

    [[nodiscard]] const Cell& cell(const QModelIndex& index) const final;

protected:
    using Row = std::vector<Cell>;
    /// What another snapshot has of the objects.
    enum class Objects : std::uint8_t {
        Same,  ///< the very same
        Alike, ///< the same ones in the same order, some of them changed
        Others
    };

    /// `document` outlives the model.
    ObjectTableModel(const Document& document, change::ObjectKind kind, QObject* parent);

    template <typename T>
    [[nodiscard]] static Objects compared(const SharedVector<T>& before,
                                          const SharedVector<T>& now) {
        if (before.sharesWith(now)) {
            return Objects::Same;
        }
        return standAlike(before, now) ? Objects::Alike : Objects::Others;
    }
    [[nodiscard]] virtual Objects compare(const snapshot::Content& before,
                                          const snapshot::Content& now) const = 0;
    /// A cell a column.
    [[nodiscard]] virtual Row makeRow(const QModelIndex& index) const = 0;
    /// What the filter looks into: all cells of the row unless said otherwise.
    [[nodiscard]] virtual QStringList searchWords(const QModelIndex& index) const;

    /// What these columns show is made again.
    void refresh(int firstColumn, int lastColumn);
    void forgetSearchTexts() { m_searchTexts.clear(); }

    [[nodiscard]] const Document& document() const { return m_document; }
    /// nullptr before the first reload() with an estate.
    [[nodiscard]] const snapshot::SnapshotPointer& shown() const { return m_snapshot; }
    [[nodiscard]] RowMark markOf(const QString& key) const {
        return m_marks.value(key, RowMark::None);
    }

private:
    const Document& m_document;
    change::ObjectKind m_kind;
    snapshot::SnapshotPointer m_snapshot;
    QHash<QString, RowMark> m_marks;
    mutable QHash<int, std::shared_ptr<const Row>> m_rows;
    mutable QHash<int, QByteArray> m_searchTexts;
};

} // namespace bulkhead::desktop
