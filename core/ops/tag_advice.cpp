// SPDX-License-Identifier: MIT
#include "ops/tag_advice.h"

#include "base/text.h"
#include "nsx/api_path.h"
#include "nsx/object_api.h"

#include <QRegularExpression>

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostEdits = 2;
constexpr int kMostLookUps = 10;

bool sameText(const QString& a, const QString& b) {
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

QString shownTag(const QString& scope, const QString& value) {
    const QString text = scope.isEmpty() ? value : scope + u'|' + value;
    return u'"' + elideMiddle(cleanLine(text), 80) + u'"';
}

QString meantSentence(const nsx::TagUse& meant) {
    const QString tag = shownTag(meant.scope.raw(), meant.tag.raw());
    return meant.objects ? u"Did you mean %1, which %2 objects carry?"_s.arg(
                               tag, QString::number(*meant.objects))
                         : u"Did you mean %1?"_s.arg(tag);
}

/// All conditions on tags of virtual machines, nested ones too.
void collectTagConditions(const QJsonArray& expression, std::vector<QJsonObject>& found) {
    for (const QJsonValue& element : expression) {
        const bool isTag = element[u"resource_type"].toString() == u"Condition" &&
                           element[u"member_type"].toString() == u"VirtualMachine" &&
                           element[u"key"].toString() == u"Tag";
        if (isTag) {
            found.push_back(element.toObject());
        }
        collectTagConditions(element[u"expressions"].toArray(), found);
    }
}

bool isPositive(const QJsonObject& condition) {
    const QString comparison = condition.value(u"operator"_s).toString();
    return comparison != u"NOTEQUALS" && comparison != u"NOTIN" &&
           condition.value(u"scope_operator"_s).toString() != u"NOTEQUALS";
}

bool matchesValue(const QString& text, const QString& comparison, const QString& value) {
    if (comparison == u"CONTAINS") {
        return text.contains(value, Qt::CaseInsensitive);
    }
    if (comparison == u"STARTSWITH") {
        return text.startsWith(value, Qt::CaseInsensitive);
    }
    if (comparison == u"ENDSWITH") {
        return text.endsWith(value, Qt::CaseInsensitive);
    }
    if (comparison == u"IN") {
        const QStringList words = value.split(u',');
        return std::any_of(words.cbegin(), words.cend(),
                           [&text](const QString& word) { return sameText(word.trimmed(), text); });
    }
    if (comparison == u"MATCHES") {
        const QRegularExpression form(QRegularExpression::anchoredPattern(value),
                                      QRegularExpression::CaseInsensitiveOption);
        return form.isValid() && form.match(text).hasMatch();
    }
    return sameText(text, value);
}

struct TagText {
    QString scope;
    QString value;
};

TagText tagTextOf(const QJsonObject& condition) {
    const QString text = condition.value(u"value"_s).toString();
    const qsizetype bar = text.indexOf(u'|');
    return {bar < 0 ? QString() : text.left(bar), text.mid(bar + 1)};
}

/// True if a virtual machine carries the tag (not only segments or groups).
Task<bool> isOnMachine(QPointer<nsx::Connection> manager, nsx::TagUse tag,
                       CancellationToken token) {
    const nsx::ObjectApi objects(manager);
    const QString path = nsx::infraRoot(manager->target()) + u"/tags/effective-resources"_s;
    const QUrlQuery query =
        nsx::makeQuery({{u"scope"_s, tag.scope.raw()}, {u"tag"_s, tag.tag.raw()}});
    const auto carriers = co_await objects.list(path, query, token);
    if (!carriers) {
        co_return fail(carriers.error());
    }
    co_return std::any_of(carriers->begin(), carriers->end(), [](const QJsonValue& one) {
        return one[u"target_type"].toString() == u"VirtualMachine";
    });
}

QString unread(const Error& error) {
    return u"The tags in use could not be read, so typing errors were not looked for: %1"_s.arg(
        error.explanation());
}

/// Whether the criterion matches nothing now; nothing if that is not known.
Task<std::optional<bool>> matchesNothing(Call call, std::vector<nsx::TagUse> selected,
                                         std::shared_ptr<int> lookUps) {
    for (const nsx::TagUse& tag : selected) {
        if (*lookUps == kMostLookUps) {
            co_return std::optional<bool>();
        }
        ++*lookUps;
        const auto carried = co_await isOnMachine(call.manager, tag, call.token);
        if (!carried) {
            co_return fail(carried.error());
        }
        if (*carried) {
            co_return std::optional<bool>(false);
        }
    }
    co_return std::optional<bool>(true);
}

} // namespace

std::optional<nsx::TagUse> probablyMeant(const std::vector<nsx::TagUse>& used, const QString& scope,
                                         const QString& value) {
    std::optional<nsx::TagUse> best;
    int bestDistance = kMostEdits + 1;
    const QString wanted = value.toCaseFolded();
    for (const nsx::TagUse& tag : used) {
        if (!sameText(tag.scope.raw(), scope)) {
            continue;
        }
        const QString known = tag.tag.raw();
        if (known == value && tag.scope.raw() == scope) {
            return std::nullopt;
        }
        // Short words are near to everything: no more than half of the word may differ.
        const int most =
            std::min(kMostEdits, static_cast<int>(std::max(wanted.size(), known.size())) / 2);
        if (std::abs(known.size() - wanted.size()) > most) {
            continue;
        }
        const int distance = editDistance(wanted, known.toCaseFolded());
        const bool isBetter =
            distance < bestDistance || (distance == bestDistance && best &&
                                        tag.objects.value_or(0) > best->objects.value_or(0));
        if (distance <= most && isBetter) {
            best = tag;
            bestDistance = distance;
        }
    }
    return best;
}

std::vector<nsx::TagUse> selectedTags(const std::vector<nsx::TagUse>& used,
                                      const QJsonObject& condition) {
    const TagText text = tagTextOf(condition);
    const QString comparison = condition.value(u"operator"_s).toString(u"EQUALS"_s);
    std::vector<nsx::TagUse> selected;
    for (const nsx::TagUse& tag : used) {
        const bool scopeFits = text.scope.isEmpty() || sameText(tag.scope.raw(), text.scope);
        const bool valueFits =
            text.value.isEmpty() || matchesValue(tag.tag.raw(), comparison, text.value);
        if (scopeFits && valueFits) {
            selected.push_back(tag);
        }
    }
    return selected;
}

Task<QStringList> adviceOnExpression(Call call, QJsonArray expression) {
    QStringList advice;
    if (expression.isEmpty()) {
        advice << u"The group has no criteria: nothing is a member of it."_s;
        co_return advice;
    }
    std::vector<QJsonObject> conditions;
    collectTagConditions(expression, conditions);
    std::erase_if(conditions, [](const QJsonObject& one) { return !isPositive(one); });
    if (conditions.empty()) {
        co_return advice;
    }
    const nsx::TagApi api(call.manager);
    const auto used = co_await api.tags({}, {}, call.token);
    if (!used) {
        if (used.error().kind == ErrorKind::Cancelled) {
            co_return fail(used.error());
        }
        advice << unread(used.error());
        co_return advice;
    }
    const auto lookUps = std::make_shared<int>(0);
    for (const QJsonObject& condition : conditions) {
        const std::vector<nsx::TagUse> selected = selectedTags(*used, condition);
        const auto isEmpty = co_await matchesNothing(call, selected, lookUps);
        if (!isEmpty && isEmpty.error().kind == ErrorKind::Cancelled) {
            co_return fail(isEmpty.error());
        }
        if (!isEmpty) {
            advice << unread(isEmpty.error());
            continue;
        }
        if (!isEmpty->value_or(false)) {
            continue;
        }
        const TagText text = tagTextOf(condition);
        QString sentence = u"No virtual machine carries the tag %1: this criterion matches nothing "
                           "now."_s.arg(shownTag(text.scope, text.value));
        const auto meant = probablyMeant(*used, text.scope, text.value);
        if (meant) {
            sentence += u' ' + meantSentence(*meant);
        }
        advice << sentence;
    }
    advice.removeDuplicates();
    co_return advice;
}

Task<QStringList> adviceOnNewTags(Call call, QJsonArray tags) {
    QStringList advice;
    const nsx::TagApi api(call.manager);
    const auto used = co_await api.tags({}, {}, call.token);
    if (!used) {
        if (used.error().kind == ErrorKind::Cancelled) {
            co_return fail(used.error());
        }
        advice << unread(used.error());
        co_return advice;
    }
    for (const QJsonValue& tag : tags) {
        const QString scope = tag[u"scope"].toString();
        const QString value = tag[u"tag"].toString();
        const auto meant = probablyMeant(*used, scope, value);
        if (meant) {
            advice << u"Nothing carries the tag %1 yet. %2"_s.arg(shownTag(scope, value),
                                                                  meantSentence(*meant));
        }
    }
    co_return advice;
}

} // namespace bulkhead::ops
