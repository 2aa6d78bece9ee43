// SPDX-License-Identifier: MIT
// NavigationBar: the places of the program, with how much there is in each.
#pragma once

#include <QFrame>

#include <vector>

class QAction;

namespace bulkhead::desktop {

class NavigationButton;

class NavigationBar final : public QFrame {
    Q_OBJECT

public:
    explicit NavigationBar(QWidget* parent = nullptr);

    /// `action` gives text, shortcut and icon name (its data()); triggering it chooses the place.
    void addPlace(QAction* action);
    void setCurrent(int place);
    /// A negative count is not shown.
    void setCount(int place, int count);

Q_SIGNALS:
    void chosen(int place);

private:
    std::vector<NavigationButton*> m_buttons;
};

} // namespace bulkhead::desktop
