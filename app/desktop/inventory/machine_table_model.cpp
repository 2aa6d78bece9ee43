// SPDX-License-Identifier: MIT
#include "desktop/inventory/machine_table_model.h"

#include "desktop/details/machine_facts.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"

#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostCachedRows = 2000;

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
    : CellTableModel(parent), m_document(document) {}

bool MachineTableModel::reload() {
    const snapshot::SnapshotPointer now = m_document.snapshot();
    const bool isAlike =
        m_snapshot && now && standAlike(m_snapshot->content().machines, now->content().machines);
    const bool isShared =
        isAlike && m_snapshot->content().machines.sharesWith(now->content().machines);
    const QHash<QString, RowMark> marks =
        objectMarks(m_document.edits(), change::ObjectKind::MachineTags);
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

void MachineTableModel::refreshCounts() {
    const int rows = rowCount({});
    if (rows > 0) {
        m_rows.clear();
        m_searchTexts.clear();
        Q_EMIT dataChanged(index(0, static_cast<int>(MachineColumn::Groups), {}),
                           index(rows - 1, static_cast<int>(MachineColumn::Firewall), {}));
    }
}

const model::VirtualMachine& MachineTableModel::machine(const QModelIndex& index) const {
    return m_snapshot->machines()[static_cast<std::size_t>(index.row())];
}

const QByteArray& MachineTableModel::searchText(const QModelIndex& index) const {
    auto found = m_searchTexts.constFind(index.row());
    if (found == m_searchTexts.constEnd()) {
        const Row row = makeRow(machine(index));
        QStringList texts{machine(index).externalId};
        for (const Cell& cell : row) {
            texts << cell.plain();
        }
        found = m_searchTexts.insert(index.row(), foldForSearch(texts.join(u'\n')));
    }
    return *found;
}

MachineTableModel::Row MachineTableModel::makeRow(const model::VirtualMachine& machine) const {
    Row row;
    const auto at = [&row](MachineColumn column) -> Cell& {
        return row[static_cast<std::size_t>(column)];
    };
    const MemberIndex& members = *m_document.members();
    at(MachineColumn::Name) = iconCell(chipIcon(ChipKind::Machine), machine.label(), Color::Text);
    markCell(at(MachineColumn::Name), m_marks.value(machine.externalId, RowMark::None));
    at(MachineColumn::Power) = powerCell(machine);
    const QStringList addresses = addressesOf(*m_snapshot, machine.externalId);
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

const Cell& MachineTableModel::cell(const QModelIndex& index) const {
    auto found = m_rows.constFind(index.row());
    if (found == m_rows.constEnd()) {
        if (m_rows.size() >= kMostCachedRows) {
            m_rows.clear();
        }
        found = m_rows.insert(index.row(), std::make_shared<const Row>(makeRow(machine(index))));
    }
    return (**found)[static_cast<std::size_t>(index.column())];
}

QString MachineTableModel::key(const QModelIndex& index) const {
    return machine(index).externalId;
}

QModelIndex MachineTableModel::indexOfKey(const QString& key) const {
    const model::VirtualMachine* machine = m_snapshot ? m_snapshot->machine(key) : nullptr;
    return machine == nullptr
               ? QModelIndex()
               : index(static_cast<int>(machine - m_snapshot->machines().data()), 0, {});
}

QVariant MachineTableModel::sortValue(const QModelIndex& index) const {
    if (index.column() == static_cast<int>(MachineColumn::Name)) {
        return machine(index).label(); // without the words of the whole row
    }
    if (index.column() == static_cast<int>(MachineColumn::Groups)) {
        return m_document.members()->isComplete()
                   ? QVariant(m_document.members()->groupCountOf(machine(index).externalId))
                   : QVariant();
    }
    return CellTableModel::sortValue(index);
}

int MachineTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_snapshot ? 0 : static_cast<int>(m_snapshot->machines().size());
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
