// SPDX-License-Identifier: MIT
#include "simulator/search_match.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// Fields whose values are one word each.
bool isKeyword(const QString& field) {
    static const QSet<QString> keywords = {
        u"id"_s,        u"nsx_id"_s,      u"path"_s,          u"parent_path"_s, u"relative_path"_s,
        u"unique_id"_s, u"external_id"_s, u"resource_type"_s, u"owner_vm_id"_s, u"category"_s,
        u"action"_s,    u"direction"_s,   u"power_state"_s,   u"rule_id"_s,     u"_create_user"_s};
    return keywords.contains(field);
}

QString scalarText(const QJsonValue& value) {
    if (value.isBool()) {
        return value.toBool() ? u"true"_s : u"false"_s;
    }
    if (value.isDouble()) {
        const qint64 whole = value.toInteger();
        return static_cast<double>(whole) == value.toDouble() ? QString::number(whole)
                                                              : QString::number(value.toDouble());
    }
    return value.toString();
}

/// Any value at `keys[from..]`; arrays are looked through. Past the last key any value below.
bool anyValue(const QJsonValue& value, const QStringList& keys, qsizetype from,
              const SearchPattern& pattern, bool keyword) {
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(), [&](const QJsonValue& item) {
            return anyValue(item, keys, from, pattern, keyword);
        });
    }
    if (from < keys.size()) {
        const QJsonObject object = value.toObject();
        const auto next = object.constFind(keys.at(from));
        return next != object.constEnd() && anyValue(*next, keys, from + 1, pattern, keyword);
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        return std::any_of(object.begin(), object.end(), [&](const QJsonValue& item) {
            return anyValue(item, keys, from, pattern, keyword);
        });
    }
    return !value.isNull() && !value.isUndefined() && pattern.matches(scalarText(value), keyword);
}

bool matchesTerm(const SearchNode& term, const QJsonObject& object) {
    if (term.field.isEmpty()) {
        return anyValue(object, {}, 0, *term.pattern, false);
    }
    const QStringList keys =
        term.field == u"nsx_id"_s ? QStringList{u"id"_s} : term.field.split(u'.');
    return anyValue(object, keys, 0, *term.pattern, isKeyword(keys.last()));
}

bool isType(const SearchNode& node) {
    return node.kind == SearchNode::Kind::Term && node.field == u"resource_type"_s &&
           !node.pattern->hasWildcards();
}

} // namespace

bool matches(const SearchNode& query, const QJsonObject& object) {
    const auto isHit = [&](const SearchNode& child) { return matches(child, object); };
    switch (query.kind) {
    case SearchNode::Kind::Everything:
        return true;
    case SearchNode::Kind::And:
        return std::all_of(query.children.begin(), query.children.end(), isHit);
    case SearchNode::Kind::Or:
        return std::any_of(query.children.begin(), query.children.end(), isHit);
    case SearchNode::Kind::Not:
        return !isHit(query.children.front());
    case SearchNode::Kind::Term:
        return matchesTerm(query, object);
    }
    return false;
}

std::optional<QStringList> wantedTypes(const SearchNode& query) {
    if (isType(query)) {
        return QStringList{query.pattern->text()};
    }
    if (query.kind == SearchNode::Kind::Or &&
        std::all_of(query.children.begin(), query.children.end(), isType)) {
        QStringList types;
        for (const SearchNode& child : query.children) {
            types << child.pattern->text();
        }
        return types;
    }
    if (query.kind == SearchNode::Kind::And) {
        for (const SearchNode& child : query.children) {
            if (const std::optional<QStringList> types = wantedTypes(child)) {
                return types;
            }
        }
    }
    return std::nullopt;
}

} // namespace bulkhead::simulator
