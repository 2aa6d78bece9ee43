// SPDX-License-Identifier: MIT
// FieldDecoder and FieldEncoder: walk one list of fields per type, so that reading and writing
// cannot disagree. Private to model/: include it in .cpp files only (it pulls in simdjson).
#pragma once

#include "base/json_reader.h"
#include "base/result.h"
#include "base/shared_vector.h"
#include "base/untrusted_text.h"
#include "model/decode.h"
#include "model/nsx_enum.h"
#include "model/object_header.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <simdjson.h>

#include <optional>
#include <string_view>
#include <vector>

namespace bulkhead::model {

/// Reads one JSON object field by field. After the known fields, `finish` moves the others to
/// `extra`. The first type error wins and is kept.
class FieldDecoder final {
public:
    FieldDecoder(const simdjson::dom::object& object, const DecodeContext& context);

    void operator()(std::string_view key, QString& out);
    void operator()(std::string_view key, UntrustedText& out);
    void operator()(std::string_view key, std::optional<QString>& out);
    void operator()(std::string_view key, std::optional<bool>& out);
    void operator()(std::string_view key, std::optional<int>& out);
    void operator()(std::string_view key, std::optional<qint64>& out);
    void operator()(std::string_view key, QStringList& out);
    void operator()(std::string_view key, QJsonArray& out);
    void operator()(std::string_view key, std::vector<Tag>& out);
    template <typename E>
    void operator()(std::string_view key, std::optional<NsxEnum<E>>& out) {
        QString word;
        (*this)(key, word);
        if (!word.isEmpty()) {
            out = NsxEnum<E>::fromText(word);
        }
    }
    template <typename E>
    void operator()(std::string_view key, NsxEnum<E>& out) {
        QString word;
        (*this)(key, word);
        out = NsxEnum<E>::fromText(word);
    }
    /// A list of values that have a `visitFields` and an `extra` of their own.
    template <typename T>
        requires requires(T& value, FieldDecoder& visitor) { visitFields(visitor, value); }
    void operator()(std::string_view key, std::vector<T>& out) {
        const simdjson::dom::element* found = take(key);
        if (found == nullptr) {
            return;
        }
        simdjson::dom::array array;
        if (found->get_array().get(array) != simdjson::SUCCESS) {
            wrongType(key, u"a list of objects");
            return;
        }
        out.reserve(array.size());
        for (const simdjson::dom::element child : array) {
            simdjson::dom::object object;
            if (child.get_object().get(object) != simdjson::SUCCESS) {
                wrongType(key, u"a list of objects");
                return;
            }
            FieldDecoder inner(object, m_context);
            T value;
            visitFields(inner, value);
            inner.finish(value.extra);
            if (inner.m_error) {
                m_error = inner.m_error;
                return;
            }
            out.push_back(std::move(value));
        }
    }

    template <typename T>
    void operator()(std::string_view key, SharedVector<T>& out) {
        std::vector<T> elements;
        (*this)(key, elements);
        if (!elements.empty()) {
            out = std::move(elements);
        }
    }

    /// Text at `outer.inner` without removing `outer` from the unknown fields.
    [[nodiscard]] QString peekText(std::string_view outer, std::string_view inner) const;
    /// The raw element of a field that stays unknown, or nullptr.
    [[nodiscard]] const simdjson::dom::element* peek(std::string_view key) const;

    void finish(ExtraFields& extra);
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] const DecodeContext& context() const { return m_context; }

private:
    struct Entry {
        std::string_view key;
        simdjson::dom::element value;
        bool taken = false;
    };
    const simdjson::dom::element* take(std::string_view key);
    void wrongType(std::string_view key, QStringView expected);
    [[nodiscard]] QString text(std::string_view utf8) const;
    [[nodiscard]] static bool isNull(const simdjson::dom::element& value) {
        return value.is_null();
    }

    std::vector<Entry> m_entries;
    std::size_t m_next = 0; ///< where the search starts: managers write fields in a stable order
    const DecodeContext& m_context;
    std::optional<Error> m_error;
};

/// Writes the fields that are set.
class FieldEncoder final {
public:
    explicit FieldEncoder(QJsonObject& object) : m_object(object) {}

    void operator()(std::string_view key, const QString& value);
    void operator()(std::string_view key, const UntrustedText& value);
    void operator()(std::string_view key, const std::optional<QString>& value);
    void operator()(std::string_view key, const std::optional<bool>& value);
    void operator()(std::string_view key, const std::optional<int>& value);
    void operator()(std::string_view key, const std::optional<qint64>& value);
    void operator()(std::string_view key, const QStringList& value);
    void operator()(std::string_view key, const QJsonArray& value);
    void operator()(std::string_view key, const std::vector<Tag>& value);
    template <typename E>
    void operator()(std::string_view key, const std::optional<NsxEnum<E>>& value) {
        if (value) {
            (*this)(key, value->text());
        }
    }
    template <typename E>
    void operator()(std::string_view key, const NsxEnum<E>& value) {
        (*this)(key, value.text());
    }
    template <typename T>
        requires requires(const T& value, FieldEncoder& visitor) { visitFields(visitor, value); }
    void operator()(std::string_view key, const std::vector<T>& values) {
        if (values.empty()) {
            return;
        }
        QJsonArray array;
        for (const T& value : values) {
            QJsonObject object = value.extra;
            FieldEncoder inner(object);
            visitFields(inner, value);
            array.append(object);
        }
        insert(key, array);
    }
    template <typename T>
    void operator()(std::string_view key, const SharedVector<T>& values) {
        (*this)(key, values.get());
    }

private:
    void insert(std::string_view key, const QJsonValue& value);
    QJsonObject& m_object;
};

/// The fields of ObjectHeader, for every type that has one.
template <typename Visitor, typename Header>
void visitHeader(Visitor& visit, Header& header) {
    visit("id", header.id);
    visit("display_name", header.displayName);
    visit("description", header.description);
    visit("path", header.path);
    visit("parent_path", header.parentPath);
    visit("tags", header.tags);
    visit("_revision", header.revision);
    visit("_system_owned", header.systemOwned);
    visit("marked_for_delete", header.markedForDelete);
    visit("_create_time", header.createTime);
    visit("_last_modified_time", header.lastModifiedTime);
    visit("_create_user", header.createUser);
    visit("_last_modified_user", header.lastModifiedUser);
}

/// Completes the header of an object that came without a path (H-API children, containers).
void completeHeader(ObjectHeader& header, const DecodeContext& context, QStringView kindSegment);

/// Shared body of decode<T>(element).
template <typename T>
Result<T> decodeWithFields(const simdjson::dom::element& json, const DecodeContext& context,
                           QStringView typeName) {
    simdjson::dom::object object;
    if (json.get_object().get(object) != simdjson::SUCCESS) {
        return fail(ErrorKind::InvalidInput,
                    QStringLiteral("Check the source of this data: it is not NSX configuration."),
                    typeName.toString() + QStringLiteral(" is not a JSON object."));
    }
    FieldDecoder decoder(object, context);
    T value;
    visitFields(decoder, value);
    if (decoder.error()) {
        Error error = *decoder.error();
        error.problem = typeName.toString() + u' ' + error.problem;
        return fail(std::move(error));
    }
    decoder.finish(value.extra);
    return value;
}

/// Shared body of encode(T).
template <typename T>
QJsonObject encodeWithFields(const T& value) {
    QJsonObject object = value.extra;
    FieldEncoder encoder(object);
    visitFields(encoder, value);
    return object;
}

/// Shared body of decode<T>(QJsonObject): the same walk over the same bytes, so that there is one
/// decoder.
template <typename T>
Result<T> decodeThroughBytes(const QJsonObject& json) {
    auto reader = JsonReader::parse(QJsonDocument(json).toJson(QJsonDocument::Compact),
                                    QStringLiteral("the object"));
    if (!reader) {
        return fail(reader.error());
    }
    return decode<T>(reader->root(), DecodeContext{});
}

/// Instantiates decode and encode for one type. `complete(value, context)` derives what the JSON
/// does not say directly (paths of children, nested texts).
#define BULKHEAD_MODEL_CODEC(TYPE, NAME, complete)                                                 \
    template <>                                                                                    \
    Result<TYPE> decode<TYPE>(const simdjson::dom::element& json, const DecodeContext& context) {  \
        auto value = decodeWithFields<TYPE>(json, context, NAME);                                  \
        if (value) {                                                                               \
            complete(*value, context);                                                             \
        }                                                                                          \
        return value;                                                                              \
    }                                                                                              \
    template <>                                                                                    \
    Result<TYPE> decode<TYPE>(const QJsonObject& json) {                                           \
        return decodeThroughBytes<TYPE>(json);                                                     \
    }                                                                                              \
    template <>                                                                                    \
    QJsonObject encode<TYPE>(const TYPE& value) {                                                  \
        return encodeWithFields(value);                                                            \
    }

} // namespace bulkhead::model
