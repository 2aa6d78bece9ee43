// SPDX-License-Identifier: MIT
// list_idps_profiles: which signatures a profile watches for, in few words.
#include "base/text.h"
#include "nsx/ids_api.h"
#include "ops/format.h"
#include "ops/idps_operations.h"
#include "ops/list_envelope.h"
#include "ops/manager_only.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QStringList textsAt(const QJsonObject& object, const QString& key) {
    QStringList texts;
    const QJsonArray list = object.value(key).toArray();
    for (const QJsonValue text : list) {
        texts << text.toString();
    }
    return texts;
}

QString nameOfProfile(const QJsonObject& profile) {
    const QString name = profile.value(u"display_name"_s).toString();
    return name.isEmpty() ? profile.value(u"id"_s).toString() : name;
}

/// The conjunctions between criteria are always AND (NSX 4.2, IdsProfile), so they say nothing.
QJsonArray criteriaOf(const QJsonObject& profile) {
    QJsonArray criteria;
    const QJsonArray list = profile.value(u"criteria"_s).toArray();
    for (const QJsonValue value : list) {
        const QJsonObject one = value.toObject();
        if (one.contains(u"filter_name"_s)) {
            criteria.append(QJsonObject{
                {u"filter_name"_s, one.value(u"filter_name"_s).toString()},
                {u"filter_value"_s, QJsonArray::fromStringList(textsAt(one, u"filter_value"_s))}});
        }
    }
    return criteria;
}

QString wordsFor(const QString& filter) {
    if (filter == "ATTACK_TYPE"_L1) {
        return u"attack type"_s;
    }
    if (filter == "ATTACK_TARGET"_L1) {
        return u"attack target"_s;
    }
    return filter == "PRODUCT_AFFECTED"_L1 ? u"affected product"_s : filter;
}

QString either(const QStringList& words) {
    return words.size() < 2
               ? words.join(QString())
               : words.mid(0, words.size() - 1).join(u", "_s) + u" or "_s + words.constLast();
}

/// "Signatures of severity CRITICAL or HIGH with attack target SERVER."
QString inWords(const QStringList& severities, const QJsonArray& criteria) {
    if (severities.isEmpty()) {
        return u"No signature: no severity is chosen."_s;
    }
    QStringList conditions;
    for (const QJsonValue one : criteria) {
        conditions << wordsFor(one[u"filter_name"_s].toString()) + u' ' +
                          either(one[u"filter_value"_s].toVariant().toStringList());
    }
    return u"Signatures of severity "_s + either(severities) +
           (conditions.isEmpty() ? QString() : u" with "_s + conditions.join(u" and "_s)) + u'.';
}

/// {signature_id, action, enabled}; what the manager did not say is null.
QJsonArray overridesOf(const QJsonObject& profile) {
    QJsonArray overrides;
    const QJsonArray list = profile.value(u"overridden_signatures"_s).toArray();
    for (const QJsonValue one : list) {
        const QJsonValue enabled = one[u"enable"_s];
        overrides.append(
            QJsonObject{{u"signature_id"_s, one[u"signature_id"_s].toVariant().toString()},
                        {u"action"_s, orNull(one[u"action"_s].toString())},
                        {u"enabled"_s, enabled.isBool() ? enabled : QJsonValue()}});
    }
    return overrides;
}

QJsonObject formatProfile(const QJsonObject& profile) {
    const QStringList severities = textsAt(profile, u"profile_severity"_s);
    const QJsonArray criteria = criteriaOf(profile);
    return QJsonObject{
        {u"id"_s, profile.value(u"id"_s).toString()},
        {u"display_name"_s, nameOfProfile(profile)},
        {u"description"_s, profile.value(u"description"_s).toString()},
        {u"criteria"_s, criteria},
        {u"criteria_words"_s, inWords(severities, criteria)},
        {u"profile_severity"_s, severities.join(u',')},
        {u"severities"_s, QJsonArray::fromStringList(severities)},
        {u"overridden_signature_count"_s,
         profile.value(u"overridden_signatures"_s).toArray().size()},
        {u"overridden_signatures"_s, overridesOf(profile)},
        {u"path"_s, profile.value(u"path"_s).toString()},
    };
}

Task<Answer> listProfiles(Call call) {
    const ListQuery query = listQuery(call.arguments);
    const auto manager = managerOf(call, u"profiles of intrusion detection"_s);
    if (!manager) {
        co_return fail(manager.error());
    }
    call.progress({u"Reading profiles"_s, 1, 1});
    const nsx::IdsApi api(*manager);
    const auto profiles = co_await api.profiles(call.token);
    if (!profiles) {
        co_return fail(profiles.error());
    }
    QJsonArray items;
    qint64 matching = 0;
    for (const QJsonValue value : *profiles) {
        const QJsonObject profile = value.toObject();
        if (!matchesNameFilter(nameOfProfile(profile), query.nameFilter) &&
            !matchesNameFilter(profile.value(u"id"_s).toString(), query.nameFilter)) {
            continue;
        }
        if (matching >= query.offset && items.size() < query.limit) {
            items.append(formatProfile(profile));
        }
        ++matching;
    }
    co_return Answer{listEnvelope(items, query, matching)};
}

} // namespace

Operation listIdpsProfilesOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"list_idps_profiles"_s, u"List intrusion detection profiles"_s,
        u"List the profiles of intrusion detection and prevention"_s,
        u"Lists the profiles that intrusion detection rules use: which severities and criteria "
        u"select their signatures, and how many signatures are overridden."_s);
    operation.parameters = {nameFilterParameter(), limitParameter(), offsetParameter()};
    const QJsonObject criterion = s::object({
        {u"filter_name", s::text(u"ATTACK_TYPE, ATTACK_TARGET, CVSS or PRODUCT_AFFECTED."_s)},
        {u"filter_value", s::texts(u"One of these."_s)},
    });
    const QJsonObject changed = s::object({
        {u"signature_id", s::text({})},
        {u"action", s::nullable(s::text(u"ALERT, DROP or REJECT."_s))},
        {u"enabled", s::nullable(s::boolean({}))},
    });
    operation.resultSchema = s::envelope(s::object({
        {u"id", s::text(u"Id of the profile, the last part of its path."_s)},
        {u"display_name", s::text(u"Name that people see."_s)},
        {u"description", s::text({})},
        {u"criteria", s::list(criterion, u"All of them must hold."_s)},
        {u"criteria_words", s::text(u"Severities and criteria as a sentence."_s)},
        {u"profile_severity", s::text(u"The severities, joined by commas."_s)},
        {u"severities", s::texts(u"CRITICAL, HIGH, MEDIUM, LOW, SUSPICIOUS."_s)},
        {u"overridden_signature_count", s::integer(u"Signatures with an action of their own."_s)},
        {u"overridden_signatures", s::list(changed, u"What they do instead."_s)},
        {u"path", s::text(u"Path of the profile."_s)},
    }));
    operation.command = {u"idps"_s, u"profiles"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"id"_s},
                        {u"Watches for"_s, u"criteria_words"_s},
                        {u"Overridden"_s, u"overridden_signature_count"_s, true},
                        {u"Description"_s, u"description"_s}}};
    operation.handler = listProfiles;
    return operation;
}

} // namespace bulkhead::ops
