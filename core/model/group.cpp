// SPDX-License-Identifier: MIT
#include "model/group.h"

#include "model/field_codec.h"

#include <QHash>

namespace bulkhead::model {

using namespace Qt::StringLiterals;

template <typename Visitor, typename Expr>
    requires std::same_as<std::remove_const_t<Expr>, Expression>
void visitFields(Visitor& visit, Expr& expression) {
    visit("resource_type", expression.kind);
    visit("id", expression.id);
    visit("member_type", expression.memberType);
    visit("key", expression.key);
    visit("operator", expression.op);
    visit("scope_operator", expression.scopeOperator);
    visit("value", expression.value);
    visit("conjunction_operator", expression.conjunction);
    visit("expressions", expression.nested);
    switch (expression.kind.value()) {
    case ExpressionKind::IpAddress:
        visit("ip_addresses", expression.values);
        break;
    case ExpressionKind::MacAddress:
        visit("mac_addresses", expression.values);
        break;
    case ExpressionKind::Path:
        visit("paths", expression.values);
        break;
    case ExpressionKind::ExternalId:
        visit("external_ids", expression.values);
        break;
    default:
        break;
    }
}

template <typename Visitor, typename G>
    requires std::same_as<std::remove_const_t<G>, Group>
void visitFields(Visitor& visit, G& group) {
    visit("expression", group.expression);
    visit("group_type", group.groupType);
    visit("state", group.state);
    visitHeader(visit, group.header);
}

namespace {

void complete(Group& group, const DecodeContext& context) {
    completeHeader(group.header, context, u"groups");
    if (const auto found = group.extra.constFind(u"vm_members");
        found != group.extra.constEnd() && found->isArray()) {
        group.recordedMachines.emplace();
        const QJsonArray members = found->toArray();
        for (const QJsonValue member : members) {
            const QString id = member[u"id"].toString(member[u"external_id"].toString());
            group.recordedMachines->push_back(
                {id, UntrustedText(member[u"display_name"].toString(id))});
        }
    }
}

QString quoted(const QString& text) {
    return u'"' + cleanLine(text) + u'"';
}

QString memberNoun(const QString& memberType) {
    static const QHash<QString, QString> nouns{{u"VirtualMachine"_s, u"virtual machine"_s},
                                               {u"Segment"_s, u"segment"_s},
                                               {u"SegmentPort"_s, u"segment port"_s},
                                               {u"IPSet"_s, u"IP set"_s},
                                               {u"Group"_s, u"group"_s},
                                               {u"LogicalSwitch"_s, u"segment"_s},
                                               {u"LogicalPort"_s, u"segment port"_s},
                                               {u"IPAddress"_s, u"IP address"_s}};
    return nouns.value(memberType, cleanLine(memberType));
}

QString operatorWords(const QString& op) {
    static const QHash<QString, QString> words{
        {u"EQUALS"_s, u"is"_s},          {u"NOTEQUALS"_s, u"is not"_s},
        {u"CONTAINS"_s, u"contains"_s},  {u"STARTSWITH"_s, u"starts with"_s},
        {u"ENDSWITH"_s, u"ends with"_s}, {u"MATCHES"_s, u"matches"_s},
        {u"IN"_s, u"is one of"_s},       {u"NOTIN"_s, u"is none of"_s}};
    return words.value(op, cleanLine(op));
}

QString keyWords(const QString& key) {
    static const QHash<QString, QString> words{{u"Tag"_s, u"tag"_s},
                                               {u"Name"_s, u"name"_s},
                                               {u"OSName"_s, u"OS name"_s},
                                               {u"ComputerName"_s, u"computer name"_s}};
    return words.value(key, cleanLine(key));
}

QString tagCondition(const Expression& condition) {
    const QString raw = condition.value.raw();
    const qsizetype bar = raw.indexOf(u'|');
    const QString scope = bar < 0 ? QString() : raw.left(bar);
    const QString tag = bar < 0 ? raw : raw.mid(bar + 1);
    const bool notScope = condition.scopeOperator == u"NOTEQUALS"_s;
    QString words = u"tag"_s;
    if (!scope.isEmpty()) {
        words += (notScope ? u" scope is not "_s : u" "_s) + quoted(scope);
    }
    if (tag.isEmpty()) {
        return words + (scope.isEmpty() ? u" of any kind"_s : u" has any value"_s);
    }
    return words + u' ' + operatorWords(condition.op) + u' ' + quoted(tag);
}

QString list(const QStringList& values) {
    QStringList clean;
    for (const QString& value : values) {
        clean << cleanLine(value);
    }
    return clean.join(u", "_s);
}

QString elementInWords(const Expression& element,
                       const std::function<QString(const QString&)>& nameOf) {
    switch (element.kind.value()) {
    case ExpressionKind::Condition: {
        const QString subject = memberNoun(element.memberType) + u' ';
        if (element.key == u"Tag") {
            return subject + tagCondition(element);
        }
        if (element.key == u"ALL") {
            return u"every "_s + memberNoun(element.memberType);
        }
        return subject + keyWords(element.key) + u' ' + operatorWords(element.op) + u' ' +
               quoted(element.value.raw());
    }
    case ExpressionKind::Nested:
        return u'(' + criteriaInWords(element.nested, nameOf) + u')';
    case ExpressionKind::IpAddress:
        return u"IP "_s + list(element.values);
    case ExpressionKind::MacAddress:
        return u"MAC "_s + list(element.values);
    case ExpressionKind::Path: {
        QStringList names;
        for (const QString& path : element.values) {
            names << nameOf(path);
        }
        return u"member of "_s + names.join(u", "_s);
    }
    case ExpressionKind::ExternalId:
        return memberNoun(element.memberType) + u" with id "_s + list(element.values);
    case ExpressionKind::IdentityGroup:
        return u"user in a directory group"_s;
    case ExpressionKind::Conjunction:
    case ExpressionKind::Unknown:
        break;
    }
    return u"criterion of a kind that this version does not know ("_s +
           cleanLine(element.kind.text()) + u')';
}

} // namespace

BULKHEAD_MODEL_CODEC(Group, u"Group", complete)

QString criteriaInWords(const std::vector<Expression>& expression,
                        const std::function<QString(const QString&)>& nameOf) {
    QString sentence;
    for (const Expression& element : expression) {
        if (element.kind == ExpressionKind::Conjunction) {
            sentence += element.conjunction == u"AND"_s ? u" and "_s : u", or "_s;
        } else {
            sentence += elementInWords(element, nameOf);
        }
    }
    return sentence;
}

} // namespace bulkhead::model
