// SPDX-License-Identifier: MIT
#include "change/edit_words.h"

#include "base/text.h"
#include "change/image_reader.h"
#include "model/decode.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <utility>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestText = 120;

/// What people call a field.
QString fieldWord(const QString& field) {
    static constexpr std::array kWords = {
        std::pair{"source_groups"_L1, "source"_L1},
        std::pair{"destination_groups"_L1, "destination"_L1},
        std::pair{"services"_L1, "service"_L1},
        std::pair{"service_entries"_L1, "ports"_L1},
        std::pair{"profiles"_L1, "context profile"_L1},
        std::pair{"scope"_L1, "applied to"_L1},
        std::pair{"display_name"_L1, "name"_L1},
        std::pair{"sequence_number"_L1, "order"_L1},
        std::pair{"ip_protocol"_L1, "IP version"_L1},
        std::pair{"sources_excluded"_L1, "source negated"_L1},
        std::pair{"destinations_excluded"_L1, "destination negated"_L1},
        std::pair{"logged"_L1, "log"_L1},
        std::pair{"tag"_L1, "log label"_L1},
        std::pair{"tags"_L1, "tag"_L1},
        std::pair{"expression"_L1, "criteria"_L1},
        std::pair{"scheduler_path"_L1, "schedule"_L1},
        std::pair{"tcp_strict"_L1, "TCP strict"_L1},
        std::pair{"members"_L1, "member"_L1},
    };
    for (const auto& [name, word] : kWords) {
        if (field == name) {
            return word;
        }
    }
    return cleanLine(field).replace(u'_', u' ');
}

QString shown(const QString& text) {
    return elideMiddle(cleanLine(text), kLongestText);
}

QString tagWords(const QJsonValue& tag) {
    const QString scope = tag[u"scope"].toString();
    const QString value = tag[u"tag"].toString();
    return shown(scope.isEmpty() ? value : scope + u'|' + value);
}

QString elementWords(const QJsonValue& element, const NameOf& nameOf) {
    if (element.isString()) {
        return shown(nameOf(element.toString()));
    }
    const QJsonObject object = element.toObject();
    if (object.contains(u"scope"_s) || object.contains(u"tag"_s)) {
        return tagWords(element);
    }
    return shown(
        QString::fromUtf8(QJsonDocument(ownFields(object)).toJson(QJsonDocument::Compact)));
}

QString valueWords(const QJsonValue& value, const NameOf& nameOf) {
    switch (value.type()) {
    case QJsonValue::Undefined:
    case QJsonValue::Null:
        return u"nothing"_s;
    case QJsonValue::Bool:
        return value.toBool() ? u"on"_s : u"off"_s;
    case QJsonValue::Double:
        return QString::number(value.toInteger());
    case QJsonValue::String: {
        const QString text = value.toString();
        return text.isEmpty() ? u"nothing"_s : shown(text.startsWith(u'/') ? nameOf(text) : text);
    }
    case QJsonValue::Array: {
        QStringList words;
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array) {
            words << elementWords(element, nameOf);
        }
        return words.isEmpty() ? u"nothing"_s : words.join(u", "_s);
    }
    case QJsonValue::Object:
        break;
    }
    return elementWords(value, nameOf);
}

QString listChange(const QString& word, const QJsonArray& before, const QJsonArray& after,
                   const NameOf& nameOf) {
    QStringList old;
    QStringList now;
    for (const QJsonValue element : before) {
        old << elementWords(element, nameOf);
    }
    for (const QJsonValue element : after) {
        now << elementWords(element, nameOf);
    }
    QStringList parts;
    for (const QString& element : std::as_const(now)) {
        if (!old.contains(element)) {
            parts << u"+ "_s + element;
        }
    }
    for (const QString& element : std::as_const(old)) {
        if (!now.contains(element)) {
            parts << u"− "_s + element;
        }
    }
    return word + u' ' + (parts.isEmpty() ? u"in another order"_s : parts.join(u", "_s));
}

QString criteriaWords(const QJsonValue& expression, const NameOf& nameOf) {
    const auto group =
        model::decode<model::Group>(QJsonObject{{u"expression"_s, expression.toArray()}});
    const QString words = group ? model::criteriaInWords(group->expression, nameOf) : QString();
    return words.isEmpty() ? u"nothing"_s : words;
}

QString portWords(const QJsonValue& entries) {
    const QString words = model::inWords(model::decodeServiceEntries(entries.toArray()));
    return words.isEmpty() ? u"nothing"_s : words;
}

QString fieldChange(const QString& field, const QJsonValue& before, const QJsonValue& after,
                    const NameOf& nameOf) {
    const QString word = fieldWord(field);
    if (field == "expression"_L1) {
        return word + u": "_s + criteriaWords(before, nameOf) + u" → "_s +
               criteriaWords(after, nameOf);
    }
    if (field == "service_entries"_L1) {
        return word + u' ' + portWords(before) + u" → "_s + portWords(after);
    }
    if (field == "disabled"_L1) {
        return after.toBool() ? u"disabled"_s : u"enabled"_s;
    }
    if (before.isArray() || after.isArray()) {
        return listChange(word, before.toArray(), after.toArray(), nameOf);
    }
    return word + u' ' + valueWords(before, nameOf) + u" → "_s + valueWords(after, nameOf);
}

/// "Rule 'web to db' of policy 'Webshop'".
QString subjectOf(const Edit& edit, const NameOf& nameOf) {
    const QJsonValue& state = edit.before.isNull() ? edit.after : edit.before;
    const QString name = state[u"display_name"].toString();
    const QString label =
        u" '"_s + (name.isEmpty() ? shown(nameOf(edit.path)) : shown(name)) + u"'"_s;
    switch (edit.kind) {
    case ObjectKind::Policy:
        return u"Policy"_s + label;
    case ObjectKind::Rule:
        return u"Rule"_s + label + u" of policy '"_s + nameOf(policyPathOf(edit.path)) + u"'"_s;
    case ObjectKind::Group:
        return u"Group"_s + label;
    case ObjectKind::Service:
        return u"Service"_s + label;
    case ObjectKind::ContextProfile:
        return u"Context profile"_s + label;
    case ObjectKind::ExcludeList:
        return u"Exclude list"_s;
    case ObjectKind::MachineTags:
        break;
    }
    return u"Virtual machine '"_s + nameOf(edit.path) + u"'"_s;
}

QString ruleSummary(const QJsonValue& rule, const NameOf& nameOf) {
    const auto operands = [&](QStringView field) {
        const QString words = valueWords(rule[field], nameOf);
        return words == "nothing"_L1 ? u"ANY"_s : words;
    };
    return u"%1 from %2 to %3, service %4"_s.arg(
        rule[u"action"].toString(), operands(u"source_groups"), operands(u"destination_groups"),
        operands(u"services"));
}

/// What is new about a new object, after its name.
QString newObjectWords(const Edit& edit, const NameOf& nameOf) {
    switch (edit.kind) {
    case ObjectKind::Policy:
        return u" in "_s + shown(edit.after[u"category"].toString());
    case ObjectKind::Rule:
        return u": "_s + ruleSummary(edit.after, nameOf);
    case ObjectKind::Group:
        return u": "_s + criteriaWords(edit.after[u"expression"], nameOf);
    case ObjectKind::Service:
        return u": "_s + portWords(edit.after[u"service_entries"]);
    case ObjectKind::ContextProfile:
    case ObjectKind::ExcludeList:
    case ObjectKind::MachineTags:
        break;
    }
    return {};
}

} // namespace

NameOf namesOf(snapshot::SnapshotPointer before, snapshot::SnapshotPointer after) {
    return [before = std::move(before), after = std::move(after)](const QString& path) {
        for (const snapshot::SnapshotPointer& snapshot : {after, before}) {
            if (snapshot->knows(path)) {
                return snapshot->nameOf(path);
            }
            if (const model::VirtualMachine* machine = snapshot->machine(path)) {
                return machine->label();
            }
        }
        return after->nameOf(path);
    };
}

QStringList changedFields(const Edit& edit, const NameOf& nameOf) {
    if (edit.kind == ObjectKind::MachineTags) {
        return {listChange(u"tag"_s, edit.before.toArray(), edit.after.toArray(), nameOf)};
    }
    if (!edit.before.isObject() || !edit.after.isObject()) {
        return {};
    }
    const QJsonObject before = ownFields(edit.before.toObject());
    const QJsonObject after = ownFields(edit.after.toObject());
    QStringList fields = before.keys() + after.keys();
    fields.sort();
    fields.removeDuplicates();
    QStringList words;
    for (const QString& field : std::as_const(fields)) {
        if (before.value(field) != after.value(field)) {
            words << fieldChange(field, before.value(field), after.value(field), nameOf);
        }
    }
    return words;
}

std::vector<FieldChange> fieldChanges(const Edit& edit, const NameOf& nameOf) {
    if (edit.kind == ObjectKind::MachineTags) {
        const auto words = [&nameOf](const QJsonValue& tags) {
            return tags.isNull() ? QString() : valueWords(tags, nameOf);
        };
        return {{u"tags"_s, words(edit.before), words(edit.after)}};
    }
    const QJsonObject before = ownFields(edit.before.toObject());
    const QJsonObject after = ownFields(edit.after.toObject());
    const auto words = [&nameOf](const QJsonObject& object, const QString& field) {
        return field == "expression"_L1        ? criteriaWords(object.value(field), nameOf)
               : field == "service_entries"_L1 ? portWords(object.value(field))
                                               : valueWords(object.value(field), nameOf);
    };
    QStringList fields = before.keys() + after.keys();
    fields.sort();
    fields.removeDuplicates();
    std::vector<FieldChange> changes;
    for (const QString& field : std::as_const(fields)) {
        if (before.value(field) != after.value(field)) {
            changes.push_back({fieldWord(field),
                               edit.isCreation() ? QString() : words(before, field),
                               edit.isDeletion() ? QString() : words(after, field)});
        }
    }
    return changes;
}

QString inWords(const Edit& edit, const NameOf& nameOf) {
    const QString subject = subjectOf(edit, nameOf);
    if (edit.isCreation()) {
        return u"New: "_s + subject + newObjectWords(edit, nameOf);
    }
    if (edit.isDeletion()) {
        return u"Deleted: "_s + subject +
               (edit.kind == ObjectKind::Rule ? u": "_s + ruleSummary(edit.before, nameOf)
                                              : QString());
    }
    return subject + u": "_s + changedFields(edit, nameOf).join(u"; "_s);
}

} // namespace bulkhead::change
