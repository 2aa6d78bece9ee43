// SPDX-License-Identifier: MIT
// Realization: whether the manager has carried an intent out on its hosts.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QJsonObject>
#include <QPointer>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>

namespace bulkhead::change {

enum class RealizationState : std::uint8_t { Unknown, InProgress, Realized, Error };

struct Realization {
    RealizationState state = RealizationState::Unknown;
    QStringList alarms; ///< the manager's words, raw; with Error
};

/// {"state": "realized" | "in_progress" | "error" | null (unknown), "alarms": […]}
[[nodiscard]] QJsonObject realizationAsJson(const Realization& realization);

/// Asks until the manager says that it is done or has failed, at most `patience` long (then
/// InProgress). Never fails: what cannot be read is Unknown. (NSX 4.2 Policy API,
/// infra/realized-state/status and realized-entities.)
[[nodiscard]] QCoro::Task<Realization> awaitRealization(QPointer<nsx::Connection> connection,
                                                        QString intentPath,
                                                        std::chrono::milliseconds patience,
                                                        CancellationToken token);

} // namespace bulkhead::change
