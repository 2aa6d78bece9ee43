// SPDX-License-Identifier: MIT
#include "simulator/criteria.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QStringList texts(const QJsonValue& list) {
    QStringList result;
    for (const QJsonValue value : list.toArray()) {
        result << value.toString();
    }
    return result;
}

bool equal(const QString& a, const QString& b) {
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isInList(const QString& text, const QString& list) {
    const QStringList values = list.split(u',');
    return std::any_of(values.begin(), values.end(),
                       [&](const QString& value) { return equal(value.trimmed(), text); });
}

Criterion readCriterion(const QJsonObject& json) {
    Criterion criterion;
    const QString kind = json.value(u"resource_type"_s).toString();
    if (kind == u"Condition"_s) {
        criterion.conditions = {Condition::read(json)};
    } else if (kind == u"NestedExpression"_s) {
        for (const QJsonValue value : json.value(u"expressions"_s).toArray()) {
            const QJsonObject part = value.toObject();
            if (part.value(u"resource_type"_s).toString() == u"Condition"_s) {
                criterion.conditions.push_back(Condition::read(part));
            }
        }
    } else if (kind == u"PathExpression"_s) {
        criterion.paths = texts(json.value(u"paths"_s));
    } else if (kind == u"IPAddressExpression"_s) {
        criterion.addresses = texts(json.value(u"ip_addresses"_s));
        for (const QString& text : std::as_const(criterion.addresses)) {
            if (const Result<IpRange> range = IpRange::parse(text)) {
                criterion.ranges.push_back(*range);
            }
        }
    } else if (kind == u"MACAddressExpression"_s) {
        const QStringList macs = texts(json.value(u"mac_addresses"_s));
        for (const QString& mac : macs) {
            criterion.macAddresses << mac.toLower();
        }
    } else if (kind == u"ExternalIDExpression"_s) {
        criterion.externalType = json.value(u"member_type"_s).toString();
        criterion.externalIds = texts(json.value(u"external_ids"_s));
    }
    return criterion;
}

} // namespace

Condition Condition::read(const QJsonObject& json) {
    Condition condition;
    condition.memberType = json.value(u"member_type"_s).toString();
    condition.key = json.value(u"key"_s).toString();
    condition.operation = json.value(u"operator"_s).toString(u"EQUALS"_s);
    condition.value = json.value(u"value"_s).toString();
    condition.isScopeNegated = json.value(u"scope_operator"_s).toString() == u"NOTEQUALS"_s;
    condition.excludedPaths = texts(json.value(u"exclude"_s)
                                        .toObject()
                                        .value(u"path_expression"_s)
                                        .toObject()
                                        .value(u"paths"_s));
    const qsizetype bar = condition.value.indexOf(u'|');
    if (condition.key == u"Tag"_s && bar >= 0) {
        condition.scope = condition.value.left(bar);
        condition.value = condition.value.mid(bar + 1);
    }
    return condition;
}

bool Condition::matches(const QJsonObject& fields) const {
    if (key == u"ALL"_s) {
        return true;
    }
    if (key == u"Tag"_s) {
        return matchesTags(fields.value(u"tags"_s).toArray());
    }
    if (key == u"Name"_s) {
        return matchesText(fields.value(u"display_name"_s).toString());
    }
    const QJsonObject guest = fields.value(u"guest_info"_s).toObject();
    const QString guestKey = key == u"OSName"_s         ? u"os_name"_s
                             : key == u"ComputerName"_s ? u"computer_name"_s
                                                        : QString();
    // Without VMware Tools the guest's names are unknown: not even "differs from" holds.
    return guest.contains(guestKey) && matchesText(guest.value(guestKey).toString());
}

/// An empty part of "scope|tag" is no condition. A negated tag holds when no tag of the scope has
/// the value (not verified).
bool Condition::matchesTags(const QJsonArray& tags) const {
    const bool isNegated = operation == u"NOTEQUALS"_s || operation == u"NOTIN"_s;
    Condition positive = *this;
    if (isNegated) {
        positive.operation = operation == u"NOTIN"_s ? u"IN"_s : u"EQUALS"_s;
    }
    const bool hasMatch = std::any_of(tags.begin(), tags.end(), [&](const QJsonValue& item) {
        const QJsonObject tag = item.toObject();
        const bool scopeFits =
            scope.isEmpty() || equal(tag.value(u"scope"_s).toString(), scope) != isScopeNegated;
        return scopeFits &&
               (value.isEmpty() || positive.matchesText(tag.value(u"tag"_s).toString()));
    });
    return hasMatch != isNegated;
}

bool Condition::matchesText(const QString& text) const {
    if (operation == u"EQUALS"_s) {
        return equal(text, value);
    }
    if (operation == u"NOTEQUALS"_s) {
        return !equal(text, value);
    }
    if (operation == u"CONTAINS"_s) {
        return text.contains(value, Qt::CaseInsensitive);
    }
    if (operation == u"STARTSWITH"_s) {
        return text.startsWith(value, Qt::CaseInsensitive);
    }
    if (operation == u"ENDSWITH"_s) {
        return text.endsWith(value, Qt::CaseInsensitive);
    }
    if (operation == u"IN"_s) {
        return isInList(text, value);
    }
    if (operation == u"NOTIN"_s) {
        return !isInList(text, value);
    }
    if (operation == u"MATCHES"_s) {
        const QRegularExpression expression(QRegularExpression::anchoredPattern(value),
                                            QRegularExpression::CaseInsensitiveOption);
        return expression.isValid() && expression.match(text).hasMatch();
    }
    return false;
}

Criteria readCriteria(const QJsonArray& expression) {
    Criteria criteria;
    bool joinsPrevious = false;
    for (const QJsonValue value : expression) {
        const QJsonObject json = value.toObject();
        if (json.value(u"resource_type"_s).toString() == u"ConjunctionOperator"_s) {
            joinsPrevious = json.value(u"conjunction_operator"_s).toString() == u"AND"_s;
            continue;
        }
        if (!joinsPrevious || criteria.empty()) {
            criteria.emplace_back();
        }
        criteria.back().push_back(readCriterion(json));
        joinsPrevious = false;
    }
    return criteria;
}

} // namespace bulkhead::simulator
