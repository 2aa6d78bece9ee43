// SPDX-License-Identifier: MIT
// Progress: what long work tells whoever watches it.
#pragma once

#include <QString>

#include <functional>
#include <optional>

namespace bulkhead {

/// One step of long work. `done` never falls; `total` is unknown as long as it is empty.
struct Progress {
    QString activity;            ///< what is happening, e.g. "Reading groups"
    qint64 done = 0;             ///< objects, requests or bytes, as the activity says
    std::optional<qint64> total; ///< same unit as `done`
};

/// Called on the thread that runs the work. May be empty: check before calling.
using ProgressCallback = std::function<void(const Progress&)>;

} // namespace bulkhead
