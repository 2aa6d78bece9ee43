// SPDX-License-Identifier: MIT
// WrapLabel: a value in words that wraps anywhere, because ids and addresses have no spaces.
#pragma once

#include "desktop/theme/tokens.h"

#include <QWidget>

namespace bulkhead::desktop {

/// A QLabel would let a long id run out of the panel, and break marks put into the text would be
/// copied along. Its context menu copies the text as it is.
class WrapLabel final : public QWidget {
    Q_OBJECT

public:
    /// `text` is clean; line feeds are kept.
    explicit WrapLabel(QString text, QWidget* parent = nullptr);
    void setLook(Color color, bool strong);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] const QFont& textFont() const;

    QString m_text;
    Color m_color = Color::Text;
    bool m_strong = false;
};

} // namespace bulkhead::desktop
