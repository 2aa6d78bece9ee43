// SPDX-License-Identifier: MIT
// update_idps_settings, update_idps_rule: what intrusion detection guards, and how.
#include "base/text.h"
#include "change/undo_planner.h"
#include "nsx/api_path.h"
#include "nsx/ids_api.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"
#include "ops/idps_operations.h"
#include "ops/idps_rules.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <algorithm>
#include <array>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QString nameIn(const QJsonObject& object) {
    const QString name = object.value(u"display_name"_s).toString();
    return cleanLine(name.isEmpty() ? object.value(u"id"_s).toString() : name);
}

QString clusterName(const QJsonObject& config) {
    const QString name = config.value(u"cluster"_s)[u"target_display_name"_s].toString();
    return name.isEmpty() ? nameIn(config) : cleanLine(name);
}

/// Adds the request that gives `before` the fields of `after`; false if they are the same.
bool addChange(change::WritePlan& plan, const QString& path, const QJsonObject& before,
               const QJsonObject& after) {
    if (before == after) {
        return false;
    }
    plan.requests.push_back(change::putObject(path, after, before));
    plan.images.push_back(objectImage(path, before, after));
    return true;
}

Result<QJsonObject> findCluster(const QJsonArray& configs, const QString& wanted) {
    std::vector<QJsonObject> found;
    QStringList known;
    for (const QJsonValue value : configs) {
        const QJsonObject config = value.toObject();
        known << clusterName(config);
        if (config.value(u"id"_s).toString() == wanted || clusterName(config) == wanted) {
            found.push_back(config);
        }
    }
    if (found.size() == 1) {
        return found.front();
    }
    const QString shown = elideMiddle(cleanLine(wanted), 80);
    return found.empty()
               ? fail(ErrorKind::NotFound,
                      known.isEmpty() ? u"Prepare a cluster for NSX first."_s
                                      : u"Use one of "_s + known.join(u", "_s) + u'.',
                      u"There is no cluster "_s + shown + u'.', wanted)
               : fail(ErrorKind::InvalidInput, u"Give the cluster's id (get_idps_status)."_s,
                      u"Several clusters are called "_s + shown + u'.', wanted);
}

qsizetype hostsOf(const nsx::IdsState& state, const QString& cluster) {
    const QJsonArray hosts = state.hosts.value_or(QJsonArray());
    return std::count_if(hosts.begin(), hosts.end(), [&cluster](const QJsonValue& host) {
        return host[u"parent_compute_collection"_s].toString() == cluster;
    });
}

/// The plan with the switch of one cluster added.
Task<change::WritePlan> addCluster(Call call, change::WritePlan plan) {
    const bool enabled = call.arguments.value(u"enabled"_s).toBool();
    const nsx::IdsApi api(call.manager);
    const auto state = co_await api.state(call.token);
    if (!state) {
        co_return fail(state.error());
    }
    if (!state->clusters) {
        co_return fail(ErrorKind::Failed, u"Ask somebody who may read the clusters."_s,
                       state->problems.join(u' '));
    }
    const auto config =
        findCluster(*state->clusters, call.arguments.value(u"cluster"_s).toString());
    if (!config) {
        co_return fail(config.error());
    }
    if (!call.manager) {
        co_return fail(nsx::connectionGone());
    }
    const QString id = config->value(u"id"_s).toString();
    QJsonObject wanted = *config;
    wanted.insert(u"ids_enabled"_s, enabled);
    plan.result.insert(u"cluster"_s, id);
    plan.result.insert(u"enabled"_s, enabled);
    const QString path = nsx::idsClusterPath(call.manager->target(), id);
    if (!addChange(plan, path, *config, wanted)) {
        co_return plan;
    }
    const QString name = clusterName(*config);
    const QString hosts =
        state->hosts ? u"%1 hosts"_s.arg(hostsOf(*state, id)) : u"an unknown number of hosts"_s;
    plan.summary =
        u"Change intrusion detection on cluster %1: %2"_s.arg(name, enabled ? u"on"_s : u"off"_s);
    plan.object = path;
    plan.consequences << (enabled ? u"On %1 of cluster %2 traffic is inspected, which costs "
                                    "processor time; rules that prevent may cut connections."_s
                                  : u"On %1 of cluster %2 attacks are neither seen nor prevented "
                                    "any more."_s)
                             .arg(hosts, name);
    if (state->settings && enabled &&
        state->settings->value(u"oversubscription"_s).toString() == u"DROPPED") {
        plan.warnings << u"Under overload traffic is dropped, not passed uninspected."_s;
    }
    co_return plan;
}

/// What the change of a rule means for its traffic, a sentence each.
QStringList ruleConsequences(const QJsonObject& before, const QJsonObject& after) {
    const auto prevents = [](const QJsonObject& rule) {
        return !rule.value(u"disabled"_s).toBool() &&
               rule.value(u"action"_s).toString() == u"DETECT_PREVENT";
    };
    const QString name = nameIn(before);
    QStringList sentences;
    if (prevents(after) && !prevents(before)) {
        sentences << u"Traffic that signatures of rule %1 take for an attack is cut from now on; a "
                     "false alarm breaks a working connection."_s.arg(name);
    }
    if (prevents(before) && !prevents(after)) {
        sentences << u"Attacks that rule %1 has cut get through from now on."_s.arg(name);
    }
    if (after.value(u"disabled"_s).toBool() && !before.value(u"disabled"_s).toBool()) {
        sentences << u"Rule %1 sees nothing any more."_s.arg(name);
    }
    if (sentences.isEmpty()) {
        sentences << u"Rule %1 reports what it sees; it cuts nothing."_s.arg(name);
    }
    return sentences;
}

Task<change::WritePlan> planRule(Call call) {
    if (!call.arguments.contains(u"mode"_s) && !call.arguments.contains(u"disabled"_s)) {
        co_return fail(ErrorKind::InvalidInput, u"Give mode or disabled."_s,
                       u"There is nothing to change."_s, u"mode"_s);
    }
    const nsx::IdsApi api(call.manager);
    const auto policies = co_await api.policies(call.token);
    if (!policies) {
        co_return fail(policies.error());
    }
    const auto rule = findIdpsRule(*policies, call.arguments.value(u"rule_id"_s).toString(),
                                   call.arguments.value(u"policy_id"_s).toString());
    if (!rule) {
        co_return fail(rule.error());
    }
    QJsonObject wanted = *rule;
    copyGiven(call.arguments, {{u"mode", u"action"}, {u"disabled", u"disabled"}}, wanted);
    const QString path = rule->value(u"path"_s).toString();
    change::WritePlan plan;
    plan.status = u"updated"_s;
    plan.summary = u"Change intrusion rule %1"_s.arg(nameIn(*rule));
    plan.object = path;
    plan.result = {{u"rule_id"_s, rule->value(u"id"_s)},
                   {u"mode"_s, wanted.value(u"action"_s)},
                   {u"disabled"_s, wanted.value(u"disabled"_s)}};
    if (addChange(plan, path, *rule, wanted)) {
        plan.consequences = ruleConsequences(*rule, wanted);
        plan.realizationOf = {path};
    } else {
        plan.warnings << u"It already is as asked for."_s;
    }
    co_return plan;
}

bool changes(const QJsonObject& before, const QJsonObject& after, const QString& key) {
    return before.value(key) != after.value(key);
}

/// What the change of the settings means, a sentence each.
QStringList settingsConsequences(const QJsonObject& before, const QJsonObject& after) {
    QStringList sentences;
    if (changes(before, after, u"auto_update"_s)) {
        sentences << (after.value(u"auto_update"_s).toBool()
                          ? u"New signatures take effect by themselves from now on."_s
                          : u"Signatures grow old until somebody updates them."_s);
    }
    if (changes(before, after, u"ids_events_to_syslog"_s)) {
        sentences << (after.value(u"ids_events_to_syslog"_s).toBool()
                          ? u"Events are sent to syslog too."_s
                          : u"Events reach no syslog server any more."_s);
    }
    if (changes(before, after, u"oversubscription"_s)) {
        sentences << (after.value(u"oversubscription"_s).toString() == u"DROPPED"
                          ? u"Under overload traffic is dropped: connections break."_s
                          : u"Under overload traffic passes without being inspected."_s);
    }
    return sentences;
}

/// Either both of cluster and enabled, or a setting, or all of them; or the reset alone.
Result<void> checkSettings(const QJsonObject& arguments) {
    if (arguments.contains(u"cluster"_s) != arguments.contains(u"enabled"_s)) {
        return fail(ErrorKind::InvalidInput, u"Give cluster and enabled together."_s,
                    u"Intrusion detection is turned on or off for one cluster."_s, u"cluster"_s);
    }
    const std::array<const char16_t*, 4> settings{u"cluster", u"auto_update", u"events_to_syslog",
                                                  u"oversubscription"};
    const bool changes = std::any_of(settings.begin(), settings.end(), [&](const char16_t* name) {
        return arguments.contains(QStringView(name));
    });
    const bool resets = arguments.value(u"reset_statistics"_s).toBool();
    if (changes && resets) {
        // One can be undone, the other cannot.
        return fail(ErrorKind::InvalidInput, u"Reset the counters in a call of its own."_s,
                    u"Settings can be put back, counters cannot."_s, u"reset_statistics"_s);
    }
    if (changes || resets) {
        return {};
    }
    return fail(ErrorKind::InvalidInput,
                u"Give cluster and enabled, auto_update, events_to_syslog, oversubscription or "
                "reset_statistics."_s,
                u"There is nothing to change."_s, u"cluster"_s);
}

/// NSX 4.2: POST …/intrusion-services/stats?action=reset, by category; there is no more to it.
change::WritePlan planReset(const QString& settingsPath) {
    change::WritePlan plan;
    plan.status = u"reset"_s;
    plan.summary = u"Reset the counters of all intrusion rules"_s;
    plan.object = settingsPath;
    plan.requests.push_back(
        {"POST", nsx::objectUrl(settingsPath) + u"/stats"_s,
         nsx::makeQuery({{u"action"_s, u"reset"_s}, {u"category"_s, u"IDPSDFW"_s}}), std::nullopt});
    plan.noUndo = u"The manager forgets the old counters."_s;
    plan.consequences = {u"The counters of all intrusion rules of the distributed firewall begin "
                         "at 0; events stay."_s};
    return plan;
}

Task<change::WritePlan> planSettings(Call call) {
    if (const auto checked = checkSettings(call.arguments); !checked) {
        co_return fail(checked.error());
    }
    if (!call.manager) {
        co_return fail(nsx::connectionGone());
    }
    const QString path = nsx::idsSettingsPath(call.manager->target());
    if (call.arguments.value(u"reset_statistics"_s).toBool()) {
        co_return planReset(path);
    }
    const nsx::ObjectApi objects(call.manager);
    const auto before = co_await objects.object(path, call.token);
    if (!before) {
        co_return fail(before.error());
    }
    QJsonObject wanted = *before;
    copyGiven(call.arguments,
              {{u"auto_update", u"auto_update"},
               {u"events_to_syslog", u"ids_events_to_syslog"},
               {u"oversubscription", u"oversubscription"}},
              wanted);
    change::WritePlan plan;
    plan.status = u"updated"_s;
    plan.summary = u"Change the settings of intrusion detection"_s;
    plan.object = path;
    plan.result = {{u"auto_update"_s, wanted.value(u"auto_update"_s)},
                   {u"events_to_syslog"_s, wanted.value(u"ids_events_to_syslog"_s)},
                   {u"oversubscription"_s, wanted.value(u"oversubscription"_s)}};
    const bool isOther = addChange(plan, path, *before, wanted);
    if (call.arguments.contains(u"cluster"_s)) {
        const QString summary = plan.summary;
        auto more = co_await addCluster(call, plan);
        if (!more) {
            co_return fail(more.error());
        }
        plan = std::move(*more);
        if (isOther) { // it is about both
            plan.summary = summary;
            plan.object = path;
        }
    }
    plan.consequences = settingsConsequences(*before, wanted) + plan.consequences;
    if (plan.requests.empty()) {
        plan.warnings << u"It already is as asked for."_s;
    }
    co_return plan;
}

} // namespace

Operation updateIdpsRuleOperation() {
    namespace s = schema;
    Operation operation = destructiveOperation(
        u"update_idps_rule"_s, u"Change what an intrusion rule does"_s,
        u"Let an intrusion rule detect or prevent, or switch it on or off"_s,
        u"Changes the mode of an intrusion rule: DETECT only reports attacks, DETECT_PREVENT cuts "
        u"them by the action of each signature. A person confirms it."_s,
        planRule);
    operation.annotations.idempotent = true;
    Parameter rule =
        textParameter(u"rule_id"_s, u"Id, path, number or unique display name of the rule."_s);
    rule.required = true;
    operation.parameters = {
        rule,
        textParameter(u"policy_id"_s, u"The rule's intrusion policy, if its name alone is not "
                                      "unique: id, path or display name."_s),
        choiceParameter(u"mode"_s, {u"DETECT"_s, u"DETECT_PREVENT"_s}, u"What it does."_s),
        flagParameter(u"disabled"_s, u"True: the rule is switched off."_s)};
    operation.resultSchema =
        s::written({{u"rule_id", s::text(u"Id of the rule."_s)},
                    {u"mode", s::nullable(s::text(u"DETECT, DETECT_PREVENT or EXEMPT."_s))},
                    {u"disabled", s::nullable(s::boolean({}))}});
    operation.command = {u"idps"_s, u"rule"_s, {u"rule_id"_s}, {}};
    return operation;
}

Operation updateIdpsSettingsOperation() {
    namespace s = schema;
    Operation operation = destructiveOperation(
        u"update_idps_settings"_s, u"Change intrusion detection"_s,
        u"Turn intrusion detection on or off for a cluster, or change its settings"_s,
        u"Turns intrusion detection and prevention on or off for all hosts of a cluster, and "
        u"changes its settings for the whole manager: whether signatures update themselves, "
        u"whether events go to syslog, and what happens under overload; or resets the counters of "
        u"the intrusion rules. A person confirms it."_s,
        planSettings);
    operation.annotations.idempotent = true;
    operation.parameters = {
        textParameter(u"cluster"_s,
                      u"A cluster's display name or id, as get_idps_status shows them."_s),
        flagParameter(u"enabled"_s, u"On or off for that cluster."_s),
        flagParameter(u"auto_update"_s, u"Signatures update themselves."_s),
        flagParameter(u"events_to_syslog"_s, u"Events are sent to syslog."_s),
        choiceParameter(u"oversubscription"_s, {u"BYPASSED"_s, u"DROPPED"_s},
                        u"Under overload: traffic passes uninspected, or is dropped."_s),
        flagParameter(u"reset_statistics"_s, u"Instead of a change: the counters of all intrusion "
                                             "rules begin at 0. Cannot be undone."_s)};
    operation.resultSchema =
        s::written({{u"cluster", s::text(u"Id of the cluster."_s)},
                    {u"enabled", s::boolean({})},
                    {u"auto_update", s::nullable(s::boolean({}))},
                    {u"events_to_syslog", s::nullable(s::boolean({}))},
                    {u"oversubscription", s::nullable(s::text(u"BYPASSED or DROPPED."_s))}});
    operation.command = {u"idps"_s, u"settings"_s, {}, {}};
    return operation;
}

} // namespace bulkhead::ops
