// SPDX-License-Identifier: MIT
#include "simulator/ids_events.h"

#include "simulator/ids_signatures.h"
#include "simulator/membership.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>
#include <random>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMsPerMinute = 60'000;
constexpr qint64 kMsPerHour = 60 * kMsPerMinute;
constexpr qint64 kHoursPerDay = 24;
constexpr qint64 kDaysKept = 14;       ///< how long the manager remembers (NSX 4.2)
constexpr quint64 kAttackPercent = 12; ///< chance that one begins in an hour, for a rule
constexpr quint64 kInsidePercent = 30; ///< that it comes from another machine

/// One attack that a rule sees: it begins in some hour and goes on for a while.
struct Attack {
    qsizetype machine = 0; ///< the victim
    const QJsonObject* signature = nullptr;
    QString source; ///< address
    int sourcePort = 0;
    qint64 first = 0; ///< milliseconds since 1970
    qint64 latest = 0;
    int count = 0; ///< until now
    bool isOngoing = false;
    int bytesToClient = 0;
    int bytesToServer = 0;
};

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

/// The machines that a rule guards.
std::vector<qsizetype> watchedMachines(const World& world, const Membership& membership,
                                       const StoredObject& rule) {
    std::vector<qsizetype> watched;
    for (qsizetype i = 0; i < static_cast<qsizetype>(world.inventory.machines().size()); ++i) {
        if (watches(membership, rule, i)) {
            watched.push_back(i);
        }
    }
    return watched;
}

QString machineAddress(const World& world, qsizetype machine) {
    const QJsonObject& fields = world.inventory.machines()[static_cast<std::size_t>(machine)];
    return firstAddress(world, fields.value(u"external_id"_s).toString());
}

/// What begins in this hour by the seed, cut off at `now`; nothing in most hours.
std::optional<Attack> attackIn(const World& world, const StoredObject& rule, qint64 hour,
                               const std::vector<qsizetype>& machines,
                               const std::vector<QJsonObject>& picked, qint64 now) {
    const QString text = QString::number(world.trafficSeed) + rule.path + QString::number(hour);
    std::mt19937_64 random(uuidFor(text).left(8).toULongLong(nullptr, 16));
    random.discard(1); // neighbouring seeds begin alike
    if (random() % 100 >= kAttackPercent) {
        return std::nullopt;
    }
    Attack attack;
    attack.machine = machines[random() % machines.size()];
    attack.signature = &picked[random() % picked.size()];
    const bool isInside = random() % 100 < kInsidePercent;
    const std::size_t other = random() % world.inventory.machines().size();
    attack.source = isInside ? machineAddress(world, static_cast<qsizetype>(other)) : QString();
    if (attack.source.isEmpty()) {
        attack.source = u"198.51.100.%1"_s.arg(random() % 250 + 1); // TEST-NET-2
    }
    attack.sourcePort = static_cast<int>(20000 + random() % 40000);
    attack.first = hour * kMsPerHour + static_cast<qint64>(random() % 60) * kMsPerMinute;
    const auto planned = static_cast<qint64>(1 + random() % 40);
    const qint64 apart = static_cast<qint64>(1 + random() % 20) * kMsPerMinute;
    attack.bytesToClient = static_cast<int>(random() % 9000);
    attack.bytesToServer = static_cast<int>(random() % 9000);
    if (attack.first > now) {
        return std::nullopt;
    }
    const qint64 seen = std::min(planned, 1 + (now - attack.first) / apart);
    attack.count = static_cast<int>(seen);
    attack.latest = attack.first + (seen - 1) * apart;
    attack.isOngoing = seen < planned;
    return attack;
}

QJsonObject summary(const World& world, const StoredObject& rule, const Attack& attack) {
    const QJsonObject& signature = *attack.signature;
    const QJsonObject& machine =
        world.inventory.machines()[static_cast<std::size_t>(attack.machine)];
    const qint64 ruleId = rule.fields.value(u"rule_id"_s).toInteger();
    const bool prevents = rule.text(u"action"_s) == u"DETECT_PREVENT"_s;
    const QString profile = rule.fields.value(u"ids_profiles"_s).toArray().first().toString();
    const QJsonObject flow = {
        {u"source_ip"_s, attack.source},
        {u"source_port"_s, attack.sourcePort},
        {u"destination_ip"_s, machineAddress(world, attack.machine)},
        {u"destination_port"_s, attackedPort(signature)},
        {u"protocol"_s, signature.value(u"protocol"_s).toString().toUpper()},
        {u"action_type"_s, prevents ? signature.value(u"action"_s).toString() : u"ALERT"_s},
        {u"profile_id"_s, profile.section(u'/', -1)},
        {u"rule_id"_s, ruleId},
        {u"traffic_type"_s, u"HOST"_s},
        {u"bytes_toclient"_s, attack.bytesToClient},
        {u"bytes_toserver"_s, attack.bytesToServer}};
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
            {u"first_occurence"_s, attack.first},
            {u"latest_occurence"_s, attack.latest},
            {u"is_ongoing"_s, attack.isOngoing},
            {u"total_count"_s, attack.count},
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
    const qint64 now = World::now();
    const qint64 today = now / kMsPerHour / kHoursPerDay;
    const qint64 oldest = (today - kDaysKept) * kHoursPerDay;
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
        const std::vector<qsizetype> machines = watchedMachines(world, membership, *rule);
        if (machines.empty()) {
            continue;
        }
        for (qint64 hour = oldest; hour <= now / kMsPerHour; ++hour) {
            if (const auto attack = attackIn(world, *rule, hour, machines, picked, now)) {
                events.push_back(summary(world, *rule, *attack));
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
