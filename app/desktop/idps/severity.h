// SPDX-License-Identifier: MIT
// How the severity of an intrusion event looks: word, icon and colour, always together.
#pragma once

#include "desktop/widgets/cell.h"

#include <QString>

#include <array>

namespace bulkhead::desktop {

struct SeverityLook {
    const char16_t* key;  ///< as operations name it, in lower case
    const char16_t* icon; ///< of resources/icons
    Color color;          ///< of the word and of its part of a trend
};

/// The gravest first.
inline constexpr std::array<SeverityLook, 5> kSeverities{
    {{u"critical", u"octagon-x", Color::Drop},
     {u"high", u"triangle-alert", Color::Reject},
     {u"medium", u"shield-alert", Color::Link},
     {u"low", u"info", Color::Allow},
     {u"suspicious", u"circle-help", Color::TextMuted}}};

/// "Critical"; the word itself if it is none that is known.
[[nodiscard]] QString severityWord(const QString& severity);
/// 0 for the gravest; unknown ones come last.
[[nodiscard]] int severityRank(const QString& severity);
[[nodiscard]] Cell severityCell(const QString& severity);

} // namespace bulkhead::desktop
