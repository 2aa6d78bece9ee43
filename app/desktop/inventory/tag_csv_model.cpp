// SPDX-License-Identifier: MIT
#include "desktop/inventory/tag_csv_model.h"

#include "desktop/details/object_details.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

Cell outcomeCell(const TagCsvLine& line) {
    Cell cell;
    switch (line.outcome) {
    case CsvOutcome::Adds:
        cell = iconCell(u"plus"_s, line.sentence, Color::Allow);
        break;
    case CsvOutcome::HasAlready:
        cell = iconCell(u"circle-check"_s, line.sentence, Color::TextMuted);
        break;
    case CsvOutcome::Mistake:
        cell = iconCell(u"circle-x"_s, line.sentence, Color::Drop);
        cell.badge = TagCsvModel::tr("left out");
        break;
    }
    cell.elideEnd = true;
    return cell;
}

} // namespace

void TagCsvModel::show(const std::vector<TagCsvLine>& lines) {
    beginResetModel();
    m_rows.clear();
    for (const TagCsvLine& line : lines) {
        const bool hasTag = !line.tag.scope.isEmpty() || !line.tag.tag.isEmpty();
        m_rows.push_back(
            {numberCell(QString::number(line.number), Color::TextMuted), textCell(line.machine),
             hasTag ? chipsCell(tagCell({line.tag})) : textCell({}), outcomeCell(line)});
    }
    endResetModel();
}

const Cell& TagCsvModel::cell(const QModelIndex& index) const {
    return m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
}

QString TagCsvModel::key(const QModelIndex& index) const {
    return QString::number(index.row());
}

QModelIndex TagCsvModel::indexOfKey(const QString& key) const {
    bool isNumber = false;
    const int row = key.toInt(&isNumber);
    return isNumber && row >= 0 && row < rowCount({}) ? index(row, 0, {}) : QModelIndex();
}

int TagCsvModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TagCsvModel::columnCount(const QModelIndex&) const {
    return kCsvColumnCount;
}

QVariant TagCsvModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kCsvColumnCount) {
        return {};
    }
    const auto column = static_cast<CsvColumn>(section);
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(
            (column == CsvColumn::Line ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (column) {
    case CsvColumn::Line:
        return tr("Line");
    case CsvColumn::Machine:
        return tr("Virtual machine");
    case CsvColumn::Tag:
        return tr("Tag");
    case CsvColumn::Outcome:
        return tr("What it does");
    }
    return {};
}

} // namespace bulkhead::desktop
