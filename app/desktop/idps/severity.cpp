// SPDX-License-Identifier: MIT
#include "desktop/idps/severity.h"

#include "base/text.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Severity", text);
}

} // namespace

QString severityWord(const QString& severity) {
    switch (severityRank(severity)) {
    case 0:
        return translated("Critical");
    case 1:
        return translated("High");
    case 2:
        return translated("Medium");
    case 3:
        return translated("Low");
    case 4:
        return translated("Suspicious");
    default:
        return severity.isEmpty() ? unknownMark() : cleanLine(severity);
    }
}

int severityRank(const QString& severity) {
    for (std::size_t i = 0; i < kSeverities.size(); ++i) {
        if (severity.compare(QStringView(kSeverities[i].key), Qt::CaseInsensitive) == 0) {
            return static_cast<int>(i);
        }
    }
    return static_cast<int>(kSeverities.size());
}

Cell severityCell(const QString& severity) {
    const auto rank = static_cast<std::size_t>(severityRank(severity));
    if (rank >= kSeverities.size()) {
        return textCell(severityWord(severity), Color::TextMuted);
    }
    const SeverityLook& look = kSeverities[rank];
    return iconCell(QStringView(look.icon).toString(), severityWord(severity), look.color);
}

} // namespace bulkhead::desktop
