// SPDX-License-Identifier: MIT
// Routes of rule statistics, and of rules by their number.
#include "simulator/ids_events.h"
#include "simulator/presentation.h"
#include "simulator/router.h"
#include "simulator/traffic.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// Over all rules; the real one is up to 15 minutes late too.
qint64 mostSessions(const World& world) {
    qint64 most = 0;
    for (const RuleCounters& counters : world.counters) {
        most = std::max(most, counters.sessions);
    }
    return most;
}

/// What every intrusion rule has seen, by its number.
QHash<qint64, qint64> intrusionHits(const World& world) {
    QHash<qint64, qint64> hits;
    for (const QJsonObject& event : eventSummaries(world)) {
        hits[event.value(u"rule_id"_s).toInteger()] += event.value(u"total_count"_s).toInteger();
    }
    return hits;
}

/// Of an intrusion rule what it has seen counts, of a firewall rule the traffic.
RuleCounters countersOf(World& world, const StoredObject& rule) {
    if (rule.type != u"IdsRule"_s) {
        return countersNow(world, rule);
    }
    RuleCounters counters;
    const qint64 number = rule.fields.value(u"rule_id"_s).toInteger();
    const qint64 before = world.intrusionHitsAtReset.value(number);
    counters.hits = std::max<qint64>(0, intrusionHits(world).value(number) - before);
    counters.packets = counters.hits;
    counters.sessions = counters.hits;
    return counters;
}

/// NSX 4.2 RuleStatistics. The popularity index is sessions by the age of the rule in days.
QJsonObject ruleStatistics(World& world, const StoredObject& rule, qint64 mostSessions) {
    const RuleCounters counters = countersOf(world, rule);
    const qint64 most = std::max(mostSessions, counters.sessions);
    constexpr qint64 msPerDay = qint64{24} * 60 * 60 * 1000;
    const qint64 age = World::now() - rule.fields.value(u"_create_time"_s).toInteger();
    const qint64 popularity = counters.sessions / std::max<qint64>(age / msPerDay, 1);
    return {{u"internal_rule_id"_s, QString::number(rule.fields.value(u"rule_id"_s).toInteger())},
            {u"rule"_s, rule.path},
            {u"packet_count"_s, counters.packets},
            {u"byte_count"_s, counters.bytes},
            {u"session_count"_s, counters.sessions},
            {u"hit_count"_s, counters.hits},
            {u"popularity_index"_s, popularity},
            {u"max_popularity_index"_s, std::max(popularity, most / 30)},
            {u"max_session_count"_s, most},
            {u"total_session_count"_s, counters.sessions},
            {u"l7_accept_count"_s, 0},
            {u"l7_reject_count"_s, 0},
            {u"l7_reject_with_response_count"_s, 0}};
}

QJsonObject atEnforcementPoint(const QJsonObject& statistics) {
    const QJsonObject result = {{u"enforcement_point"_s, enforcementPointPath()},
                                {u"statistics"_s, statistics}};
    return {{u"results"_s, QJsonArray{result}}, {u"result_count"_s, 1}};
}

QString policyPath(const Request& request) {
    // policy/api/v1/infra/domains/<domain>/<collection>/<policy>/…
    return u"/infra/domains/"_s + request.segments.value(5) + u'/' + request.segments.value(6) +
           u'/' + request.segments.value(7);
}

/// The rules are in an inner list of their own.
Response policyStatistics(World& world, const Request& request) {
    const StoredObject* policy = world.store.find(policyPath(request));
    if (policy == nullptr) {
        return errorResponse(notFound(policyPath(request)));
    }
    const qint64 most = mostSessions(world);
    QJsonArray rules;
    for (const StoredObject* rule : orderedRules(world.store, policy->path)) {
        rules.append(ruleStatistics(world, *rule, most));
    }
    return jsonResponse(
        atEnforcementPoint({{u"internal_section_id"_s, policy->text(u"unique_id"_s)},
                            {u"result_count"_s, rules.size()},
                            {u"results"_s, rules}}));
}

/// No inner list here.
Response oneRuleStatistics(World& world, const Request& request) {
    const QString path = policyPath(request) + u"/rules/"_s + request.captures.value(2);
    const StoredObject* rule = world.store.find(path);
    return rule == nullptr ? errorResponse(notFound(path))
                           : jsonResponse(atEnforcementPoint(
                                 ruleStatistics(world, *rule, mostSessions(world))));
}

Response reset(World& world, const Request& request) {
    static const QStringList distributed = {u"DFW"_s, u"L3DFW"_s};
    static const QStringList others = {u"EDGE"_s, u"L3EDGE"_s, u"L3BRIDGEPORT"_s};
    const QString category = request.parameter(u"category"_s);
    if (request.parameter(u"action"_s) != u"reset"_s ||
        !(distributed.contains(category) || others.contains(category))) {
        return errorResponse(invalidField(u"action is not reset, or category is unknown"_s));
    }
    if (distributed.contains(category)) {
        resetCounters(world);
    }
    return emptyResponse();
}

/// Intrusion detection has its own.
Response resetIntrusion(World& world, const Request& request) {
    const QString category = request.parameter(u"category"_s);
    if (request.parameter(u"action"_s) != u"reset"_s ||
        (category != u"IDPSDFW"_s && category != u"IDPSEDGE"_s)) {
        return errorResponse(invalidField(u"action is not reset, or category is unknown"_s));
    }
    if (category == u"IDPSDFW"_s) {
        world.intrusionHitsAtReset = intrusionHits(world);
    }
    return emptyResponse();
}

QJsonArray references(const World& world, const QJsonValue& list) {
    QJsonArray references;
    for (const QJsonValue value : list.toArray()) {
        const QString text = value.toString();
        const StoredObject* object = world.store.find(text);
        if (text == u"ANY"_s) {
            continue;
        }
        references.append(QJsonObject{
            {u"target_id"_s, object == nullptr ? text : object->text(u"unique_id"_s)},
            {u"target_display_name"_s, object == nullptr ? text : object->text(u"display_name"_s)},
            {u"target_type"_s, object == nullptr ? u"IPAddress"_s : u"NSGroup"_s},
            {u"is_valid"_s, object != nullptr || !text.startsWith(u'/')}});
    }
    return references;
}

/// NSX 4.2 FirewallRule of the manager API.
QJsonObject managerRule(const World& world, const StoredObject& rule) {
    const StoredObject& policy = *world.store.find(rule.parentPath);
    const QJsonObject& fields = rule.fields;
    return {{u"resource_type"_s, u"FirewallRule"_s},
            {u"id"_s, QString::number(fields.value(u"rule_id"_s).toInteger())},
            {u"display_name"_s, fields.value(u"display_name"_s)},
            {u"section_id"_s, policy.fields.value(u"unique_id"_s)},
            {u"action"_s, fields.value(u"action"_s)},
            {u"direction"_s, fields.value(u"direction"_s)},
            {u"ip_protocol"_s, fields.value(u"ip_protocol"_s).toString(u"IPV4_IPV6"_s)},
            {u"disabled"_s, fields.value(u"disabled"_s)},
            {u"logged"_s, fields.value(u"logged"_s)},
            {u"is_default"_s, fields.value(u"is_default"_s)},
            {u"priority"_s, fields.value(u"sequence_number"_s)},
            {u"rule_tag"_s, fields.value(u"tag"_s).toString()},
            {u"notes"_s, fields.value(u"notes"_s).toString()},
            {u"sources_excluded"_s, fields.value(u"sources_excluded"_s)},
            {u"destinations_excluded"_s, fields.value(u"destinations_excluded"_s)},
            {u"sources"_s, references(world, fields.value(u"source_groups"_s))},
            {u"destinations"_s, references(world, fields.value(u"destination_groups"_s))},
            {u"services"_s, references(world, fields.value(u"services"_s))},
            {u"applied_tos"_s, references(world, fields.value(u"scope"_s))},
            {u"_revision"_s, fields.value(u"_revision"_s)}};
}

/// The any-any rule that a policy's connectivity preference makes.
QJsonObject generatedRule(const World& world, const StoredObject& policy) {
    const QString preference = policy.text(u"connectivity_preference"_s);
    return {{u"resource_type"_s, u"FirewallRule"_s},
            {u"id"_s, QString::number(policy.fields.value(u"default_rule_id"_s).toInteger())},
            {u"display_name"_s, u"default_rule"_s},
            {u"section_id"_s, policy.fields.value(u"unique_id"_s)},
            {u"action"_s, preference.startsWith(u"ALLOWLIST"_s) ? u"DROP"_s : u"ALLOW"_s},
            {u"direction"_s, u"IN_OUT"_s},
            {u"ip_protocol"_s, u"IPV4_IPV6"_s},
            {u"disabled"_s, false},
            {u"logged"_s, preference.endsWith(u"_ENABLE_LOGGING"_s)},
            {u"is_default"_s, true},
            {u"applied_tos"_s, references(world, policy.fields.value(u"scope"_s))},
            {u"_revision"_s, 0}};
}

/// Gone with the manager API's firewall in 9.0.
Response ruleByNumber(World& world, const Request& request) {
    if (world.productVersion.section(u'.', 0, 0).toInt() >= 9) {
        return errorResponse(noSuchUrl(request.path()));
    }
    const qint64 number = request.captures.value(0).toLongLong();
    const StoredObject* rule = world.store.rule(number);
    if (rule != nullptr && rule->type == u"Rule"_s) {
        return jsonResponse(managerRule(world, *rule));
    }
    for (const StoredObject* policy : world.store.ofType(u"SecurityPolicy"_s)) {
        const qint64 generated = policy->fields.value(u"default_rule_id"_s).toInteger();
        if (generated > 0 && generated == number) {
            return jsonResponse(generatedRule(world, *policy));
        }
    }
    return errorResponse(
        {404, 202, u"firewall"_s,
         u"The firewall rule "_s + request.captures.value(0) + u" could not be found."_s});
}

} // namespace

void addStatisticsRoutes(Router& router) {
    const QString policy = u"policy/api/v1/infra/domains/*/security-policies/*"_s;
    const QString intrusion = u"policy/api/v1/infra/domains/*/intrusion-service-policies/*"_s;
    for (const QString& base : {policy, intrusion}) {
        router.add("GET", base + u"/statistics"_s, policyStatistics);
        router.add("GET", base + u"/rules/*/statistics"_s, oneRuleStatistics);
    }
    router.add("POST", u"policy/api/v1/infra/settings/firewall/stats"_s, reset);
    router.add("POST", u"api/v1/firewall/stats"_s, reset);
    router.add("POST", u"policy/api/v1/infra/settings/firewall/security/intrusion-services/stats"_s,
               resetIntrusion);
    router.add("GET", u"api/v1/firewall/rules/*"_s, ruleByNumber);
}

} // namespace bulkhead::simulator
