// SPDX-License-Identifier: MIT
// UndoStore: keeps what a write replaced, so that it can be put back.
#pragma once

#include "base/task.h"
#include "guard/audit_store.h"

#include <QJsonObject>
#include <QString>

namespace bulkhead::guard {

/// One write and the state before it. `before` is null when the object did not exist.
struct UndoRecord {
    QString operation;
    QString target;
    QString object;         ///< path of what was changed
    QJsonObject parameters; ///< of the call
    QJsonValue before;      ///< the object as the manager had it, `_revision` included
    AuditTicket audit;      ///< the audit row of the write
};

class UndoStore {
public:
    virtual ~UndoStore() = default;
    /// Returns the id that `undo ID` takes.
    [[nodiscard]] virtual Task<QString> store(UndoRecord record) = 0;
};

} // namespace bulkhead::guard
