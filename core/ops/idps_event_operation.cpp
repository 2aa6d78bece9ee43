// SPDX-License-Identifier: MIT
// list_idps_events: what intrusion detection saw, when, on which machines, and what it did.
#include "base/text.h"
#include "guard/audit_reader.h"
#include "nsx/ids_api.h"
#include "ops/format.h"
#include "ops/idps_events.h"
#include "ops/idps_operations.h"
#include "ops/idps_rules.h"
#include "ops/list_envelope.h"
#include "ops/manager_only.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <QTimeZone>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDaysKept = 14; ///< the manager forgets then (NSX 4.2)

Result<QDateTime> beginning(const QJsonObject& arguments, const QDateTime& now) {
    const auto text = guard::sinceText(arguments.value(u"since"_s).toString(), now);
    if (!text) {
        return fail(text.error());
    }
    QDateTime since = QDateTime::fromString(*text, Qt::ISODate);
    since.setTimeSpec(Qt::UTC);
    const QDateTime oldest = now.addDays(-kDaysKept);
    return since.isValid() && since > oldest ? since : oldest;
}

QJsonObject formatEvent(const IdpsEvent& event, const QHash<qint64, IdpsRuleName>& rules) {
    const IdpsRuleName rule = rules.value(event.ruleNumber.value_or(-1));
    const auto flow = [&event](const QString& key) {
        const QJsonValue value = event.flow.value(key);
        return value.isUndefined() ? QJsonValue() : value;
    };
    return QJsonObject{{u"signature_id"_s, event.signatureId},
                       {u"signature_name"_s, orNull(event.signatureName)},
                       {u"severity"_s, orNull(event.severity)},
                       {u"action"_s, orNull(event.action)},
                       {u"prevented"_s, orNull(event.isPrevented())},
                       {u"first_seen"_s, timeOrNull(event.first)},
                       {u"last_seen"_s, timeOrNull(event.latest)},
                       {u"ongoing"_s, orNull(event.isOngoing)},
                       {u"count"_s, orNull(event.count)},
                       {u"vms"_s, QJsonArray::fromStringList(event.machines)},
                       {u"source_ip"_s, flow(u"source_ip"_s)},
                       {u"source_port"_s, flow(u"source_port"_s)},
                       {u"destination_ip"_s, flow(u"destination_ip"_s)},
                       {u"destination_port"_s, flow(u"destination_port"_s)},
                       {u"protocol"_s, flow(u"protocol"_s)},
                       {u"rule_number"_s, orNull(event.ruleNumber)},
                       {u"rule_name"_s, orNull(rule.name)},
                       {u"rule_path"_s, orNull(rule.path)},
                       {u"profile_id"_s, flow(u"profile_id"_s)}};
}

Task<Answer> listEvents(Call call) {
    const ListQuery query = listQuery(call.arguments);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto since = beginning(call.arguments, now);
    if (!since) {
        co_return fail(since.error());
    }
    const auto manager = managerOf(call, u"events of intrusion detection"_s);
    if (!manager) {
        co_return fail(manager.error());
    }
    call.progress({u"Reading events"_s, 0, std::nullopt});
    const nsx::IdsApi api(*manager);
    auto eventTask = api.events({}, call.token);
    auto ruleTask = api.policies(call.token);
    const auto read = co_await eventTask;
    const auto policies = co_await ruleTask;
    if (!read) {
        co_return fail(read.error());
    }
    QStringList notes;
    if (!policies) {
        notes << u"The names of the rules could not be read: "_s + policies.error().explanation();
    }
    if (!read->isComplete) {
        notes << u"The manager has more events than were read; the counts are too low."_s;
    }
    IdpsEventFilter filter;
    filter.since = *since;
    filter.severity = call.arguments.value(u"severity"_s).toString();
    filter.signature = call.arguments.value(u"signature"_s).toString();
    filter.machine = call.arguments.value(u"vm"_s).toString();
    filter.preventedOnly = call.arguments.value(u"prevented"_s).toBool();
    std::vector<IdpsEvent> events = idpsEvents(read->items);
    std::erase_if(events, [&filter](const IdpsEvent& event) { return !filter.accepts(event); });
    const auto rules = policies ? ruleNames(*policies) : QHash<qint64, IdpsRuleName>();
    QJsonArray items;
    for (auto i = static_cast<std::size_t>(query.offset);
         i < events.size() && items.size() < query.limit; ++i) {
        items.append(formatEvent(events[i], rules));
    }
    QJsonObject result = listEnvelope(items, query, static_cast<qint64>(events.size()));
    result.insert(u"since"_s, timeOrNull(*since));
    result.insert(u"by_severity"_s, bySeverity(events));
    result.insert(u"trend"_s, idpsTrend(events, *since, now));
    result.insert(u"notes"_s, QJsonArray::fromStringList(notes));
    co_return Answer{result};
}

QJsonObject countsSchema(schema::Properties more) {
    namespace s = schema;
    return s::merged(s::object(more), s::object({{u"critical", s::integer({})},
                                                 {u"high", s::integer({})},
                                                 {u"medium", s::integer({})},
                                                 {u"low", s::integer({})},
                                                 {u"suspicious", s::integer({})}}));
}

QJsonObject itemSchema() {
    namespace s = schema;
    return s::object({
        {u"signature_id", s::text({})},
        {u"signature_name", s::nullable(s::text({}))},
        {u"severity", s::nullable(s::text(u"CRITICAL, HIGH, MEDIUM, LOW or SUSPICIOUS."_s))},
        {u"action", s::nullable(s::text(u"ALERT, DROP or REJECT."_s))},
        {u"prevented", s::nullable(s::boolean(u"True: the traffic was cut."_s))},
        {u"first_seen", s::nullable(s::text(u"First occurrence; UTC."_s))},
        {u"last_seen", s::nullable(s::text(u"Latest occurrence; UTC."_s))},
        {u"ongoing", s::nullable(s::boolean({}))},
        {u"count", s::nullable(s::integer(u"Occurrences since first_seen."_s))},
        {u"vms", s::texts(u"Names of the affected machines."_s)},
        {u"source_ip", s::nullable(s::text({}))},
        {u"source_port", s::nullable(s::integer({}))},
        {u"destination_ip", s::nullable(s::text({}))},
        {u"destination_port", s::nullable(s::integer({}))},
        {u"protocol", s::nullable(s::text({}))},
        {u"rule_number", s::nullable(s::integer(u"Number of the intrusion rule, as in logs."_s))},
        {u"rule_name", s::nullable(s::text({}))},
        {u"rule_path", s::nullable(s::text(u"Path of the intrusion rule."_s))},
        {u"profile_id", s::nullable(s::text({}))},
    });
}

} // namespace

Operation listIdpsEventsOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"list_idps_events"_s, u"List intrusion events"_s,
        u"List what intrusion detection saw, the newest first"_s,
        u"Lists intrusion events, each a signature with the flow that it met: severity, affected "
        u"machines, the intrusion rule, how often, and whether the traffic was cut; with counts by "
        u"severity and over time. The manager forgets events after 14 days."_s);
    operation.parameters = {
        textParameter(u"since"_s, u"Only events that occurred since then: a day, a time (ISO 8601, "
                                  "UTC), or 24h, 7d ago; 14d at most, and without it."_s),
        choiceParameter(u"severity"_s,
                        {u"CRITICAL"_s, u"HIGH"_s, u"MEDIUM"_s, u"LOW"_s, u"SUSPICIOUS"_s},
                        u"Only events of this severity."_s),
        textParameter(u"signature"_s, u"Id of a signature, or part of its name."_s),
        textParameter(u"vm"_s, u"Name of an affected machine, or part of it."_s),
        flagParameter(u"prevented"_s, u"Only events whose traffic was cut."_s),
        limitParameter(),
        offsetParameter()};
    operation.resultSchema = s::envelope(
        itemSchema(),
        {{u"since", s::text(u"From when on; UTC."_s)},
         {u"by_severity", countsSchema({})},
         {u"trend",
          s::list(countsSchema({{u"start", s::text(u"UTC; an hour, or a day beyond two days."_s)},
                                {u"total", s::integer({})}}),
                  u"Events by the hour or day of their latest occurrence."_s)},
         {u"notes", s::texts(u"What could not be read and why."_s)}});
    operation.command = {u"idps"_s, u"events"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Last seen"_s, u"last_seen"_s},
                        {u"Severity"_s, u"severity"_s},
                        {u"Signature"_s, u"signature_name"_s},
                        {u"Action"_s, u"action"_s},
                        {u"Machines"_s, u"vms"_s},
                        {u"From"_s, u"source_ip"_s},
                        {u"Port"_s, u"destination_port"_s, true},
                        {u"Rule"_s, u"rule_name"_s},
                        {u"Times"_s, u"count"_s, true}}};
    operation.handler = listEvents;
    return operation;
}

} // namespace bulkhead::ops
