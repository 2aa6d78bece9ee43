// SPDX-License-Identifier: MIT
#include "ops/tag_advice.h"

#include "base/text.h"
#include "nsx/api_path.h"
#include "nsx/object_api.h"
#include "nsx/tag_references.h"

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

/// The positive conditions on tags of virtual machines, nested ones too.
std::vector<model::TagCondition> machineConditions(const QJsonArray& expression) {
    std::vector<model::TagCondition> found;
    for (const nsx::FoundTagCondition& one : nsx::tagConditionsIn(expression)) {
        if (one.memberType == u"VirtualMachine" && one.condition.isPositive()) {
            found.push_back(one.condition);
        }
    }
    return found;
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
                                      const model::TagCondition& condition) {
    std::vector<nsx::TagUse> selected;
    for (const nsx::TagUse& tag : used) {
        if (condition.concerns({tag.scope, tag.tag})) {
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
    const std::vector<model::TagCondition> conditions = machineConditions(expression);
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
    for (const model::TagCondition& condition : conditions) {
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
        QString sentence = u"No virtual machine carries the tag %1: this criterion matches nothing "
                           "now."_s.arg(shownTag(condition.scope, condition.tag));
        const auto meant = probablyMeant(*used, condition.scope, condition.tag);
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
    for (const QJsonValue tag : tags) {
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
