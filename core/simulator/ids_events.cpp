// SPDX-License-Identifier: MIT
#include "simulator/ids_events.h"

#include "simulator/ids_signatures.h"
#include "simulator/membership.h"

#include <QJsonArray>

#include <algorithm>
#include <random>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMsPerHour = 3'600'000;
constexpr std::size_t kMostEvents = 60;

bool isDetectionOn(const World& world) {
    const auto clusters = world.store.ofType(u"IdsClusterConfig"_s);
    return std::any_of(clusters.begin(), clusters.end(), [](const StoredObject* cluster) {
        return cluster->isTrue(u"ids_enabled"_s);
    });
}

/// The rules' applied machines, by the rule's scope; ANY watches all.
bool watches(const Membership& membership, const StoredObject& rule, qsizetype machine) {
    const QJsonArray scope = rule.fields.value(u"scope"_s).toArray();
    if (scope.isEmpty() || scope.first().toString() == u"ANY"_s) {
        return true;
    }
    return std::any_of(scope.begin(), scope.end(), [&](const QJsonValue& group) {
        return membership.contains(group.toString(), membership.machineSubject(machine));
    });
}

QString firstAddress(const World& world, const QString& machineId) {
    for (const qsizetype vif : world.inventory.vifsOf(machineId)) {
        const QStringList addresses =
            interfaceAddresses(world.inventory.vifs()[static_cast<std::size_t>(vif)]);
        if (!addresses.isEmpty()) {
            return addresses.first();
        }
    }
    return {};
}

QJsonObject summary(const World& world, const StoredObject& rule, const QJsonObject& machine,
                    const QJsonObject& signature, std::mt19937_64& random) {
    const qint64 now = World::now();
    const qint64 first = now - kMsPerHour * static_cast<qint64>(24 + random() % 480);
    const qint64 latest = first + static_cast<qint64>(random() % 24) * kMsPerHour;
    const qint64 ruleId = rule.fields.value(u"rule_id"_s).toInteger();
    const bool prevents = rule.text(u"action"_s) == u"DETECT_PREVENT"_s;
    const QString action = signature.value(u"action"_s).toString();
    const QString profile = rule.fields.value(u"ids_profiles"_s).toArray().first().toString();
    const QJsonObject flow = {
        {u"source_ip"_s, u"198.51.100.%1"_s.arg(random() % 250 + 1)}, // TEST-NET-2
        {u"source_port"_s, static_cast<int>(20000 + random() % 40000)},
        {u"destination_ip"_s, firstAddress(world, machine.value(u"external_id"_s).toString())},
        {u"destination_port"_s, 443},
        {u"protocol"_s, signature.value(u"protocol"_s).toString().toUpper()},
        {u"action_type"_s, prevents ? action : u"ALERT"_s},
        {u"profile_id"_s, profile.section(u'/', -1)},
        {u"rule_id"_s, ruleId},
        {u"traffic_type"_s, u"HOST"_s},
        {u"bytes_toclient"_s, static_cast<int>(random() % 9000)},
        {u"bytes_toserver"_s, static_cast<int>(random() % 9000)}};
    return {{u"resource_type"_s, u"PolicyIdsEventsSummary"_s},
            {u"signature_id"_s, signature.value(u"signature_id"_s).toString().toInt()},
            {u"signature_metadata"_s,
             QJsonObject{{u"signature_name"_s, signature.value(u"name"_s)},
                         {u"severity"_s, signature.value(u"severity"_s)},
                         {u"class_type"_s, signature.value(u"class_type"_s)},
                         {u"attack_target"_s, signature.value(u"attack_target"_s)},
                         {u"product_affected"_s, signature.value(u"product_affected"_s)}}},
            {u"rule_id"_s, ruleId},
            {u"is_rule_valid"_s, true},
            {u"first_occurence"_s, first},
            {u"latest_occurence"_s, std::min(latest, now)},
            {u"is_ongoing"_s, random() % 5 == 0},
            {u"total_count"_s, static_cast<int>(1 + random() % 40)},
            {u"affected_vm_count"_s, 1},
            {u"affected_ip_count"_s, 1},
            {u"ids_flow_details"_s, flow},
            {u"vm_details"_s,
             QJsonObject{{u"vm_list"_s, QJsonArray{machine.value(u"display_name"_s)}}}},
            {u"user_details"_s, QJsonObject{{u"user_list"_s, QJsonArray()}}}};
}

QJsonValue valueAt(const QJsonObject& item, const QString& name) {
    const QString key = name.section(u'.', -1);
    const bool isOfSignature =
        name.startsWith(u"signature_detail."_s) || name.startsWith(u"signature_metadata."_s);
    if (isOfSignature) {
        const QJsonObject metadata = item.value(u"signature_metadata"_s).toObject();
        return metadata.contains(key) ? metadata.value(key) : item.value(key);
    }
    QJsonValue value = item;
    for (const QString& part : name.split(u'.')) {
        value = value.toObject().value(part);
    }
    return value;
}

bool meets(const QJsonObject& item, const QJsonObject& filter) {
    const QString wanted = filter.value(u"value"_s).toString();
    const Qt::CaseSensitivity sensitivity =
        filter.value(u"case_sensitive"_s).toBool() ? Qt::CaseSensitive : Qt::CaseInsensitive;
    return valueAt(item, filter.value(u"field_names"_s).toString())
               .toVariant()
               .toString()
               .compare(wanted, sensitivity) == 0;
}

} // namespace

std::vector<QJsonObject> eventSummaries(const World& world) {
    std::vector<QJsonObject> events;
    if (!isDetectionOn(world) || world.inventory.machines().empty()) {
        return events;
    }
    const Membership membership(world);
    for (const StoredObject* rule : world.store.ofType(u"IdsRule"_s)) {
        std::vector<QJsonObject> picked;
        for (const QJsonValue path : rule->fields.value(u"ids_profiles"_s).toArray()) {
            if (const StoredObject* profile = world.store.find(path.toString())) {
                const std::vector<QJsonObject> some = effectiveSignatures(profile->fields);
                picked.insert(picked.end(), some.begin(), some.end());
            }
        }
        if (picked.empty() || rule->isTrue(u"disabled"_s)) {
            continue;
        }
        std::mt19937_64 random(uuidFor(rule->path).left(8).toULongLong(nullptr, 16));
        for (std::size_t i = 0; i < kMostEvents / 4; ++i) {
            const std::size_t machine = random() % world.inventory.machines().size();
            const QJsonObject& signature = picked[random() % picked.size()];
            if (events.size() < kMostEvents &&
                watches(membership, *rule, static_cast<qsizetype>(machine))) {
                events.push_back(
                    summary(world, *rule, world.inventory.machines()[machine], signature, random));
            }
        }
    }
    return events;
}

std::vector<QJsonObject> filteredEvents(std::vector<QJsonObject> items, const QJsonObject& body) {
    for (const QJsonValue filter : body.value(u"filters"_s).toArray()) {
        std::erase_if(items,
                      [&](const QJsonObject& item) { return !meets(item, filter.toObject()); });
    }
    return items;
}

} // namespace bulkhead::simulator
