// SPDX-License-Identifier: MIT
#include "desktop/theme/theme.h"

#include "desktop/theme/bulkhead_style.h"
#include "desktop/theme/fonts.h"

#include <QApplication>
#include <QFile>
#include <QFontInfo>
#include <QPalette>
#include <QPointer>
#include <QRegularExpression>
#include <QStyleHints>
#include <QToolTip>

#include <algorithm>

// Static libraries: the linker keeps their resources only when they are named. The macro must stand
// outside of every namespace.
static void initializeThemeResources() {
    Q_INIT_RESOURCE(bulkhead_themes);
    Q_INIT_RESOURCE(bulkhead_icons);
    Q_INIT_RESOURCE(bulkhead_fonts);
}

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QPointer<Theme> installedTheme;

constexpr int kSmallestZoom = 80;
constexpr int kLargestZoom = 200;
constexpr int kCheckBox = 13;
constexpr int kBoxArrow = 12;

bool systemIsDark() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    // Before our own palette is set this is the platform's.
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
#endif
}

QPalette paletteFrom(const ColorSet& colors) {
    QPalette palette;
    const std::initializer_list<std::pair<QPalette::ColorRole, Color>> roles{
        {QPalette::Window, Color::Window},
        {QPalette::WindowText, Color::Text},
        {QPalette::Base, Color::Surface},
        {QPalette::AlternateBase, Color::Hover},
        {QPalette::Text, Color::Text},
        {QPalette::PlaceholderText, Color::TextMuted},
        {QPalette::Button, Color::Window},
        {QPalette::ButtonText, Color::Text},
        {QPalette::BrightText, Color::OnAccent},
        {QPalette::ToolTipBase, Color::SurfaceRaised},
        {QPalette::ToolTipText, Color::Text},
        {QPalette::Highlight, Color::Accent},
        {QPalette::HighlightedText, Color::OnAccent},
        {QPalette::Link, Color::Link},
        {QPalette::LinkVisited, Color::Link},
        {QPalette::Light, Color::SurfaceRaised},
        {QPalette::Midlight, Color::Border},
        {QPalette::Mid, Color::BorderStrong},
        {QPalette::Dark, Color::BorderStrong},
        {QPalette::Shadow, Color::BorderStrong}};
    for (const auto& [role, color] : roles) {
        palette.setColor(role, colors[color]);
    }
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colors[Color::TextMuted]);
    }
    return palette;
}

} // namespace

Result<Theme*> Theme::install() {
    if (installedTheme) {
        return installedTheme.data();
    }
    initializeThemeResources();
    auto light = loadColors(u"light"_s);
    if (!light) {
        return fail(std::move(light.error()));
    }
    auto dark = loadColors(u"dark"_s);
    if (!dark) {
        return fail(std::move(dark.error()));
    }
    installedTheme = new Theme(*light, *dark, qApp);
    return installedTheme.data();
}

const Theme& Theme::current() {
    Q_ASSERT(installedTheme);
    return *installedTheme;
}

Theme::Theme(const ColorSet& light, const ColorSet& dark, QObject* parent)
    : QObject(parent), m_lightColors(light), m_darkColors(dark), m_systemDark(systemIsDark()) {
    m_base = interfaceFont(QApplication::font());
    m_basePixels = std::max(kDefaultBodyPixels, QFontInfo(m_base).pixelSize());
    m_style = new BulkheadStyle;
    QApplication::setStyle(m_style);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        m_systemDark = systemIsDark();
        apply();
    });
#endif
    apply();
}

void Theme::setChoice(ThemeChoice choice) {
    if (m_choice != choice) {
        m_choice = choice;
        apply();
    }
}

void Theme::setZoom(int percent) {
    const int bounded = std::clamp(percent, kSmallestZoom, kLargestZoom);
    if (m_zoom != bounded) {
        m_zoom = bounded;
        apply();
    }
}

void Theme::setDensity(Density density) {
    if (m_density != density) {
        m_density = density;
        apply();
    }
}

int Theme::rowHeight() const {
    const int text = QFontMetrics(font(TypeRole::Body)).height();
    return text + (m_density == Density::Compact ? space::tight + space::hair : space::medium);
}

void Theme::makeFonts() {
    const auto make = [this](double scale, QFont::Weight weight) {
        QFont font = m_base;
        font.setPixelSize(qRound(m_basePixels * scale * m_zoom / 100.0));
        font.setWeight(weight);
        return font;
    };
    m_fonts = {make(1.0, QFont::Normal), make(1.0, QFont::DemiBold),
               make(type_scale::small, QFont::Normal), make(type_scale::small, QFont::DemiBold),
               make(type_scale::title, QFont::DemiBold)};
}

QString Theme::styleSheet() const {
    QFile file(u":/bulkhead/themes/bulkhead.qss"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QHash<QString, QString> words;
    for (std::size_t i = 0; i < kColorCount; ++i) {
        words.insert(colorName(static_cast<Color>(i)), m_colors.values[i].name());
    }
    const auto pixels = [](int value) { return QString::number(value) + u"px"_s; };
    const auto scaled = [this, &pixels](double scale) {
        return pixels(qRound(m_basePixels * scale * m_zoom / 100.0));
    };
    // Icons of a style sheet are not recoloured: one that stands out from the accent.
    words.insert(u"check_tone"_s, m_dark ? u"dark"_s : u"light"_s);
    words.insert(u"radius_small"_s, pixels(radius::small));
    words.insert(u"radius_medium"_s, pixels(radius::medium));
    words.insert(u"size_box"_s, pixels(kCheckBox * m_zoom / 100));
    words.insert(u"radius_box"_s, pixels((kCheckBox * m_zoom / 100 + 2) / 2)); // with its border
    words.insert(u"size_arrow"_s, pixels(kBoxArrow * m_zoom / 100));
    words.insert(u"size_small"_s, scaled(type_scale::small));
    words.insert(u"size_title"_s, scaled(type_scale::title));
    words.insert(u"size_display"_s, scaled(type_scale::display));
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression token(u"@([a-z_]+)"_s);
    QString filled;
    qsizetype from = 0;
    for (auto match = token.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        filled += QStringView(text).sliced(from, found.capturedStart() - from);
        filled += words.value(found.captured(1), found.captured(0));
        from = found.capturedEnd();
    }
    filled += QStringView(text).sliced(from);
    return filled;
}

void Theme::apply() {
    m_dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_systemDark);
    m_colors = m_dark ? m_darkColors : m_lightColors;
    makeFonts();
    const QPalette palette = paletteFrom(m_colors);
    QApplication::setFont(font(TypeRole::Body));
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QToolTip::setFont(font(TypeRole::Body));
    m_style->setZoom(m_zoom);
    qApp->setStyleSheet(styleSheet());
    Q_EMIT changed();
}

} // namespace bulkhead::desktop
