// SPDX-License-Identifier: MIT
// ExclusionTableModel: what stands on the exclusion list and which machines that leaves
// unprotected.
#pragma once

#include "desktop/widgets/cell_model.h"
#include "snapshot/snapshot.h"

#include <QHash>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace bulkhead::desktop {

class Document;

enum class ExclusionColumn : int { Name, Kind, Machines, Names, Path };
inline constexpr int kExclusionColumnCount = static_cast<int>(ExclusionColumn::Path) + 1;

/// Names of the machines that a member of the list takes out of the firewall; empty optional while
/// or where nobody knows.
[[nodiscard]] std::optional<QStringList> machinesBehind(const Document& document,
                                                        const QString& member);

class ExclusionTableModel final : public CellTableModel {
    Q_OBJECT

public:
    /// `document` outlives the model.
    explicit ExclusionTableModel(const Document& document, QObject* parent = nullptr);

    void reload();
    [[nodiscard]] QByteArray searchText(const QModelIndex& index) const;

    [[nodiscard]] const Cell& cell(const QModelIndex& index) const override;
    [[nodiscard]] QString key(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexOfKey(const QString& key) const override;
    [[nodiscard]] QVariant sortValue(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        QString path;
        std::array<Cell, kExclusionColumnCount> cells;
        std::optional<qsizetype> machines;
    };
    [[nodiscard]] Row makeRow(const QString& path, bool isNew) const;

    const Document& m_document;
    std::vector<Row> m_rows; ///< 100 at most: NSX takes no more
    QHash<QString, int> m_places;
};

} // namespace bulkhead::desktop
