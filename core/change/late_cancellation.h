// SPDX-License-Identifier: MIT
// LateCancellation: passes a cancellation on after a moment of grace.
#pragma once

#include "base/cancellation.h"

#include <QObject>

#include <chrono>

namespace bulkhead::change {

/// For a request that the manager may have taken already: cutting it off a moment before its answer
/// would leave its outcome open for nothing. Lives on the thread of whoever waits; destroying it
/// passes nothing on any more.
class LateCancellation final {
public:
    LateCancellation(const CancellationToken& token, std::chrono::milliseconds grace);
    LateCancellation(const LateCancellation&) = delete;
    LateCancellation& operator=(const LateCancellation&) = delete;

    [[nodiscard]] CancellationToken token() const { return m_source.token(); }

private:
    CancellationSource m_source;
    QObject m_context;
};

} // namespace bulkhead::change
