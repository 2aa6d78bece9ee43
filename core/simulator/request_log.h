// SPDX-License-Identifier: MIT
// RequestLog: the requests that a simulated manager has seen, for tests to read.
#pragma once

#include "simulator/simulated_manager.h"

#include <deque>
#include <mutex>

namespace bulkhead::simulator {

/// The latest requests; old ones give way. Thread-safe.
class RequestLog final {
public:
    void add(RequestRecord record);
    void clear();
    [[nodiscard]] std::vector<RequestRecord> all() const;

private:
    mutable std::mutex m_mutex;
    std::deque<RequestRecord> m_records;
    qsizetype m_bodyBytes = 0;
};

} // namespace bulkhead::simulator
