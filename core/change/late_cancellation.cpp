// SPDX-License-Identifier: MIT
#include "change/late_cancellation.h"

#include <QTimer>

namespace bulkhead::change {

LateCancellation::LateCancellation(const CancellationToken& token,
                                   std::chrono::milliseconds grace) {
    token.onCancelled(&m_context, [this, grace] {
        QTimer::singleShot(grace, &m_context, [this] { m_source.cancel(); });
    });
}

} // namespace bulkhead::change
