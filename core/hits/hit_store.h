// SPDX-License-Identifier: MIT
// HitStore: the hit history of all managers in one private file of the person's own.
#pragma once

#include "base/task.h"
#include "guard/store_thread.h"
#include "hits/hit_file.h"

#include <memory>

namespace bulkhead::hits {

/// Making it touches nothing; the thread starts and the file is opened with the first call.
/// Destroying it ends what was begun. Give calls from one thread.
class HitStore final {
public:
    explicit HitStore(HitOptions options);
    ~HitStore();
    HitStore(const HitStore&) = delete;
    HitStore& operator=(const HitStore&) = delete;

    [[nodiscard]] Task<std::monostate> record(HitPass pass);
    /// See HitFile::read.
    [[nodiscard]] Task<HitTablePointer> read(QString manager, int days, qint64 now,
                                             QString below = {});

private:
    std::shared_ptr<HitFile> m_file; ///< used by jobs only
    guard::StoreThread m_thread;
};

} // namespace bulkhead::hits
