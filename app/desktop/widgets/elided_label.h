// SPDX-License-Identifier: MIT
// ElidedLabel: a line of plain text that gives way: cut in the middle, whole on hover.
#pragma once

#include <QWidget>

namespace bulkhead::desktop {

class ElidedLabel final : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateTip();

    QString m_text;
};

} // namespace bulkhead::desktop
