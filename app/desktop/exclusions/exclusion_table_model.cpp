// SPDX-License-Identifier: MIT
#include "desktop/exclusions/exclusion_table_model.h"

#include "desktop/estate/document.h"
#include "desktop/estate/object_marks.h"

#include <QLocale>
#include <QSet>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QStringList machinesOnPlace(const snapshot::Snapshot& snapshot, const QString& place) {
    QSet<QString> seen;
    QStringList names;
    for (const model::VirtualNetworkInterface& vif : snapshot.interfaces()) {
        const model::SegmentPort* port = snapshot.portOf(vif);
        if (port == nullptr || (port->header.path != place && port->segmentPath != place) ||
            seen.contains(vif.ownerMachineId)) {
            continue;
        }
        seen.insert(vif.ownerMachineId);
        const model::VirtualMachine* machine = snapshot.machine(vif.ownerMachineId);
        names << (machine == nullptr ? cleanLine(vif.ownerMachineId) : machine->label());
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

QString kindWords(const snapshot::Snapshot& snapshot, const QString& path) {
    if (snapshot.group(path) != nullptr) {
        return ExclusionTableModel::tr("group");
    }
    if (snapshot.segment(path) != nullptr) {
        return ExclusionTableModel::tr("segment");
    }
    return snapshot.port(path) != nullptr ? ExclusionTableModel::tr("segment port")
                                          : ExclusionTableModel::tr("not in this snapshot");
}

} // namespace

std::optional<QStringList> machinesBehind(const Document& document, const QString& member) {
    const snapshot::Snapshot& snapshot = *document.snapshot();
    if (snapshot.group(member) == nullptr) {
        return snapshot.segment(member) == nullptr && snapshot.port(member) == nullptr
                   ? std::nullopt
                   : std::optional<QStringList>(machinesOnPlace(snapshot, member));
    }
    const snapshot::Membership* members = document.members()->of(member);
    if (members == nullptr || (members->machines.empty() && !members->unknowns.isEmpty())) {
        return std::nullopt;
    }
    QStringList names;
    for (const model::VirtualMachine* machine : members->machines) {
        names << machine->label();
    }
    return names;
}

ExclusionTableModel::ExclusionTableModel(const Document& document, QObject* parent)
    : CellTableModel(parent), m_document(document) {}

void ExclusionTableModel::reload() {
    beginResetModel();
    m_rows.clear();
    m_places.clear();
    if (!m_document.isEmpty() && m_document.snapshot()->excludeList()) {
        QStringList before;
        if (m_document.edits() != nullptr && m_document.edits()->base()->excludeList()) {
            before = m_document.edits()->base()->excludeList()->members;
        }
        for (const QString& path : m_document.snapshot()->excludeList()->members) {
            if (!m_places.contains(path)) {
                m_places.insert(path, static_cast<int>(m_rows.size()));
                m_rows.push_back(makeRow(path, !before.contains(path)));
            }
        }
    }
    endResetModel();
}

ExclusionTableModel::Row ExclusionTableModel::makeRow(const QString& path, bool isNew) const {
    Row row;
    row.path = path;
    const auto at = [&row](ExclusionColumn column) -> Cell& {
        return row.cells[static_cast<std::size_t>(column)];
    };
    const snapshot::Snapshot& snapshot = *m_document.snapshot();
    const Chip chip = chipFor(snapshot, path);
    at(ExclusionColumn::Name) = iconCell(chipIcon(chip.kind), chip.text, Color::Text);
    markCell(at(ExclusionColumn::Name), isNew ? RowMark::New : RowMark::None);
    at(ExclusionColumn::Kind) = textCell(kindWords(snapshot, path), Color::TextMuted);
    const std::optional<QStringList> machines = machinesBehind(m_document, path);
    if (!machines) {
        at(ExclusionColumn::Machines) = numberCell(
            m_document.members()->isComplete() ? unknownMark() : u"…"_s, Color::TextMuted);
        at(ExclusionColumn::Names) =
            textCell(m_document.members()->isComplete() ? tr("not known here") : QString(),
                     Color::TextMuted);
    } else {
        row.machines = machines->size();
        at(ExclusionColumn::Machines) = numberCell(QLocale().toString(machines->size()));
        at(ExclusionColumn::Names) =
            machines->isEmpty() ? textCell(tr("nobody"), Color::TextMuted)
                                : iconCell(u"shield-off"_s, machines->join(u", "_s), Color::Drop);
    }
    at(ExclusionColumn::Names).elideEnd = true;
    at(ExclusionColumn::Path) = textCell(cleanLine(path), Color::TextMuted);
    return row;
}

QByteArray ExclusionTableModel::searchText(const QModelIndex& index) const {
    QStringList texts;
    for (const Cell& cell : m_rows[static_cast<std::size_t>(index.row())].cells) {
        texts << cell.plain();
    }
    return foldForSearch(texts.join(u'\n'));
}

const Cell& ExclusionTableModel::cell(const QModelIndex& index) const {
    return m_rows[static_cast<std::size_t>(index.row())]
        .cells[static_cast<std::size_t>(index.column())];
}

QString ExclusionTableModel::key(const QModelIndex& index) const {
    return m_rows[static_cast<std::size_t>(index.row())].path;
}

QModelIndex ExclusionTableModel::indexOfKey(const QString& key) const {
    const auto found = m_places.constFind(key);
    return found == m_places.cend() ? QModelIndex() : index(*found, 0, {});
}

QVariant ExclusionTableModel::sortValue(const QModelIndex& index) const {
    if (index.column() == static_cast<int>(ExclusionColumn::Machines)) {
        const auto& machines = m_rows[static_cast<std::size_t>(index.row())].machines;
        return machines ? QVariant(*machines) : QVariant();
    }
    return CellTableModel::sortValue(index);
}

int ExclusionTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExclusionTableModel::columnCount(const QModelIndex&) const {
    return kExclusionColumnCount;
}

QVariant ExclusionTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kExclusionColumnCount) {
        return {};
    }
    const auto column = static_cast<ExclusionColumn>(section);
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((column == ExclusionColumn::Machines ? Qt::AlignRight : Qt::AlignLeft) |
                          Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (column) {
    case ExclusionColumn::Name:
        return tr("Excluded");
    case ExclusionColumn::Kind:
        return tr("Kind");
    case ExclusionColumn::Machines:
        return tr("Machines");
    case ExclusionColumn::Names:
        return tr("Not protected");
    case ExclusionColumn::Path:
        return tr("Path");
    }
    return {};
}

} // namespace bulkhead::desktop
