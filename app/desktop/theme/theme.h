// SPDX-License-Identifier: MIT
// Theme: the look that is in force, light or dark, its zoom and density, and who hears of a change.
#pragma once

#include "desktop/theme/tokens.h"

#include <QFont>
#include <QObject>

namespace bulkhead::desktop {

class BulkheadStyle;

enum class ThemeChoice : quint8 { System, Light, Dark };
enum class Density : quint8 { Comfortable, Compact };
enum class TypeRole : quint8 { Body, BodyStrong, Small, SmallStrong, Title };

/// One for the program, made by `Theme::install` after the QApplication and owned by it. GUI thread
/// only. Widgets ask for colours when they paint and connect to `changed` for what they keep.
class Theme final : public QObject {
    Q_OBJECT

public:
    /// Loads fonts, icons and colours, and puts style, palette and style sheet on the application.
    /// A second call returns the theme that is there. Fails if a theme file is damaged.
    static Result<Theme*> install();
    /// The installed theme; install() comes first.
    [[nodiscard]] static const Theme& current();

    [[nodiscard]] const QColor& color(Color color) const { return m_colors[color]; }
    [[nodiscard]] const ColorSet& colors() const { return m_colors; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] int zoom() const { return m_zoom; } ///< percent, 80 to 200
    [[nodiscard]] Density density() const { return m_density; }
    [[nodiscard]] const QFont& font(TypeRole role) const {
        return m_fonts[static_cast<std::size_t>(role)];
    }
    /// Height of a table row in pixels, from font and density.
    [[nodiscard]] int rowHeight() const;

    void setChoice(ThemeChoice choice);
    void setZoom(int percent);
    void setDensity(Density density);

Q_SIGNALS:
    void changed();

private:
    explicit Theme(const ColorSet& light, const ColorSet& dark, QObject* parent);
    void apply();
    void makeFonts();
    [[nodiscard]] QString styleSheet() const;

    ColorSet m_lightColors;
    ColorSet m_darkColors;
    ColorSet m_colors;
    BulkheadStyle* m_style = nullptr; ///< the application owns it
    QFont m_base;
    std::array<QFont, 5> m_fonts;
    int m_basePixels = kDefaultBodyPixels;
    int m_zoom = 100;
    Density m_density = Density::Comfortable;
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_systemDark = false;
    bool m_dark = false;
};

/// Shorthand for painting code.
[[nodiscard]] inline const QColor& themeColor(Color color) {
    return Theme::current().color(color);
}

} // namespace bulkhead::desktop
