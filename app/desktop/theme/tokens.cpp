// SPDX-License-Identifier: MIT
#include "desktop/theme/tokens.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <cmath>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QLatin1StringView, kColorCount> kNames{
    "window"_L1,       "surface"_L1,       "surface_raised"_L1, "section"_L1,
    "category"_L1,     "hover"_L1,         "selection"_L1,      "selection_edge"_L1,
    "border"_L1,       "border_strong"_L1, "text"_L1,           "text_muted"_L1,
    "accent"_L1,       "accent_hover"_L1,  "on_accent"_L1,      "link"_L1,
    "group_fill"_L1,   "group_text"_L1,    "group_edge"_L1,     "address_fill"_L1,
    "address_text"_L1, "address_edge"_L1,  "service_fill"_L1,   "service_text"_L1,
    "service_edge"_L1, "other_fill"_L1,    "other_text"_L1,     "other_edge"_L1,
    "missing_fill"_L1, "missing_text"_L1,  "missing_edge"_L1,   "allow"_L1,
    "drop"_L1,         "reject"_L1,        "jump"_L1,           "warning_fill"_L1,
    "warning_text"_L1, "warning_edge"_L1,  "error_fill"_L1,     "error_text"_L1,
    "error_edge"_L1,   "stop"_L1,          "on_stop"_L1,        "info_fill"_L1,
    "info_text"_L1,    "info_edge"_L1,     "production"_L1,     "on_production"_L1,
    "staging"_L1,      "on_staging"_L1,    "development"_L1,    "on_development"_L1,
    "demo"_L1,         "on_demo"_L1};

double channel(double value) {
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) +
           0.0722 * channel(color.blueF());
}

auto themeFault(const QString& name, const QString& problem) {
    return fail(ErrorKind::Failed, u"Install the program again."_s,
                u"Its theme %1 is damaged: %2."_s.arg(name, problem), name);
}

} // namespace

QString colorName(Color color) {
    return kNames[static_cast<std::size_t>(color)];
}

Result<ColorSet> loadColors(const QString& name) {
    QFile file(u":/bulkhead/themes/%1.json"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return themeFault(name, u"the file is missing"_s);
    }
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    ColorSet colors;
    for (std::size_t i = 0; i < kColorCount; ++i) {
        const QColor color(json.value(kNames[i]).toString());
        if (!color.isValid()) {
            return themeFault(name, u"it has no colour “%1”"_s.arg(kNames[i]));
        }
        colors.values[i] = color;
    }
    if (json.size() != static_cast<qsizetype>(kColorCount)) {
        return themeFault(name, u"it holds a colour that nothing uses"_s);
    }
    return colors;
}

std::vector<ColorPair> textPairs() {
    std::vector<ColorPair> pairs{{Color::OnAccent, Color::Accent},
                                 {Color::OnAccent, Color::AccentHover},
                                 {Color::GroupText, Color::GroupFill},
                                 {Color::AddressText, Color::AddressFill},
                                 {Color::ServiceText, Color::ServiceFill},
                                 {Color::OtherText, Color::OtherFill},
                                 {Color::MissingText, Color::MissingFill},
                                 {Color::WarningText, Color::WarningFill},
                                 {Color::ErrorText, Color::ErrorFill},
                                 {Color::WarningText, Color::Surface},
                                 {Color::ErrorText, Color::Surface},
                                 {Color::OnStop, Color::Stop},
                                 {Color::Stop, Color::Surface},
                                 {Color::Stop, Color::SurfaceRaised},
                                 {Color::Stop, Color::Hover},
                                 {Color::Stop, Color::Window},
                                 {Color::Stop, Color::Selection},
                                 {Color::InfoText, Color::InfoFill},
                                 {Color::OnProduction, Color::Production},
                                 {Color::OnStaging, Color::Staging},
                                 {Color::OnDevelopment, Color::Development},
                                 {Color::OnDemo, Color::Demo}};
    for (const Color background :
         {Color::Window, Color::Surface, Color::SurfaceRaised, Color::Section, Color::Category,
          Color::Hover, Color::Selection}) {
        pairs.push_back({Color::Text, background});
        pairs.push_back({Color::TextMuted, background});
    }
    for (const Color background :
         {Color::Surface, Color::Section, Color::Hover, Color::Selection}) {
        for (const Color finding : {Color::WarningText, Color::ErrorText, Color::InfoText}) {
            pairs.push_back({finding, background});
        }
    }
    for (const Color background :
         {Color::Surface, Color::SurfaceRaised, Color::Hover, Color::Selection}) {
        for (const Color text :
             {Color::Allow, Color::Drop, Color::Reject, Color::Jump, Color::Link}) {
            pairs.push_back({text, background});
        }
    }
    return pairs;
}

double contrastRatio(const QColor& a, const QColor& b) {
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace bulkhead::desktop
