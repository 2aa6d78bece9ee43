// SPDX-License-Identifier: MIT
#include "desktop/finder/finder_model.h"

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

QString hitInWords(const FinderHit& hit) {
    if (hit.key.isEmpty()) {
        return hit.name; // it only says something
    }
    QStringList words{hit.name, finderKindName(hit.kind)};
    for (const QString& more : {hit.hint, hit.shortcut}) {
        if (!more.isEmpty()) {
            words << more;
        }
    }
    if (!hit.isEnabled) {
        words << FinderModel::tr("not possible now");
    }
    return words.join(u", "_s);
}

void FinderModel::setHits(std::vector<FinderHit> hits) {
    beginResetModel();
    m_hits = std::move(hits);
    endResetModel();
}

int FinderModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant FinderModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const FinderHit& hit = m_hits[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return hit.name;
    case Qt::AccessibleTextRole:
        return hitInWords(hit);
    case Qt::ToolTipRole:
        return hitInWords(hit).toHtmlEscaped();
    default:
        return {};
    }
}

Qt::ItemFlags FinderModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    const bool enabled = m_hits[static_cast<std::size_t>(index.row())].isEnabled;
    return Qt::ItemNeverHasChildren | Qt::ItemIsSelectable |
           (enabled ? Qt::ItemIsEnabled : Qt::NoItemFlags);
}

} // namespace bulkhead::desktop
