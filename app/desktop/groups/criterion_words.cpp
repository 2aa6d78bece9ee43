// SPDX-License-Identifier: MIT
#include "desktop/groups/criterion_words.h"

#include "base/text.h"
#include "model/expression_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using model::ExpressionKind;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Criteria", text);
}

void addUnlessThere(std::vector<NsxWord>& words, const QString& value) {
    if (std::none_of(words.begin(), words.end(),
                     [&value](const NsxWord& word) { return word.value == value; })) {
        words.push_back({value, cleanLine(value)});
    }
}

std::vector<CriterionSubject> makeSubjects() {
    std::vector<CriterionSubject> subjects{
        {ExpressionKind::Condition, u"VirtualMachine"_s, translated("Virtual machine")},
        {ExpressionKind::IpAddress, {}, translated("IP addresses")},
        {ExpressionKind::Path, {}, translated("Members of")},
        {ExpressionKind::Nested, {}, translated("All of these")},
        {ExpressionKind::Condition, u"Segment"_s, translated("Segment")},
        {ExpressionKind::Condition, u"SegmentPort"_s, translated("Segment port")},
        {ExpressionKind::MacAddress, {}, translated("MAC addresses")},
        {ExpressionKind::ExternalId, u"VirtualMachine"_s, translated("These virtual machines")},
        {ExpressionKind::ExternalId, u"VirtualNetworkInterface"_s,
         translated("These network interfaces")},
        {ExpressionKind::Condition, u"IPSet"_s, translated("IP set")},
        {ExpressionKind::Condition, u"Group"_s, translated("Group")},
        {ExpressionKind::Condition, u"DVPG"_s, translated("Distributed port group")},
        {ExpressionKind::Condition, u"DVPort"_s, translated("Distributed port")}};
    const auto addRest = [&subjects](ExpressionKind kind, const QSet<QString>& types,
                                     const QString& words) {
        QStringList sorted(types.cbegin(), types.cend());
        sorted.sort();
        for (const QString& type : std::as_const(sorted)) {
            const bool isThere =
                std::any_of(subjects.begin(), subjects.end(), [&](const CriterionSubject& one) {
                    return one.kind == kind && one.memberType == type;
                });
            if (!isThere) {
                subjects.push_back({kind, type, words.arg(type)});
            }
        }
    };
    addRest(ExpressionKind::Condition, model::conditionMemberTypes(), u"%1"_s);
    addRest(ExpressionKind::ExternalId, model::externalIdMemberTypes(),
            translated("%1 with these ids"));
    return subjects;
}

} // namespace

const std::vector<CriterionSubject>& criterionSubjects() {
    static const std::vector<CriterionSubject> subjects = makeSubjects();
    return subjects;
}

int subjectIndexOf(const model::Expression& element) {
    const auto& subjects = criterionSubjects();
    const auto found =
        std::find_if(subjects.begin(), subjects.end(), [&element](const CriterionSubject& one) {
            return element.kind == one.kind && element.memberType == one.memberType;
        });
    return found == subjects.end() ? -1 : static_cast<int>(found - subjects.begin());
}

model::Expression withSubject(const model::Expression& before, const CriterionSubject& subject) {
    model::Expression element;
    element.kind = subject.kind;
    element.memberType = subject.memberType;
    if (subject.kind != ExpressionKind::Condition) {
        return element; // another kind is another object of the manager's
    }
    element.key = u"Tag"_s;
    element.op = u"EQUALS"_s;
    if (before.kind == ExpressionKind::Condition) {
        element.id = before.id;
        element.value = before.value;
        element.op = before.op;
        element.key = before.key;
        const bool fits = subject.memberType == u"VirtualMachine" ||
                          (element.key != u"OSName" && element.key != u"ComputerName");
        if (fits) {
            element.scopeOperator = before.scopeOperator;
        } else {
            element.key = u"Tag"_s;
        }
    }
    return element;
}

std::vector<NsxWord> keysFor(const model::Expression& condition) {
    std::vector<NsxWord> keys{{u"Tag"_s, translated("tag")}, {u"Name"_s, translated("name")}};
    if (condition.memberType == u"VirtualMachine") {
        keys.push_back({u"OSName"_s, translated("operating system")});
        keys.push_back({u"ComputerName"_s, translated("computer name")});
    }
    keys.push_back({u"ALL"_s, translated("all of them")});
    static const QStringList usual{u"VirtualMachine"_s, u"Segment"_s, u"SegmentPort"_s};
    if (!usual.contains(condition.memberType)) {
        QStringList rest(model::conditionKeys().cbegin(), model::conditionKeys().cend());
        rest.removeAll(u"OSName"_s);
        rest.removeAll(u"ComputerName"_s);
        rest.sort();
        for (const QString& key : std::as_const(rest)) {
            addUnlessThere(keys, key);
        }
    }
    if (!condition.key.isEmpty()) {
        addUnlessThere(keys, condition.key);
    }
    return keys;
}

std::vector<NsxWord> operatorsFor(const model::Expression& condition) {
    std::vector<NsxWord> words{{u"EQUALS"_s, translated("is")},
                               {u"CONTAINS"_s, translated("contains")},
                               {u"STARTSWITH"_s, translated("starts with")},
                               {u"ENDSWITH"_s, translated("ends with")},
                               {u"IN"_s, translated("is one of")},
                               {u"NOTIN"_s, translated("is none of")},
                               {u"MATCHES"_s, translated("matches")}};
    // NSX refuses it for tags of virtual machines (NSX 4.2 Policy API, Condition).
    const bool takesNot = condition.memberType != u"VirtualMachine" || condition.key != u"Tag";
    if (takesNot || condition.op == u"NOTEQUALS") {
        words.insert(words.begin() + 1, {u"NOTEQUALS"_s, translated("is not")});
    }
    if (condition.op.isEmpty()) {
        words.front().value.clear(); // left out it means the same
    } else {
        addUnlessThere(words, condition.op);
    }
    return words;
}

} // namespace bulkhead::desktop
