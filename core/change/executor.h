// SPDX-License-Identifier: MIT
// execute: sends a WritePlan, and finds out what the manager has afterwards.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "change/realization.h"
#include "change/write_plan.h"
#include "nsx/connection.h"

#include <QCoro/QCoroTask>
#include <QPointer>

#include <optional>

namespace bulkhead::change {

enum class WriteState : std::uint8_t {
    NotMade, ///< the manager is as it was
    Made,    ///< every request was carried out
    Partly,  ///< some requests were carried out
    Unknown, ///< nobody could say: neither the answer nor a fresh read came
};

/// not_made, made, partly, unknown.
[[nodiscard]] QString writeStateName(WriteState state);

struct Execution {
    WriteState state = WriteState::NotMade;
    /// Why it is not Made; its sentences say what is known about the manager's state.
    std::optional<Error> error;
    std::vector<BeforeImage> images; ///< with `after` as the manager has it, if that could be read
    QJsonObject object;              ///< the first image's object, when the plan answersObject
    std::optional<Realization> realization;
    QStringList notes; ///< clean sentences
};

/// Sends the requests one after another and stops at the first that fails. A request whose answer
/// got lost is never sent again: the objects are read instead to see whether it was carried out.
/// Cancelling ends the request under way, unless its answer comes in the next half second; the
/// fresh read happens all the same, so that the state is known. Then reads every image back and
/// waits for the realization (5 s at most).
[[nodiscard]] QCoro::Task<Execution> execute(QPointer<nsx::Connection> connection, WritePlan plan,
                                             ProgressCallback progress, CancellationToken token);

} // namespace bulkhead::change
