// SPDX-License-Identifier: MIT
#include "simulator/estate_generator.h"

#include "simulator/world.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMachinesPerSegment = 200;
constexpr int kMachinesPerHost = 40;
constexpr int kMaximumRulesPerPolicy = 1000;

constexpr std::array<QStringView, 3> kEnvironments = {u"prod", u"stage", u"dev"};
constexpr std::array<QStringView, 3> kTiers = {u"web", u"app", u"db"};
constexpr std::array<QStringView, 8> kServices = {u"HTTPS", u"HTTP",  u"SSH",        u"DNS-UDP",
                                                  u"NTP",   u"MySQL", u"PostgreSQL", u"SNMP"};
constexpr std::array<QStringView, 10> kCategories = {
    u"Emergency",   u"Infrastructure", u"Environment", u"Application", u"Application",
    u"Application", u"Application",    u"Application", u"Application", u"Application"};

/// The item at `number`, again and again from the beginning.
template <std::size_t Size>
QString nth(const std::array<QStringView, Size>& items, int number) {
    return items.at(static_cast<std::size_t>(number) % Size).toString();
}

QJsonObject wrapped(const QString& type, const QJsonObject& object) {
    return {{u"resource_type"_s, u"Child"_s + type}, {type, object}};
}

QJsonObject tag(const QString& scope, const QString& value) {
    return {{u"scope"_s, scope}, {u"tag"_s, value}};
}

class Generator final {
public:
    explicit Generator(const EstateSize& size) : m_size(size), m_random(size.seed) {}

    QJsonObject infra();
    QJsonArray machines();
    QJsonArray vifs();

private:
    /// 0 to `count` - 1. The standard distributions differ between libraries; this does not.
    int pick(int count) { return static_cast<int>(m_random() % static_cast<quint64>(count)); }
    int applications() const { return std::max(1, m_size.machines / 12); }
    QString application(int number) const { return u"app-"_s + QString::number(number, 10); }
    QString uuid(const QString& what, int number) const {
        return uuidFor(QString::number(m_size.seed) + what + QString::number(number));
    }
    QString address(int machine) const;
    QString groupPath(int group) const {
        return u"/infra/domains/default/groups/g-"_s + QString::number(group);
    }
    int segments() const { return (m_size.machines - 1) / kMachinesPerSegment + 1; }

    QJsonObject group(int number);
    QJsonObject rule(int number, bool isLast);
    QJsonObject policy(int number, int rules, int firstRule);
    QJsonObject segment(int number) const;
    QJsonArray endpoint();

    const EstateSize m_size;
    std::mt19937_64 m_random; // its numbers are fixed by the standard
};

/// 10.0.0.0/8: a segment a /24.
QString Generator::address(int machine) const {
    const int segment = machine / kMachinesPerSegment;
    return u"10.%1.%2.%3"_s.arg(segment / 250)
        .arg(segment % 250)
        .arg(machine % kMachinesPerSegment + 10);
}

QJsonArray Generator::machines() {
    QJsonArray list;
    for (int i = 0; i < m_size.machines; ++i) {
        const int host = i / kMachinesPerHost;
        const QString hostId = uuid(u"host"_s, host);
        const QString id = uuid(u"vm"_s, i);
        const int app = i % applications();
        const QString name = application(app) + u'-' + nth(kTiers, i) + u'-' + QString::number(i);
        const QJsonArray tags = {tag(u"env"_s, nth(kEnvironments, app)),
                                 tag(u"app"_s, application(app)), tag(u"tier"_s, nth(kTiers, i))};
        list.append(QJsonObject{
            {u"external_id"_s, id},
            {u"display_name"_s, name},
            {u"host_id"_s, hostId},
            {u"source"_s, QJsonObject{{u"target_id"_s, hostId},
                                      {u"target_display_name"_s,
                                       u"esx-%1.generated.example"_s.arg(host, 4, 10, QChar(u'0'))},
                                      {u"target_type"_s, u"HostNode"_s},
                                      {u"is_valid"_s, true}}},
            {u"local_id_on_host"_s, QString::number(i)},
            {u"compute_ids"_s, QJsonArray{u"externalId:"_s + id, u"instanceUuid:"_s + id}},
            {u"power_state"_s, u"VM_RUNNING"_s},
            {u"type"_s, u"REGULAR"_s},
            {u"guest_info"_s,
             QJsonObject{{u"os_name"_s, u"Ubuntu Linux (64-bit)"_s}, {u"computer_name"_s, name}}},
            {u"tags"_s, tags}});
    }
    return list;
}

QJsonArray Generator::vifs() {
    QJsonArray list;
    for (int i = 0; i < m_size.machines; ++i) {
        const QString owner = uuid(u"vm"_s, i);
        const QJsonObject info = {{u"source"_s, u"VM_TOOLS"_s},
                                  {u"ip_addresses"_s, QJsonArray{address(i)}}};
        list.append(
            QJsonObject{{u"external_id"_s, owner + u"-4000"_s},
                        {u"display_name"_s, u"Network adapter 1"_s},
                        {u"device_name"_s, u"Network adapter 1"_s},
                        {u"device_key"_s, u"4000"_s},
                        {u"owner_vm_id"_s, owner},
                        {u"owner_vm_type"_s, u"REGULAR"_s},
                        {u"host_id"_s, uuid(u"host"_s, i / kMachinesPerHost)},
                        {u"mac_address"_s, u"00:50:56:%1:%2:%3"_s.arg(i >> 16, 2, 16, QChar(u'0'))
                                               .arg((i >> 8) & 0xff, 2, 16, QChar(u'0'))
                                               .arg(i & 0xff, 2, 16, QChar(u'0'))},
                        {u"lport_attachment_id"_s, uuid(u"attachment"_s, i)},
                        {u"ip_address_info"_s, QJsonArray{info}}});
    }
    return list;
}

QJsonObject Generator::segment(int number) const {
    QJsonArray ports;
    const int end = std::min(m_size.machines, (number + 1) * kMachinesPerSegment);
    for (int i = number * kMachinesPerSegment; i < end; ++i) {
        const QString attachment = uuid(u"attachment"_s, i);
        ports.append(
            wrapped(u"SegmentPort"_s, {{u"id"_s, u"default:"_s + attachment},
                                       {u"attachment"_s, QJsonObject{{u"id"_s, attachment}}}}));
    }
    const QString network = u"10.%1.%2."_s.arg(number / 250).arg(number % 250);
    const QJsonObject subnet = {{u"gateway_address"_s, network + u"1/24"_s},
                                {u"network"_s, network + u"0/24"_s}};
    return wrapped(u"Segment"_s, {{u"id"_s, u"seg-"_s + QString::number(number)},
                                  {u"connectivity_path"_s, u"/infra/tier-1s/t1"_s},
                                  {u"subnets"_s, QJsonArray{subnet}},
                                  {u"children"_s, ports}});
}

/// Mostly by tags, some by addresses, some that nest smaller ones.
QJsonObject Generator::group(int number) {
    const auto condition = [](const QString& value) {
        return QJsonObject{{u"resource_type"_s, u"Condition"_s},
                           {u"member_type"_s, u"VirtualMachine"_s},
                           {u"key"_s, u"Tag"_s},
                           {u"operator"_s, u"EQUALS"_s},
                           {u"value"_s, value}};
    };
    const auto conjunction = [](const QString& word) {
        return QJsonObject{{u"resource_type"_s, u"ConjunctionOperator"_s},
                           {u"conjunction_operator"_s, word}};
    };
    const QString app = u"app|"_s + application(number % applications());
    QJsonArray expression;
    switch (number % 10) {
    case 7: {
        QJsonArray addresses;
        for (int i = pick(4) + 1; i > 0; --i) {
            addresses.append(address(pick(m_size.machines)) + (i == 1 ? u"/28"_s : QString()));
        }
        expression = {QJsonObject{{u"resource_type"_s, u"IPAddressExpression"_s},
                                  {u"ip_addresses"_s, addresses}}};
        break;
    }
    case 8:
        if (number > 8) {
            expression = {QJsonObject{
                {u"resource_type"_s, u"PathExpression"_s},
                {u"paths"_s, QJsonArray{groupPath(number - 8), groupPath(number - 1)}}}};
            break;
        }
        [[fallthrough]];
    case 9:
        expression = {condition(u"env|"_s + nth(kEnvironments, pick(3)))};
        break;
    default:
        expression = {condition(app), conjunction(u"AND"_s),
                      condition(u"tier|"_s + nth(kTiers, number))};
    }
    const QString id = u"g-"_s + QString::number(number);
    return wrapped(u"Group"_s, {{u"id"_s, id},
                                {u"display_name"_s, u"Group "_s + QString::number(number)},
                                {u"expression"_s, expression}});
}

QJsonArray Generator::endpoint() {
    switch (pick(8)) {
    case 0:
        return {u"ANY"_s};
    case 1:
        return {address(pick(m_size.machines)) + u"/24"_s};
    case 2: {
        const int first = pick(m_size.groups);
        const int second = pick(m_size.groups);
        return first == second ? QJsonArray{groupPath(first)}
                               : QJsonArray{groupPath(first), groupPath(second)};
    }
    default:
        return {groupPath(pick(m_size.groups))};
    }
}

QJsonObject Generator::rule(int number, bool isLast) {
    const QString id = u"r-"_s + QString::number(number);
    const QJsonArray from = isLast ? QJsonArray{u"ANY"_s} : endpoint();
    const QJsonArray to = endpoint();
    const QString service = u"/infra/services/"_s + nth(kServices, pick(kServices.size()));
    const bool isScoped = pick(4) != 0 && to.first().toString().startsWith(u'/');
    return {{u"resource_type"_s, u"Rule"_s},
            {u"id"_s, id},
            {u"display_name"_s, u"Rule "_s + QString::number(number)},
            {u"action"_s, isLast ? u"DROP"_s : u"ALLOW"_s},
            {u"source_groups"_s, from},
            {u"destination_groups"_s, to},
            {u"services"_s, isLast ? QJsonArray{u"ANY"_s} : QJsonArray{service}},
            {u"scope"_s, isScoped ? to : QJsonArray{u"ANY"_s}},
            {u"logged"_s, pick(10) != 0},
            {u"disabled"_s, pick(50) == 0},
            {u"rule_id"_s, 1000 + number}};
}

QJsonObject Generator::policy(int number, int rules, int firstRule) {
    QJsonArray list;
    for (int i = 0; i < rules; ++i) {
        QJsonObject made = rule(firstRule + i, i == rules - 1 && rules > 1);
        made.insert(u"sequence_number"_s, 10 * (i + 1));
        list.append(made);
    }
    return wrapped(u"SecurityPolicy"_s,
                   {{u"id"_s, u"p-"_s + QString::number(number)},
                    {u"display_name"_s, u"Policy "_s + QString::number(number)},
                    {u"category"_s, nth(kCategories, number)},
                    {u"sequence_number"_s, 10 * (number + 1)},
                    {u"rules"_s, list}});
}

QJsonObject Generator::infra() {
    QJsonArray domain;
    for (int i = 0; i < m_size.groups; ++i) {
        domain.append(group(i));
    }
    int made = 0;
    for (int i = 0; i < m_size.policies; ++i) {
        const int share = (m_size.rules - made) / (m_size.policies - i);
        domain.append(policy(i, share, made));
        made += share;
    }
    QJsonArray children = {
        wrapped(u"Tier0"_s, {{u"id"_s, u"t0"_s}}),
        wrapped(u"Tier1"_s, {{u"id"_s, u"t1"_s}, {u"tier0_path"_s, u"/infra/tier-0s/t0"_s}})};
    for (int i = 0; i < segments(); ++i) {
        children.append(segment(i));
    }
    children.append(wrapped(u"Domain"_s, {{u"id"_s, u"default"_s}, {u"children"_s, domain}}));
    return {{u"resource_type"_s, u"Infra"_s}, {u"children"_s, children}};
}

tl::unexpected<Error> badSize(const QString& problem) {
    return fail(ErrorKind::InvalidInput,
                u"Give sizes such as policies=2000,rules=20000,groups=500,vms=1000,seed=7."_s,
                problem);
}

Result<void> check(const EstateSize& size) {
    struct Limit {
        const char16_t* name;
        int value;
        int minimum;
        int maximum;
    };
    const std::array<Limit, 4> limits = {{{u"policies", size.policies, 1, 20'000},
                                          {u"rules", size.rules, 0, 200'000},
                                          {u"groups", size.groups, 1, 20'000},
                                          {u"vms", size.machines, 1, 50'000}}};
    for (const Limit& limit : limits) {
        if (limit.value < limit.minimum || limit.value > limit.maximum) {
            return badSize(u"%1 is %2, not %3 to %4."_s.arg(QString::fromUtf16(limit.name))
                               .arg(limit.value)
                               .arg(limit.minimum)
                               .arg(limit.maximum));
        }
    }
    if ((size.rules - 1) / size.policies >= kMaximumRulesPerPolicy) {
        return badSize(u"%1 rules in %2 policies are more than %3 a policy."_s.arg(size.rules)
                           .arg(size.policies)
                           .arg(kMaximumRulesPerPolicy));
    }
    return {};
}

} // namespace

Result<EstateSize> EstateSize::parse(const QString& text) {
    EstateSize size;
    const QHash<QString, int*> numbers = {{u"policies"_s, &size.policies},
                                          {u"rules"_s, &size.rules},
                                          {u"groups"_s, &size.groups},
                                          {u"vms"_s, &size.machines}};
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const QString key = part.section(u'=', 0, 0).trimmed();
        const QString value = part.section(u'=', 1).trimmed();
        bool isNumber = false;
        if (key == u"seed"_s) {
            size.seed = value.toULongLong(&isNumber);
        } else if (int* number = numbers.value(key)) {
            *number = value.toInt(&isNumber);
        } else {
            return badSize(u"\"%1\" is none of policies, rules, groups, vms, seed."_s.arg(key));
        }
        if (!isNumber) {
            return badSize(u"The value of %1, \"%2\", is no whole number."_s.arg(key, value));
        }
    }
    if (const Result<void> checked = check(size); !checked) {
        return fail(checked.error());
    }
    return size;
}

Result<Estate> generateEstate(const EstateSize& size) {
    if (const Result<void> checked = check(size); !checked) {
        return fail(checked.error());
    }
    Generator generator(size);
    const QJsonObject infra = generator.infra();
    return Estate::of(u"the generated estate"_s, infra, generator.machines(), generator.vifs());
}

} // namespace bulkhead::simulator
