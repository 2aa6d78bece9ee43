// SPDX-License-Identifier: MIT
#include "nsx/paging.h"

#include "nsx/api_path.h"
#include "nsx/list_decoding.h"

#include <algorithm>
#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

/// NSX 4.2, ListRequestParameters.page_size: the default and the most.
constexpr qint64 kPageSize = 1000;

Error brokenOff(const QString& place, const QString& path, qint64 objects, qint64 total) {
    return {ErrorKind::Unreachable, u"Try again."_s,
            u"The list "_s + path + u" of "_s + place + u" broke off after "_s +
                QString::number(objects) + u" of "_s + QString::number(total) + u" objects."_s,
            path, std::nullopt};
}

} // namespace

std::optional<QString> PageWalk::next(const QString& cursor, qint64 results) {
    m_seen += results;
    if (m_style == PagingStyle::Offset) {
        // Some answers name a cursor after all; it is an offset, too, so ours serves as well.
        return results == 0 ? std::nullopt : std::optional<QString>(QString::number(m_seen));
    }
    // "0000…" is how the manager API writes "no more".
    if (cursor.isEmpty() || cursor.startsWith(u"0000") || m_cursors.contains(cursor)) {
        return std::nullopt;
    }
    // Search names the offset behind its last object as well: going on would give an empty page,
    // which ends the list.
    if (results == 0) {
        return std::nullopt;
    }
    m_cursors.insert(cursor);
    return cursor;
}

Task<Pages> pages(QPointer<Connection> connection, QString path, QUrlQuery query,
                  PagingOptions options, CancellationToken token) {
    Pages read;
    read.total = options.from.total;
    PageWalk walk(options.style);
    const qint64 wanted = options.limitOfObjects.value_or(kPageSize);
    query.removeAllQueryItems(u"page_size"_s);
    query.addQueryItem(u"page_size"_s, QString::number(std::clamp<qint64>(wanted, 1, kPageSize)));
    if (!options.from.cursor.isEmpty()) {
        query.addQueryItem(u"cursor"_s, encodeSegment(options.from.cursor));
    }
    while (true) {
        if (!connection) {
            co_return fail(cancelledError(u"Reading "_s + path));
        }
        const QString place = connection->place();
        auto answer = co_await connection->get(path, query, token);
        if (!answer) {
            co_return fail(std::move(answer.error()));
        }
        const auto head = readPageHead(answer->body, place);
        if (!head) {
            co_return fail(head.error());
        }
        if (read.bodies.empty() && options.from.cursor.isEmpty()) {
            read.total = head->resultCount;
        }
        read.objects += head->results;
        read.bodies.push_back(std::move(answer->body));
        if (options.onPage) {
            options.onPage(read.objects, read.total);
        }
        const auto cursor = walk.next(head->cursor, head->results);
        const qint64 reached = options.from.objects + read.objects;
        const bool isWhole = read.total && reached >= *read.total;
        if (options.limitOfObjects && read.objects >= *options.limitOfObjects) {
            read.complete = isWhole || !cursor;
            if (!read.complete) {
                read.rest = PagePosition{*cursor, reached, read.total};
            }
            co_return read;
        }
        // A search names a cursor on its last page, too.
        if (!cursor || (isWhole && options.style == PagingStyle::Cursor)) {
            if (read.total && reached < *read.total) {
                co_return fail(brokenOff(place, path, reached, *read.total));
            }
            co_return read;
        }
        query.removeAllQueryItems(u"cursor"_s);
        query.addQueryItem(u"cursor"_s, encodeSegment(*cursor));
    }
}

} // namespace bulkhead::nsx
