// SPDX-License-Identifier: MIT
#include "nsx/list_decoding.h"

#include <cstdint>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

Error undecodable(const QString& place, const Error& why) {
    Error error = why;
    error.kind = ErrorKind::Unreachable;
    error.remedy = u"Check that "_s + place + u" is an NSX 4.x Manager and try again."_s;
    error.problem = u"The answer of "_s + place + u" cannot be understood: "_s + why.problem;
    return error;
}

Result<PageHead> readPageHead(const QByteArray& body, const QString& place) {
    const auto reader = JsonReader::parse(body, u"The answer"_s);
    if (!reader) {
        return fail(undecodable(place, reader.error()));
    }
    const simdjson::dom::element root = reader->root();
    simdjson::dom::array results;
    if (root["results"].get_array().get(results) != simdjson::SUCCESS) {
        return fail(notAManager(place, u"answered a list without results"_s));
    }
    PageHead head;
    head.results = static_cast<qint64>(results.size());
    std::string_view cursor;
    if (root["cursor"].get_string().get(cursor) == simdjson::SUCCESS) {
        head.cursor = QString::fromUtf8(cursor.data(), static_cast<qsizetype>(cursor.size()));
    }
    std::int64_t count = 0;
    if (root["result_count"].get_int64().get(count) == simdjson::SUCCESS && count >= 0) {
        head.resultCount = count;
    }
    return head;
}

} // namespace bulkhead::nsx
