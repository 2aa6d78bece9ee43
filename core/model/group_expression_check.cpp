// SPDX-License-Identifier: MIT
#include "model/group_expression_check.h"

#include "base/identifiers.h"
#include "base/ip_range.h"
#include "base/text.h"
#include "model/expression_words.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <optional>

namespace bulkhead::model {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostCriteria = 5;
constexpr int kMostNested = 5;
constexpr int kMostNestedMixed = 15;
constexpr int kMostConditions = 35;
constexpr qsizetype kMostValues = 4000; ///< addresses or MACs of one group
constexpr qsizetype kLongestScope = 128;
constexpr qsizetype kLongestTag = 256;
constexpr int kShown = 60;

QString shown(const QString& text) {
    return u'"' + elideMiddle(text, kShown) + u'"';
}

QString textAt(const QJsonObject& object, const QString& key) {
    return object.value(key).toString();
}

QString kindOf(const QJsonValue& element) {
    return textAt(element.toObject(), u"resource_type"_s);
}

QString listed(const QSet<QString>& words) {
    QStringList sorted(words.cbegin(), words.cend());
    sorted.sort();
    return sorted.join(u", "_s);
}

/// One run over one expression.
class Check final {
public:
    explicit Check(ExpressionManager manager) : m_manager(manager) {}

    std::vector<ExpressionProblem> run(const QJsonArray& list) {
        const QString whole = u"expression"_s;
        checkAlternation(list, whole);
        for (qsizetype i = 0; i < list.size(); ++i) {
            checkElement(list.at(i), u"expression[%1]"_s.arg(i));
        }
        for (qsizetype i = 1; i + 1 < list.size(); i += 2) {
            checkJoin(list.at(i - 1), list.at(i), list.at(i + 1), u"expression[%1]"_s.arg(i));
        }
        checkRepetition(list);
        if (m_criteria > kMostCriteria) {
            block(whole,
                  u"It has %1 conditions and nested expressions; NSX takes 5."_s.arg(m_criteria));
        }
        if (m_conditions > kMostConditions) {
            block(whole, u"It has %1 conditions in all; NSX takes 35."_s.arg(m_conditions));
        }
        if (m_macs > kMostValues) {
            block(whole, u"It has %1 MAC addresses; NSX takes 4000."_s.arg(m_macs));
        }
        if (m_addresses > kMostValues) {
            block(whole, u"It has %1 addresses; NSX takes 4000."_s.arg(m_addresses));
        }
        return std::move(m_problems);
    }

private:
    void block(const QString& element, const QString& problem) {
        m_problems.push_back({element, problem, true});
    }
    void advise(const QString& element, const QString& problem) {
        m_problems.push_back({element, problem, false});
    }

    void checkAlternation(const QJsonArray& list, const QString& where) {
        for (qsizetype i = 0; i < list.size(); ++i) {
            const bool isConjunction = kindOf(list.at(i)) == u"ConjunctionOperator";
            if (isConjunction == (i % 2 == 1)) {
                continue;
            }
            block(u"%1[%2]"_s.arg(where).arg(i),
                  isConjunction ? u"A ConjunctionOperator stands between two criteria only."_s
                                : u"A ConjunctionOperator is missing before it."_s);
            return; // everything after it is shifted
        }
        if (!list.isEmpty() && list.size() % 2 == 0) {
            block(u"%1[%2]"_s.arg(where).arg(list.size() - 1),
                  u"Nothing follows this ConjunctionOperator."_s);
        }
    }

    void checkElement(const QJsonValue& value, const QString& where) {
        const QJsonObject element = value.toObject();
        const QString kind = kindOf(value);
        if (kind == u"Condition") {
            ++m_criteria;
            checkCondition(element, where);
        } else if (kind == u"NestedExpression") {
            ++m_criteria;
            checkNested(element, where);
        } else if (kind == u"ConjunctionOperator") {
            checkWord(element, u"conjunction_operator"_s, {u"AND"_s, u"OR"_s}, true, where);
        } else if (kind == u"IPAddressExpression") {
            checkAddresses(element, where);
        } else if (kind == u"MACAddressExpression") {
            checkMacs(element, where);
        } else if (kind == u"PathExpression") {
            checkPaths(element, where);
        } else if (kind == u"ExternalIDExpression") {
            checkExternalIds(element, where);
        } else if (kind == u"IdentityGroupExpression") {
            block(where, u"An IdentityGroupExpression belongs into extended_expression."_s);
        } else if (kind.isEmpty()) {
            block(where, u"It has no resource_type."_s);
        } else {
            block(where, shown(kind) + u" is no kind of expression."_s);
        }
    }

    /// False if it was wrong.
    bool checkWord(const QJsonObject& element, const QString& key, const QSet<QString>& allowed,
                   bool required, const QString& where) {
        const QJsonValue value = element.value(key);
        if (value.isUndefined() || value.isNull()) {
            if (required) {
                block(where, u"It has no %1."_s.arg(key));
            }
            return !required;
        }
        if (allowed.contains(value.toString())) {
            return true;
        }
        block(where,
              u"%1 is %2; NSX knows %3."_s.arg(key, shown(value.toString()), listed(allowed)));
        return false;
    }

    void checkCondition(const QJsonObject& condition, const QString& where) {
        ++m_conditions;
        const QSet<QString>& types = m_manager == ExpressionManager::Global
                                         ? globalConditionMemberTypes()
                                         : conditionMemberTypes();
        const bool known =
            checkWord(condition, u"member_type"_s, types, true, where) &&
            checkWord(condition, u"key"_s, conditionKeys(), true, where) &&
            checkWord(condition, u"scope_operator"_s, {u"EQUALS"_s, u"NOTEQUALS"_s}, false, where);
        if (!known) {
            return;
        }
        const QString type = textAt(condition, u"member_type"_s);
        const QString key = textAt(condition, u"key"_s);
        const bool isPort = type == u"Segment" || type == u"SegmentPort";
        const bool needsOperator = !(isPort && key == u"Tag") && key != u"ALL";
        if (!checkWord(condition, u"operator"_s, conditionOperators(), needsOperator, where)) {
            return;
        }
        const QString comparison = textAt(condition, u"operator"_s);
        if (type == u"VirtualMachine" && key == u"Tag" && comparison == u"NOTEQUALS") {
            block(where, u"NOTEQUALS is not for tags of virtual machines."_s);
        }
        if ((key == u"OSName" || key == u"ComputerName") && type != u"VirtualMachine") {
            block(where, u"key %1 is known of virtual machines only, not of %2."_s.arg(key, type));
        }
        if (key != u"Tag" && textAt(condition, u"scope_operator"_s) == u"NOTEQUALS") {
            block(where, u"scope_operator is for tags only."_s);
        }
        checkValue(condition, where);
        const QJsonObject excluded = condition.value(u"exclude"_s).toObject();
        if (excluded.contains(u"ip_address_expression"_s)) {
            checkAddresses(excluded.value(u"ip_address_expression"_s).toObject(),
                           where + u".exclude"_s);
        }
        if (excluded.contains(u"path_expression"_s)) {
            checkPaths(excluded.value(u"path_expression"_s).toObject(), where + u".exclude"_s);
        }
    }

    void checkValue(const QJsonObject& condition, const QString& where) {
        const QString key = textAt(condition, u"key"_s);
        const QJsonValue given = condition.value(u"value"_s);
        if (key == u"ALL") {
            return;
        }
        if (!given.isString()) {
            block(where, u"It has no value."_s);
            return;
        }
        const QString value = given.toString();
        if (key != u"Tag") {
            if (value.isEmpty()) {
                block(where, u"Its value is empty."_s);
            }
            return;
        }
        const qsizetype bar = value.indexOf(u'|');
        const QString scope = bar < 0 ? QString() : value.left(bar);
        const QString tag = value.mid(bar + 1);
        if (scope.isEmpty() && tag.isEmpty()) {
            block(where, u"Its tag has neither scope nor value; write scope|value."_s);
        }
        if (scope.size() > kLongestScope) {
            block(where, u"The tag's scope has %1 characters; NSX takes 128."_s.arg(scope.size()));
        }
        static const QSet<QString> lists{u"IN"_s, u"NOTIN"_s, u"MATCHES"_s};
        if (tag.size() > kLongestTag && !lists.contains(textAt(condition, u"operator"_s))) {
            block(where, u"The tag's value has %1 characters; NSX takes 256."_s.arg(tag.size()));
        }
    }

    void checkNested(const QJsonObject& nested, const QString& where) {
        const QJsonArray list = nested.value(u"expressions"_s).toArray();
        const QString inner = where + u".expressions"_s;
        if (list.isEmpty()) {
            block(where, u"A nested expression needs at least one condition."_s);
            return;
        }
        checkAlternation(list, inner);
        QSet<QString> types;
        int own = 0;
        for (qsizetype i = 0; i < list.size(); ++i) {
            const QString here = u"%1[%2]"_s.arg(inner).arg(i);
            const QJsonObject part = list.at(i).toObject();
            const QString kind = kindOf(part);
            if (kind == u"ConjunctionOperator") {
                checkWord(part, u"conjunction_operator"_s, {u"AND"_s}, true, here);
            } else if (kind == u"Condition") {
                checkCondition(part, here);
                types.insert(textAt(part, u"member_type"_s));
                ++own;
            } else {
                block(here, u"A nested expression holds conditions only, not %1."_s.arg(
                                kind.isEmpty() ? u"something without resource_type"_s : kind));
            }
        }
        static const QSet<QString> mixable{u"Segment"_s, u"SegmentPort"_s};
        if (types.size() > 1 && types != mixable) {
            block(where, u"It mixes the member types %1; only Segment and SegmentPort mix."_s.arg(
                             listed(types)));
        }
        const int most = types.size() > 1 ? kMostNestedMixed : kMostNested;
        if (own > most) {
            block(where, u"It has %1 conditions; NSX takes %2."_s.arg(own).arg(most));
        }
    }

    /// AND joins two single conditions of one member type; everything else joins by OR.
    void checkJoin(const QJsonValue& left, const QJsonValue& conjunction, const QJsonValue& right,
                   const QString& where) {
        if (textAt(conjunction.toObject(), u"conjunction_operator"_s) != u"AND") {
            return;
        }
        if (kindOf(left) != u"Condition" || kindOf(right) != u"Condition") {
            block(where, u"AND joins two single conditions only, not %1 and %2; put conditions "
                         "into a nested expression, or use OR."_s.arg(kindOf(left), kindOf(right)));
            return;
        }
        const QString one = textAt(left.toObject(), u"member_type"_s);
        const QString other = textAt(right.toObject(), u"member_type"_s);
        if (one != other) {
            block(where,
                  u"AND joins conditions of one member type, not %1 and %2."_s.arg(one, other));
        }
    }

    /// The texts of a list field; nothing if it is none or empty.
    QStringList texts(const QJsonObject& element, const QString& key, const QString& where) {
        const QJsonArray list = element.value(key).toArray();
        if (list.isEmpty()) {
            block(where, u"It has no %1."_s.arg(key));
        }
        QStringList found;
        QSet<QString> seen;
        for (const QJsonValue value : list) {
            if (!value.isString()) {
                block(where, u"%1 holds something that is no text."_s.arg(key));
                continue;
            }
            const QString text = value.toString();
            if (seen.contains(text)) {
                advise(where, u"%1 has %2 twice."_s.arg(key, shown(text)));
            }
            seen.insert(text);
            found << text;
        }
        return found;
    }

    void checkAddresses(const QJsonObject& element, const QString& where) {
        std::optional<IpFamily> family;
        const QStringList addresses = texts(element, u"ip_addresses"_s, where);
        m_addresses += addresses.size();
        for (const QString& address : addresses) {
            const Result<IpRange> range = IpRange::parse(address);
            if (!range) {
                block(where, shown(address) + u" is no address, prefix or range."_s);
                continue;
            }
            if (family && *family != range->first.family) {
                block(where, u"It mixes IPv4 and IPv6; make two expressions joined by OR."_s);
                return;
            }
            family = range->first.family;
        }
    }

    void checkMacs(const QJsonObject& element, const QString& where) {
        static const QRegularExpression form(u"^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$"_s);
        const QStringList macs = texts(element, u"mac_addresses"_s, where);
        m_macs += macs.size();
        for (const QString& mac : macs) {
            if (!form.match(mac).hasMatch()) {
                block(where, shown(mac) + u" is no MAC address."_s);
            }
        }
    }

    void checkPaths(const QJsonObject& element, const QString& where) {
        for (const QString& path : texts(element, u"paths"_s, where)) {
            if (!checkPath(path, u"path"_s)) {
                block(where, shown(path) + u" is no object path."_s);
            }
        }
    }

    void checkExternalIds(const QJsonObject& element, const QString& where) {
        checkWord(element, u"member_type"_s, externalIdMemberTypes(), true, where);
        for (const QString& id : texts(element, u"external_ids"_s, where)) {
            if (id.trimmed().isEmpty()) {
                block(where, u"external_ids holds an empty id."_s);
            }
        }
    }

    /// The same criterion twice, whatever ids the manager gave it.
    void checkRepetition(const QJsonArray& list) {
        static const QStringList meaning{u"resource_type"_s, u"member_type"_s,    u"key"_s,
                                         u"operator"_s,      u"scope_operator"_s, u"value"_s,
                                         u"ip_addresses"_s,  u"mac_addresses"_s,  u"paths"_s,
                                         u"external_ids"_s,  u"expressions"_s};
        QSet<QByteArray> seen;
        for (qsizetype i = 0; i < list.size(); i += 2) {
            const QJsonObject element = list.at(i).toObject();
            QJsonObject said;
            for (const QString& key : meaning) {
                if (element.contains(key)) {
                    said.insert(key, element.value(key));
                }
            }
            const QByteArray text = QJsonDocument(said).toJson(QJsonDocument::Compact);
            if (seen.contains(text)) {
                advise(u"expression[%1]"_s.arg(i), u"The same criterion stands there before."_s);
            }
            seen.insert(text);
        }
    }

    ExpressionManager m_manager;
    std::vector<ExpressionProblem> m_problems;
    int m_criteria = 0;
    int m_conditions = 0;
    qsizetype m_addresses = 0;
    qsizetype m_macs = 0;
};

} // namespace

std::vector<ExpressionProblem> checkExpression(const QJsonArray& expression,
                                               ExpressionManager manager) {
    return Check(manager).run(expression);
}

} // namespace bulkhead::model
