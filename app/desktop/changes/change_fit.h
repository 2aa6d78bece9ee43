// SPDX-License-Identifier: MIT
// ChangeFit: a change file, or a colleague's draft, worked out against the estate as it is now.
#pragma once

#include "base/result.h"
#include "change/step.h"
#include "snapshot/snapshot.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::desktop {

/// Every text is clean.
struct ChangeFit {
    QString title;
    QString reason;
    QString author;
    QString target;  ///< the manager that it was written for; empty: any
    QDateTime begun; ///< UTC; of a draft only
    /// To be pushed one after the other onto the estate that it was worked out on.
    std::vector<change::Step> steps;
    QStringList notes;    ///< what was merged with the work of others, or already is as wanted
    QStringList problems; ///< what does not fit, one each, with its line or object
};

/// Reads a change file (change/change_document.h) or a draft (change/draft_journal.h) and fits each
/// of its parts to `current`: one that does not fit is a problem and takes none of the others with
/// it, unless they need it. InvalidInput if the file itself cannot be read. Pure.
[[nodiscard]] Result<ChangeFit> fitChanges(const QByteArray& bytes, const QString& name,
                                           const snapshot::SnapshotPointer& current);

} // namespace bulkhead::desktop
