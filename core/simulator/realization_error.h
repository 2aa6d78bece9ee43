// SPDX-License-Identifier: MIT
// RealizationError: why an object does not reach the enforcement point, for tests of clients.
#pragma once

#include <QString>

namespace bulkhead::simulator {

/// What an enforcement point has against an object (NSX 4.2 PolicyAlarmResource, its ApiError).
struct RealizationError {
    QString message = QStringLiteral("The object could not be realized.");
    int errorCode = 500042; ///< the reference's "provider not ready"
    QString module = QStringLiteral("NsxPolicy");
};

} // namespace bulkhead::simulator
