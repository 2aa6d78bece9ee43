// SPDX-License-Identifier: MIT
#include "base/task_keeper.h"

namespace bulkhead {

TaskCounter::Ticket TaskCounter::take() {
    ++*m_count;
    return {nullptr, [count = m_count, idle = m_idle](void*) {
                if (--*count == 0 && *idle) {
                    (*idle)();
                }
            }};
}

} // namespace bulkhead
