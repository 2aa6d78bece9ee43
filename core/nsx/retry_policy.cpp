// SPDX-License-Identifier: MIT
#include "nsx/retry_policy.h"

#include "nsx/manager_fault.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kFirstDelay{250};
constexpr std::chrono::milliseconds kLongestWish{30000};
constexpr std::array kPassingStatuses{429, 502, 503, 504};
constexpr std::array kPassingSearchErrors{60508, 60514, 60515};

template <typename List>
bool contains(const List& list, int value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

bool isWorthRetry(const HttpAnswer& answer) {
    if (answer.outcome == HttpOutcome::Broken) {
        return true;
    }
    if (answer.outcome != HttpOutcome::Answered) {
        return false;
    }
    if (contains(kPassingStatuses, answer.status)) {
        return true;
    }
    if (answer.status != 400) {
        return false;
    }
    const auto fault = parseManagerFault(answer.status, answer.body);
    return fault && fault->errorCode && contains(kPassingSearchErrors, *fault->errorCode);
}

std::optional<std::chrono::milliseconds> retryAfter(const QByteArray& header,
                                                    const QDateTime& now) {
    const QByteArray text = header.trimmed();
    bool isNumber = false;
    const qlonglong seconds = text.toLongLong(&isNumber);
    if (isNumber) {
        // Clamped before it is multiplied: the header is foreign text.
        return std::chrono::milliseconds(std::clamp<qlonglong>(seconds, 0, 86400) * 1000);
    }
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid()) {
        return std::nullopt;
    }
    date.setTimeZone(QTimeZone::utc());
    return std::chrono::milliseconds(std::max<qint64>(0, now.msecsTo(date)));
}

std::chrono::milliseconds delayBefore(int tries, std::optional<std::chrono::milliseconds> wish,
                                      double chance) {
    if (wish) {
        return std::min(*wish, kLongestWish);
    }
    const auto whole = kFirstDelay * (1 << std::clamp(tries - 1, 0, 6));
    const double share = 0.5 + std::clamp(chance, 0.0, 1.0) / 2;
    return std::chrono::milliseconds(
        static_cast<std::chrono::milliseconds::rep>(static_cast<double>(whole.count()) * share));
}

} // namespace bulkhead::nsx
