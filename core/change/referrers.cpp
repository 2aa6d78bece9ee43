// SPDX-License-Identifier: MIT
#include "change/referrers.h"

namespace bulkhead::change {

QStringList referrersOf(const snapshot::Snapshot& snapshot, const QString& path) {
    QStringList referrers;
    visitReferences(snapshot, [&](const QString& owner, const QString&, const QString& operand) {
        // References of one owner come one after another.
        if (operand == path && owner != path &&
            (referrers.isEmpty() || referrers.constLast() != owner)) {
            referrers << owner;
        }
    });
    return referrers;
}

} // namespace bulkhead::change
