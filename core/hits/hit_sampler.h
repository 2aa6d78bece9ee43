// SPDX-License-Identifier: MIT
// sampleHits: asks a manager for the counters of all rules, a few policies at a time.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "base/task.h"
#include "hits/hit_track.h"
#include "nsx/connection.h"
#include "nsx/statistics_api.h"

#include <QPointer>
#include <QStringList>

namespace bulkhead::hits {

/// One request a policy (nsx/statistics_api.h), at most three at the same time, so that what a
/// person asks for is not kept waiting. A policy that is gone is left out, and so is a counter that
/// the manager did not say. Fails if no policy could be read, and at once with Permission,
/// Authentication, Cancelled or Unreachable. `progress` counts policies.
[[nodiscard]] Task<HitPass> sampleHits(QPointer<nsx::Connection> connection, QStringList policyIds,
                                       CancellationToken token, ProgressCallback progress = {});

/// What one answer of the manager says; a counter that it did not say is left out.
[[nodiscard]] std::vector<HitSample> samplesIn(const nsx::StatisticsAnswer& answer);

} // namespace bulkhead::hits
