// SPDX-License-Identifier: MIT
// Checks that any window must pass, whatever it shows: nothing cut off, nothing nameless, nothing
// on top of something else, no text that melts into its background.
#pragma once

#include <QStringList>

class QImage;
class QWidget;

namespace bulkhead::desktop::tests {

/// A sentence for each label and button whose text has no room and that does not say so with an
/// ellipsis and the whole text on hover.
[[nodiscard]] QStringList cutTexts(const QWidget& root);

/// A sentence for each visible widget that takes the keyboard and has no name for screen readers.
[[nodiscard]] QStringList namelessWidgets(const QWidget& root);

/// A sentence for each pair of siblings that cover each other. Panels that are meant to float are
/// known by their class.
[[nodiscard]] QStringList overlaps(const QWidget& root);

/// A sentence for each enabled label or button whose painted text has less contrast than 4.5.
/// `picture` is of `root`, at a device pixel ratio of 2 or more: thinner strokes never reach their
/// colour.
[[nodiscard]] QStringList faintTexts(const QWidget& root, const QImage& picture);

} // namespace bulkhead::desktop::tests
