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

/// Of two intents together: Error if one failed, else InProgress if one is not done, else Unknown
/// if one could not be read.
[[nodiscard]] RealizationState worse(RealizationState one, RealizationState other);

/// {"state": "realized" | "in_progress" | "error" | null (unknown), "alarms": […]}
[[nodiscard]] QJsonObject realizationAsJson(const Realization& realization);

/// Asks about every intent until the manager says that it is done or has failed, at most
/// `patience` long for all of them (what is not done then is InProgress). The state is the worst of
/// all; without an intent it is Unknown. Never fails: what cannot be read is Unknown. One request
/// an intent and turn. (NSX 4.2 Policy API, infra/realized-state/status and realized-entities.)
[[nodiscard]] QCoro::Task<Realization> awaitRealization(QPointer<nsx::Connection> connection,
                                                        QStringList intentPaths,
                                                        std::chrono::milliseconds patience,
                                                        CancellationToken token);

} // namespace bulkhead::change
