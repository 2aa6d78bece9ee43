// SPDX-License-Identifier: MIT
// FinderModel: what the command palette lists.
#pragma once

#include "desktop/finder/finder_index.h"

#include <QAbstractListModel>

#include <vector>

namespace bulkhead::desktop {

class FinderModel final : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setHits(std::vector<FinderHit> hits);
    [[nodiscard]] const std::vector<FinderHit>& hits() const { return m_hits; }

    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::vector<FinderHit> m_hits;
};

/// "web, Group, Webshop": everything that a line says.
[[nodiscard]] QString hitInWords(const FinderHit& hit);

} // namespace bulkhead::desktop
