// SPDX-License-Identifier: MIT
// readStretch: the next part of a list, from wherever an earlier read stopped.
#pragma once

#include "nsx/list_decoding.h"
#include "nsx/list_stretch.h"
#include "nsx/list_window.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace bulkhead::nsx {

/// Reads on from `from` until at least `wanted` objects are there or the list ends. Whole pages
/// only: what came too much is not thrown away. Errors as `pages`.
template <typename T>
Task<ListStretch<T>> readStretch(QPointer<Connection> connection, QString path, QUrlQuery query,
                                 PagePosition from, qint64 wanted, CancellationToken token) {
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    PagingOptions options;
    options.from = std::move(from);
    options.limitOfObjects = std::max<qint64>(1, wanted);
    auto read = co_await pages(connection, path, query, options, token);
    if (!read) {
        co_return fail(std::move(read.error()));
    }
    ListStretch<T> stretch;
    for (const QByteArray& body : read->bodies) {
        if (auto done = appendResults(stretch.items, body, place); !done) {
            co_return fail(std::move(done.error()));
        }
    }
    stretch.rest = read->rest;
    // A list that is over was counted by reading it, whatever the manager said.
    const qint64 reached = options.from.objects + read->objects;
    stretch.total = stretch.rest ? read->total : std::optional<qint64>(reached);
    co_return stretch;
}

} // namespace bulkhead::nsx
