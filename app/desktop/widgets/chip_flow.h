// SPDX-License-Identifier: MIT
// ChipFlow: chips that wrap over several lines, for the inspector.
#pragma once

#include "desktop/widgets/chip_layout.h"

#include <QWidget>

namespace bulkhead::desktop {

/// Shows at most `kMostChips` and says how many more there are. Click or Enter opens a chip; arrow
/// keys walk over them.
class ChipFlow final : public QWidget {
    Q_OBJECT

public:
    static constexpr qsizetype kMostChips = 60;

    explicit ChipFlow(std::vector<Chip> chips, QWidget* parent = nullptr);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] std::vector<PlacedChip> place(qreal width) const;
    [[nodiscard]] const Chip* chipAt(const QPointF& point) const;

    std::vector<Chip> m_chips;
    qsizetype m_hidden = 0;
    qsizetype m_current = 0;
};

} // namespace bulkhead::desktop
