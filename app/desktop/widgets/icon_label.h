// SPDX-License-Identifier: MIT
// IconLabel: an icon of the theme as a widget; sharp at every scale, follows the theme by itself.
#pragma once

#include "desktop/theme/tokens.h"

#include <QWidget>

namespace bulkhead::desktop {

class IconLabel final : public QWidget {
    Q_OBJECT

public:
    /// `size` in pixels at 100 %.
    explicit IconLabel(int size, QWidget* parent = nullptr);
    void setIcon(const QString& name, Color color);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    Color m_color = Color::Text;
};

} // namespace bulkhead::desktop
