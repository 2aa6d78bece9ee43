// SPDX-License-Identifier: MIT
#include "model/field_codec.h"

#include "base/json_reader.h"

#include <limits>

namespace bulkhead::model {

using namespace Qt::StringLiterals;

namespace {

QString toQString(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// Managers write whole numbers, files written by hand may say 10.0.
std::optional<qint64> wholeNumber(const simdjson::dom::element& value) {
    std::int64_t number = 0;
    if (value.get_int64().get(number) == simdjson::SUCCESS) {
        return number;
    }
    double real = 0;
    if (value.is_double() && value.get_double().get(real) == simdjson::SUCCESS &&
        real >= -9007199254740992.0 && real <= 9007199254740992.0 &&
        static_cast<double>(static_cast<qint64>(real)) == real) {
        return static_cast<qint64>(real);
    }
    return std::nullopt;
}

} // namespace

FieldDecoder::FieldDecoder(const simdjson::dom::object& object, const DecodeContext& context)
    : m_context(context) {
    m_entries.reserve(object.size());
    for (const auto& [key, value] : object) {
        m_entries.push_back({key, value, false});
    }
}

const simdjson::dom::element* FieldDecoder::take(std::string_view key) {
    for (std::size_t step = 0; step < m_entries.size(); ++step) {
        const std::size_t index = (m_next + step) % m_entries.size();
        Entry& entry = m_entries[index];
        if (entry.key == key) {
            entry.taken = true;
            m_next = index + 1;
            return isNull(entry.value) ? nullptr : &entry.value;
        }
    }
    return nullptr;
}

const simdjson::dom::element* FieldDecoder::peek(std::string_view key) const {
    for (const Entry& entry : m_entries) {
        if (entry.key == key) {
            return isNull(entry.value) ? nullptr : &entry.value;
        }
    }
    return nullptr;
}

QString FieldDecoder::peekText(std::string_view outer, std::string_view inner) const {
    const simdjson::dom::element* found = peek(outer);
    simdjson::dom::object object;
    std::string_view utf8;
    if (found == nullptr || found->get_object().get(object) != simdjson::SUCCESS ||
        object.at_key(inner).get_string().get(utf8) != simdjson::SUCCESS) {
        return {};
    }
    return toQString(utf8);
}

QString FieldDecoder::text(std::string_view utf8) const {
    return m_context.pool != nullptr ? m_context.pool->intern(utf8) : toQString(utf8);
}

void FieldDecoder::wrongType(std::string_view key, QStringView expected) {
    if (m_error) {
        return;
    }
    QString object;
    if (const auto* path = peek("path")) {
        std::string_view utf8;
        if (path->get_string().get(utf8) == simdjson::SUCCESS) {
            object = toQString(utf8);
        }
    }
    if (object.isEmpty()) {
        if (const auto* id = peek("id")) {
            std::string_view utf8;
            if (id->get_string().get(utf8) == simdjson::SUCCESS) {
                object = toQString(utf8);
            }
        }
    }
    m_error =
        Error{ErrorKind::InvalidInput, u"Check who wrote this data."_s,
              (object.isEmpty() ? QString() : u"\""_s + object + u"\" "_s) + u"has a field "_s +
                  toQString(key) + u" that is not "_s + expected.toString() + u'.',
              object, std::nullopt};
}

void FieldDecoder::operator()(std::string_view key, QString& out) {
    if (const auto* found = take(key)) {
        std::string_view utf8;
        if (found->get_string().get(utf8) != simdjson::SUCCESS) {
            wrongType(key, u"a text");
            return;
        }
        out = text(utf8);
    }
}

void FieldDecoder::operator()(std::string_view key, UntrustedText& out) {
    QString raw;
    (*this)(key, raw);
    out = UntrustedText(raw);
}

void FieldDecoder::operator()(std::string_view key, std::optional<QString>& out) {
    if (peek(key) != nullptr) {
        QString value;
        (*this)(key, value);
        out = value;
    }
}

void FieldDecoder::operator()(std::string_view key, std::optional<bool>& out) {
    if (const auto* found = take(key)) {
        bool value = false;
        if (found->get_bool().get(value) != simdjson::SUCCESS) {
            wrongType(key, u"true or false");
            return;
        }
        out = value;
    }
}

void FieldDecoder::operator()(std::string_view key, std::optional<int>& out) {
    std::optional<qint64> wide;
    (*this)(key, wide);
    if (wide &&
        (*wide < std::numeric_limits<int>::min() || *wide > std::numeric_limits<int>::max())) {
        wrongType(key, u"a 32-bit number");
    } else if (wide) {
        out = static_cast<int>(*wide);
    }
}

void FieldDecoder::operator()(std::string_view key, std::optional<qint64>& out) {
    if (const auto* found = take(key)) {
        out = wholeNumber(*found);
        if (!out) {
            wrongType(key, u"a whole number");
        }
    }
}

void FieldDecoder::operator()(std::string_view key, QStringList& out) {
    const simdjson::dom::element* found = take(key);
    if (found == nullptr) {
        return;
    }
    simdjson::dom::array array;
    if (found->get_array().get(array) != simdjson::SUCCESS) {
        wrongType(key, u"a list of texts");
        return;
    }
    out.reserve(static_cast<qsizetype>(array.size()));
    for (const simdjson::dom::element child : array) {
        std::string_view utf8;
        if (child.get_string().get(utf8) != simdjson::SUCCESS) {
            wrongType(key, u"a list of texts");
            return;
        }
        out << text(utf8);
    }
}

void FieldDecoder::operator()(std::string_view key, QJsonArray& out) {
    if (const auto* found = take(key)) {
        if (!found->is_array()) {
            wrongType(key, u"a list");
            return;
        }
        out = toQJson(*found).toArray();
    }
}

void FieldDecoder::operator()(std::string_view key, std::vector<Tag>& out) {
    const simdjson::dom::element* found = take(key);
    if (found == nullptr) {
        return;
    }
    simdjson::dom::array array;
    if (found->get_array().get(array) != simdjson::SUCCESS) {
        wrongType(key, u"a list of tags");
        return;
    }
    for (const simdjson::dom::element child : array) {
        simdjson::dom::object object;
        if (child.get_object().get(object) != simdjson::SUCCESS) {
            wrongType(key, u"a list of tags");
            return;
        }
        Tag tag;
        std::string_view utf8;
        if (object.at_key("scope").get_string().get(utf8) == simdjson::SUCCESS) {
            tag.scope = UntrustedText(text(utf8));
        }
        if (object.at_key("tag").get_string().get(utf8) == simdjson::SUCCESS) {
            tag.tag = UntrustedText(text(utf8));
        }
        out.push_back(std::move(tag));
    }
}

void FieldDecoder::finish(ExtraFields& extra) {
    for (const Entry& entry : m_entries) {
        if (!entry.taken) {
            extra.insert(toQString(entry.key), toQJson(entry.value));
        }
    }
}

void FieldEncoder::insert(std::string_view key, const QJsonValue& value) {
    m_object.insert(QLatin1StringView(key.data(), static_cast<qsizetype>(key.size())), value);
}

void FieldEncoder::operator()(std::string_view key, const QString& value) {
    if (!value.isEmpty()) {
        insert(key, value);
    }
}

void FieldEncoder::operator()(std::string_view key, const UntrustedText& value) {
    (*this)(key, value.raw());
}

void FieldEncoder::operator()(std::string_view key, const std::optional<QString>& value) {
    if (value) {
        insert(key, *value);
    }
}

void FieldEncoder::operator()(std::string_view key, const std::optional<bool>& value) {
    if (value) {
        insert(key, *value);
    }
}

void FieldEncoder::operator()(std::string_view key, const std::optional<int>& value) {
    if (value) {
        insert(key, *value);
    }
}

void FieldEncoder::operator()(std::string_view key, const std::optional<qint64>& value) {
    if (value) {
        insert(key, *value);
    }
}

void FieldEncoder::operator()(std::string_view key, const QStringList& value) {
    if (!value.isEmpty()) {
        insert(key, QJsonArray::fromStringList(value));
    }
}

void FieldEncoder::operator()(std::string_view key, const QJsonArray& value) {
    if (!value.isEmpty()) {
        insert(key, value);
    }
}

void FieldEncoder::operator()(std::string_view key, const std::vector<Tag>& value) {
    if (value.empty()) {
        return;
    }
    QJsonArray array;
    for (const Tag& tag : value) {
        array.append(QJsonObject{{u"scope"_s, tag.scope.raw()}, {u"tag"_s, tag.tag.raw()}});
    }
    insert(key, array);
}

void completeHeader(ObjectHeader& header, const DecodeContext& context, QStringView kindSegment) {
    if (header.id.isEmpty()) {
        const QString path = header.path;
        header.id =
            path.isEmpty() ? header.displayName.raw() : path.mid(path.lastIndexOf(u'/') + 1);
    }
    if (header.path.isEmpty() && !context.parentPath.isEmpty()) {
        header.path = context.parentPath + u'/' + kindSegment.toString() + u'/' + header.id;
    }
    if (header.parentPath.isEmpty()) {
        header.parentPath = context.parentPath;
    }
}

} // namespace bulkhead::model
