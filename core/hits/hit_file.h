// SPDX-License-Identifier: MIT
// HitFile: reads and writes the hit history, blocking; what the store does on its thread.
#pragma once

#include "guard/sqlite_file.h"
#include "hits/hit_track.h"

#include <QString>

namespace bulkhead::hits {

struct HitOptions {
    QString path;                            ///< of the database
    int busyMs = 5000;                       ///< how long another program is waited for
    int keptDays = 120;                      ///< of hits by day
    qint64 mostBytes = qint64{64} * 1048576; ///< 64 MiB
};

/// Several programs may record at the same time: what one asked for before another's answer had
/// come does not count twice. Files for the owner only (guard/sqlite_file.h). One thread.
class HitFile final {
public:
    explicit HitFile(HitOptions options);

    /// Takes all samples in one transaction. O(rules of the manager).
    [[nodiscard]] Result<void> record(const HitPass& pass);
    /// Every rule of a manager with its last `days` days before `now`; `below` leaves only the
    /// rules whose path begins with it (it ends with a slash).
    [[nodiscard]] Result<HitTablePointer> read(const QString& manager, int days, qint64 now,
                                               const QString& below = {});
    void close() { m_file.close(); }

private:
    HitOptions m_options;
    guard::SqliteFile m_file;
    qint64 m_tidiedAt = 0; ///< by this program
};

} // namespace bulkhead::hits
