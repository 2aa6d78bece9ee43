// SPDX-License-Identifier: MIT
#include "ops/group_expression.h"

#include "base/ip_range.h"
#include "base/text.h"
#include "model/group_expression_check.h"

#include <functional>
#include <optional>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

const QString kAddresses = u"ip_addresses"_s;
const QString kPaths = u"paths"_s;

QString kindOf(const QJsonValue& element) {
    return element[u"resource_type"].toString();
}

Result<std::vector<IpRange>> rangesOf(const QStringList& addresses, const QString& parameter) {
    std::vector<IpRange> ranges;
    for (const QString& address : addresses) {
        const Result<IpRange> range = IpRange::parse(address.trimmed());
        if (!range) {
            return fail(ErrorKind::InvalidInput,
                        u"Give addresses (10.0.0.1), prefixes (10.0.0.0/24) or ranges "
                        "(10.0.0.1-10.0.0.9), IPv4 or IPv6."_s,
                        parameter + u" holds "_s + elideMiddle(cleanLine(address), 80) + u'.',
                        parameter);
        }
        ranges.push_back(*range);
    }
    return ranges;
}

std::optional<IpFamily> familyOf(const QJsonObject& element) {
    for (const QJsonValue value : element.value(kAddresses).toArray()) {
        if (const Result<IpRange> range = IpRange::parse(value.toString()); range) {
            return range->first.family;
        }
    }
    return std::nullopt;
}

bool holdsRange(const QJsonArray& expression, const IpRange& range) {
    for (const QJsonValue element : expression) {
        if (kindOf(element) != u"IPAddressExpression") {
            continue;
        }
        const QJsonArray list = element[kAddresses].toArray();
        for (const QJsonValue value : list) {
            const Result<IpRange> known = IpRange::parse(value.toString());
            if (known && *known == range) {
                return true;
            }
        }
    }
    return false;
}

/// The list without the operand at `at` and one conjunction beside it. Address and path
/// expressions are joined by OR only, so that either neighbour will do.
void removeElement(QJsonArray& expression, qsizetype at) {
    expression.removeAt(at);
    if (!expression.isEmpty()) {
        expression.removeAt(at > 0 ? at - 1 : 0);
    }
}

/// Takes values out of a list field of all elements of one kind; `taken` says which. Elements that
/// become empty go.
QJsonArray withoutValues(QJsonArray expression, const QString& kind, const QString& field,
                         const std::function<bool(const QString&)>& taken) {
    for (qsizetype i = expression.size() - 1; i >= 0; --i) {
        QJsonObject element = expression.at(i).toObject();
        if (kindOf(element) != kind) {
            continue;
        }
        QJsonArray kept;
        const QJsonArray values = element.value(field).toArray();
        for (const QJsonValue value : values) {
            if (!taken(value.toString())) {
                kept.append(value);
            }
        }
        if (kept.size() == values.size()) {
            continue;
        }
        if (kept.isEmpty()) {
            removeElement(expression, i);
        } else {
            element.insert(field, kept);
            expression[i] = element;
        }
    }
    return expression;
}

void collectPaths(const QJsonArray& expression, QStringList& paths) {
    for (const QJsonValue element : expression) {
        const QJsonValue excluded = element[u"exclude"][u"path_expression"][kPaths];
        for (const QJsonArray& list : {element[kPaths].toArray(), excluded.toArray()}) {
            for (const QJsonValue path : list) {
                paths << path.toString();
            }
        }
        collectPaths(element[u"expressions"].toArray(), paths);
    }
}

} // namespace

QJsonObject tagCondition(const QString& scope, const QString& value) {
    return {{u"resource_type"_s, u"Condition"_s},
            {u"member_type"_s, u"VirtualMachine"_s},
            {u"key"_s, u"Tag"_s},
            {u"operator"_s, u"EQUALS"_s},
            {u"scope_operator"_s, u"EQUALS"_s},
            {u"value"_s, scope + u'|' + value}};
}

QJsonArray orElement(QJsonArray expression, const QJsonObject& element) {
    if (!expression.isEmpty()) {
        expression.append(QJsonObject{{u"resource_type"_s, u"ConjunctionOperator"_s},
                                      {u"conjunction_operator"_s, u"OR"_s}});
    }
    expression.append(element);
    return expression;
}

Result<ExpressionEdit> withAddresses(const QJsonArray& expression, const QStringList& addresses) {
    const auto ranges = rangesOf(addresses, kAddresses);
    if (!ranges) {
        return fail(ranges.error());
    }
    ExpressionEdit edit{expression, {}};
    for (std::size_t given = 0; given < ranges->size(); ++given) {
        const IpRange& range = ranges->at(given);
        const QString text = addresses.at(static_cast<qsizetype>(given)).trimmed();
        if (holdsRange(edit.expression, range)) {
            edit.notes << text + u" is in the group already."_s;
            continue;
        }
        bool isPlaced = false;
        for (qsizetype i = 0; i < edit.expression.size() && !isPlaced; i += 2) {
            QJsonObject element = edit.expression.at(i).toObject();
            if (kindOf(element) == u"IPAddressExpression" &&
                familyOf(element) == range.first.family) {
                QJsonArray list = element.value(kAddresses).toArray();
                list.append(text);
                element.insert(kAddresses, list);
                edit.expression[i] = element;
                isPlaced = true;
            }
        }
        if (!isPlaced) {
            edit.expression =
                orElement(edit.expression, {{u"resource_type"_s, u"IPAddressExpression"_s},
                                            {kAddresses, QJsonArray{text}}});
        }
    }
    return edit;
}

Result<ExpressionEdit> withoutAddresses(const QJsonArray& expression,
                                        const QStringList& addresses) {
    const auto ranges = rangesOf(addresses, u"remove_ip_addresses"_s);
    if (!ranges) {
        return fail(ranges.error());
    }
    ExpressionEdit edit{expression, {}};
    for (std::size_t given = 0; given < ranges->size(); ++given) {
        const IpRange range = ranges->at(given);
        if (!holdsRange(edit.expression, range)) {
            edit.notes << addresses.at(static_cast<qsizetype>(given)).trimmed() +
                              u" is not in the group's address lists."_s;
            continue;
        }
        edit.expression = withoutValues(edit.expression, u"IPAddressExpression"_s, kAddresses,
                                        [&range](const QString& text) {
                                            const Result<IpRange> known = IpRange::parse(text);
                                            return known && *known == range;
                                        });
    }
    return edit;
}

ExpressionEdit withPaths(const QJsonArray& expression, const QStringList& paths) {
    ExpressionEdit edit{expression, {}};
    for (const QString& path : paths) {
        qsizetype place = -1;
        bool isThere = false;
        for (qsizetype i = 0; i < edit.expression.size(); i += 2) {
            const QJsonValue element = edit.expression.at(i);
            if (kindOf(element) == u"PathExpression") {
                place = place < 0 ? i : place;
                isThere = isThere || element[kPaths].toArray().contains(path);
            }
        }
        if (isThere) {
            edit.notes << path + u" is in the group already."_s;
        } else if (place < 0) {
            edit.expression = orElement(edit.expression, {{u"resource_type"_s, u"PathExpression"_s},
                                                          {kPaths, QJsonArray{path}}});
        } else {
            QJsonObject element = edit.expression.at(place).toObject();
            QJsonArray list = element.value(kPaths).toArray();
            list.append(path);
            element.insert(kPaths, list);
            edit.expression[place] = element;
        }
    }
    return edit;
}

ExpressionEdit withoutPaths(const QJsonArray& expression, const QStringList& paths) {
    ExpressionEdit edit{expression, {}};
    for (const QString& path : paths) {
        const QJsonArray left =
            withoutValues(edit.expression, u"PathExpression"_s, kPaths,
                          [&path](const QString& text) { return text == path; });
        if (left == edit.expression) {
            edit.notes << path + u" is not in the group's path lists."_s;
        }
        edit.expression = left;
    }
    return edit;
}

QStringList pathsIn(const QJsonArray& expression) {
    QStringList paths;
    collectPaths(expression, paths);
    paths.removeDuplicates();
    return paths;
}

Result<QStringList> checkedExpression(const QJsonArray& expression, bool isGlobal) {
    QStringList wrong;
    QStringList advice;
    const auto problems = model::checkExpression(
        expression, isGlobal ? model::ExpressionManager::Global : model::ExpressionManager::Local);
    for (const model::ExpressionProblem& problem : problems) {
        (problem.blocks ? wrong : advice) << problem.element + u": "_s + problem.problem;
    }
    if (wrong.isEmpty()) {
        return advice;
    }
    return fail(ErrorKind::InvalidInput, u"Correct the expression; NSX would refuse it."_s,
                cleanLine(wrong.join(u' ')), u"expression"_s);
}

} // namespace bulkhead::ops
