// SPDX-License-Identifier: MIT
#include "desktop/services/service_table_model.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/services/service_words.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

ServiceTableModel::ServiceTableModel(const Document& document, QObject* parent)
    : ObjectTableModel(document, change::ObjectKind::Service, parent) {}

ObjectTableModel::Objects ServiceTableModel::compare(const snapshot::Content& before,
                                                     const snapshot::Content& now) const {
    return compared(before.services, now.services);
}

void ServiceTableModel::refreshUsage() {
    refresh(static_cast<int>(ServiceColumn::UsedIn), static_cast<int>(ServiceColumn::UsedIn));
}

const model::Service& ServiceTableModel::service(const QModelIndex& index) const {
    return shown()->services()[static_cast<std::size_t>(index.row())];
}

Cell ServiceTableModel::usageCell(const QString& path) const {
    if (document().usage() == nullptr) {
        return numberCell(u"…"_s, Color::TextMuted);
    }
    const Usage& usage = document().usage()->of(path);
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

ObjectTableModel::Row ServiceTableModel::makeRow(const QModelIndex& index) const {
    const model::Service& service = this->service(index);
    Row row(kServiceColumnCount);
    const auto at = [&row](ServiceColumn column) -> Cell& {
        return row[static_cast<std::size_t>(column)];
    };
    at(ServiceColumn::Name) =
        iconCell(chipIcon(ChipKind::Service), service.header.label(), Color::Text);
    markCell(at(ServiceColumn::Name), markOf(service.header.path));
    const QString ports = serviceInWords(service.entries, *shown());
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

QString ServiceTableModel::key(const QModelIndex& index) const {
    return service(index).header.path;
}

QModelIndex ServiceTableModel::indexOfKey(const QString& key) const {
    const model::Service* service = shown() ? shown()->service(key) : nullptr;
    return service == nullptr
               ? QModelIndex()
               : index(static_cast<int>(service - shown()->services().data()), 0, {});
}

QVariant ServiceTableModel::sortValue(const QModelIndex& index) const {
    if (index.column() == static_cast<int>(ServiceColumn::Name)) {
        return service(index).header.label(); // without the words of the whole row
    }
    if (index.column() != static_cast<int>(ServiceColumn::UsedIn)) {
        return CellTableModel::sortValue(index);
    }
    if (document().usage() == nullptr) {
        return {};
    }
    const Usage& usage = document().usage()->of(service(index).header.path);
    return usage.rules.size() + usage.services.size();
}

int ServiceTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !shown() ? 0 : static_cast<int>(shown()->services().size());
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
