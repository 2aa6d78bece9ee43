// SPDX-License-Identifier: MIT
#include "desktop/widgets/empty_state.h"

#include "desktop/theme/icons.h"
#include "desktop/widgets/icon_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {
constexpr int kPictureSize = 44;
constexpr int kTextWidth = 460;
} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      m_icon(new IconLabel(kPictureSize, this)),
      m_title(new QLabel(this)),
      m_text(new QLabel(this)),
      m_buttons(new QHBoxLayout) {
    setObjectName(u"emptyState"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_title->setProperty("role", u"display"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setProperty("role", u"muted"_s);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setFixedWidth(kTextWidth);
    m_buttons->setSpacing(space::small);
    m_buttons->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::medium);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    layout->addSpacing(space::small);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
}

void EmptyState::setContent(const QString& iconName, const QString& title, const QString& text) {
    m_icon->setIcon(iconName, Color::BorderStrong);
    m_title->setText(title);
    m_text->setText(text);
    giveTextRoom();
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void EmptyState::giveTextRoom() {
    // A wrapped label that is centred gets its one-line height from the layout.
    m_text->setMinimumHeight(std::max(0, m_text->heightForWidth(kTextWidth))); // -1: no text
}

void EmptyState::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    giveTextRoom(); // only now the style sheet's font is known
}

QPushButton* EmptyState::addButton(const QString& objectName, const QString& text,
                                   const QString& iconName) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(objectName);
    const bool primary = m_buttons->count() == 0;
    button->setProperty("primary", primary);
    if (!iconName.isEmpty()) {
        setButtonIcon(*button, iconName, primary ? Color::OnAccent : Color::Text);
    }
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::clearButtons() {
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace bulkhead::desktop
