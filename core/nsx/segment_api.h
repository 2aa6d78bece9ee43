// SPDX-License-Identifier: MIT
// SegmentApi: segments wherever they hang, and the ports that interfaces are attached to.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "model/inventory.h"
#include "nsx/connection.h"
#include "nsx/list_stretch.h"

#include <QPointer>
#include <QStringList>

namespace bulkhead::nsx {

/// NSX 4.2 Policy API by search: /infra/segments lists none of the segments below a Tier-1, and
/// ports have no list over all segments. The index follows writes with a delay. A cheap value over
/// a Connection.
class SegmentApi final {
public:
    explicit SegmentApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// By display name.
    Task<ListStretch<model::Segment>> segments(PagePosition from, qint64 wanted,
                                               CancellationToken token) const;
    /// The ports with one of these attachments (VIF's `lport_attachment_id`): one request.
    Task<std::vector<model::SegmentPort>> portsOf(QStringList attachmentIds,
                                                  CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
