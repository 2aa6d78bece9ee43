// SPDX-License-Identifier: MIT
// displayWidth: how many terminal columns a text takes.
#pragma once

#include <QString>

namespace bulkhead::console {

/// Wide characters (East Asian Wide and Fullwidth of Unicode's EastAsianWidth, emoji) take two
/// columns, combining marks none. The text is clean: it holds no control characters.
[[nodiscard]] int displayWidth(const QString& text);

/// At most `width` columns, with an ellipsis in the middle; never cuts a character in half.
[[nodiscard]] QString elideToWidth(const QString& text, int width);

} // namespace bulkhead::console
