// SPDX-License-Identifier: MIT
// Icons by name, in a colour of the theme, sharp at every scale.
#pragma once

#include "desktop/theme/tokens.h"

#include <QIcon>
#include <QPixmap>
#include <QRectF>

class QAbstractButton;
class QPainter;

namespace bulkhead::desktop {

/// An icon of resources/icons by its file name without ".svg". It follows the theme by itself and
/// is rendered for the device it is painted on. An unknown name gives an empty picture and a
/// warning in the log. GUI thread only.
[[nodiscard]] QIcon icon(const QString& name, Color color = Color::Text);

/// Paints the icon into `rect` at once, for delegates. Rendered pictures are cached by name,
/// colour, size and device ratio.
void paintIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& color);

/// Puts the icon on a button, with room between it and the text.
void setButtonIcon(QAbstractButton& button, const QString& name, Color color = Color::Text);

/// The picture itself, a square at the left of `size` (device-independent pixels).
[[nodiscard]] QPixmap iconPixmap(const QString& name, const QColor& color, const QSize& size,
                                 qreal devicePixelRatio);

} // namespace bulkhead::desktop
