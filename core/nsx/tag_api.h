// SPDX-License-Identifier: MIT
// TagApi: the tags in use and how many objects carry each.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "base/untrusted_text.h"
#include "nsx/connection.h"
#include "nsx/paging.h"

#include <QPointer>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// NSX 4.2 Policy API, TagInfo.
struct TagUse {
    UntrustedText scope;
    UntrustedText tag;
    std::optional<qint64> objects; ///< that carry it; empty if the manager did not say
};

/// NSX 4.2 Policy API, /infra/tags. A cheap value over a Connection.
class TagApi final {
public:
    explicit TagApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// `scope` and `tag` select; both take `abc`, `abc*`, `*abc` and `*abc*`; empty means all. In
    /// the manager's order (by tag).
    Task<std::vector<TagUse>> tags(QString scope, QString tag, CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
