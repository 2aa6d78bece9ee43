// SPDX-License-Identifier: MIT
#include "desktop/changes/change_list_model.h"

#include "change/change_set.h"
#include "desktop/estate/findings.h"
#include "desktop/theme/icons.h"

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QIcon iconFor(const change::Edit& edit) {
    return edit.isCreation()   ? icon(u"plus"_s, Color::Allow)
           : edit.isDeletion() ? icon(u"trash-2"_s, Color::Drop)
                               : icon(u"pencil"_s, Color::Accent);
}

} // namespace

void ChangeListModel::show(const change::ChangeSet* edits,
                           const std::vector<change::Finding>& findings) {
    beginResetModel();
    m_edits = edits == nullptr ? std::vector<change::Edit>() : edits->net();
    m_findings = m_edits.empty() ? std::vector<change::Finding>() : findings;
    m_nameOf =
        edits == nullptr ? change::NameOf() : change::namesOf(edits->base(), edits->current());
    endResetModel();
}

const change::Edit* ChangeListModel::editAt(int row) const {
    return row >= 0 && row < static_cast<int>(m_edits.size())
               ? &m_edits[static_cast<std::size_t>(row)]
               : nullptr;
}

const change::Finding* ChangeListModel::findingAt(int row) const {
    const int place = row - static_cast<int>(m_edits.size());
    return place >= 0 && place < static_cast<int>(m_findings.size())
               ? &m_findings[static_cast<std::size_t>(place)]
               : nullptr;
}

int ChangeListModel::rowOf(const QString& path) const {
    const auto found = std::find_if(m_edits.begin(), m_edits.end(),
                                    [&path](const change::Edit& one) { return one.path == path; });
    return found == m_edits.end() ? -1 : static_cast<int>(found - m_edits.begin());
}

QString ChangeListModel::pathAt(int row) const {
    if (const change::Edit* edit = editAt(row)) {
        return edit->path;
    }
    const change::Finding* finding = findingAt(row);
    return finding == nullptr ? QString() : finding->path;
}

QStringList ChangeListModel::sentences() const {
    QStringList lines;
    for (const change::Edit& edit : m_edits) {
        lines << change::inWords(edit, m_nameOf);
    }
    return lines;
}

int ChangeListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_edits.size() + m_findings.size());
}

QVariant ChangeListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const change::Edit* edit = editAt(index.row());
    const change::Finding* finding = findingAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return edit != nullptr ? change::inWords(*edit, m_nameOf) : finding->sentence;
    case Qt::ToolTipRole:
        return (edit != nullptr ? change::inWords(*edit, m_nameOf) : findingWords(*finding))
            .toHtmlEscaped();
    case Qt::DecorationRole:
        if (edit != nullptr) {
            return iconFor(*edit);
        }
        return icon(lookOf(finding->severity).icon, lookOf(finding->severity).color);
    default:
        return {};
    }
}

} // namespace bulkhead::desktop
