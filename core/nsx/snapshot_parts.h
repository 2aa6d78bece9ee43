// SPDX-License-Identifier: MIT
// The parts that a snapshot of a manager is read in, each by requests of its own.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "base/task.h"
#include "nsx/connection.h"
#include "snapshot/snapshot.h"

#include <QPointer>

#include <memory>

namespace bulkhead::nsx {

/// What the parts of one load share. `stop` ends all of them: the caller's cancellation and the
/// first part that fails use it, since a snapshot that lacks a part is not made.
struct LoadContext {
    QPointer<Connection> connection;
    config::Target target;
    QString place;
    CancellationSource stop;
    ProgressCallback progress;

    void report(const QString& activity, qint64 done, std::optional<qint64> total) const {
        if (progress && connection) {
            progress({activity, done, total});
        }
    }
};
using LoadContextPointer = std::shared_ptr<LoadContext>;

/// Policies, rules, groups, services, profiles, schedulers, segments, ports, exclude list: one
/// hierarchical read (NSX 4.2 Policy API 8.2), or search pages where a manager refuses it.
Task<snapshot::Content> readConfiguration(LoadContextPointer context);

/// By `GET search/query?query=resource_type:…`, a list for each type.
Task<snapshot::Content> readBySearch(LoadContextPointer context);

/// Virtual machines and, in the second, their interfaces. Empty with a remark where the role may
/// not read them or the manager has none (Global Manager).
Task<snapshot::Content> readMachines(LoadContextPointer context);
Task<snapshot::Content> readInterfaces(LoadContextPointer context);

} // namespace bulkhead::nsx
