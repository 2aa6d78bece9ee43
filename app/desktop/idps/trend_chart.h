// SPDX-License-Identifier: MIT
// TrendChart: events over time as stacked bars, a colour and a place for each severity.
#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QWidget>

#include <array>
#include <vector>

namespace bulkhead::desktop {

/// Shows `trend` of list_idps_events. A bar tells its numbers in its tool tip; arrow keys walk from
/// bar to bar and the screen reader hears the same sentence.
class TrendChart final : public QWidget {
    Q_OBJECT

public:
    explicit TrendChart(QWidget* parent = nullptr);

    void setTrend(const QJsonArray& trend);
    /// "Fri 20 Nov: 12 events, 3 critical, 9 high"; for tests and screen readers.
    [[nodiscard]] QString words(int bar) const;
    [[nodiscard]] int bars() const { return static_cast<int>(m_bars.size()); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Bar {
        QDateTime start;
        std::array<qint64, 5> counts{}; ///< by severity, the gravest first
        qint64 total = 0;
    };
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] int barAt(const QPointF& position) const;
    void setCurrent(int bar);
    void paintLegend(QPainter& painter, const QRectF& area) const;

    std::vector<Bar> m_bars;
    qint64 m_most = 0;
    bool m_hourly = false;
    int m_current = -1;
};

} // namespace bulkhead::desktop
