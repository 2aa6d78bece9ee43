// SPDX-License-Identifier: MIT
// RetryPolicy: whether a failed read is tried again, and after how long.
#pragma once

#include "nsx/http_message.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace bulkhead::nsx {

/// How often one read is tried in all.
inline constexpr int kMaximumTries = 4;

/// True for what passes by itself: 429, 502, 503, 504, a broken connection, and a search whose
/// index is not ready (NSX 4.2, error codes 60508, 60514, 60515).
[[nodiscard]] bool isWorthRetry(const HttpAnswer& answer);

/// The header's wish: seconds or an HTTP date. Nothing if it is missing or says neither.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const QByteArray& header,
                                                                  const QDateTime& now);

/// Time before the next try. `tries` were made, at least one; `chance` is from 0 to 1. The
/// manager's wish is followed up to 30 s; else 250 ms, doubled each time, of which up to half is
/// left to chance so that many clients do not come back at once.
[[nodiscard]] std::chrono::milliseconds
delayBefore(int tries, std::optional<std::chrono::milliseconds> wish, double chance);

} // namespace bulkhead::nsx
