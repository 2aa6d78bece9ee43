// SPDX-License-Identifier: MIT
#include "desktop/history/history_model.h"

#include "desktop/firewall/rule_search_index.h"

#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

Color riskColor(const QString& risk) {
    return risk == u"high" || risk == u"critical" ? Color::WarningText : Color::TextMuted;
}

} // namespace

ResultLook lookOf(HistoryResult result) {
    switch (result) {
    case HistoryResult::Done:
        return {u"circle-check"_s, Color::Allow};
    case HistoryResult::TakenBack:
        return {u"undo-2"_s, Color::TextMuted};
    case HistoryResult::Partly:
        return {u"triangle-alert"_s, Color::WarningText};
    case HistoryResult::Failed:
        return {u"circle-x"_s, Color::ErrorText};
    case HistoryResult::Denied:
        return {u"shield-off"_s, Color::Drop};
    case HistoryResult::Declined:
        return {u"ban"_s, Color::TextMuted};
    case HistoryResult::DryRun:
        return {u"flask-conical"_s, Color::TextMuted};
    case HistoryResult::Nothing:
        return {u"circle-dot"_s, Color::TextMuted};
    case HistoryResult::Open:
        break;
    }
    return {u"circle-help"_s, Color::WarningText};
}

QString momentWords(const QDateTime& time) {
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                          : unknownMark();
}

QString whoWords(const HistoryEntry& entry) {
    if (entry.person.isEmpty()) {
        return unknownMark();
    }
    return entry.agent.isEmpty() || entry.agent == u"desktop"
               ? entry.person
               : HistoryModel::tr("%1 with %2").arg(entry.person, entry.agent);
}

void HistoryModel::setEntries(std::vector<HistoryEntry> entries) {
    beginResetModel();
    m_entries = std::move(entries);
    m_rows.clear();
    m_searchTexts.clear();
    m_rowOfKey.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        m_rowOfKey.insert(m_entries[i].key, static_cast<int>(i));
    }
    endResetModel();
}

const HistoryEntry& HistoryModel::entry(const QModelIndex& index) const {
    return m_entries[static_cast<std::size_t>(index.row())];
}

const QByteArray& HistoryModel::searchText(const QModelIndex& index) const {
    auto found = m_searchTexts.constFind(index.row());
    if (found == m_searchTexts.constEnd()) {
        const HistoryEntry& one = entry(index);
        QStringList texts{one.what,  one.operation, one.target,     one.person,
                          one.agent, one.author,    one.approvedBy, one.reason,
                          one.risk,  one.undoId,    one.problem,    resultWord(one.result)};
        for (const change::BeforeImage& image : one.images) {
            texts << image.path;
        }
        found = m_searchTexts.insert(index.row(), foldForSearch(texts.join(u'\n')));
    }
    return *found;
}

HistoryModel::Row HistoryModel::makeRow(const HistoryEntry& entry) {
    Row row;
    const auto at = [&row](HistoryColumn column) -> Cell& {
        return row[static_cast<std::size_t>(column)];
    };
    at(HistoryColumn::When) = textCell(momentWords(entry.time), Color::TextMuted);
    at(HistoryColumn::When).tip =
        entry.time.isValid() ? entry.time.toString(Qt::ISODate).toHtmlEscaped() : QString();
    at(HistoryColumn::What) = textCell(entry.what);
    at(HistoryColumn::What).elideEnd = true;
    at(HistoryColumn::What).dimmed = entry.result == HistoryResult::TakenBack;
    const ResultLook look = lookOf(entry.result);
    at(HistoryColumn::Result) = iconCell(look.icon, resultWord(entry.result), look.color);
    at(HistoryColumn::Result).tip = entry.problem.toHtmlEscaped();
    at(HistoryColumn::Target) = textCell(entry.target);
    at(HistoryColumn::Who) = textCell(whoWords(entry));
    at(HistoryColumn::Reason) = textCell(entry.reason, Color::TextMuted);
    at(HistoryColumn::Reason).elideEnd = true;
    at(HistoryColumn::Risk) =
        textCell(entry.risk.isEmpty() ? unknownMark() : entry.risk, riskColor(entry.risk));
    return row;
}

const Cell& HistoryModel::cell(const QModelIndex& index) const {
    auto found = m_rows.constFind(index.row());
    if (found == m_rows.constEnd()) {
        found = m_rows.insert(index.row(), std::make_shared<const Row>(makeRow(entry(index))));
    }
    return (**found)[static_cast<std::size_t>(index.column())];
}

QString HistoryModel::key(const QModelIndex& index) const {
    return entry(index).key;
}

QModelIndex HistoryModel::indexOfKey(const QString& key) const {
    const auto found = m_rowOfKey.constFind(key);
    return found == m_rowOfKey.constEnd() ? QModelIndex() : index(*found, 0, {});
}

QVariant HistoryModel::sortValue(const QModelIndex& index) const {
    if (static_cast<HistoryColumn>(index.column()) == HistoryColumn::When) {
        return entry(index).time.toMSecsSinceEpoch();
    }
    return CellTableModel::sortValue(index);
}

int HistoryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int HistoryModel::columnCount(const QModelIndex&) const {
    return kHistoryColumnCount;
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kHistoryColumnCount ||
        (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    switch (static_cast<HistoryColumn>(section)) {
    case HistoryColumn::When:
        return tr("When");
    case HistoryColumn::What:
        return tr("What");
    case HistoryColumn::Result:
        return tr("Result");
    case HistoryColumn::Target:
        return tr("Manager");
    case HistoryColumn::Who:
        return tr("Who");
    case HistoryColumn::Reason:
        return tr("Reason");
    case HistoryColumn::Risk:
        return tr("Risk");
    }
    return {};
}

} // namespace bulkhead::desktop
