// SPDX-License-Identifier: MIT
#include "config/yaml_fields.h"

#include "base/text.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString& text) {
    return u'"' + elideMiddle(cleanLine(text), 60) + u'"';
}

// yaml-cpp tags a scalar in quotes "!": then `"false"` is a text, not a truth value.
bool isQuoted(const YAML::Node& node) {
    return node.Tag() == "!";
}

bool looksLikeSecret(const QString& key) {
    static const QRegularExpression words(u"pass(word|wd|phrase)?|secret|token|credential"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(key).hasMatch();
}

} // namespace

int lineOfNode(const YAML::Node& node, int fallback) {
    const int line = node.Mark().line;
    return line >= 0 ? line + 1 : fallback;
}

QString describeFound(const YAML::Node& node) {
    if (!node.IsDefined() || node.IsNull()) {
        return u"nothing"_s;
    }
    if (node.IsMap()) {
        return u"a mapping"_s;
    }
    if (node.IsSequence()) {
        return u"a list"_s;
    }
    return quoted(QString::fromStdString(node.Scalar()));
}

Error configurationError(const QString& file, int line, const QString& key, const QString& remedy,
                         const QString& problem) {
    QString place = cleanLine(file) + u':' + QString::number(line) + u": "_s;
    if (!key.isEmpty()) {
        place += cleanLine(key) + u": "_s;
    }
    return {ErrorKind::Configuration, remedy, place + problem, file, std::nullopt};
}

YamlFields::YamlFields(const YAML::Node& map, QString file, QString key, int line,
                       const QStringList& allowedKeys)
    : m_file(std::move(file)), m_key(std::move(key)), m_line(lineOfNode(map, line)) {
    if (!map.IsMap()) {
        note(m_line, m_key, u"Write `key: value` lines below it."_s,
             u"found "_s + describeFound(map) + u", allowed is a mapping with the keys "_s +
                 allowedKeys.join(u", "_s) + u'.');
        return;
    }
    for (const auto& pair : map) {
        const int keyLine = lineOfNode(pair.first, m_line);
        if (!pair.first.IsScalar()) {
            note(keyLine, m_key, u"Write a plain word as key."_s,
                 u"found "_s + describeFound(pair.first) + u" as a key, allowed are "_s +
                     allowedKeys.join(u", "_s) + u'.');
            return;
        }
        addField(QString::fromStdString(pair.first.Scalar()), pair.second, keyLine, allowedKeys);
    }
}

void YamlFields::addField(const QString& name, const YAML::Node& value, int line,
                          const QStringList& allowedKeys) {
    const QString path = m_key.isEmpty() ? name : m_key + u'.' + name;
    if (const Field* earlier = find(name)) {
        note(line, path, u"Remove one of the two lines."_s,
             u"found a second time (first in line "_s + QString::number(earlier->line) +
                 u"), allowed is once."_s);
        return;
    }
    if (!allowedKeys.contains(name)) {
        // The value of an unknown key is never shown: it may be a password.
        if (looksLikeSecret(name)) {
            note(line, path,
                 u"Remove it and put the password into the environment or the .env file."_s,
                 u"found a key that looks like a password; passwords never stand in this file."_s);
            return;
        }
        const QStringList near = nearestMatches(name, allowedKeys, 1);
        note(line, path,
             near.isEmpty() ? u"Remove it or correct its name."_s
                            : u"Did you mean \""_s + near.first() + u"\"?"_s,
             u"found an unknown key, allowed are "_s + allowedKeys.join(u", "_s) + u'.');
        return;
    }
    m_fields.push_back({name, value, line});
}

const YamlFields::Field* YamlFields::find(const QString& name) const {
    const auto found = std::find_if(m_fields.cbegin(), m_fields.cend(),
                                    [&name](const Field& field) { return field.name == name; });
    return found == m_fields.cend() ? nullptr : &*found;
}

bool YamlFields::has(const QString& name) const {
    return find(name) != nullptr;
}

YAML::Node YamlFields::node(const QString& name) const {
    const Field* field = find(name);
    return field ? field->value : YAML::Node(YAML::NodeType::Undefined);
}

int YamlFields::lineOf(const QString& name) const {
    const Field* field = find(name);
    return field ? field->line : m_line;
}

void YamlFields::note(int line, const QString& key, const QString& remedy, const QString& problem) {
    if (!m_error) {
        m_error = configurationError(m_file, line, key, remedy, problem);
    }
}

void YamlFields::refuse(const QString& name, const QString& found, const QString& allowed) {
    refuseSaying(name, u"Write "_s + allowed + u'.',
                 u"found "_s + found + u", allowed is "_s + allowed + u'.');
}

void YamlFields::refuseSaying(const QString& name, const QString& remedy, const QString& problem) {
    note(lineOf(name), m_key.isEmpty() ? name : m_key + u'.' + name, remedy, problem);
}

std::optional<QString> YamlFields::scalar(const QString& name, const QString& allowed) {
    const Field* field = find(name);
    if (field == nullptr) {
        return std::nullopt;
    }
    if (!field->value.IsScalar()) {
        refuse(name, describeFound(field->value), allowed);
        return std::nullopt;
    }
    return QString::fromStdString(field->value.Scalar());
}

QString YamlFields::text(const QString& name, const std::optional<QString>& fallback) {
    const QString allowed = u"a text"_s;
    if (!has(name)) {
        if (!fallback) {
            refuse(name, u"nothing"_s, allowed);
        }
        return fallback.value_or(QString());
    }
    const QString value = scalar(name, allowed).value_or(QString());
    if (value.trimmed().isEmpty()) {
        refuse(name, u"an empty text"_s, allowed);
    }
    return value.trimmed();
}

QString YamlFields::optionalText(const QString& name) {
    // `key:` with nothing behind it is how people leave an optional text empty.
    if (node(name).IsNull()) {
        return {};
    }
    return scalar(name, u"a text"_s).value_or(QString()).trimmed();
}

bool YamlFields::flag(const QString& name, bool fallback) {
    const QString allowed = u"true or false, without quotes"_s;
    const auto word = scalar(name, allowed);
    if (!word) {
        return fallback;
    }
    const QString folded = word->toLower();
    const bool isTrue = folded == u"true" || folded == u"yes" || folded == u"on";
    const bool isFalse = folded == u"false" || folded == u"no" || folded == u"off";
    if ((!isTrue && !isFalse) || isQuoted(node(name))) {
        refuse(name, describeFound(node(name)), allowed);
        return fallback;
    }
    return isTrue;
}

int YamlFields::number(const QString& name, int fallback, int least, int most) {
    const QString allowed =
        u"a whole number from "_s + QString::number(least) + u" to "_s + QString::number(most);
    const auto word = scalar(name, allowed);
    if (!word) {
        return fallback;
    }
    bool isNumber = false;
    const int value = word->toInt(&isNumber);
    if (!isNumber || isQuoted(node(name)) || value < least || value > most) {
        refuse(name, describeFound(node(name)), allowed);
        return fallback;
    }
    return value;
}

qsizetype YamlFields::choice(const QString& name, const QStringList& words, qsizetype fallback) {
    const QString allowed = u"one of "_s + words.join(u", "_s);
    const auto word = scalar(name, allowed);
    if (!word) {
        return fallback;
    }
    const qsizetype index = words.indexOf(word->trimmed());
    if (index < 0) {
        refuse(name, describeFound(node(name)), allowed);
        return fallback;
    }
    return index;
}

} // namespace bulkhead::config
