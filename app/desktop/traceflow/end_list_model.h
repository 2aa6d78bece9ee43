// SPDX-License-Identifier: MIT
// EndListModel: what a field for an end of a trace offers while somebody types.
#pragma once

#include "desktop/traceflow/flow_end.h"

#include <QAbstractListModel>
#include <QCompleter>

namespace bulkhead::desktop {

class EndListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr int kInsertedRole = Qt::UserRole + 1;

    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<EndCandidate> candidates);
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<EndCandidate> m_candidates;
};

/// Finds by anything that is shown, and puts the name in.
class EndCompleter final : public QCompleter {
    Q_OBJECT

public:
    EndCompleter(EndListModel* model, QObject* parent);
    [[nodiscard]] QString pathFromIndex(const QModelIndex& index) const override;
};

} // namespace bulkhead::desktop
