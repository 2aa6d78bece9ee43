// SPDX-License-Identifier: MIT
#include "simulator/fault_list.h"

#include <iterator>
#include <utility>

namespace bulkhead::simulator {

void FaultList::add(Fault fault) {
    const std::scoped_lock lock(m_mutex);
    m_faults.push_back(std::move(fault));
}

void FaultList::clear() {
    const std::scoped_lock lock(m_mutex);
    m_faults.clear();
}

Strike FaultList::take(const QByteArray& method, const QByteArray& target) {
    const std::scoped_lock lock(m_mutex);
    Strike strike;
    for (auto fault = m_faults.begin(); fault != m_faults.end() && !strike.fault;) {
        const bool matches = (fault->method.isEmpty() || fault->method == method) &&
                             target.contains(fault->pathContains);
        const bool delays = fault->kind == Fault::Kind::Delay;
        if (!matches || fault->count == 0 || (delays && strike.delayMs > 0)) {
            ++fault;
            continue;
        }
        if (delays) {
            strike.delayMs = fault->delayMs;
        } else {
            strike.fault = *fault;
        }
        if (fault->count > 0) {
            --fault->count;
        }
        fault = fault->count == 0 ? m_faults.erase(fault) : std::next(fault);
    }
    return strike;
}

} // namespace bulkhead::simulator
