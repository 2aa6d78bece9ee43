// SPDX-License-Identifier: MIT
// Field checks of groups (NSX 4.2 Group, Expression).
#include "base/ip_range.h"
#include "simulator/field_checks.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaximumCriteria = 5;
constexpr int kMaximumNestedConditions = 5;
constexpr int kMaximumMixedConditions = 15;
constexpr int kMaximumConditions = 35;
constexpr qsizetype kMaximumAddresses = 4000;

QString kindOf(const QJsonValue& expression) {
    return expression.toObject().value(u"resource_type"_s).toString();
}

Problem checkCondition(const QJsonObject& condition) {
    static const QSet<QString> memberTypes = {
        u"IPSet"_s,
        u"VirtualMachine"_s,
        u"LogicalPort"_s,
        u"LogicalSwitch"_s,
        u"Segment"_s,
        u"SegmentPort"_s,
        u"Pod"_s,
        u"Service"_s,
        u"Namespace"_s,
        u"TransportNode"_s,
        u"Group"_s,
        u"DVPG"_s,
        u"DVPort"_s,
        u"IPAddress"_s,
        u"VpcSubnet"_s,
        u"VpcSubnetPort"_s,
        u"KubernetesCluster"_s,
        u"KubernetesNamespace"_s,
        u"KubernetesIngress"_s,
        u"KubernetesGateway"_s,
        u"KubernetesService"_s,
        u"KubernetesNode"_s,
        u"AntreaEgress"_s,
        u"AntreaIPPool"_s,
    };
    static const QStringList keys = {u"Tag"_s,          u"Name"_s,      u"OSName"_s,
                                     u"ComputerName"_s, u"NodeType"_s,  u"GroupType"_s,
                                     u"ALL"_s,          u"IPAddress"_s, u"PodCidr"_s};
    static const QStringList operators = {u"EQUALS"_s,   u"CONTAINS"_s,  u"STARTSWITH"_s,
                                          u"ENDSWITH"_s, u"NOTEQUALS"_s, u"NOTIN"_s,
                                          u"IN"_s,       u"MATCHES"_s};
    const QString memberType = condition.value(u"member_type"_s).toString();
    if (!memberTypes.contains(memberType)) {
        return u"member_type "_s + memberType + u" is unknown"_s;
    }
    for (const Problem& problem :
         {checkOneOf(condition, u"key"_s, keys), checkOneOf(condition, u"operator"_s, operators),
          checkOneOf(condition, u"scope_operator"_s, {u"EQUALS"_s, u"NOTEQUALS"_s})}) {
        if (problem) {
            return problem;
        }
    }
    const QString key = condition.value(u"key"_s).toString();
    const bool hasValue = condition.value(u"value"_s).isString();
    if (key.isEmpty() || (!hasValue && key != u"ALL"_s)) {
        return u"a condition needs key and value"_s;
    }
    const bool isNotEquals = condition.value(u"operator"_s).toString() == u"NOTEQUALS"_s;
    if (memberType == u"VirtualMachine"_s && key == u"Tag"_s && isNotEquals) {
        return u"operator NOTEQUALS is not for the tags of virtual machines"_s;
    }
    return std::nullopt;
}

Problem checkAddresses(const QJsonObject& expression) {
    if (Problem problem = checkTexts(expression, u"ip_addresses"_s, kMaximumAddresses)) {
        return problem;
    }
    const QJsonArray list = expression.value(u"ip_addresses"_s).toArray();
    if (list.isEmpty()) {
        return u"ip_addresses is required"_s;
    }
    std::optional<IpFamily> family;
    for (const QJsonValue value : list) {
        const Result<IpRange> range = IpRange::parse(value.toString());
        if (!range) {
            return u"ip_addresses has "_s + value.toString() +
                   u", which is no address, range or prefix"_s;
        }
        if (family && *family != range->first.family) {
            return u"ip_addresses mixes IPv4 and IPv6"_s;
        }
        family = range->first.family;
    }
    return std::nullopt;
}

Problem checkMacAddresses(const QJsonObject& expression) {
    static const QRegularExpression mac(u"^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$"_s);
    if (Problem problem = checkTexts(expression, u"mac_addresses"_s, kMaximumAddresses)) {
        return problem;
    }
    const QJsonArray list = expression.value(u"mac_addresses"_s).toArray();
    for (const QJsonValue value : list) {
        if (!mac.match(value.toString()).hasMatch()) {
            return u"mac_addresses has "_s + value.toString() + u", which is no MAC address"_s;
        }
    }
    return list.isEmpty() ? Problem(u"mac_addresses is required"_s) : std::nullopt;
}

Problem checkPaths(const QJsonObject& expression) {
    if (Problem problem = checkTexts(expression, u"paths"_s, 500)) {
        return problem;
    }
    const QJsonArray list = expression.value(u"paths"_s).toArray();
    for (const QJsonValue value : list) {
        if (!value.toString().startsWith(u'/')) {
            return u"paths has "_s + value.toString() + u", which is no path"_s;
        }
    }
    return list.isEmpty() ? Problem(u"paths is required"_s) : std::nullopt;
}

/// Operators at odd places only, and no operator at the end.
Problem checkAlternation(const QJsonArray& list, const QString& name) {
    for (qsizetype i = 0; i < list.size(); ++i) {
        if ((kindOf(list.at(i)) == u"ConjunctionOperator"_s) != (i % 2 == 1)) {
            return name + u" must alternate between criteria and conjunction operators"_s;
        }
    }
    if (!list.isEmpty() && list.size() % 2 == 0) {
        return name + u" ends with a conjunction operator"_s;
    }
    return std::nullopt;
}

Problem checkNested(const QJsonArray& list, int& conditions) {
    if (list.isEmpty()) {
        return u"a nested expression is empty"_s;
    }
    if (Problem problem = checkAlternation(list, u"a nested expression"_s)) {
        return problem;
    }
    QSet<QString> memberTypes;
    int own = 0;
    for (const QJsonValue value : list) {
        const QJsonObject part = value.toObject();
        if (kindOf(value) == u"ConjunctionOperator"_s) {
            if (part.value(u"conjunction_operator"_s).toString() != u"AND"_s) {
                return u"a nested expression allows only AND"_s;
            }
            continue;
        }
        if (kindOf(value) != u"Condition"_s) {
            return u"a nested expression allows only conditions"_s;
        }
        if (Problem problem = checkCondition(part)) {
            return problem;
        }
        memberTypes.insert(part.value(u"member_type"_s).toString());
        ++own;
    }
    static const QSet<QString> mixable = {u"Segment"_s, u"SegmentPort"_s};
    if (memberTypes.size() > 1 && memberTypes != mixable) {
        return u"a nested expression mixes member types"_s;
    }
    if (own > (memberTypes.size() > 1 ? kMaximumMixedConditions : kMaximumNestedConditions)) {
        return u"a nested expression has too many conditions"_s;
    }
    conditions += own;
    return std::nullopt;
}

/// AND joins two single conditions of one member type; everything else joins by OR.
Problem checkAnd(const QJsonValue& left, const QJsonValue& right) {
    if (kindOf(left) != u"Condition"_s || kindOf(right) != u"Condition"_s) {
        return u"only single conditions are joined by AND"_s;
    }
    const QString key = u"member_type"_s;
    return left.toObject().value(key) == right.toObject().value(key)
               ? std::nullopt
               : Problem(u"AND joins conditions of different member types"_s);
}

Problem checkPart(const QJsonObject& part, int& criteria, int& conditions) {
    const QString kind = part.value(u"resource_type"_s).toString();
    if (kind == u"Condition"_s) {
        ++criteria;
        ++conditions;
        return checkCondition(part);
    }
    if (kind == u"NestedExpression"_s) {
        ++criteria;
        return checkNested(part.value(u"expressions"_s).toArray(), conditions);
    }
    if (kind == u"IPAddressExpression"_s) {
        return checkAddresses(part);
    }
    if (kind == u"MACAddressExpression"_s) {
        return checkMacAddresses(part);
    }
    if (kind == u"PathExpression"_s) {
        return checkPaths(part);
    }
    if (kind == u"ExternalIDExpression"_s) {
        return part.value(u"external_ids"_s).toArray().isEmpty()
                   ? Problem(u"external_ids is required"_s)
                   : std::nullopt;
    }
    if (kind == u"ConjunctionOperator"_s) {
        return part.contains(u"conjunction_operator"_s)
                   ? checkOneOf(part, u"conjunction_operator"_s, {u"AND"_s, u"OR"_s})
                   : Problem(u"conjunction_operator is required"_s);
    }
    return u"resource_type "_s + kind + u" is no kind of expression"_s;
}

} // namespace

Problem checkGroup(const QJsonObject& own) {
    const QJsonArray list = own.value(u"expression"_s).toArray();
    int criteria = 0;
    int conditions = 0;
    for (const QJsonValue value : list) {
        if (Problem problem = checkPart(value.toObject(), criteria, conditions)) {
            return u"expression: "_s + *problem;
        }
    }
    if (Problem problem = checkAlternation(list, u"expression"_s)) {
        return problem;
    }
    for (qsizetype i = 1; i + 1 < list.size(); i += 2) {
        if (list.at(i).toObject().value(u"conjunction_operator"_s).toString() == u"AND"_s) {
            if (Problem problem = checkAnd(list.at(i - 1), list.at(i + 1))) {
                return u"expression: "_s + *problem;
            }
        }
    }
    if (criteria > kMaximumCriteria || conditions > kMaximumConditions) {
        return u"expression has more than 5 criteria or 35 conditions"_s;
    }
    if (own.value(u"extended_expression"_s).toArray().size() > 1) {
        return u"extended_expression has more than one item"_s;
    }
    return std::nullopt;
}

} // namespace bulkhead::simulator
