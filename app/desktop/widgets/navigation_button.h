// SPDX-License-Identifier: MIT
// NavigationButton: one place in the navigation: icon, name, count.
#pragma once

#include <QAbstractButton>

class QAction;

namespace bulkhead::desktop {

class NavigationButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit NavigationButton(QAction* action, QWidget* parent = nullptr);
    void setCount(int count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    int m_count = -1;
};

} // namespace bulkhead::desktop
