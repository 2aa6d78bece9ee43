// SPDX-License-Identifier: MIT
#include "desktop/traceflow/end_list_model.h"

namespace bulkhead::desktop {

namespace {
constexpr int kMostShown = 12;
} // namespace

void EndListModel::show(std::vector<EndCandidate> candidates) {
    beginResetModel();
    m_candidates = std::move(candidates);
    endResetModel();
}

int EndListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_candidates.size());
}

QVariant EndListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount({})) {
        return {};
    }
    const EndCandidate& one = m_candidates[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::EditRole) {
        return one.shown;
    }
    return role == kInsertedRole ? QVariant(one.inserted) : QVariant();
}

EndCompleter::EndCompleter(EndListModel* model, QObject* parent) : QCompleter(model, parent) {
    setFilterMode(Qt::MatchContains);
    setCaseSensitivity(Qt::CaseInsensitive);
    setMaxVisibleItems(kMostShown);
}

QString EndCompleter::pathFromIndex(const QModelIndex& index) const {
    return index.data(EndListModel::kInsertedRole).toString();
}

} // namespace bulkhead::desktop
