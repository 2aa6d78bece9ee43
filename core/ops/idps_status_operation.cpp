// SPDX-License-Identifier: MIT
// get_idps_status: is intrusion detection on, where, and how old are its signatures.
#include "nsx/ids_api.h"
#include "ops/format.h"
#include "ops/idps_operations.h"
#include "ops/manager_only.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

#include <QDateTime>
#include <QTimeZone>

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

QJsonValue clustersOf(const nsx::IdsState& state) {
    if (!state.clusters) {
        return {};
    }
    QJsonArray clusters;
    for (const QJsonValue value : *state.clusters) {
        const QJsonObject config = value.toObject();
        const QJsonObject cluster = config.value(u"cluster"_s).toObject();
        clusters.append(QJsonObject{
            {u"id"_s, config.value(u"id"_s).toString()},
            {u"display_name"_s, orNull(cluster.value(u"target_display_name"_s).toString())},
            {u"enabled"_s, fieldOf(config, u"ids_enabled"_s)},
            {u"stale"_s, fieldOf(config, u"is_stale"_s)}});
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
        when = time.toString(Qt::ISODate);
        age = qMax<qint64>(0, time.daysTo(QDateTime::currentDateTimeUtc()));
    }
    const QString newest = fieldOf(version, u"status"_s).toString();
    result.insert(u"signature_version"_s, name);
    result.insert(u"signature_update_time"_s, when);
    result.insert(u"signature_age_days"_s, age);
    result.insert(u"signatures_are_latest"_s,
                  newest.isEmpty() ? QJsonValue() : QJsonValue(newest == u"LATEST"));
}

Task<Answer> getStatus(Call call) {
    const auto manager = managerOf(call, u"the state of intrusion detection"_s);
    if (!manager) {
        co_return fail(manager.error());
    }
    call.progress({u"Reading the state of intrusion detection"_s, 1, 1});
    const nsx::IdsApi api(*manager);
    const auto state = co_await api.state(call.token);
    if (!state) {
        co_return fail(state.error());
    }
    QJsonObject result{
        {u"enabled"_s, enabledOf(*state)},
        {u"clusters"_s, clustersOf(*state)},
        {u"standalone_hosts_enabled"_s, fieldOf(state->standaloneHosts, u"ids_enabled"_s)},
        {u"settings"_s, settingsOf(*state)},
        {u"signature_status"_s, asTexts(state->signatureStatus)},
        {u"notes"_s, QJsonArray::fromStringList(state->problems)}};
    addVersion(result, *state);
    co_return Answer{result};
}

QJsonObject resultSchema() {
    namespace s = schema;
    const QJsonObject cluster = s::object({
        {u"id", s::text(u"External id of the cluster."_s)},
        {u"display_name", s::nullable(s::text({}))},
        {u"enabled", s::nullable(s::boolean(u"Intrusion detection runs on its hosts."_s))},
        {u"stale", s::nullable(s::boolean(u"The cluster is gone."_s))},
    });
    const QJsonObject settings = s::object({
        {u"auto_update", s::nullable(s::boolean(u"Signatures update themselves."_s))},
        {u"ids_events_to_syslog", s::nullable(s::boolean({}))},
        {u"oversubscription", s::nullable(s::text(u"BYPASSED or DROPPED under overload."_s))},
        {u"ids_ever_enabled", s::nullable(s::boolean({}))},
    });
    const QJsonObject texts{{u"type"_s, u"object"_s}, {u"additionalProperties"_s, s::text({})}};
    return s::object({
        {u"enabled", s::nullable(s::boolean(u"On at least somewhere; null if unknown."_s))},
        {u"clusters", s::nullable(s::list(cluster, u"Each cluster; null if unknown."_s))},
        {u"standalone_hosts_enabled", s::nullable(s::boolean(u"On hosts without a cluster."_s))},
        {u"settings", s::nullable(settings)},
        {u"signature_status", s::nullable(texts)},
        {u"signature_version", s::nullable(s::text(u"The version in use."_s))},
        {u"signature_update_time", s::nullable(s::text(u"When it was made; UTC."_s))},
        {u"signature_age_days", s::nullable(s::integer(u"Days since then."_s))},
        {u"signatures_are_latest", s::nullable(s::boolean(u"False: there is a newer version."_s))},
        {u"notes", s::texts(u"What could not be read and why."_s)},
    });
}

} // namespace

Operation getIdpsStatusOperation() {
    Operation operation = readOperation(
        u"get_idps_status"_s, u"Show the state of intrusion detection"_s,
        u"Show whether intrusion detection is on, where, and how old its signatures are"_s,
        u"Shows intrusion detection and prevention: on or off for each cluster and for standalone "
        u"hosts, settings, signature version with its age, and download state. null means "
        u"unknown."_s);
    operation.resultSchema = resultSchema();
    operation.command = {u"idps"_s, u"status"_s, {}, {}};
    operation.table = {{{u"Enabled"_s, u"enabled"_s},
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
                        {u"Stale"_s, u"stale"_s},
                        {u"ID"_s, u"id"_s}}};
    operation.handler = getStatus;
    return operation;
}

} // namespace bulkhead::ops
