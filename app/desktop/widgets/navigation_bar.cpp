// SPDX-License-Identifier: MIT
#include "desktop/widgets/navigation_bar.h"

#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_painter.h"
#include "desktop/widgets/navigation_button.h"

#include <QAction>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

NavigationBar::NavigationBar(QWidget* parent) : QFrame(parent) {
    setObjectName(u"navigationBar"_s);
    setAccessibleName(tr("Places"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::small, space::medium, space::small, space::medium);
    layout->setSpacing(space::hair);
    layout->addStretch(1);
}

void NavigationBar::addPlace(QAction* action) {
    const int place = static_cast<int>(m_buttons.size());
    auto* button = new NavigationButton(action, this);
    m_buttons.push_back(button);
    static_cast<QVBoxLayout*>(layout())->insertWidget(place, button);
    connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::triggered, this, [this, place] { Q_EMIT chosen(place); });
}

void NavigationBar::setCurrent(int place) {
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setChecked(static_cast<int>(i) == place);
    }
}

void NavigationBar::setCount(int place, int count) {
    m_buttons[static_cast<std::size_t>(place)]->setCount(count);
}

} // namespace bulkhead::desktop
