// SPDX-License-Identifier: MIT
// EstateFixture: small and large estates for the desktop's tests, made in memory.
#pragma once

#include "model/decode.h"
#include "snapshot/snapshot.h"

#include <QJsonObject>

namespace bulkhead::desktop::fixture {

inline const QString kDomain = QStringLiteral("/infra/domains/default");

inline model::ObjectHeader header(const QString& folder, const QString& id, const QString& name) {
    model::ObjectHeader header;
    header.id = id;
    header.displayName = UntrustedText(name);
    header.parentPath = folder;
    header.path = folder + u'/' + id;
    return header;
}

inline model::Rule rule(const QString& policyPath, const QString& id, const QString& name) {
    model::Rule rule;
    rule.header = header(policyPath + QStringLiteral("/rules"), id, name);
    rule.action = model::RuleAction::Allow;
    rule.direction = model::Direction::InOut;
    rule.ipProtocol = model::IpProtocol::Ipv4Ipv6;
    return rule;
}

inline model::SecurityPolicy policy(const QString& id, const QString& name,
                                    model::Category category, int sequence) {
    model::SecurityPolicy policy;
    policy.header = header(kDomain + QStringLiteral("/security-policies"), id, name);
    policy.category = category;
    policy.sequenceNumber = sequence;
    policy.stateful = true;
    return policy;
}

inline QString groupPath(const QString& id) {
    return kDomain + QStringLiteral("/groups/") + id;
}

inline model::Group addressGroup(const QString& id, const QString& name,
                                 const QStringList& addresses) {
    model::Group group;
    group.header = header(kDomain + QStringLiteral("/groups"), id, name);
    model::Expression expression;
    expression.kind = model::ExpressionKind::IpAddress;
    expression.values = addresses;
    group.expression.push_back(expression);
    return group;
}

/// Two categories, three policies, six rules, three groups, one service, two machines. Rule ids in
/// the order of evaluation: dns, ntp, web-in, web-to-app, old, deny.
inline snapshot::SnapshotPointer smallEstate(const QString& webName = QStringLiteral("web-in")) {
    snapshot::Content content;
    content.origin.kind = snapshot::OriginKind::Manager;
    content.origin.place = QStringLiteral("manager.example");
    auto infrastructure = policy(QStringLiteral("infra"), QStringLiteral("Shared services"),
                                 model::Category::Infrastructure, 10);
    auto shop = policy(QStringLiteral("shop"), QStringLiteral("Webshop ウェブ"),
                       model::Category::Application, 10);
    auto last =
        policy(QStringLiteral("last"), QStringLiteral("Default"), model::Category::Application, 20);
    const auto add = [](model::SecurityPolicy& to, const char* id, const QString& name) {
        to.rules.push_back(rule(to.header.path, QString::fromLatin1(id), name));
        to.rules.back().sequenceNumber = static_cast<int>(to.rules.size()) * 10;
        to.rules.back().ruleId = 1000 + static_cast<qint64>(to.rules.size());
        return &to.rules.back();
    };
    const QString https = QStringLiteral("/infra/services/HTTPS");
    infrastructure.rules.reserve(2);
    shop.rules.reserve(3);
    add(infrastructure, "dns", QStringLiteral("allow-dns"))->destinations = {
        groupPath(QStringLiteral("dns"))};
    add(infrastructure, "ntp", QStringLiteral("Zeit für alle"))->logged = true;
    model::Rule* web = add(shop, "web-in", webName);
    web->destinations = {groupPath(QStringLiteral("web"))};
    web->services = {https};
    model::Rule* app = add(shop, "web-to-app", QStringLiteral("web-to-app"));
    app->sources = {groupPath(QStringLiteral("web"))};
    app->destinations = {groupPath(QStringLiteral("app")), QStringLiteral("10.9.0.0/24")};
    app->sourcesExcluded = true;
    model::Rule* old = add(shop, "old", QStringLiteral("old <b>rule</b>"));
    old->disabled = true;
    old->destinations = {groupPath(QStringLiteral("gone"))};
    model::Rule* deny = add(last, "deny", QStringLiteral("deny-all"));
    deny->action = model::RuleAction::Drop;
    deny->isDefault = true;
    content.policies = {infrastructure, shop, last};
    content.groups = {
        addressGroup(QStringLiteral("web"), QStringLiteral("web"), {QStringLiteral("10.1.0.0/24")}),
        addressGroup(QStringLiteral("app"), QStringLiteral("app"), {QStringLiteral("10.2.0.5")}),
        addressGroup(QStringLiteral("dns"), QStringLiteral("dns"), {QStringLiteral("10.3.0.53")})};
    model::Service service;
    service.header =
        header(QStringLiteral("/infra/services"), QStringLiteral("HTTPS"), QStringLiteral("HTTPS"));
    model::ServiceEntry entry;
    entry.kind = model::ServiceEntryKind::L4PortSet;
    entry.l4Protocol = QStringLiteral("TCP");
    entry.destinationPorts = {QStringLiteral("443"), QStringLiteral("9000-9100")};
    service.entries.push_back(entry);
    content.services = {service};
    for (const QString& name : {QStringLiteral("web-01"), QStringLiteral("db-01")}) {
        model::VirtualMachine machine;
        machine.displayName = UntrustedText(name);
        machine.externalId = QStringLiteral("id-") + name;
        machine.powerState = QStringLiteral("VM_RUNNING");
        content.machines.push_back(machine);
        model::VirtualNetworkInterface vif;
        vif.ownerMachineId = machine.externalId;
        vif.addresses = {QStringLiteral("fe80::1"), name == u"web-01" ? QStringLiteral("10.1.0.7")
                                                                      : QStringLiteral("10.4.0.7")};
        content.interfaces.push_back(vif);
    }
    return snapshot::Snapshot::make(std::move(content));
}

/// `policies` × `rulesEach` rules, for what must hold at size.
inline snapshot::SnapshotPointer largeEstate(int policies, int rulesEach) {
    snapshot::Content content;
    for (int p = 0; p < policies; ++p) {
        auto made = policy(QStringLiteral("p%1").arg(p), QStringLiteral("Policy %1").arg(p),
                           model::Category::Application, p);
        made.rules.reserve(static_cast<std::size_t>(rulesEach));
        for (int r = 0; r < rulesEach; ++r) {
            made.rules.push_back(rule(made.header.path, QStringLiteral("r%1").arg(r),
                                      QStringLiteral("rule %1 of %2").arg(r).arg(p)));
            made.rules.back().sequenceNumber = r;
            made.rules.back().sources = {groupPath(QStringLiteral("web"))};
        }
        content.policies.push_back(std::move(made));
    }
    content.groups = {addressGroup(QStringLiteral("web"), QStringLiteral("web"), {})};
    return snapshot::Snapshot::make(std::move(content));
}

} // namespace bulkhead::desktop::fixture
