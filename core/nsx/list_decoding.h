// SPDX-License-Identifier: MIT
// Decodes list envelopes of the manager into values of the model.
#pragma once

#include "base/json_reader.h"
#include "base/result.h"
#include "model/decode.h"
#include "nsx/answer_check.h"

#include <QByteArray>
#include <QString>

#include <simdjson.h>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// The envelope of one page without its objects (NSX 4.2, ListResult).
struct PageHead {
    qint64 results = 0;
    QString cursor;
    std::optional<qint64> resultCount;
};

/// An answer that could be parsed, but is not what NSX gives: the Error that says so.
[[nodiscard]] Error undecodable(const QString& place, const Error& why);

[[nodiscard]] Result<PageHead> readPageHead(const QByteArray& body, const QString& place);

/// Appends the objects of one page. Nothing is appended if one of them cannot be decoded.
template <typename T>
[[nodiscard]] Result<void> appendResults(std::vector<T>& list, const QByteArray& body,
                                         const QString& place) {
    const auto reader = JsonReader::parse(body, QStringLiteral("The answer"));
    simdjson::dom::array results;
    if (!reader) {
        return fail(undecodable(place, reader.error()));
    }
    if (reader->root()["results"].get_array().get(results) != simdjson::SUCCESS) {
        return fail(notAManager(place, QStringLiteral("answered a list without results")));
    }
    std::vector<T> decoded;
    model::StringPool pool;
    for (const simdjson::dom::element element : results) {
        auto value = model::decode<T>(element, {&pool, {}});
        if (!value) {
            return fail(undecodable(place, value.error()));
        }
        decoded.push_back(std::move(*value));
    }
    list.insert(list.end(), std::make_move_iterator(decoded.begin()),
                std::make_move_iterator(decoded.end()));
    return {};
}

/// Decodes an answer that is one object.
template <typename T>
[[nodiscard]] Result<T> decodeObject(const QByteArray& body, const QString& place) {
    const auto reader = JsonReader::parse(body, QStringLiteral("The answer"));
    if (!reader) {
        return fail(undecodable(place, reader.error()));
    }
    auto value = model::decode<T>(reader->root(), {});
    if (!value) {
        return fail(undecodable(place, value.error()));
    }
    return value;
}

} // namespace bulkhead::nsx
