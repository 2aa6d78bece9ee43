// SPDX-License-Identifier: MIT
// writeChangeDocument (change/change_document.h).
#include "change/change_document.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <yaml-cpp/yaml.h>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

/// Plain where YAML reads back the same text, in quotes where it would read something else.
void emitText(YAML::Emitter& out, const QString& text) {
    bool isNumber = false;
    static_cast<void>(text.toDouble(&isNumber));
    static const QStringList words = {u"true"_s, u"false"_s, u"yes"_s, u"no"_s, u"on"_s,
                                      u"off"_s,  u"null"_s,  u"~"_s,   u"y"_s,  u"n"_s};
    if (text.isEmpty() || isNumber || words.contains(text.toLower())) {
        out << YAML::DoubleQuoted;
    }
    out << text.toStdString();
}

void emitValue(YAML::Emitter& out, const QJsonValue& value) {
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        out << YAML::Flow << YAML::BeginSeq;
        for (const QJsonValue element : array) {
            emitValue(out, element);
        }
        out << YAML::EndSeq;
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        out << YAML::Flow << YAML::BeginMap;
        for (auto field = object.constBegin(); field != object.constEnd(); ++field) {
            out << YAML::Key << field.key().toStdString() << YAML::Value;
            emitValue(out, *field);
        }
        out << YAML::EndMap;
    } else if (value.isBool()) {
        out << (value.toBool() ? "true" : "false");
    } else if (value.isDouble()) {
        out << std::to_string(value.toInteger());
    } else if (value.isString()) {
        emitText(out, value.toString());
    } else {
        out << YAML::Null;
    }
}

void emitKey(YAML::Emitter& out, const QString& key, const QString& value) {
    if (!value.isEmpty()) {
        out << YAML::Key << key.toStdString() << YAML::Value;
        emitText(out, value);
    }
}

void emitValues(YAML::Emitter& out, const QString& key, const QJsonObject& values) {
    if (values.isEmpty()) {
        return;
    }
    out << YAML::Key << key.toStdString() << YAML::Value << YAML::Block << YAML::BeginMap;
    for (auto field = values.constBegin(); field != values.constEnd(); ++field) {
        out << YAML::Key << field.key().toStdString() << YAML::Value;
        emitValue(out, *field);
    }
    out << YAML::EndMap;
}

void emitEntry(YAML::Emitter& out, const ChangeEntry& entry) {
    out << YAML::Block << YAML::BeginMap;
    emitKey(out, verbName(entry.verb), fileWordOf(entry.kind));
    emitKey(out, u"policy"_s, entry.policy);
    emitKey(out, u"id"_s, entry.id);
    emitKey(out, u"to_policy"_s, entry.toPolicy);
    if (entry.anchor.isEmpty()) {
        emitKey(out, u"place"_s, entry.position);
    } else {
        out << YAML::Key << "place" << YAML::Value;
        emitValue(out, QJsonObject{{entry.position, entry.anchor}});
    }
    if (entry.revision) {
        out << YAML::Key << "revision" << YAML::Value << *entry.revision;
    }
    emitValues(out, u"set"_s, entry.set);
    emitValues(out, u"add"_s, entry.add);
    emitValues(out, u"remove"_s, entry.remove);
    out << YAML::EndMap;
}

QByteArray stagedJson(const ChangeDocument& document) {
    QJsonArray edits;
    for (const Edit& edit : document.edits) {
        edits.append(toJson(edit));
    }
    return QJsonDocument(QJsonObject{{u"title"_s, document.title},
                                     {u"reason"_s, document.reason},
                                     {u"author"_s, document.author},
                                     {u"target"_s, document.target},
                                     {u"edits"_s, edits}})
        .toJson(QJsonDocument::Indented);
}

} // namespace

QByteArray writeChangeDocument(const ChangeDocument& document) {
    if (!document.edits.empty()) {
        return stagedJson(document);
    }
    YAML::Emitter out;
    out << YAML::BeginMap;
    emitKey(out, u"title"_s, document.title);
    emitKey(out, u"reason"_s, document.reason);
    emitKey(out, u"author"_s, document.author);
    emitKey(out, u"target"_s, document.target);
    out << YAML::Key << "changes" << YAML::Value << YAML::BeginSeq;
    for (const ChangeEntry& entry : document.entries) {
        emitEntry(out, entry);
    }
    out << YAML::EndSeq << YAML::EndMap;
    return QByteArray(out.c_str(), static_cast<qsizetype>(out.size())) + '\n';
}

} // namespace bulkhead::change
