// SPDX-License-Identifier: MIT
#include "desktop/widgets/wrap_label.h"

#include "desktop/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

namespace bulkhead::desktop {

namespace {
constexpr int kUsualWidth = 180;
constexpr int kSmallestWidth = 60;
constexpr int kFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere;

/// Words stay whole where they fit; a text with a word wider than the room breaks anywhere.
int wrapFlags(const QFontMetrics& metrics, const QString& text, int width) {
    const QStringList words = text.simplified().split(u' ');
    for (const QString& word : words) {
        if (metrics.horizontalAdvance(word) > width) {
            return kFlags & ~Qt::TextWordWrap;
        }
    }
    return kFlags & ~Qt::TextWrapAnywhere;
}
} // namespace

WrapLabel::WrapLabel(QString text, QWidget* parent) : QWidget(parent), m_text(std::move(text)) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(m_text);
}

void WrapLabel::setLook(Color color, bool strong) {
    m_color = color;
    m_strong = strong;
    update();
}

const QFont& WrapLabel::textFont() const {
    return Theme::current().font(m_strong ? TypeRole::BodyStrong : TypeRole::Body);
}

int WrapLabel::heightForWidth(int width) const {
    const QFontMetrics metrics(textFont());
    constexpr int noLimit = 1'000'000;
    return metrics
        .boundingRect(QRect(0, 0, width, noLimit), wrapFlags(metrics, m_text, width), m_text)
        .height();
}

QSize WrapLabel::sizeHint() const {
    return {kUsualWidth, heightForWidth(kUsualWidth)};
}

QSize WrapLabel::minimumSizeHint() const {
    return {kSmallestWidth, QFontMetrics(textFont()).height()};
}

void WrapLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(textFont());
    painter.setPen(themeColor(m_color));
    painter.drawText(rect(), wrapFlags(QFontMetrics(textFont()), m_text, width()), m_text);
}

void WrapLabel::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(m_text); });
    menu->popup(event->globalPos());
}

} // namespace bulkhead::desktop
