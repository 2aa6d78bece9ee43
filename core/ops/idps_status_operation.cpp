// SPDX-License-Identifier: MIT
// get_idps_status: is intrusion detection on, where, and how old are its signatures.
#include "nsx/ids_api.h"
#include "ops/format.h"
#include "ops/idps_events.h"
#include "ops/idps_operations.h"
#include "ops/idps_rules.h"
#include "ops/manager_only.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// A field of one part; null if the part or the field is unknown.
QJsonValue fieldOf(const std::optional<QJsonObject>& part, const QString& key) {
    const QJsonValue value = part ? part->value(key) : QJsonValue();
    return value.isUndefined() ? QJsonValue() : value;
}

/// The predecessor gave the scalars of this part as texts.
QJsonValue asTexts(const std::optional<QJsonObject>& part) {
    if (!part) {
        return {};
    }
    QJsonObject texts;
    for (auto it = part->constBegin(); it != part->constEnd(); ++it) {
        if (!it->isObject() && !it->isArray() && !it->isNull()) {
            texts.insert(it.key(), it->toVariant().toString());
        }
    }
    return texts;
}

QJsonValue settingsOf(const nsx::IdsState& state) {
    if (!state.settings) {
        return {};
    }
    return QJsonObject{
        {u"auto_update"_s, fieldOf(state.settings, u"auto_update"_s)},
        {u"ids_events_to_syslog"_s, fieldOf(state.settings, u"ids_events_to_syslog"_s)},
        {u"oversubscription"_s, fieldOf(state.settings, u"oversubscription"_s)},
        {u"ids_ever_enabled"_s, fieldOf(state.settings, u"ids_ever_enabled"_s)}};
}

/// A host runs what its cluster runs (NSX 4.2 tells no more of a single host).
QJsonValue hostsOf(const nsx::IdsState& state, const QString& cluster, const QJsonValue& enabled) {
    if (!state.hosts) {
        return {};
    }
    QJsonArray hosts;
    for (const QJsonValue host : *state.hosts) {
        if (host[u"parent_compute_collection"_s].toString() == cluster) {
            hosts.append(
                QJsonObject{{u"id"_s, host[u"external_id"_s].toString()},
                            {u"display_name"_s, orNull(host[u"display_name"_s].toString())},
                            {u"enabled"_s, enabled}});
        }
    }
    return hosts;
}

/// What the rules do where detection is on; null where nobody knows.
QJsonValue modeWhere(const QJsonValue& enabled, const QJsonValue& mode) {
    if (enabled.isBool()) {
        return enabled.toBool() ? mode : QJsonValue(u"OFF"_s);
    }
    return {};
}

QJsonValue clustersOf(const nsx::IdsState& state, const QJsonValue& mode) {
    if (!state.clusters) {
        return {};
    }
    QJsonArray clusters;
    for (const QJsonValue value : *state.clusters) {
        const QJsonObject config = value.toObject();
        const QJsonObject cluster = config.value(u"cluster"_s).toObject();
        const QJsonValue enabled = fieldOf(config, u"ids_enabled"_s);
        const QString id = config.value(u"id"_s).toString();
        clusters.append(QJsonObject{
            {u"id"_s, id},
            {u"display_name"_s, orNull(cluster.value(u"target_display_name"_s).toString())},
            {u"enabled"_s, enabled},
            {u"mode"_s, modeWhere(enabled, mode)},
            {u"stale"_s, fieldOf(config, u"is_stale"_s)},
            {u"hosts"_s, hostsOf(state, id, enabled)}});
    }
    return clusters;
}

/// On as soon as it is on somewhere; off only if every place was heard to be off.
QJsonValue enabledOf(const nsx::IdsState& state) {
    bool isUnknown = !state.clusters || !state.standaloneHosts;
    QJsonArray answers{fieldOf(state.standaloneHosts, u"ids_enabled"_s)};
    const QJsonArray clusters = state.clusters.value_or(QJsonArray());
    for (const QJsonValue cluster : clusters) {
        answers.append(cluster[u"ids_enabled"_s]);
    }
    for (const QJsonValue answer : std::as_const(answers)) {
        if (answer.toBool()) {
            return true;
        }
        isUnknown = isUnknown || !answer.isBool();
    }
    return isUnknown ? QJsonValue() : QJsonValue(false);
}

/// The version whose signatures are in use.
std::optional<QJsonObject> activeVersion(const nsx::IdsState& state) {
    const QJsonArray versions = state.versions.value_or(QJsonArray());
    for (const QJsonValue version : versions) {
        if (version[u"state"_s].toString() == u"ACTIVE") {
            return version.toObject();
        }
    }
    return std::nullopt;
}

void addVersion(QJsonObject& result, const nsx::IdsState& state) {
    const std::optional<QJsonObject> version = activeVersion(state);
    QJsonValue name = fieldOf(version, u"version_id"_s);
    if (name.isNull()) {
        name = fieldOf(state.signatureStatus, u"version_id"_s);
    }
    const QJsonValue updated = fieldOf(version, u"update_time"_s);
    QJsonValue when;
    QJsonValue age;
    if (updated.isDouble()) {
        const QDateTime time =
            QDateTime::fromMSecsSinceEpoch(updated.toInteger(), QTimeZone::utc());
        when = timeOrNull(time);
        age = qMax<qint64>(0, time.daysTo(QDateTime::currentDateTimeUtc()));
    }
    const QString newest = fieldOf(version, u"status"_s).toString();
    result.insert(u"signature_version"_s, name);
    result.insert(u"signature_update_time"_s, when);
    result.insert(u"signature_age_days"_s, age);
    result.insert(u"signatures_are_latest"_s,
                  newest.isEmpty() ? QJsonValue() : QJsonValue(newest == u"LATEST"));
}

/// How many clusters, hosts, rules and events there are; null where it could not be read.
struct Counts {
    std::optional<IdpsRuleCounts> rules;
    std::optional<qint64> events;    ///< with an occurrence in the last 24 hours
    std::optional<qint64> prevented; ///< of these
};

QJsonObject countsOf(const nsx::IdsState& state, const Counts& counts) {
    const QJsonArray clusters = state.clusters.value_or(QJsonArray());
    const auto enabled =
        std::count_if(clusters.begin(), clusters.end(),
                      [](const QJsonValue& cluster) { return cluster[u"ids_enabled"_s].toBool(); });
    const auto rules = [&counts](int IdpsRuleCounts::* field) {
        return counts.rules ? QJsonValue((*counts.rules).*field) : QJsonValue();
    };
    return QJsonObject{{u"clusters"_s, state.clusters ? QJsonValue(clusters.size()) : QJsonValue()},
                       {u"clusters_enabled"_s,
                        state.clusters ? QJsonValue(static_cast<qint64>(enabled)) : QJsonValue()},
                       {u"hosts"_s, state.hosts ? QJsonValue(state.hosts->size()) : QJsonValue()},
                       {u"policies"_s, rules(&IdpsRuleCounts::policies)},
                       {u"rules"_s, rules(&IdpsRuleCounts::rules)},
                       {u"rules_enabled"_s, rules(&IdpsRuleCounts::enabled)},
                       {u"rules_detecting"_s, rules(&IdpsRuleCounts::detect)},
                       {u"rules_preventing"_s, rules(&IdpsRuleCounts::prevent)},
                       {u"events_24h"_s, orNull(counts.events)},
                       {u"prevented_24h"_s, orNull(counts.prevented)}};
}

void countEvents(Counts& counts, const nsx::IdsEvents& read) {
    IdpsEventFilter filter;
    filter.since = QDateTime::currentDateTimeUtc().addDays(-1);
    counts.events = 0;
    counts.prevented = 0;
    for (const IdpsEvent& event : idpsEvents(read.items)) {
        if (filter.accepts(event)) {
            ++*counts.events;
            *counts.prevented += event.isPrevented().value_or(false) ? 1 : 0;
        }
    }
}

Task<Answer> getStatus(Call call) {
    const auto manager = managerOf(call, u"the state of intrusion detection"_s);
    if (!manager) {
        co_return fail(manager.error());
    }
    call.progress({u"Reading the state of intrusion detection"_s, 1, 1});
    const nsx::IdsApi api(*manager);
    auto stateTask = api.state(call.token);
    auto ruleTask = api.policies(call.token);
    auto eventTask = api.events({}, call.token);
    const auto state = co_await stateTask;
    const auto policies = co_await ruleTask;
    const auto events = co_await eventTask;
    if (!state) {
        co_return fail(state.error());
    }
    QStringList notes = state->problems;
    Counts counts;
    if (policies) {
        counts.rules = countRules(*policies);
    } else {
        notes << u"The rules could not be read: "_s + policies.error().explanation();
    }
    if (events) {
        countEvents(counts, *events);
    } else {
        notes << u"The events could not be read: "_s + events.error().explanation();
    }
    if (events && !events->isComplete) {
        notes << u"The manager has more events than were read; the counts are too low."_s;
    }
    const QJsonValue enabled = enabledOf(*state);
    const QJsonValue mode = counts.rules ? QJsonValue(modeOf(*counts.rules)) : QJsonValue();
    QJsonObject result{
        {u"enabled"_s, enabled},
        {u"mode"_s, modeWhere(enabled, mode)},
        {u"clusters"_s, clustersOf(*state, mode)},
        {u"standalone_hosts_enabled"_s, fieldOf(state->standaloneHosts, u"ids_enabled"_s)},
        {u"settings"_s, settingsOf(*state)},
        {u"signature_status"_s, asTexts(state->signatureStatus)},
        {u"counts"_s, countsOf(*state, counts)},
        {u"notes"_s, QJsonArray::fromStringList(notes)}};
    addVersion(result, *state);
    co_return Answer{result};
}

QJsonObject resultSchema() {
    namespace s = schema;
    const QJsonObject host = s::object({
        {u"id", s::text(u"External id of the host."_s)},
        {u"display_name", s::nullable(s::text({}))},
        {u"enabled", s::nullable(s::boolean(u"As its cluster."_s))},
    });
    const QJsonObject cluster = s::object({
        {u"id", s::text(u"External id of the cluster."_s)},
        {u"display_name", s::nullable(s::text({}))},
        {u"enabled", s::nullable(s::boolean(u"Intrusion detection runs on its hosts."_s))},
        {u"mode", s::nullable(s::text(u"OFF, or what the rules do there."_s))},
        {u"stale", s::nullable(s::boolean(u"The cluster is gone."_s))},
        {u"hosts", s::nullable(s::list(host, u"Its hosts; null if unknown."_s))},
    });
    const QJsonObject settings = s::object({
        {u"auto_update", s::nullable(s::boolean(u"Signatures update themselves."_s))},
        {u"ids_events_to_syslog", s::nullable(s::boolean({}))},
        {u"oversubscription", s::nullable(s::text(u"BYPASSED or DROPPED under overload."_s))},
        {u"ids_ever_enabled", s::nullable(s::boolean({}))},
    });
    const auto number = [](const QString& words) { return s::nullable(s::integer(words)); };
    const QJsonObject counts = s::object({
        {u"clusters", number(u"Clusters that could be watched."_s)},
        {u"clusters_enabled", number(u"Clusters that are."_s)},
        {u"hosts", number(u"Hosts, in clusters or not."_s)},
        {u"policies", number(u"Intrusion policies."_s)},
        {u"rules", number(u"Their rules."_s)},
        {u"rules_enabled", number(u"Rules that are not disabled."_s)},
        {u"rules_detecting", number(u"Enabled rules that only report."_s)},
        {u"rules_preventing", number(u"Enabled rules that cut attacks."_s)},
        {u"events_24h", number(u"Events with an occurrence in the last 24 hours."_s)},
        {u"prevented_24h", number(u"Of these, how many were cut."_s)},
    });
    const QJsonObject texts{{u"type"_s, u"object"_s}, {u"additionalProperties"_s, s::text({})}};
    return s::object({
        {u"enabled", s::nullable(s::boolean(u"On at least somewhere; null if unknown."_s))},
        {u"mode", s::nullable(s::text(u"OFF; DETECT; DETECT_PREVENT if a rule prevents."_s))},
        {u"clusters", s::nullable(s::list(cluster, u"Each cluster; null if unknown."_s))},
        {u"standalone_hosts_enabled", s::nullable(s::boolean(u"On hosts without a cluster."_s))},
        {u"settings", s::nullable(settings)},
        {u"signature_status", s::nullable(texts)},
        {u"signature_version", s::nullable(s::text(u"The version in use."_s))},
        {u"signature_update_time", s::nullable(s::text(u"When it was made; UTC."_s))},
        {u"signature_age_days", s::nullable(s::integer(u"Days since then."_s))},
        {u"signatures_are_latest", s::nullable(s::boolean(u"False: there is a newer version."_s))},
        {u"counts", counts},
        {u"notes", s::texts(u"What could not be read and why."_s)},
    });
}

} // namespace

Operation getIdpsStatusOperation() {
    Operation operation = readOperation(
        u"get_idps_status"_s, u"Show the state of intrusion detection"_s,
        u"Show whether intrusion detection is on, where, and how old its signatures are"_s,
        u"Shows intrusion detection and prevention: on or off and in which mode for each cluster "
        u"and "
        u"its hosts, settings, signature version with its age, download state, and how many rules "
        u"and events of the last day there are. null means unknown."_s);
    operation.resultSchema = resultSchema();
    operation.command = {u"idps"_s, u"status"_s, {}, {}};
    operation.table = {{{u"Enabled"_s, u"enabled"_s},
                        {u"Mode"_s, u"mode"_s},
                        {u"Events in 24 h"_s, u"counts.events_24h"_s},
                        {u"Prevented"_s, u"counts.prevented_24h"_s},
                        {u"Rules"_s, u"counts.rules"_s},
                        {u"Standalone hosts"_s, u"standalone_hosts_enabled"_s},
                        {u"Signature version"_s, u"signature_version"_s},
                        {u"Updated"_s, u"signature_update_time"_s},
                        {u"Age in days"_s, u"signature_age_days"_s},
                        {u"Latest"_s, u"signatures_are_latest"_s},
                        {u"Updates itself"_s, u"settings.auto_update"_s},
                        {u"Events to syslog"_s, u"settings.ids_events_to_syslog"_s},
                        {u"Under overload"_s, u"settings.oversubscription"_s},
                        {u"Notes"_s, u"notes"_s}},
                       u"clusters"_s,
                       {},
                       {{u"Cluster"_s, u"display_name"_s},
                        {u"Enabled"_s, u"enabled"_s},
                        {u"Mode"_s, u"mode"_s},
                        {u"Stale"_s, u"stale"_s},
                        {u"ID"_s, u"id"_s}}};
    operation.handler = getStatus;
    return operation;
}

} // namespace bulkhead::ops
