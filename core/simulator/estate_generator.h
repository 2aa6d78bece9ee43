// SPDX-License-Identifier: MIT
// EstateGenerator: estates of any size for tests and benchmarks, the same for the same numbers.
#pragma once

#include "base/result.h"
#include "simulator/estate.h"

#include <QString>

namespace bulkhead::simulator {

/// How large it shall be. The limits are those of the largest real manager, or a little above.
struct EstateSize {
    int policies = 100; ///< 1 to 20,000
    int rules = 1000;   ///< over all policies, 0 to 200,000, at most 1,000 a policy
    int groups = 100;   ///< 1 to 20,000
    int machines = 200; ///< 1 to 50,000, one interface each
    quint64 seed = 1;   ///< another seed, another estate

    /// Reads "policies=2000,rules=20000,groups=500,vms=1000,seed=7"; what is left out has its
    /// default. An empty text is fine.
    [[nodiscard]] static Result<EstateSize> parse(const QString& text);
};

/// Applications with tiers in environments: machines carry `env`, `app` and `tier` tags and
/// addresses of their segment; groups are by tag, by address, by path and nested; policies stand in
/// all categories, their rules name groups, addresses and services, with Applied To on most. Valid
/// as a manager checks it. Fails with InvalidInput for sizes out of range.
[[nodiscard]] Result<Estate> generateEstate(const EstateSize& size);

} // namespace bulkhead::simulator
