// SPDX-License-Identifier: MIT
#include "desktop/groups/group_table_model.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"

#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostCachedRows = 2000;
} // namespace

GroupTableModel::GroupTableModel(const Document& document, QObject* parent)
    : CellTableModel(parent), m_document(document) {}

bool GroupTableModel::reload() {
    const snapshot::SnapshotPointer now = m_document.snapshot();
    const bool isAlike =
        m_snapshot && now && standAlike(m_snapshot->content().groups, now->content().groups);
    const bool isShared = isAlike && m_snapshot->content().groups.sharesWith(now->content().groups);
    const QHash<QString, RowMark> marks =
        objectMarks(m_document.edits(), change::ObjectKind::Group);
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

void GroupTableModel::refreshCounts() {
    const int rows = rowCount({});
    if (rows > 0) {
        m_rows.clear();
        Q_EMIT dataChanged(index(0, static_cast<int>(GroupColumn::Members), {}),
                           index(rows - 1, static_cast<int>(GroupColumn::UsedIn), {}));
    }
}

const model::Group& GroupTableModel::group(const QModelIndex& index) const {
    return m_snapshot->groups()[static_cast<std::size_t>(index.row())];
}

const QByteArray& GroupTableModel::searchText(const QModelIndex& index) const {
    auto found = m_searchTexts.constFind(index.row());
    if (found == m_searchTexts.constEnd()) {
        const Row row = makeRow(group(index));
        QStringList texts;
        for (const GroupColumn column :
             {GroupColumn::Name, GroupColumn::Criteria, GroupColumn::Tags, GroupColumn::Id}) {
            texts << row[static_cast<std::size_t>(column)].plain();
        }
        found = m_searchTexts.insert(index.row(), foldForSearch(texts.join(u'\n')));
    }
    return *found;
}

Cell GroupTableModel::memberCell(const QString& path) const {
    const snapshot::Membership* members =
        m_document.members() == nullptr ? nullptr : m_document.members()->of(path);
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
    if (m_document.usage() == nullptr) {
        return numberCell(u"…"_s, Color::TextMuted);
    }
    const Usage& usage = m_document.usage()->of(path);
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

GroupTableModel::Row GroupTableModel::makeRow(const model::Group& group) const {
    Row row;
    const auto at = [&row](GroupColumn column) -> Cell& {
        return row[static_cast<std::size_t>(column)];
    };
    at(GroupColumn::Name) = iconCell(chipIcon(ChipKind::Group), group.header.label(), Color::Text);
    markCell(at(GroupColumn::Name), m_marks.value(group.header.path, RowMark::None));
    at(GroupColumn::Criteria) = textCell(
        model::criteriaInWords(group.expression,
                               [this](const QString& path) { return m_snapshot->nameOf(path); }),
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

const Cell& GroupTableModel::cell(const QModelIndex& index) const {
    auto found = m_rows.constFind(index.row());
    if (found == m_rows.constEnd()) {
        if (m_rows.size() >= kMostCachedRows) {
            m_rows.clear();
        }
        found = m_rows.insert(index.row(), std::make_shared<const Row>(makeRow(group(index))));
    }
    return (**found)[static_cast<std::size_t>(index.column())];
}

QString GroupTableModel::key(const QModelIndex& index) const {
    return group(index).header.path;
}

QModelIndex GroupTableModel::indexOfKey(const QString& key) const {
    const model::Group* group = m_snapshot ? m_snapshot->group(key) : nullptr;
    return group == nullptr ? QModelIndex()
                            : index(static_cast<int>(group - m_snapshot->groups().data()), 0, {});
}

QVariant GroupTableModel::sortValue(const QModelIndex& index) const {
    if (index.column() == static_cast<int>(GroupColumn::Name)) {
        return group(index).header.label(); // without the words of the whole row
    }
    const QString& path = group(index).header.path;
    switch (static_cast<GroupColumn>(index.column())) {
    case GroupColumn::Members: {
        const snapshot::Membership* members = m_document.members()->of(path);
        return members == nullptr ? QVariant()
                                  : QVariant(static_cast<qlonglong>(members->machines.size() +
                                                                    members->ranges.size()) +
                                             members->segments.size());
    }
    case GroupColumn::UsedIn:
        if (m_document.usage() == nullptr) {
            return {};
        }
        return m_document.usage()->of(path).rules.size() +
               m_document.usage()->of(path).policies.size();
    default:
        return CellTableModel::sortValue(index);
    }
}

int GroupTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_snapshot ? 0 : static_cast<int>(m_snapshot->groups().size());
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
