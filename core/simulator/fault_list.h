// SPDX-License-Identifier: MIT
// FaultList: the faults that wait to strike.
#pragma once

#include "simulator/fault.h"

#include <list>
#include <mutex>
#include <optional>

namespace bulkhead::simulator {

/// What strikes one request: a delay, something else, or both.
struct Strike {
    int delayMs = 0;
    std::optional<Fault> fault;
};

/// Thread-safe.
class FaultList final {
public:
    void add(Fault fault);
    void clear();
    /// The faults for one request, counted down.
    [[nodiscard]] Strike take(const QByteArray& method, const QByteArray& target);

private:
    std::mutex m_mutex;
    std::list<Fault> m_faults;
};

} // namespace bulkhead::simulator
