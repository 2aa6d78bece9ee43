// SPDX-License-Identifier: MIT
#include "desktop/widgets/notice_strip.h"

#include "base/text.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/icon_label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

struct NoticeLook {
    QString icon;
    Color fill;
    Color text;
    Color edge;
};

NoticeLook lookOf(NoticeKind kind) {
    switch (kind) {
    case NoticeKind::Info:
        return {u"info"_s, Color::InfoFill, Color::InfoText, Color::InfoEdge};
    case NoticeKind::Warning:
        return {u"triangle-alert"_s, Color::WarningFill, Color::WarningText, Color::WarningEdge};
    case NoticeKind::Error:
        break;
    }
    return {u"circle-x"_s, Color::ErrorFill, Color::ErrorText, Color::ErrorEdge};
}

} // namespace

NoticeStrip::NoticeStrip(const QString& objectName, QWidget* parent)
    : QFrame(parent),
      m_icon(new IconLabel(kIcon, this)),
      m_text(new QLabel(this)),
      m_actions(new QHBoxLayout),
      m_close(new QToolButton(this)) {
    setObjectName(objectName);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(objectName + u"Text"_s);
    m_close->setObjectName(objectName + u"Close"_s);
    m_close->setAccessibleName(tr("Dismiss this notice"));
    m_close->setToolTip(tr("Dismiss"));
    m_actions->setSpacing(space::small);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::large, space::small, space::small, space::small);
    layout->setSpacing(space::small);
    layout->addWidget(m_icon, 0, Qt::AlignVCenter);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_actions);
    layout->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(&Theme::current(), &Theme::changed, this, &NoticeStrip::applyColors);
    hide();
}

void NoticeStrip::showNotice(NoticeKind kind, const QString& lead, const QString& text) {
    m_kind = kind;
    m_plain = (lead + u' ' + text).trimmed();
    m_text->setText(u"<b>%1</b> %2"_s.arg(lead.toHtmlEscaped(), text.toHtmlEscaped()));
    setAccessibleName(m_plain);
    applyColors();
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NoticeStrip::showError(const Error& error) {
    showNotice(NoticeKind::Error, cleanLine(error.remedy), error.explanation());
}

void NoticeStrip::addAction(const QString& objectName, const QString& text,
                            const std::function<void()>& run) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(objectName);
    connect(button, &QPushButton::clicked, this, [run] { run(); });
    m_actions->addWidget(button);
}

void NoticeStrip::clearActions() {
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        // The button that was just clicked may be the one that clears: it dies a little later.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

void NoticeStrip::setClosable(bool closable) {
    m_close->setVisible(closable);
}

QString NoticeStrip::text() const {
    return m_plain;
}

void NoticeStrip::applyColors() {
    const NoticeLook look = lookOf(m_kind);
    m_icon->setIcon(look.icon, look.text);
    m_close->setIcon(icon(u"x"_s, look.text));
    m_text->setStyleSheet(u"color: %1;"_s.arg(themeColor(look.text).name()));
    update();
}

void NoticeStrip::paintEvent(QPaintEvent*) {
    const NoticeLook look = lookOf(m_kind);
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(look.fill));
    painter.fillRect(0, height() - 1, width(), 1, themeColor(look.edge));
    painter.fillRect(0, 0, space::tight, height(), themeColor(look.edge));
}

} // namespace bulkhead::desktop
