// SPDX-License-Identifier: MIT
// UsageIndex: which rules, groups and services name an object.
#pragma once

#include "snapshot/snapshot.h"

#include <QHash>
#include <QStringList>

#include <functional>
#include <memory>

namespace bulkhead::desktop {

/// Who names one object directly. Paths, in the order of evaluation or of the list.
struct Usage {
    QStringList rules;
    QStringList policies; ///< that name it in their Applied To
    QStringList groups;   ///< that contain it
    QStringList services; ///< that contain it
};

/// Immutable once made; any thread.
class UsageIndex final {
public:
    /// O(operands of all rules, groups and services). nullptr if `isCancelled`, which is asked for
    /// each policy, said so.
    [[nodiscard]] static std::shared_ptr<const UsageIndex>
    make(const snapshot::Snapshot& snapshot, const std::function<bool()>& isCancelled = {});
    /// Empty for a path that nobody names.
    [[nodiscard]] const Usage& of(const QString& path) const;

private:
    QHash<QString, Usage> m_usage;
};

} // namespace bulkhead::desktop
