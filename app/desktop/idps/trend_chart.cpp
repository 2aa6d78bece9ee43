// SPDX-License-Identifier: MIT
#include "desktop/idps/trend_chart.h"

#include "desktop/idps/severity.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPlotHeight = 64;
constexpr int kSmallestWidth = 240;
constexpr qreal kMostBarWidth = 44;
constexpr qint64 kSecondsPerHour = 3600;

qreal lineHeight() {
    return QFontMetricsF(Theme::current().font(TypeRole::Small)).height();
}

} // namespace

TrendChart::TrendChart(QWidget* parent) : QWidget(parent) {
    setObjectName(u"idpsTrend"_s);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Events over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void TrendChart::setTrend(const QJsonArray& trend) {
    m_bars.clear();
    m_most = 0;
    for (const QJsonValue value : trend) {
        Bar bar;
        bar.start = QDateTime::fromString(value[u"start"_s].toString(), Qt::ISODate);
        bar.total = value[u"total"_s].toInteger();
        for (std::size_t i = 0; i < kSeverities.size(); ++i) {
            bar.counts[i] = value[QStringView(kSeverities[i].key).toString()].toInteger();
        }
        m_most = std::max(m_most, bar.total);
        m_bars.push_back(bar);
    }
    m_hourly = m_bars.size() > 1 && m_bars[0].start.secsTo(m_bars[1].start) <= kSecondsPerHour;
    m_current = -1;
    qint64 total = 0;
    for (const Bar& bar : m_bars) {
        total += bar.total;
    }
    setAccessibleDescription(tr("%1 events, at most %2 at a time").arg(total).arg(m_most));
    update();
}

QString TrendChart::words(int bar) const {
    if (bar < 0 || bar >= bars()) {
        return {};
    }
    const Bar& one = m_bars[static_cast<std::size_t>(bar)];
    const QDateTime start = one.start.toLocalTime();
    const QString when = m_hourly ? QLocale().toString(start, u"ddd d MMM, HH:mm"_s)
                                  : QLocale().toString(one.start.date(), u"ddd d MMM"_s);
    QStringList parts;
    for (std::size_t i = 0; i < kSeverities.size(); ++i) {
        if (one.counts[i] > 0) {
            const QString key = QStringView(kSeverities[i].key).toString();
            parts << u"%1 %2"_s.arg(one.counts[i]).arg(severityWord(key).toLower());
        }
    }
    const QString events = one.total == 0   ? tr("no events")
                           : one.total == 1 ? tr("one event")
                                            : tr("%1 events").arg(one.total);
    return when + u": "_s + events + (parts.isEmpty() ? QString() : u", "_s + parts.join(u", "_s));
}

QSize TrendChart::sizeHint() const {
    const qreal zoom = Theme::current().zoom() / 100.0;
    return {kSmallestWidth * 2,
            qRound(2 * space::small + kPlotHeight * zoom + 2 * lineHeight() + space::small)};
}

QSize TrendChart::minimumSizeHint() const {
    return {kSmallestWidth, sizeHint().height()};
}

QRectF TrendChart::plot() const {
    return QRectF(rect()).adjusted(space::large, space::small + lineHeight() + space::tight,
                                   -space::large, -space::small - lineHeight());
}

int TrendChart::barAt(const QPointF& position) const {
    const QRectF area = plot();
    if (m_bars.empty() || position.x() < area.left() || position.x() >= area.right()) {
        return -1;
    }
    return std::min(static_cast<int>((position.x() - area.left()) / area.width() * bars()),
                    bars() - 1);
}

void TrendChart::setCurrent(int bar) {
    m_current = std::clamp(bar, 0, std::max(0, bars() - 1));
    setAccessibleDescription(words(m_current));
    const QRectF area = plot();
    const qreal step = area.width() / std::max(1, bars());
    QToolTip::showText(
        mapToGlobal(QPointF(area.left() + step * m_current, area.bottom()).toPoint()),
        words(m_current).toHtmlEscaped(), this);
    update();
}

void TrendChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(m_current < 0 ? bars() - 1 : m_current - 1);
        break;
    case Qt::Key_Right:
        setCurrent(m_current + 1);
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(bars() - 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool TrendChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = words(barAt(help->pos()));
        if (text.isEmpty()) {
            QToolTip::hideText();
        } else {
            QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), this);
        }
        return true;
    }
    return QWidget::event(event);
}

void TrendChart::paintLegend(QPainter& painter, const QRectF& area) const {
    const QFont& font = Theme::current().font(TypeRole::Small);
    const QFontMetricsF metrics(font);
    qreal left = area.left();
    for (const SeverityLook& look : kSeverities) {
        const QString word = severityWord(QStringView(look.key).toString());
        const qreal box = metrics.xHeight() + 2;
        painter.fillRect(QRectF(left, area.center().y() - box / 2, box, box),
                         themeColor(look.color));
        left += box + space::tight;
        const qreal width = metrics.horizontalAdvance(word) + 1;
        paintText(painter, {left, area.top(), width, area.height()}, word, font,
                  themeColor(Color::TextMuted));
        left += width + space::medium;
    }
    const QString most = m_most > 0 ? tr("up to %1").arg(QLocale().toString(m_most)) : QString();
    paintText(painter, {left, area.top(), area.right() - left, area.height()}, most, font,
              themeColor(Color::TextMuted), Qt::AlignRight | Qt::AlignVCenter);
}

void TrendChart::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(Color::Surface));
    const QRectF area = plot();
    paintLegend(painter, {area.left(), space::small, area.width(), lineHeight()});
    painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1),
                     themeColor(Color::BorderStrong));
    const QFont& font = Theme::current().font(TypeRole::Small);
    if (m_bars.empty()) {
        return;
    }
    const qreal step = area.width() / bars();
    const qreal width = std::min(kMostBarWidth, std::max<qreal>(2, step * 0.7));
    for (int i = 0; i < bars(); ++i) {
        const Bar& bar = m_bars[static_cast<std::size_t>(i)];
        const qreal left = area.left() + step * i + (step - width) / 2;
        qreal bottom = area.bottom();
        for (std::size_t severity = kSeverities.size(); severity-- > 0;) {
            const qreal height = m_most == 0
                                     ? 0
                                     : area.height() * static_cast<qreal>(bar.counts[severity]) /
                                           static_cast<qreal>(m_most);
            painter.fillRect(QRectF(left, bottom - height, width, height),
                             themeColor(kSeverities[severity].color));
            bottom -= height;
        }
        if (hasFocus() && i == m_current) {
            painter.setPen(QPen(themeColor(Color::Accent), 2));
            painter.drawRect(QRectF(left - 2, area.top(), width + 4, area.height()));
        }
    }
    const QString format = m_hourly ? u"d MMM HH:mm"_s : u"d MMM"_s;
    const auto label = [&](const Bar& bar, Qt::Alignment alignment) {
        paintText(painter, {area.left(), area.bottom() + 1, area.width(), lineHeight()},
                  QLocale().toString(m_hourly ? bar.start.toLocalTime() : bar.start, format), font,
                  themeColor(Color::TextMuted), alignment | Qt::AlignTop);
    };
    label(m_bars.front(), Qt::AlignLeft);
    label(m_bars.back(), Qt::AlignRight);
}

} // namespace bulkhead::desktop
