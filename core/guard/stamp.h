// SPDX-License-Identifier: MIT
// Stamps: the time and the random names that rows of the guard's databases carry.
#pragma once

#include <QString>

class QDateTime;

namespace bulkhead::guard {

/// Now in UTC, with milliseconds, as Python's isoformat writes it and reads it back: other tools of
/// the family sort by this text.
[[nodiscard]] QString utcStamp();
/// Another moment, written the same way.
[[nodiscard]] QString utcStamp(const QDateTime& moment);

/// 16 lower-case hexadecimal digits from the system's random numbers.
[[nodiscard]] QString randomDigits();

} // namespace bulkhead::guard
