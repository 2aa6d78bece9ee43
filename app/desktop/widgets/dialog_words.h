// SPDX-License-Identifier: MIT
// dialogWords: a plain, wrapping label in one of the theme's roles.
#pragma once

#include <QString>

class QLabel;
class QWidget;

namespace bulkhead::desktop {

/// `role` is one of the theme's: "title", "strong", "muted", "body". Owned by `parent`.
[[nodiscard]] QLabel* dialogWords(const QString& text, const char* role, QWidget* parent);

} // namespace bulkhead::desktop
