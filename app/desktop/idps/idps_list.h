// SPDX-License-Identifier: MIT
// IdpsList: one of the lists of the IDPS place: filter, table, inspector.
#pragma once

#include "desktop/places/table_place.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/record_table_model.h"

#include <functional>

namespace bulkhead::desktop {

/// What makes one list different from the others.
struct IdpsListShape {
    QString name;  ///< in object names and settings, e.g. "idpsEvents"
    QString title; ///< for screen readers
    QString hint;  ///< in the empty filter field
    Noun noun;     ///< beside the count
    std::vector<RecordColumn> columns;
    QList<int> widths;
    QList<int> flexible;
    int sortColumn = -1; ///< -1: the order of the records
    Qt::SortOrder sortOrder = Qt::AscendingOrder;
    QString nothing; ///< what the inspector says when nothing is chosen
    std::function<void(Inspector& inspector, const Record& record)> describe;
    std::function<void(QMenu& menu, const Record& record)> fillMenu; ///< may be empty
};

class IdpsList final : public TablePlace {
    Q_OBJECT

public:
    IdpsList(IdpsListShape shape, Document& document, QWidget* parent = nullptr);

    /// Keeps selection, scroll and filter. `isKnown`: the manager has said so; without that an
    /// empty list is no statement.
    void setRecords(std::vector<Record> records, bool isKnown);
    void setFilterText(const QString& text);
    /// nullptr if nothing is chosen.
    [[nodiscard]] const Record* current() const;

Q_SIGNALS:
    /// current() is another row, or has other values.
    void currentChanged();

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;
    void fillContextMenu(QMenu& menu) const override;

private:
    IdpsListShape m_shape;
    RecordTableModel* m_model;
    EmptyState* m_none;
};

} // namespace bulkhead::desktop
