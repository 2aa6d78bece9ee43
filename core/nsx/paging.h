// SPDX-License-Identifier: MIT
// Paging: reads a list of any length, page by page.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QPointer>
#include <QSet>

#include <functional>
#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// How the list tells where the next page starts.
enum class PagingStyle : std::uint8_t {
    Cursor, ///< the answer's opaque `cursor`; none on the last page (NSX 4.2, ListResult)
    /// infra/realized-state/virtual-machines names neither cursor nor result_count, but takes an
    /// offset as cursor; it ends with an empty page.
    Offset,
};

/// Where a list was left: what a later read of the same list needs to go on from there.
struct PagePosition {
    QString cursor;              ///< empty: the beginning
    qint64 objects = 0;          ///< that stand before it
    std::optional<qint64> total; ///< of the whole list, if the manager said
};

struct PagingOptions {
    PagePosition from; ///< PagingStyle::Cursor only
    /// Stops when at least so many objects are there; empty = all.
    std::optional<qint64> limitOfObjects;
    PagingStyle style = PagingStyle::Cursor;
    /// Called after each page with the objects so far and the total, if it is known.
    std::function<void(qint64 objects, std::optional<qint64> total)> onPage;
};

/// The raw answers of one list.
struct Pages {
    std::vector<QByteArray> bodies;   ///< each `{"results": […], …}`
    qint64 objects = 0;               ///< in all bodies
    std::optional<qint64> total;      ///< `result_count` of the first page; empty if it did not say
    bool complete = true;             ///< false if the limit stopped it early
    std::optional<PagePosition> rest; ///< where it goes on; empty if it is complete
};

/// Reads the pages one after another with page_size 1000 (or the limit, if that is smaller). Stops
/// at a missing, empty, repeated or zero cursor. Errors as Connection::get. Unreachable, too, for
/// an answer without `results` and for a list that ends before its own `result_count`: a short list
/// must not pass for a whole one.
Task<Pages> pages(QPointer<Connection> connection, QString path, QUrlQuery query,
                  PagingOptions options, CancellationToken token);

/// Decides whether and where a list goes on. Pure; `pages` and the snapshot loader use it.
class PageWalk final {
public:
    explicit PageWalk(PagingStyle style) : m_style(style) {}
    /// The next cursor, or nothing after the last page. `results` counts this page's objects.
    [[nodiscard]] std::optional<QString> next(const QString& cursor, qint64 results);

private:
    PagingStyle m_style;
    qint64 m_seen = 0;
    QSet<QString> m_cursors;
};

} // namespace bulkhead::nsx
