// SPDX-License-Identifier: MIT
#include "model/tag_condition.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace bulkhead::model {

using namespace Qt::StringLiterals;

namespace {

QString orEquals(const QString& comparison) {
    return comparison.isEmpty() ? u"EQUALS"_s : comparison;
}

void collect(const std::vector<Expression>& expressions, std::vector<TagCondition>& found) {
    for (const Expression& expression : expressions) {
        if (expression.kind == ExpressionKind::Condition && expression.key == u"Tag") {
            found.emplace_back(expression);
        }
        collect(expression.nested, found);
    }
}

} // namespace

bool holdsFor(const QString& actual, const QString& comparison, const QString& wanted) {
    if (comparison == u"EQUALS") {
        return actual.compare(wanted, Qt::CaseInsensitive) == 0;
    }
    if (comparison == u"NOTEQUALS") {
        return actual.compare(wanted, Qt::CaseInsensitive) != 0;
    }
    if (comparison == u"CONTAINS") {
        return actual.contains(wanted, Qt::CaseInsensitive);
    }
    if (comparison == u"STARTSWITH") {
        return actual.startsWith(wanted, Qt::CaseInsensitive);
    }
    if (comparison == u"ENDSWITH") {
        return actual.endsWith(wanted, Qt::CaseInsensitive);
    }
    if (comparison == u"IN" || comparison == u"NOTIN") {
        const QStringList values = wanted.split(u',');
        const bool isIn = std::any_of(values.cbegin(), values.cend(), [&](const QString& value) {
            return actual.compare(value.trimmed(), Qt::CaseInsensitive) == 0;
        });
        return (comparison == u"IN") == isIn;
    }
    if (comparison == u"MATCHES") {
        const QRegularExpression pattern(QRegularExpression::anchoredPattern(wanted),
                                         QRegularExpression::CaseInsensitiveOption);
        return pattern.isValid() && pattern.match(actual).hasMatch();
    }
    return false;
}

TagCondition::TagCondition(const QString& value, const QString& wantedComparison,
                           const QString& scopeComparison)
    : comparison(orEquals(wantedComparison)), negatesScope(scopeComparison == u"NOTEQUALS") {
    const qsizetype bar = value.indexOf(u'|');
    scope = bar < 0 ? QString() : value.left(bar);
    tag = bar < 0 ? value : value.mid(bar + 1);
}

TagCondition::TagCondition(const Expression& condition)
    : TagCondition(condition.value.raw(), condition.op, condition.scopeOperator) {}

bool TagCondition::isPositive() const {
    return comparison != u"NOTEQUALS" && comparison != u"NOTIN" && !negatesScope;
}

bool TagCondition::concerns(const Tag& candidate) const {
    const bool scopeFits =
        scope.isEmpty() ||
        (candidate.scope.raw().compare(scope, Qt::CaseInsensitive) == 0) != negatesScope;
    if (comparison == u"NOTEQUALS" || comparison == u"NOTIN") {
        const QString positive = comparison == u"NOTIN" ? u"IN"_s : u"EQUALS"_s;
        return scopeFits && holdsFor(candidate.tag.raw(), positive, tag);
    }
    return scopeFits && (tag.isEmpty() || holdsFor(candidate.tag.raw(), comparison, tag));
}

bool TagCondition::matches(const std::vector<Tag>& tags) const {
    const auto isFit = [this](const Tag& candidate) { return concerns(candidate); };
    const bool isAnyFit = std::any_of(tags.cbegin(), tags.cend(), isFit);
    return (comparison == u"NOTEQUALS" || comparison == u"NOTIN") != isAnyFit;
}

std::vector<TagCondition> tagConditions(const std::vector<Expression>& expressions) {
    std::vector<TagCondition> found;
    collect(expressions, found);
    return found;
}

} // namespace bulkhead::model
