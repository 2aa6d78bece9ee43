// SPDX-License-Identifier: MIT
#include "desktop/hits/hit_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSecondsPerMinute = 60;
constexpr qint64 kSecondsPerHour = 3600;

QString translated(const char* text) {
    return QCoreApplication::translate("Hits", text);
}

QString dayWords(qint64 seconds) {
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(seconds).date(), QLocale::ShortFormat);
}

QString agoWords(qint64 seconds) {
    if (seconds < 2 * kSecondsPerMinute) {
        return translated("just now");
    }
    if (seconds < 2 * kSecondsPerHour) {
        return translated("%1 minutes ago").arg(seconds / kSecondsPerMinute);
    }
    return seconds < 2 * hits::kSecondsPerDay
               ? translated("%1 hours ago").arg(seconds / kSecondsPerHour)
               : translated("%1 days ago").arg(seconds / hits::kSecondsPerDay);
}

const hits::HitHistory* find(const hits::HitTable* table, const QString& rulePath) {
    if (table == nullptr) {
        return nullptr;
    }
    const auto found = table->constFind(rulePath);
    return found == table->cend() ? nullptr : &*found;
}

} // namespace

bool isUnused(const hits::HitTable* table, const QString& rulePath, qint64 now) {
    const hits::HitHistory* history = find(table, rulePath);
    return history != nullptr && hits::quietDays(history->track, now).value_or(0) >= kUnusedDays;
}

std::optional<qint64> knownHits(const hits::HitTable* table, const QString& rulePath) {
    const hits::HitHistory* history = find(table, rulePath);
    return history == nullptr ? std::nullopt : std::optional<qint64>(history->track.total);
}

QString shortNumber(qint64 number) {
    struct Unit {
        qint64 size;
        QLatin1StringView name;
    };
    constexpr std::array<Unit, 4> units{{{1'000'000'000'000, "T"_L1},
                                         {1'000'000'000, "G"_L1},
                                         {1'000'000, "M"_L1},
                                         {1000, "k"_L1}}};
    const QLocale locale;
    for (const Unit& unit : units) {
        if (number >= unit.size * 10) {
            return locale.toString(number / unit.size) + u' ' + unit.name;
        }
        if (number >= unit.size) {
            const double tenths = static_cast<double>(number * 10 / unit.size) / 10; // cut off
            return locale.toString(tenths, 'f', 1) + u' ' + unit.name;
        }
    }
    return locale.toString(number);
}

QString hitWords(const hits::HitHistory& history, qint64 now) {
    const hits::HitTrack& track = history.track;
    QStringList words;
    const auto quiet = hits::quietDays(track, now);
    if (quiet && *quiet >= kUnusedDays) {
        words << translated("No hit for %1 days.").arg(*quiet);
    }
    words << (track.total == 1
                  ? translated("One hit in all.")
                  : translated("%1 hits in all.").arg(QLocale().toString(track.total)));
    if (!history.days.empty() && history.days.back()) {
        words << translated("%1 today.").arg(QLocale().toString(*history.days.back()));
    }
    if (track.lastHit) {
        words << translated("The latest was seen %1.").arg(agoWords(now - *track.lastHit));
    } else {
        words << translated("None since %1, when this program first looked.")
                     .arg(dayWords(track.first));
    }
    if (now - track.latest > 2 * kSecondsPerHour) {
        words << translated("Last read %1.").arg(agoWords(now - track.latest));
    }
    return words.join(u' ');
}

Cell hitCell(const hits::HitTable* table, const QString& rulePath, qint64 now) {
    const hits::HitHistory* history = find(table, rulePath);
    if (history == nullptr) {
        return numberCell(unknownMark(), Color::TextMuted);
    }
    const hits::HitTrack& track = history->track;
    Cell cell =
        numberCell(shortNumber(track.total), track.total == 0 ? Color::TextMuted : Color::Text);
    if (isUnused(table, rulePath, now)) {
        cell.icon = u"circle-pause"_s;
        cell.color = Color::Drop;
    }
    cell.trend = history->days;
    cell.tip = hitWords(*history, now).toHtmlEscaped();
    return cell;
}

} // namespace bulkhead::desktop
