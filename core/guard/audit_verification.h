// SPDX-License-Identifier: MIT
// Verification: proves that none of our audit rows was changed or removed.
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace bulkhead::guard {

struct AuditVerification {
    bool intact = false;
    int files = 0;    ///< with a chain, audit.db and rotated ones
    qint64 links = 0; ///< that were checked
    qint64 rows = 0;  ///< that were checked
    qint64 unchained =
        0; ///< rows under our skill that another program wrote: nobody vouches for them
    qint64 firstLink = 0; ///< 1 unless earlier files were moved away; 0: there is no link at all
    QString head;         ///< hash of the newest link, to be noted elsewhere
    std::optional<qint64> badRow; ///< the first row that is not as it was
    QString badFile;
    QString problem;   ///< what is wrong, a clean sentence; empty if intact
    QStringList notes; ///< what else a person should know; clean sentences
};

/// Follows the chain through every file of the folder from the oldest link to the newest; rows of
/// other programs are not looked at. `knownHead`: a head that was noted earlier must stand in the
/// chain (empty: none); that finds a newest part that was cut off and a chain that was made anew.
/// What a chain without it cannot prove stands in audit_chain.h. Blocks; O(links), about a second
/// for 100,000. An Error is a file that cannot be read; a broken chain is none.
[[nodiscard]] Result<AuditVerification> verifyAudit(const QString& folder, const QString& knownHead,
                                                    int busyMs);

} // namespace bulkhead::guard
