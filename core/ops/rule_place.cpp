// SPDX-License-Identifier: MIT
#include "ops/rule_place.h"

#include "base/text.h"
#include "ops/policy_reader.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStep = 10;

int sequenceOf(const QJsonObject& sibling) {
    return sibling.value(u"sequence_number"_s).toInt();
}

} // namespace

std::vector<Parameter> placeParameters(const QString& what) {
    return {choiceParameter(u"position"_s, {u"top"_s, u"bottom"_s, u"before"_s, u"after"_s},
                            u"Where the %1 goes; before and after need anchor."_s.arg(what)),
            textParameter(u"anchor"_s,
                          u"The %1 that position refers to: id, path or unique name."_s.arg(what))};
}

Result<AskedPlace> askedPlace(const QJsonObject& arguments, const QString& otherwise) {
    AskedPlace asked{arguments.value(u"position"_s).toString(otherwise),
                     arguments.value(u"anchor"_s).toString()};
    const bool needsAnchor = asked.position == u"before" || asked.position == u"after";
    if (needsAnchor == !asked.anchor.isEmpty()) {
        return asked;
    }
    return fail(ErrorKind::InvalidInput,
                needsAnchor ? u"Name it in anchor."_s
                            : u"Say before or after in position, or leave anchor out."_s,
                u"position is "_s + asked.position +
                    (needsAnchor ? u" without an anchor."_s : u" beside an anchor."_s),
                u"anchor"_s);
}

Result<WishedPlace> wishedRulePlace(const QJsonObject& arguments, const QJsonObject& policy,
                                    const QString& otherwise) {
    const auto asked = askedPlace(arguments, otherwise);
    if (!asked) {
        return fail(asked.error());
    }
    WishedPlace place{asked->position, {}};
    if (!asked->anchor.isEmpty()) {
        const auto rule = ruleOf(policy, asked->anchor);
        if (!rule) {
            return fail(rule.error());
        }
        place.anchorPath = rule->value(u"path"_s).toString();
    }
    return place;
}

Result<std::size_t> indexAt(const WishedPlace& place, const std::vector<QJsonObject>& siblings) {
    if (place.position == u"top") {
        return std::size_t{0};
    }
    if (place.position == u"bottom") {
        return siblings.size();
    }
    for (std::size_t i = 0; i < siblings.size(); ++i) {
        if (siblings[i].value(u"path"_s).toString() == place.anchorPath) {
            return place.position == u"before" ? i : i + 1;
        }
    }
    return fail(ErrorKind::InvalidInput, u"Choose an anchor from the same list."_s,
                u"The anchor "_s + cleanLine(place.anchorPath) + u" is not among its siblings."_s,
                u"anchor"_s);
}

std::optional<int> sequenceAt(std::size_t index, const std::vector<QJsonObject>& siblings,
                              int maximum) {
    if (siblings.empty()) {
        return kStep;
    }
    if (index >= siblings.size()) {
        const int last = sequenceOf(siblings.back());
        if (last >= maximum) {
            return std::nullopt;
        }
        return last > maximum - kStep ? last + 1 : last + kStep;
    }
    const int next = sequenceOf(siblings[index]);
    const int before = index == 0 ? -1 : sequenceOf(siblings[index - 1]);
    const int between = before + (next - before) / 2;
    if (between <= before || between >= next) {
        return std::nullopt;
    }
    return between;
}

QString reviseOperation(const WishedPlace& place) {
    return u"insert_"_s + place.position;
}

} // namespace bulkhead::ops
