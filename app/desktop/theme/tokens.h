// SPDX-License-Identifier: MIT
// Design tokens: every colour by name, and the measures that all widgets share.
#pragma once

#include "base/result.h"

#include <QColor>

#include <array>
#include <vector>

namespace bulkhead::desktop {

/// Colours by purpose. Their values stand in resources/themes/light.json and dark.json under the
/// snake_case names of `colorName`.
enum class Color : quint8 {
    Window,        ///< bars around the content
    Surface,       ///< tables, panels, dialogs
    SurfaceRaised, ///< menus, tool tips
    Section,       ///< policy rows
    Category,      ///< category rows
    Hover,
    Selection,
    SelectionEdge, ///< the mark at the current cell
    Border,
    BorderStrong,
    Text,
    TextMuted,
    Accent,
    AccentHover,
    OnAccent,
    Link,
    GroupFill,
    GroupText,
    GroupEdge,
    AddressFill,
    AddressText,
    AddressEdge,
    ServiceFill,
    ServiceText,
    ServiceEdge,
    OtherFill,
    OtherText,
    OtherEdge,
    MissingFill,
    MissingText,
    MissingEdge,
    Allow,
    Drop,
    Reject,
    Jump,
    WarningFill,
    WarningText,
    WarningEdge,
    ErrorFill,
    ErrorText,
    ErrorEdge,
    Stop, ///< the octagon where a packet ended
    OnStop,
    InfoFill,
    InfoText,
    InfoEdge,
    Production,
    OnProduction,
    Staging,
    OnStaging,
    Development,
    OnDevelopment,
    Demo,
    OnDemo,
};
inline constexpr std::size_t kColorCount = static_cast<std::size_t>(Color::OnDemo) + 1;

/// The snake_case name of a colour in the theme files.
[[nodiscard]] QString colorName(Color color);

/// All colours of one theme.
struct ColorSet {
    std::array<QColor, kColorCount> values;
    [[nodiscard]] const QColor& operator[](Color color) const {
        return values[static_cast<std::size_t>(color)];
    }
};

/// Reads a theme file from the resources ("light" or "dark"). Fails with Failed and the name of the
/// colour that is missing, unknown or no colour.
[[nodiscard]] Result<ColorSet> loadColors(const QString& name);

/// Which text colour is written on which background somewhere in the program. The test holds each
/// pair against a contrast of 4.5 in both themes.
struct ColorPair {
    Color text;
    Color background;
};
[[nodiscard]] std::vector<ColorPair> textPairs();

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1, 1.4.3).
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);

/// Distances in device-independent pixels, on a grid of 4.
namespace space {
inline constexpr int hair = 2;
inline constexpr int tight = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
inline constexpr int huge = 24;
} // namespace space

/// Corner radii in device-independent pixels.
namespace radius {
inline constexpr int small = 4;
inline constexpr int medium = 6;
} // namespace radius

/// Type sizes as parts of the body size.
namespace type_scale {
inline constexpr double small = 0.87;
inline constexpr double title = 1.16;
inline constexpr double display = 1.55;
} // namespace type_scale

/// Body size where the system says nothing better, in pixels.
inline constexpr int kDefaultBodyPixels = 13;
/// Icons inside text lines, in pixels at 100 %.
inline constexpr int kSmallIcon = 14;
inline constexpr int kIcon = 16;

} // namespace bulkhead::desktop
