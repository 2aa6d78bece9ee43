// SPDX-License-Identifier: MIT
#include "desktop/traceflow/hop_table_model.h"

#include "graph/hop_graph.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using model::TraceStep;

namespace {

Cell stepCell(const graph::Hop& hop) {
    switch (hop.step) {
    case TraceStep::Delivered:
        return iconCell(u"circle-check"_s, hop.stepWords, Color::Allow);
    case TraceStep::Dropped:
        return iconCell(u"octagon-x"_s, hop.stepWords, Color::Drop);
    case TraceStep::Replicated:
        return iconCell(u"split"_s, hop.stepWords, Color::Text);
    default:
        return textCell(hop.stepWords);
    }
}

Cell ruleCell(const graph::Hop& hop) {
    if (!hop.ruleId) {
        return textCell({});
    }
    const QString number = QString::number(*hop.ruleId);
    const QString name = hop.ruleName.isEmpty() ? number : hop.ruleName;
    if (hop.rulePath.isEmpty()) {
        return textCell(name);
    }
    ChipCell chips;
    chips.chips.push_back({ChipKind::Rule, name, hop.rulePath});
    Cell cell = chipsCell(std::move(chips));
    cell.tip = HopTableModel::tr("Rule %1 (%2)").arg(name, number).toHtmlEscaped();
    return cell;
}

} // namespace

void HopTableModel::show(graph::Hops hops, int differentHop) {
    beginResetModel();
    m_hops = std::move(hops);
    m_rows.clear();
    for (std::size_t i = 0; i < m_hops.size(); ++i) {
        m_rows.push_back(makeRow(i, static_cast<int>(i) == differentHop));
    }
    endResetModel();
}

HopTableModel::Row HopTableModel::makeRow(std::size_t place, bool isDifferent) const {
    const graph::Hop& hop = m_hops[place];
    Row row;
    const auto at = [&row](HopColumn column) -> Cell& {
        return row[static_cast<std::size_t>(column)];
    };
    at(HopColumn::Hop) = hop.sequence ? numberCell(QString::number(*hop.sequence))
                                      : numberCell(unknownMark(), Color::TextMuted);
    at(HopColumn::Host) =
        hop.host.isEmpty() ? textCell(unknownMark(), Color::TextMuted) : textCell(hop.host);
    at(HopColumn::Component) = textCell(hop.component.isEmpty() ? unknownMark() : hop.component);
    if (isDifferent) {
        at(HopColumn::Component).badge = tr("differs");
    }
    at(HopColumn::Step) = stepCell(hop);
    at(HopColumn::Rule) = ruleCell(hop);
    at(HopColumn::Policy) = textCell(hop.policyName, Color::TextMuted);
    at(HopColumn::Detail) = textCell(hop.detail, Color::TextMuted);
    at(HopColumn::Detail).elideEnd = true;
    const graph::Hop* before = place > 0 ? &m_hops[place - 1] : nullptr;
    const bool isKnown = before != nullptr && before->host == hop.host && before->timestampMicro &&
                         hop.timestampMicro && *hop.timestampMicro >= *before->timestampMicro;
    at(HopColumn::Time) =
        isKnown
            ? numberCell(u'+' + graph::delayInWords(*hop.timestampMicro - *before->timestampMicro))
            : numberCell(place == 0 ? QString() : unknownMark(), Color::TextMuted);
    return row;
}

const Cell& HopTableModel::cell(const QModelIndex& index) const {
    return m_rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
}

QString HopTableModel::key(const QModelIndex& index) const {
    return QString::number(index.row());
}

QModelIndex HopTableModel::indexOfKey(const QString& key) const {
    bool isNumber = false;
    const int row = key.toInt(&isNumber);
    return isNumber && row >= 0 && row < rowCount({}) ? index(row, 0, {}) : QModelIndex();
}

QVariant HopTableModel::sortValue(const QModelIndex& index) const {
    return index.row();
}

int HopTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HopTableModel::columnCount(const QModelIndex&) const {
    return kHopColumnCount;
}

QVariant HopTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kHopColumnCount) {
        return {};
    }
    const auto column = static_cast<HopColumn>(section);
    const bool isNumber = column == HopColumn::Hop || column == HopColumn::Time;
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (column) {
    case HopColumn::Hop:
        return tr("Hop", "of a packet, from host to host");
    case HopColumn::Host:
        return tr("Host");
    case HopColumn::Component:
        return tr("Component");
    case HopColumn::Step:
        return tr("What happened");
    case HopColumn::Rule:
        return tr("Rule");
    case HopColumn::Policy:
        return tr("Policy");
    case HopColumn::Detail:
        return tr("Detail");
    case HopColumn::Time:
        return tr("Time");
    }
    return {};
}

} // namespace bulkhead::desktop
