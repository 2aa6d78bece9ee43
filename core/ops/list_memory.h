// SPDX-License-Identifier: MIT
// ListMemory: how far a manager's list was read, so that the next page does not start over.
#pragma once

#include "nsx/connection.h"
#include "nsx/list_stretch.h"
#include "ops/source.h"

#include <QPointer>
#include <QTimer>

#include <iterator>
#include <limits>
#include <memory>
#include <utility>

namespace bulkhead::ops {

/// The beginning of a list, as long as it was read.
template <typename T>
struct KnownList {
    std::vector<T> items;
    std::optional<qint64> total;                                 ///< of the whole list, if known
    std::optional<nsx::PagePosition> rest = nsx::PagePosition{}; ///< empty: it is read whole
};

/// Remembers one list for half a minute, for whoever goes on through it by growing offsets: each
/// page costs its own request and all pages are of one reading. A call with offset 0 always reads
/// anew. Belongs to the thread of its owner's connection.
template <typename T>
class ListMemory final {
public:
    ListMemory() {
        m_forget.setSingleShot(true);
        QObject::connect(&m_forget, &QTimer::timeout, &m_forget, [this] { m_known.reset(); });
    }

    /// What is known of the list named `key` (filters that the manager applies itself), or a new
    /// one of which nothing was read.
    [[nodiscard]] std::shared_ptr<KnownList<T>> recall(const QString& key, qint64 offset) {
        if (offset == 0 || !m_known || key != m_key) {
            m_known = std::make_shared<KnownList<T>>();
            m_key = key;
            m_forget.start(kRememberedMs);
        }
        return m_known;
    }

private:
    static constexpr int kRememberedMs = 30'000;

    QString m_key;
    std::shared_ptr<KnownList<T>> m_known;
    QTimer m_forget;
};

/// Reads one stretch of a list from a position on.
template <typename T>
using StretchReader = Task<nsx::ListStretch<T>> (*)(QPointer<nsx::Connection> connection,
                                                    nsx::PagePosition from, qint64 wanted,
                                                    CancellationToken token);

/// Reads on until `wanted` objects are known or the list ends.
template <typename T>
Task<std::monostate> readOn(QPointer<nsx::Connection> connection,
                            std::shared_ptr<KnownList<T>> known, StretchReader<T> read,
                            qint64 wanted, CancellationToken token) {
    while (known->rest && static_cast<qint64>(known->items.size()) < wanted) {
        const auto size = known->items.size();
        const nsx::PagePosition from = *known->rest;
        auto stretch = co_await read(connection, from, wanted - static_cast<qint64>(size), token);
        if (!stretch) {
            co_return fail(std::move(stretch.error()));
        }
        if (known->items.size() != size || !known->rest) {
            continue; // somebody else has read the same stretch meanwhile
        }
        std::move(stretch->items.begin(), stretch->items.end(), std::back_inserter(known->items));
        known->total = stretch->total;
        known->rest = std::move(stretch->rest);
    }
    co_return done();
}

/// How many objects must be known to answer: a filter has to see all of them.
[[nodiscard]] inline qint64 objectsNeeded(const ListQuery& query, bool isFiltered) {
    return isFiltered ? std::numeric_limits<qint64>::max() : qint64(query.offset) + query.limit;
}

} // namespace bulkhead::ops
