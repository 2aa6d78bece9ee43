// SPDX-License-Identifier: MIT
#include "ops/rule_fields.h"

#include "base/ip_range.h"
#include "ops/policy_reader.h"
#include "ops/reference_resolver.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaximumLogLabel = 32; // longer ones are cut in the log (NSX 4.2, Rule.tag)
constexpr int kMaximumEntries = 128;

bool isAny(const QJsonValue& list) {
    const QJsonArray entries = list.toArray();
    return entries.isEmpty() || (entries.size() == 1 && entries.at(0).toString().compare(
                                                            u"ANY"_s, Qt::CaseInsensitive) == 0);
}

Parameter serviceEntriesParameter() {
    Parameter parameter;
    parameter.name = u"service_entries"_s;
    parameter.type = ParameterType::Json;
    parameter.description =
        u"Raw ports and protocols as NSX's service entries, each with resource_type, e.g. "
        u"[{\"resource_type\":\"L4PortSetServiceEntry\",\"l4_protocol\":\"TCP\","
        u"\"destination_ports\":[\"8443\"]}]. An empty list removes them."_s;
    parameter.schema = {{u"type"_s, u"array"_s},
                        {u"items"_s, QJsonObject{{u"type"_s, u"object"_s}}}};
    return parameter;
}

Result<void> checkAddressFamily(const QJsonObject& rule, const QString& field,
                                const QString& parameter) {
    const QString protocol = rule.value(u"ip_protocol"_s).toString();
    if (protocol != u"IPV4" && protocol != u"IPV6") {
        return {};
    }
    const IpFamily wanted = protocol == u"IPV4" ? IpFamily::V4 : IpFamily::V6;
    const QJsonArray entries = rule.value(field).toArray();
    for (const QJsonValue entry : entries) {
        const auto range = IpRange::parse(entry.toString());
        if (range && range->first.family != wanted) {
            return fail(ErrorKind::InvalidInput,
                        u"Set ip_protocol to IPV4_IPV6, or take the address out."_s,
                        u"%1 holds %2, but the rule is for %3 only."_s.arg(
                            parameter, entry.toString(), protocol),
                        parameter);
        }
    }
    return {};
}

/// A parameter whose words are resolved into the paths and addresses of a field.
struct ResolvedList {
    QString parameter;
    QString field;
    Task<QJsonArray> (ReferenceResolver::*resolve)(QStringList, QString) const;
};

const std::vector<ResolvedList>& resolvedLists() {
    static const std::vector<ResolvedList> lists{
        {u"sources"_s, u"source_groups"_s, &ReferenceResolver::groupsOrAddresses},
        {u"destinations"_s, u"destination_groups"_s, &ReferenceResolver::groupsOrAddresses},
        {u"services"_s, u"services"_s, &ReferenceResolver::services},
        {u"profiles"_s, u"profiles"_s, &ReferenceResolver::profiles},
        {u"scope"_s, u"scope"_s, &ReferenceResolver::groups}};
    return lists;
}

Result<void> checkEntries(const QJsonObject& rule) {
    const QJsonArray entries = rule.value(u"service_entries"_s).toArray();
    if (entries.size() > kMaximumEntries) {
        return fail(ErrorKind::InvalidInput, u"Give at most 128 service entries."_s,
                    u"service_entries has %1."_s.arg(entries.size()), u"service_entries"_s);
    }
    for (const QJsonValue entry : entries) {
        if (!entry[u"resource_type"].toString().endsWith(u"ServiceEntry")) {
            return fail(ErrorKind::InvalidInput,
                        u"Give each entry its resource_type, e.g. L4PortSetServiceEntry."_s,
                        u"service_entries holds an entry without one."_s, u"service_entries"_s);
        }
    }
    return {};
}

} // namespace

std::vector<Parameter> ruleFieldParameters() {
    const QString sides = u"Groups by path, id or name, IPv4 or IPv6 addresses, prefixes and "
                          "ranges, or ANY; an empty list is ANY."_s;
    return {
        choiceParameter(u"action"_s, {u"ALLOW"_s, u"DROP"_s, u"REJECT"_s, u"JUMP_TO_APPLICATION"_s},
                        u"What happens with a matching packet. JUMP_TO_APPLICATION (only in "
                        "category Environment) goes on with category Application."_s),
        listParameter(u"sources"_s, sides),
        listParameter(u"destinations"_s, sides),
        listParameter(u"services"_s, u"Services by path, id or name, or ANY."_s),
        listParameter(u"scope"_s,
                      u"Applied To: groups by path, id or name, or ANY (everywhere)."_s),
        choiceParameter(u"direction"_s, {u"IN_OUT"_s, u"IN"_s, u"OUT"_s},
                        u"Seen from the machine that the rule is applied to."_s),
        choiceParameter(u"ip_protocol"_s, {u"IPV4_IPV6"_s, u"IPV4"_s, u"IPV6"_s},
                        u"Not for Ethernet policies."_s),
        flagParameter(u"logged"_s, u"Log each match."_s),
        flagParameter(u"disabled"_s, u"True: the rule stands there without effect."_s),
        numberParameter(u"sequence_number"_s, 0, 2147483647,
                        u"Stored order; better say the place with position."_s),
        textParameter(u"description"_s, u"Free text, at most 1024 characters."_s),
        flagParameter(u"sources_excluded"_s, u"True: everything but the sources."_s),
        flagParameter(u"destinations_excluded"_s, u"True: everything but the destinations."_s),
        listParameter(u"profiles"_s, u"Context profiles by path, id or name, or ANY."_s),
        serviceEntriesParameter(),
        textParameter(u"log_label"_s, u"Word that log lines of this rule carry; NSX cuts it at 32 "
                                      "characters."_s),
        textParameter(u"notes"_s, u"Notes for the next person."_s),
        tagsParameter(),
    };
}

Task<QJsonObject> withGivenRuleFields(Call call, QJsonObject rule) {
    const QJsonObject arguments = call.arguments;
    copyGiven(arguments,
              {{u"display_name", u"display_name"},
               {u"action", u"action"},
               {u"direction", u"direction"},
               {u"ip_protocol", u"ip_protocol"},
               {u"logged", u"logged"},
               {u"disabled", u"disabled"},
               {u"sequence_number", u"sequence_number"},
               {u"description", u"description"},
               {u"sources_excluded", u"sources_excluded"},
               {u"destinations_excluded", u"destinations_excluded"},
               {u"service_entries", u"service_entries"},
               {u"log_label", u"tag"},
               {u"notes", u"notes"}},
              rule);
    if (const Result<void> tagged = copyTags(arguments, rule); !tagged) {
        co_return fail(tagged.error());
    }
    const ReferenceResolver resolver(call);
    for (const ResolvedList& list : resolvedLists()) {
        const QString parameter = list.parameter;
        if (!arguments.contains(parameter)) {
            continue;
        }
        const QStringList words = arguments.value(parameter).toVariant().toStringList();
        const auto resolved = co_await (resolver.*list.resolve)(words, parameter);
        if (!resolved) {
            co_return fail(resolved.error());
        }
        rule.insert(list.field, *resolved);
    }
    co_return rule;
}

Result<void> checkRule(const QJsonObject& policy, const QJsonObject& rule) {
    const QString category = policy.value(u"category"_s).toString();
    const QString action = rule.value(u"action"_s).toString();
    if (action == u"JUMP_TO_APPLICATION" && category != u"Environment") {
        return fail(
            ErrorKind::InvalidInput, u"Use ALLOW, DROP or REJECT."_s,
            u"JUMP_TO_APPLICATION exists only in category Environment; policy %1 is in %2."_s.arg(
                labelOf(policy), category),
            u"action"_s);
    }
    if (category == u"Ethernet") {
        if (action == u"REJECT") {
            return fail(ErrorKind::InvalidInput, u"Use DROP."_s,
                        u"REJECT does not exist in category Ethernet."_s, u"action"_s);
        }
        if (rule.contains(u"ip_protocol"_s)) {
            return fail(ErrorKind::InvalidInput, u"Leave ip_protocol out."_s,
                        u"Rules in category Ethernet have no ip_protocol."_s, u"ip_protocol"_s);
        }
    }
    // Only fields that cannot be told apart on the manager's side are checked here: what depends on
    // other objects is the manager's to judge.
    if (const Result<void> fits = checkEntries(rule); !fits) {
        return fits;
    }
    if (const Result<void> fits = checkAddressFamily(rule, u"source_groups"_s, u"sources"_s);
        !fits) {
        return fits;
    }
    return checkAddressFamily(rule, u"destination_groups"_s, u"destinations"_s);
}

QStringList ruleWarnings(const QJsonObject& policy, const QJsonObject& rule) {
    QStringList warnings;
    const QString action = rule.value(u"action"_s).toString();
    const bool denies = action == u"DROP" || action == u"REJECT";
    const bool isOff = rule.value(u"disabled"_s).toBool();
    const bool isLogged = rule.value(u"logged"_s).toBool();
    if (isAny(rule.value(u"source_groups"_s)) && isAny(rule.value(u"destination_groups"_s)) &&
        isAny(rule.value(u"services"_s)) && rule.value(u"service_entries"_s).toArray().isEmpty() &&
        isAny(rule.value(u"profiles"_s)) && !isOff) {
        if (denies) {
            warnings << u"It matches everything: nothing that stands behind it is reached. Check "
                        "that management traffic is allowed before it."_s;
        } else if (action == u"ALLOW") {
            warnings << u"It allows everything: nothing that stands behind it is reached."_s;
        }
    }
    if (denies && !isLogged) {
        warnings << u"It drops silently: without logging nobody will see what it stopped."_s;
    } else if (!isLogged && !isOff) {
        warnings << u"It is not logged."_s;
    }
    if (rule.value(u"tag"_s).toString().size() > kMaximumLogLabel) {
        warnings << u"NSX cuts the log label at 32 characters."_s;
    }
    if (!policy.value(u"stateful"_s).toBool(true) &&
        rule.value(u"direction"_s).toString(u"IN_OUT"_s) != u"IN_OUT") {
        warnings << u"Its policy is stateless: the answers need a rule of their own."_s;
    }
    if (policy.value(u"scope"_s).isArray() && !isAny(policy.value(u"scope"_s)) &&
        !isAny(rule.value(u"scope"_s))) {
        warnings << u"The policy's own Applied To overrules the rule's."_s;
    }
    if (policy.value(u"category"_s).toString() == u"Emergency") {
        warnings << u"Category Emergency is meant for quarantine and the like, not for routine "
                    "rules."_s;
    }
    return warnings;
}

} // namespace bulkhead::ops
