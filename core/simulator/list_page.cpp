// SPDX-License-Identifier: MIT
#include "simulator/list_page.h"

#include <algorithm>
#include <numeric>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumPageSize = 1000;
constexpr char16_t kOpaquePrefix = u'p'; // clients stop at a cursor that begins with 0000

/// The value at "a.b" in nested objects.
QJsonValue valueAt(const QJsonObject& object, const QStringList& keys) {
    QJsonValue value = object;
    for (const QString& key : keys) {
        value = value.toObject().value(key);
    }
    return value;
}

struct SortKey {
    bool isNumber = false;
    double number = 0;
    QString text;
    QString tie;

    friend bool operator<(const SortKey& a, const SortKey& b) {
        if (a.isNumber != b.isNumber) {
            return a.isNumber;
        }
        if (a.isNumber && a.number != b.number) {
            return a.number < b.number;
        }
        if (!a.isNumber && a.text != b.text) {
            return a.text < b.text;
        }
        return a.tie < b.tie;
    }
};

SortKey sortKey(const QJsonObject& item, const QStringList& keys) {
    const QJsonValue value = valueAt(item, keys);
    SortKey key;
    key.isNumber = value.isDouble();
    key.number = value.toDouble();
    key.text = value.toString().toCaseFolded();
    key.tie = item.value(u"path"_s).toString();
    if (key.tie.isEmpty()) {
        key.tie = item.value(u"external_id"_s).toString();
    }
    return key;
}

Answer<qsizetype> parseCursor(const QString& cursor, CursorStyle style) {
    if (cursor.isEmpty()) {
        return 0;
    }
    const bool isOpaque = style == CursorStyle::Opaque;
    bool isNumber = false;
    const qlonglong offset = (isOpaque ? cursor.mid(1) : cursor).toLongLong(&isNumber);
    if ((isOpaque && cursor.front() != kOpaquePrefix) || !isNumber || offset < 0) {
        return refuse(invalidField(u"cursor "_s + cursor + u" was not given by this manager"_s));
    }
    return offset;
}

QJsonObject onlyFields(const QJsonObject& item, const QStringList& fields) {
    if (fields.isEmpty()) {
        return item;
    }
    QJsonObject kept;
    for (const QString& field : fields) {
        if (item.contains(field)) {
            kept.insert(field, item.value(field));
        }
    }
    return kept;
}

} // namespace

Answer<ListQuery> parseListQuery(const Request& request, const QString& sortBy, CursorStyle style) {
    ListQuery query;
    const Answer<qsizetype> offset = parseCursor(request.parameter(u"cursor"_s), style);
    if (!offset) {
        return refuse(offset.error());
    }
    query.offset = *offset;
    const QString size = request.parameter(u"page_size"_s);
    if (!size.isEmpty()) {
        bool isNumber = false;
        query.pageSize = size.toInt(&isNumber);
        if (!isNumber || query.pageSize < 1 || query.pageSize > kMaximumPageSize) {
            return refuse(invalidField(u"page_size is no whole number from 1 to 1000"_s));
        }
    }
    const QString asked = request.parameter(u"sort_by"_s);
    query.sortBy = asked.isEmpty() ? sortBy : asked;
    query.isAscending = request.parameter(u"sort_ascending"_s) != u"false"_s;
    query.includedFields = request.parameter(u"included_fields"_s).split(u',', Qt::SkipEmptyParts);
    query.includesDeleted = request.parameter(u"include_mark_for_delete_objects"_s) == u"true"_s;
    return query;
}

void sortItems(std::vector<QJsonObject>& items, const ListQuery& query) {
    if (query.sortBy.isEmpty()) {
        return;
    }
    const QStringList keys = query.sortBy.split(u'.');
    std::vector<SortKey> sortKeys;
    sortKeys.reserve(items.size());
    for (const QJsonObject& item : items) {
        sortKeys.push_back(sortKey(item, keys));
    }
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return query.isAscending ? sortKeys[a] < sortKeys[b] : sortKeys[b] < sortKeys[a];
    });
    std::vector<QJsonObject> sorted;
    sorted.reserve(items.size());
    for (const std::size_t index : order) {
        sorted.push_back(std::move(items[index]));
    }
    items = std::move(sorted);
}

QJsonObject makePage(const std::vector<QJsonObject>& items, const ListQuery& query,
                     CursorStyle style) {
    const auto total = static_cast<qsizetype>(items.size());
    const qsizetype begin = std::min(query.offset, total);
    const qsizetype end = std::min(begin + query.pageSize, total);
    QJsonArray results;
    for (qsizetype i = begin; i < end; ++i) {
        results.append(onlyFields(items[static_cast<std::size_t>(i)], query.includedFields));
    }
    QJsonObject page = {{u"results"_s, results}};
    if (style == CursorStyle::Unfilled) {
        return page;
    }
    page.insert(u"result_count"_s, total);
    if (!query.sortBy.isEmpty()) {
        page.insert(u"sort_by"_s, query.sortBy);
        page.insert(u"sort_ascending"_s, query.isAscending);
    }
    if (style == CursorStyle::Offset) {
        page.insert(u"cursor"_s, QString::number(end));
    } else if (end < total) {
        page.insert(u"cursor"_s, kOpaquePrefix + QString::number(end));
    }
    return page;
}

Response listResponse(const Request& request, std::vector<QJsonObject> items,
                      const QString& sortBy) {
    const Answer<ListQuery> query = parseListQuery(request, sortBy, CursorStyle::Opaque);
    if (!query) {
        return errorResponse(query.error());
    }
    sortItems(items, *query);
    return jsonResponse(makePage(items, *query, CursorStyle::Opaque));
}

Response textListResponse(const Request& request, const QStringList& texts) {
    const Answer<ListQuery> query = parseListQuery(request, QString(), CursorStyle::Opaque);
    if (!query) {
        return errorResponse(query.error());
    }
    const qsizetype begin = std::min(query->offset, texts.size());
    const qsizetype end = std::min(begin + query->pageSize, texts.size());
    QJsonObject page = {{u"results"_s, QJsonArray::fromStringList(texts.mid(begin, end - begin))},
                        {u"result_count"_s, texts.size()}};
    if (end < texts.size()) {
        page.insert(u"cursor"_s, kOpaquePrefix + QString::number(end));
    }
    return jsonResponse(page);
}

} // namespace bulkhead::simulator
