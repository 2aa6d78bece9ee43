// SPDX-License-Identifier: MIT
#include "desktop/services/service_table_model.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/services/service_words.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostCachedRows = 2000;
} // namespace

ServiceTableModel::ServiceTableModel(const Document& document, QObject* parent)
    : CellTableModel(parent), m_document(document) {}

bool ServiceTableModel::reload() {
    const snapshot::SnapshotPointer now = m_document.snapshot();
    const bool isAlike =
        m_snapshot && now && standAlike(m_snapshot->content().services, now->content().services);
    const bool isShared =
        isAlike && m_snapshot->content().services.sharesWith(now->content().services);
    const QHash<QString, RowMark> marks =
        objectMarks(m_document.edits(), change::ObjectKind::Service);
    if (isShared && marks == m_marks) {
        m_snapshot = now;
        return false;
    }
    if (!isAlike) {
        beginResetModel();
    }
    m_snapshot = now;
    m_marks = marks;
    m_rows.clear();
    m_searchTexts.clear();
    if (!isAlike) {
        endResetModel();
    } else if (const int rows = rowCount({}); rows > 0) {
        Q_EMIT dataChanged(index(0, 0, {}), index(rows - 1, columnCount({}) - 1, {}));
    }
    return true;
}

void ServiceTableModel::refreshUsage() {
    const int rows = rowCount({});
    if (rows > 0) {
        m_rows.clear();
        Q_EMIT dataChanged(index(0, static_cast<int>(ServiceColumn::UsedIn), {}),
                           index(rows - 1, static_cast<int>(ServiceColumn::UsedIn), {}));
    }
}

const model::Service& ServiceTableModel::service(const QModelIndex& index) const {
    return m_snapshot->services()[static_cast<std::size_t>(index.row())];
}

const QByteArray& ServiceTableModel::searchText(const QModelIndex& index) const {
    auto found = m_searchTexts.constFind(index.row());
    if (found == m_searchTexts.constEnd()) {
        QStringList texts;
        for (const Cell& cell : makeRow(service(index))) {
            texts << cell.plain();
        }
        found = m_searchTexts.insert(index.row(), foldForSearch(texts.join(u'\n')));
    }
    return *found;
}

Cell ServiceTableModel::usageCell(const QString& path) const {
    if (m_document.usage() == nullptr) {
        return numberCell(u"…"_s, Color::TextMuted);
    }
    const Usage& usage = m_document.usage()->of(path);
    QStringList words;
    if (!usage.rules.isEmpty()) {
        words << countWords(usage.rules.size(), tr("rule"), tr("rules"));
    }
    if (!usage.services.isEmpty()) {
        words << countWords(usage.services.size(), tr("service"), tr("services"));
    }
    return words.isEmpty() ? numberCell(tr("not used"), Color::TextMuted)
                           : numberCell(words.join(u", "_s));
}

ServiceTableModel::Row ServiceTableModel::makeRow(const model::Service& service) const {
    Row row;
    const auto at = [&row](ServiceColumn column) -> Cell& {
        return row[static_cast<std::size_t>(column)];
    };
    at(ServiceColumn::Name) =
        iconCell(chipIcon(ChipKind::Service), service.header.label(), Color::Text);
    markCell(at(ServiceColumn::Name), m_marks.value(service.header.path, RowMark::None));
    const QString ports = serviceInWords(service.entries, *m_snapshot);
    at(ServiceColumn::Ports) = ports.isEmpty()
                                   ? iconCell(u"triangle-alert"_s, tr("nothing"), Color::Drop)
                                   : textCell(ports);
    at(ServiceColumn::Ports).elideEnd = true;
    at(ServiceColumn::UsedIn) = usageCell(service.header.path);
    at(ServiceColumn::Owner) = isPredefined(service)
                                   ? iconCell(u"lock"_s, tr("predefined"), Color::TextMuted)
                                   : textCell(tr("yours"), Color::TextMuted);
    at(ServiceColumn::Tags) = chipsCell(tagCell(service.header.tags));
    at(ServiceColumn::Id) = textCell(cleanLine(service.header.id), Color::TextMuted);
    return row;
}

const Cell& ServiceTableModel::cell(const QModelIndex& index) const {
    auto found = m_rows.constFind(index.row());
    if (found == m_rows.constEnd()) {
        if (m_rows.size() >= kMostCachedRows) {
            m_rows.clear();
        }
        found = m_rows.insert(index.row(), std::make_shared<const Row>(makeRow(service(index))));
    }
    return (**found)[static_cast<std::size_t>(index.column())];
}

QString ServiceTableModel::key(const QModelIndex& index) const {
    return service(index).header.path;
}

QModelIndex ServiceTableModel::indexOfKey(const QString& key) const {
    const model::Service* service = m_snapshot ? m_snapshot->service(key) : nullptr;
    return service == nullptr
               ? QModelIndex()
               : index(static_cast<int>(service - m_snapshot->services().data()), 0, {});
}

QVariant ServiceTableModel::sortValue(const QModelIndex& index) const {
    if (index.column() == static_cast<int>(ServiceColumn::Name)) {
        return service(index).header.label(); // without the words of the whole row
    }
    if (index.column() != static_cast<int>(ServiceColumn::UsedIn)) {
        return CellTableModel::sortValue(index);
    }
    if (m_document.usage() == nullptr) {
        return {};
    }
    const Usage& usage = m_document.usage()->of(service(index).header.path);
    return usage.rules.size() + usage.services.size();
}

int ServiceTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_snapshot ? 0 : static_cast<int>(m_snapshot->services().size());
}

int ServiceTableModel::columnCount(const QModelIndex&) const {
    return kServiceColumnCount;
}

QVariant ServiceTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kServiceColumnCount) {
        return {};
    }
    const auto column = static_cast<ServiceColumn>(section);
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(
            (column == ServiceColumn::UsedIn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (column) {
    case ServiceColumn::Name:
        return tr("Name");
    case ServiceColumn::Ports:
        return tr("Ports and protocols");
    case ServiceColumn::UsedIn:
        return tr("Used in");
    case ServiceColumn::Owner:
        return tr("Owner");
    case ServiceColumn::Tags:
        return tr("Tags");
    case ServiceColumn::Id:
        return tr("ID");
    }
    return {};
}

} // namespace bulkhead::desktop
