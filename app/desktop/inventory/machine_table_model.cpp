// SPDX-License-Identifier: MIT
#include "desktop/inventory/machine_table_model.h"

#include "desktop/details/machine_facts.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"

#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
Cell firewallCell(const MemberIndex& members, const model::VirtualMachine& machine) {
    const std::optional<bool> guarded = isProtected(members, machine);
    if (!guarded) {
        return textCell(members.isComplete() ? MachineTableModel::tr("not known") : u"…"_s,
                        Color::TextMuted);
    }
    if (*guarded) {
        return iconCell(u"shield-check"_s, MachineTableModel::tr("protected"), Color::TextMuted);
    }
    Cell cell = iconCell(u"shield-off"_s, MachineTableModel::tr("not protected"), Color::Drop);
    cell.tip = MachineTableModel::tr("It is in the exclusion list: no firewall rule applies to it.")
                   .toHtmlEscaped();
    return cell;
}
} // namespace

MachineTableModel::MachineTableModel(const Document& document, QObject* parent)
    : ObjectTableModel(document, change::ObjectKind::MachineTags, parent) {}

ObjectTableModel::Objects MachineTableModel::compare(const snapshot::Content& before,
                                                     const snapshot::Content& now) const {
    return compared(before.machines, now.machines);
}

void MachineTableModel::refreshCounts() {
    forgetSearchTexts();
    refresh(static_cast<int>(MachineColumn::Groups), static_cast<int>(MachineColumn::Firewall));
}

const model::VirtualMachine& MachineTableModel::machine(const QModelIndex& index) const {
    return shown()->machines()[static_cast<std::size_t>(index.row())];
}

QStringList MachineTableModel::searchWords(const QModelIndex& index) const {
    return ObjectTableModel::searchWords(index) << machine(index).externalId;
}

ObjectTableModel::Row MachineTableModel::makeRow(const QModelIndex& index) const {
    const model::VirtualMachine& machine = this->machine(index);
    Row row(kMachineColumnCount);
    const auto at = [&row](MachineColumn column) -> Cell& {
        return row[static_cast<std::size_t>(column)];
    };
    const MemberIndex& members = *document().members();
    at(MachineColumn::Name) = iconCell(chipIcon(ChipKind::Machine), machine.label(), Color::Text);
    markCell(at(MachineColumn::Name), markOf(machine.externalId));
    at(MachineColumn::Power) = powerCell(machine);
    const QStringList addresses = addressesOf(*shown(), machine.externalId);
    at(MachineColumn::Addresses) = addresses.isEmpty() ? textCell(unknownMark(), Color::TextMuted)
                                                       : textCell(addresses.join(u", "_s));
    at(MachineColumn::Addresses).elideEnd = true;
    at(MachineColumn::Tags) = chipsCell(tagCell(machine.tags));
    at(MachineColumn::Groups) =
        members.isComplete()
            ? numberCell(QLocale().toString(members.groupCountOf(machine.externalId)))
            : numberCell(u"…"_s, Color::TextMuted);
    at(MachineColumn::Firewall) = firewallCell(members, machine);
    at(MachineColumn::Host) = textCell(
        machine.hostName.isEmpty() ? unknownMark() : machine.hostName.line(), Color::TextMuted);
    at(MachineColumn::Host).elideEnd = true;
    at(MachineColumn::System) = textCell(
        machine.osName.isEmpty() ? unknownMark() : machine.osName.line(), Color::TextMuted);
    return row;
}

QString MachineTableModel::key(const QModelIndex& index) const {
    return machine(index).externalId;
}

QModelIndex MachineTableModel::indexOfKey(const QString& key) const {
    const model::VirtualMachine* machine = shown() ? shown()->machine(key) : nullptr;
    return machine == nullptr
               ? QModelIndex()
               : index(static_cast<int>(machine - shown()->machines().data()), 0, {});
}

QVariant MachineTableModel::sortValue(const QModelIndex& index) const {
    if (index.column() == static_cast<int>(MachineColumn::Name)) {
        return machine(index).label(); // without the words of the whole row
    }
    if (index.column() == static_cast<int>(MachineColumn::Groups)) {
        return document().members()->isComplete()
                   ? QVariant(document().members()->groupCountOf(machine(index).externalId))
                   : QVariant();
    }
    return CellTableModel::sortValue(index);
}

int MachineTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !shown() ? 0 : static_cast<int>(shown()->machines().size());
}

int MachineTableModel::columnCount(const QModelIndex&) const {
    return kMachineColumnCount;
}

QVariant MachineTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kMachineColumnCount) {
        return {};
    }
    const auto column = static_cast<MachineColumn>(section);
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::Alignment(
            (column == MachineColumn::Groups ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (column) {
    case MachineColumn::Name:
        return tr("Name");
    case MachineColumn::Power:
        return tr("Power");
    case MachineColumn::Addresses:
        return tr("Addresses");
    case MachineColumn::Tags:
        return tr("Tags");
    case MachineColumn::Groups:
        return tr("Groups");
    case MachineColumn::Firewall:
        return tr("Firewall");
    case MachineColumn::Host:
        return tr("Host");
    case MachineColumn::System:
        return tr("Operating system");
    }
    return {};
}

} // namespace bulkhead::desktop
