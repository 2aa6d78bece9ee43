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

using namespace Qt::StringLiterals;

namespace {
constexpr int kUsualWidth = 180;
constexpr int kSmallestWidth = 60;
constexpr int kFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
constexpr QChar kMayBreak(0x200B); ///< ZERO WIDTH SPACE

/// One word with places to break at: behind what separates its parts, or anywhere if a part is too
/// wide as well.
QString broken(const QFontMetrics& metrics, const QString& word, int width) {
    static const QString separators = u"/.-_:,"_s;
    QString result;
    QString part;
    const auto flush = [&] {
        const bool fits = metrics.horizontalAdvance(part) <= width;
        for (const QChar letter : std::as_const(part)) {
            result += letter;
            if (!fits && !letter.isHighSurrogate()) {
                result += kMayBreak;
            }
        }
        result += kMayBreak;
        part.clear();
    };
    for (const QChar letter : word) {
        part += letter;
        if (separators.contains(letter)) {
            flush();
        }
    }
    flush();
    return result;
}

/// Words stay whole where they fit; only those that are wider than the room are broken.
QString wrapped(const QFontMetrics& metrics, const QString& text, int width) {
    QString result;
    QString word;
    const auto flush = [&] {
        result += metrics.horizontalAdvance(word) > width ? broken(metrics, word, width) : word;
        word.clear();
    };
    for (const QChar letter : text) {
        if (letter.isSpace()) {
            flush();
            result += letter;
        } else {
            word += letter;
        }
    }
    flush();
    return result;
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
        .boundingRect(QRect(0, 0, width, noLimit), kFlags, wrapped(metrics, m_text, width))
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
    painter.drawText(rect(), kFlags, wrapped(QFontMetrics(textFont()), m_text, width()));
}

void WrapLabel::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { QGuiApplication::clipboard()->setText(m_text); });
    menu->popup(event->globalPos());
}

} // namespace bulkhead::desktop
