// SPDX-License-Identifier: MIT
// PathNameCache: display names of objects by path, read from a manager when they are needed.
#pragma once

#include "nsx/connection.h"
#include "ops/source.h"

#include <QDeadlineTimer>
#include <QPointer>

namespace bulkhead::ops {

/// Reads a few unknown paths one by one and at the same time; many of one kind as one list. Names
/// are remembered for a minute. Use it from the connection's thread and keep it alive while a
/// question is open.
class PathNameCache final {
public:
    explicit PathNameCache(QPointer<nsx::Connection> connection);

    /// Paths that the manager does not know, or does not let us read, have no entry. Any other
    /// failure fails.
    [[nodiscard]] Task<PathNames> namesOf(QStringList paths, CancellationToken token);

private:
    Task<PathNames> readList(QString collection, CancellationToken token);
    Task<PathNames> readOne(QString path, CancellationToken token);

    QPointer<nsx::Connection> m_connection;
    PathNames m_known;
    QDeadlineTimer m_validUntil;
};

} // namespace bulkhead::ops
