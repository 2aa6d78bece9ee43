// SPDX-License-Identifier: MIT
#include "simulator/request_log.h"

#include <utility>

namespace bulkhead::simulator {

namespace {

constexpr std::size_t kMaximumRecords = 20'000;
constexpr qsizetype kMaximumBodyBytes = qsizetype{64} * 1024 * 1024;

} // namespace

void RequestLog::add(RequestRecord record) {
    const std::scoped_lock lock(m_mutex);
    m_bodyBytes += record.body.size();
    m_records.push_back(std::move(record));
    while (m_records.size() > kMaximumRecords ||
           (m_bodyBytes > kMaximumBodyBytes && m_records.size() > 1)) {
        m_bodyBytes -= m_records.front().body.size();
        m_records.pop_front();
    }
}

void RequestLog::clear() {
    const std::scoped_lock lock(m_mutex);
    m_records.clear();
    m_bodyBytes = 0;
}

std::vector<RequestRecord> RequestLog::all() const {
    const std::scoped_lock lock(m_mutex);
    return {m_records.begin(), m_records.end()};
}

} // namespace bulkhead::simulator
