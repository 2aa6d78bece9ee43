// SPDX-License-Identifier: MIT
#include "desktop/groups/group_table_model.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"

#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

GroupTableModel::GroupTableModel(const Document& document, QObject* parent)
    : ObjectTableModel(document, change::ObjectKind::Group, parent) {}

ObjectTableModel::Objects GroupTableModel::compare(const snapshot::Content& before,
                                                   const snapshot::Content& now) const {
    return compared(before.groups, now.groups);
}

void GroupTableModel::refreshCounts() {
    refresh(static_cast<int>(GroupColumn::Members), static_cast<int>(GroupColumn::UsedIn));
}

const model::Group& GroupTableModel::group(const QModelIndex& index) const {
    return shown()->groups()[static_cast<std::size_t>(index.row())];
}

QStringList GroupTableModel::searchWords(const QModelIndex& index) const {
    const Row row = makeRow(index);
    QStringList words;
    for (const GroupColumn column :
         {GroupColumn::Name, GroupColumn::Criteria, GroupColumn::Tags, GroupColumn::Id}) {
        words << row[static_cast<std::size_t>(column)].plain();
    }
    return words;
}

Cell GroupTableModel::memberCell(const QString& path) const {
    const snapshot::Membership* members =
        document().members() == nullptr ? nullptr : document().members()->of(path);
    if (members == nullptr) {
        return numberCell(u"…"_s, Color::TextMuted);
    }
    const auto machines = static_cast<qsizetype>(members->machines.size());
    const auto others = static_cast<qsizetype>(members->ranges.size()) + members->segments.size() +
                        members->macAddresses.size();
    QStringList words;
    if (machines > 0) {
        words << countWords(machines, tr("VM"), tr("VMs"));
    }
    if (!members->ranges.empty()) {
        words << countWords(static_cast<qsizetype>(members->ranges.size()), tr("address"),
                            tr("addresses"));
    }
    if (!members->segments.isEmpty()) {
        words << countWords(members->segments.size(), tr("segment"), tr("segments"));
    }
    if (!members->macAddresses.isEmpty()) {
        words << countWords(members->macAddresses.size(), tr("MAC"), tr("MACs"));
    }
    if (!members->unknowns.isEmpty()) {
        words << (words.isEmpty() ? tr("not known here") : tr("perhaps more"));
    }
    Cell cell = numberCell(words.isEmpty() ? tr("nobody") : words.join(u", "_s));
    if (machines + others == 0 && members->unknowns.isEmpty()) {
        cell.icon = u"triangle-alert"_s;
        cell.color = Color::Drop;
        cell.tip = tr("No machine and no address fits these criteria.").toHtmlEscaped();
    } else if (!members->unknowns.isEmpty()) {
        cell.tip = members->unknowns.join(u'\n').toHtmlEscaped();
    }
    return cell;
}

Cell GroupTableModel::usageCell(const QString& path) const {
    if (document().usage() == nullptr) {
        return numberCell(u"…"_s, Color::TextMuted);
    }
    const Usage& usage = document().usage()->of(path);
    const qsizetype rules = usage.rules.size() + usage.policies.size();
    if (rules == 0 && usage.groups.isEmpty()) {
        return numberCell(tr("not used"), Color::TextMuted);
    }
    QStringList words;
    if (rules > 0) {
        words << countWords(rules, tr("rule"), tr("rules"));
    }
    if (!usage.groups.isEmpty()) {
        words << countWords(usage.groups.size(), tr("group"), tr("groups"));
    }
    return numberCell(words.join(u", "_s));
}

ObjectTableModel::Row GroupTableModel::makeRow(const QModelIndex& index) const {
    const model::Group& group = this->group(index);
    Row row(kGroupColumnCount);
    const auto at = [&row](GroupColumn column) -> Cell& {
        return row[static_cast<std::size_t>(column)];
    };
    at(GroupColumn::Name) = iconCell(chipIcon(ChipKind::Group), group.header.label(), Color::Text);
    markCell(at(GroupColumn::Name), markOf(group.header.path));
    at(GroupColumn::Criteria) = textCell(
        model::criteriaInWords(group.expression,
                               [this](const QString& path) { return shown()->nameOf(path); }),
        Color::TextMuted);
    // The column is narrow and nearly every criterion is about machines.
    at(GroupColumn::Criteria).text.replace(u"virtual machine"_s, u"VM"_s);
    at(GroupColumn::Criteria).elideEnd = true;
    if (at(GroupColumn::Criteria).text.isEmpty()) {
        at(GroupColumn::Criteria).text =
            group.recordedMachines ? tr("recorded members") : tr("no criteria");
    }
    at(GroupColumn::Members) = memberCell(group.header.path);
    at(GroupColumn::UsedIn) = usageCell(group.header.path);
    at(GroupColumn::Tags) = chipsCell(tagCell(group.header.tags));
    at(GroupColumn::Id) = textCell(cleanLine(group.header.id), Color::TextMuted);
    return row;
}

QString GroupTableModel::key(const QModelIndex& index) const {
    return group(index).header.path;
}

QModelIndex GroupTableModel::indexOfKey(const QString& key) const {
    const model::Group* group = shown() ? shown()->group(key) : nullptr;
    return group == nullptr ? QModelIndex()
                            : index(static_cast<int>(group - shown()->groups().data()), 0, {});
}

QVariant GroupTableModel::sortValue(const QModelIndex& index) const {
    if (index.column() == static_cast<int>(GroupColumn::Name)) {
        return group(index).header.label(); // without the words of the whole row
    }
    const QString& path = group(index).header.path;
    switch (static_cast<GroupColumn>(index.column())) {
    case GroupColumn::Members: {
        const snapshot::Membership* members = document().members()->of(path);
        return members == nullptr ? QVariant()
                                  : QVariant(static_cast<qlonglong>(members->machines.size() +
                                                                    members->ranges.size()) +
                                             members->segments.size());
    }
    case GroupColumn::UsedIn:
        if (document().usage() == nullptr) {
            return {};
        }
        return document().usage()->of(path).rules.size() +
               document().usage()->of(path).policies.size();
    default:
        return CellTableModel::sortValue(index);
    }
}

int GroupTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !shown() ? 0 : static_cast<int>(shown()->groups().size());
}

int GroupTableModel::columnCount(const QModelIndex&) const {
    return kGroupColumnCount;
}

QVariant GroupTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kGroupColumnCount) {
        return {};
    }
    const auto column = static_cast<GroupColumn>(section);
    if (role == Qt::TextAlignmentRole) {
        const bool number = column == GroupColumn::Members || column == GroupColumn::UsedIn;
        return QVariant::fromValue(
            Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (column) {
    case GroupColumn::Name:
        return tr("Name");
    case GroupColumn::Criteria:
        return tr("Criteria");
    case GroupColumn::Members:
        return tr("Effective members");
    case GroupColumn::UsedIn:
        return tr("Used in");
    case GroupColumn::Tags:
        return tr("Tags");
    case GroupColumn::Id:
        return tr("ID");
    }
    return {};
}

} // namespace bulkhead::desktop
