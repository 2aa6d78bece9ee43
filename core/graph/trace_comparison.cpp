// SPDX-License-Identifier: MIT
#include "graph/trace_comparison.h"

#include <algorithm>

namespace bulkhead::graph {

using namespace Qt::StringLiterals;

namespace {

bool isSame(const Hop& a, const Hop& b) {
    return a.step == b.step && a.stepWords == b.stepWords && a.host == b.host &&
           a.component == b.component && a.port == b.port && a.ruleId == b.ruleId &&
           a.jumpRuleId == b.jumpRuleId && a.natRuleId == b.natRuleId && a.reason == b.reason &&
           a.detail == b.detail;
}

QString ruleWords(const Hop& hop) {
    if (!hop.ruleId) {
        return {};
    }
    return hop.ruleName.isEmpty() ? u" by rule %1"_s.arg(*hop.ruleId)
                                  : u" by rule %1 (%2)"_s.arg(hop.ruleName).arg(*hop.ruleId);
}

QString inWords(const Hop& hop) {
    QString words = hop.stepWords + u" at "_s +
                    (hop.component.isEmpty() ? u"an unnamed component"_s : hop.component);
    if (!hop.host.isEmpty()) {
        words += u" on "_s + hop.host;
    }
    return words + ruleWords(hop);
}

QString sentenceOf(const Hop* before, const Hop* after, std::size_t place) {
    if (before == nullptr) {
        return u"The earlier trace ended after %1 observations; the later one went on: %2."_s
            .arg(place)
            .arg(inWords(*after));
    }
    if (after == nullptr) {
        return u"The later trace ended after %1 observations; the earlier one went on: %2."_s
            .arg(place)
            .arg(inWords(*before));
    }
    return u"First difference at observation %1: earlier %2, later %3."_s.arg(place + 1).arg(
        inWords(*before), inWords(*after));
}

/// Copies arrive in any order: hops of one sequence are compared host by host.
std::vector<int> inOrder(const Hops& hops) {
    std::vector<int> order(hops.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = static_cast<int>(i);
    }
    std::stable_sort(order.begin(), order.end(), [&hops](int a, int b) {
        const Hop& left = hops[static_cast<std::size_t>(a)];
        const Hop& right = hops[static_cast<std::size_t>(b)];
        const int leftPlace = left.sequence.value_or(model::kUnknownSequence);
        const int rightPlace = right.sequence.value_or(model::kUnknownSequence);
        return leftPlace != rightPlace ? leftPlace < rightPlace : left.host < right.host;
    });
    return order;
}

} // namespace

std::optional<TraceDifference> firstDifference(const Hops& before, const Hops& after) {
    const std::vector<int> left = inOrder(before);
    const std::vector<int> right = inOrder(after);
    const std::size_t most = std::max(left.size(), right.size());
    for (std::size_t i = 0; i < most; ++i) {
        const Hop* a = i < left.size() ? &before[static_cast<std::size_t>(left[i])] : nullptr;
        const Hop* b = i < right.size() ? &after[static_cast<std::size_t>(right[i])] : nullptr;
        if (a != nullptr && b != nullptr && isSame(*a, *b)) {
            continue;
        }
        TraceDifference difference;
        if (a != nullptr) {
            difference.before = left[i];
        }
        if (b != nullptr) {
            difference.after = right[i];
        }
        difference.sentence = sentenceOf(a, b, i);
        return difference;
    }
    return std::nullopt;
}

} // namespace bulkhead::graph
