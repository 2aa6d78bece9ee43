// SPDX-License-Identifier: MIT
// ListPage: the list envelope with sorting, cursor and page size.
#pragma once

#include "simulator/exchange.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::simulator {

/// NSX 4.2 ListRequestParameters.
struct ListQuery {
    qsizetype offset = 0;
    qsizetype pageSize = 1000;
    QString sortBy;
    bool isAscending = true;
    QStringList includedFields; ///< empty: all
    bool includesDeleted = false;
};

/// How a list says where its next page begins.
enum class CursorStyle : std::uint8_t {
    Opaque,   ///< policy lists; none on the last page
    Offset,   ///< search: a decimal offset, also on the last page
    Unfilled, ///< realized-state/virtual-machines: a numeric cursor is honoured, none is sent
};

/// Reads and checks the parameters; 400 for a page_size outside 1..1000 or a bad cursor.
[[nodiscard]] Answer<ListQuery> parseListQuery(const Request& request, const QString& sortBy,
                                               CursorStyle style);

/// Sorts by the query's field: texts without regard to case, numbers by value, ties by path.
void sortItems(std::vector<QJsonObject>& items, const ListQuery& query);
/// The page with its envelope; `items` are sorted.
[[nodiscard]] QJsonObject makePage(const std::vector<QJsonObject>& items, const ListQuery& query,
                                   CursorStyle style);
/// Parses, sorts and cuts in one go, for the plain lists.
[[nodiscard]] Response listResponse(const Request& request, std::vector<QJsonObject> items,
                                    const QString& sortBy);
/// A list of plain texts (IP addresses, member types), in its own order.
[[nodiscard]] Response textListResponse(const Request& request, const QStringList& texts);

} // namespace bulkhead::simulator
