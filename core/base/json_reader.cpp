// SPDX-License-Identifier: MIT
#include "base/json_reader.h"

#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace bulkhead {

using namespace Qt::StringLiterals;

struct JsonReader::State {
    simdjson::dom::parser parser;
    simdjson::dom::element root;
};

namespace {

Error parseError(const QByteArray& bytes, const QString& what, simdjson::error_code code) {
    const QByteArray start = bytes.left(512).trimmed();
    if (start.isEmpty()) {
        return {ErrorKind::InvalidInput, u"Check that it was written to the end."_s,
                what + u" is empty."_s, what, std::nullopt};
    }
    if (start.startsWith('<')) {
        return {ErrorKind::InvalidInput, u"Check that it is the right address or file."_s,
                what + u" is HTML, not JSON."_s, what, std::nullopt};
    }
    // simdjson says what is wrong but not where; Qt's parser says where.
    QJsonParseError position;
    QJsonDocument::fromJson(bytes, &position);
    QString where;
    if (position.error != QJsonParseError::NoError) {
        const qsizetype offset = std::clamp<qsizetype>(position.offset, 0, bytes.size());
        const QByteArray before = bytes.left(offset);
        where = u" at line "_s + QString::number(before.count('\n') + 1) + u", column "_s +
                QString::number(offset - before.lastIndexOf('\n'));
        if (offset + 1 >= bytes.size()) {
            where += u" (the end: it looks cut off)"_s;
        }
    }
    return {ErrorKind::InvalidInput, u"Check that it is complete and was not cut off."_s,
            what + u" is not valid JSON"_s + where + u": "_s +
                QString::fromLatin1(simdjson::error_message(code)),
            what, std::nullopt};
}

} // namespace

JsonReader::JsonReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

Result<JsonReader> JsonReader::parse(const QByteArray& bytes, const QString& what) {
    auto state = std::make_unique<State>();
    const auto outcome =
        state->parser.parse(bytes.constData(), static_cast<std::size_t>(bytes.size()))
            .get(state->root);
    if (outcome != simdjson::SUCCESS) {
        return fail(parseError(bytes, what, outcome));
    }
    return JsonReader(std::move(state));
}

const simdjson::dom::element& JsonReader::root() const {
    return m_state->root;
}

QJsonValue toQJson(const simdjson::dom::element& element) {
    using Type = simdjson::dom::element_type;
    switch (element.type()) {
    case Type::ARRAY: {
        QJsonArray array;
        const simdjson::dom::array children = element.get_array().value_unsafe();
        for (const simdjson::dom::element child : children) {
            array.append(toQJson(child));
        }
        return array;
    }
    case Type::OBJECT: {
        QJsonObject object;
        const simdjson::dom::object fields = element.get_object().value_unsafe();
        for (const auto& [key, value] : fields) {
            object.insert(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())),
                          toQJson(value));
        }
        return object;
    }
    case Type::INT64:
        return static_cast<qint64>(element.get_int64().value_unsafe());
    case Type::UINT64:
        return static_cast<double>(element.get_uint64().value_unsafe());
    case Type::DOUBLE:
        return element.get_double().value_unsafe();
    case Type::STRING: {
        const std::string_view text = element.get_string().value_unsafe();
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
    case Type::BOOL:
        return element.get_bool().value_unsafe();
    case Type::NULL_VALUE:
        break;
    }
    return QJsonValue::Null;
}

QByteArray replaceTemplateVariables(const QByteArray& bytes, QStringList& names) {
    if (!bytes.contains("{{")) {
        return bytes;
    }
    QByteArray out;
    out.reserve(bytes.size());
    bool inString = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        if (inString) {
            out += c;
            if (c == '\\' && i + 1 < bytes.size()) {
                out += bytes.at(++i);
            } else if (c == '"') {
                inString = false;
            }
            continue;
        }
        if (c == '"') {
            inString = true;
        } else if (c == '{' && i + 1 < bytes.size() && bytes.at(i + 1) == '{') {
            const qsizetype end = bytes.indexOf("}}", i + 2);
            const QByteArray name = end < 0 ? QByteArray() : bytes.mid(i + 2, end - i - 2);
            const bool isName = !name.isEmpty() && name.size() <= 64 &&
                                std::all_of(name.cbegin(), name.cend(), [](char n) {
                                    return std::isalnum(static_cast<unsigned char>(n)) != 0 ||
                                           n == '_' || n == '-' || n == '.';
                                });
            if (isName) {
                const QString word = QString::fromLatin1(name);
                if (!names.contains(word)) {
                    names << word;
                }
                out += "null";
                i = end + 1;
                continue;
            }
        }
        out += c;
    }
    return out;
}

} // namespace bulkhead
