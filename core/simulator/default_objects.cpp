// SPDX-License-Identifier: MIT
#include "simulator/default_objects.h"

#include "simulator/hosts.h"
#include "simulator/intent_writer.h"

#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

struct DefaultObject {
    QString path;
    QJsonObject fields;
};

QJsonObject defaultRule(const QString& name, qint64 ruleId, int sequence) {
    return {{u"display_name"_s, name},
            {u"action"_s, u"ALLOW"_s},
            {u"is_default"_s, true},
            {u"rule_id"_s, ruleId},
            {u"sequence_number"_s, sequence}};
}

QJsonObject defaultPolicy(const QString& name, const QString& category) {
    return {{u"display_name"_s, name},
            {u"category"_s, category},
            {u"stateful"_s, category != u"Ethernet"_s},
            {u"is_default"_s, true},
            {u"sequence_number"_s, 2'147'483'647}};
}

/// Ids, names and numbers of the default rules are from general knowledge, not verified.
std::vector<DefaultObject> defaultPolicies() {
    const QString layer3 = u"/infra/domains/default/security-policies/default-layer3-section"_s;
    const QString layer2 = u"/infra/domains/default/security-policies/default-layer2-section"_s;
    QJsonObject neighbours = defaultRule(u"Default Rule NDP"_s, 3, 2'147'483'645);
    neighbours.insert(u"services"_s,
                      QJsonArray{u"/infra/services/IPv6-ICMP_Neighbor_Solicitation"_s,
                                 u"/infra/services/IPv6-ICMP_Neighbor_Advertisement"_s});
    QJsonObject dhcp = defaultRule(u"Default Rule DHCP"_s, 4, 2'147'483'646);
    dhcp.insert(u"services"_s,
                QJsonArray{u"/infra/services/DHCP-Client"_s, u"/infra/services/DHCP-Server"_s});
    return {
        {layer2, defaultPolicy(u"Default Layer2 Section"_s, u"Ethernet"_s)},
        {layer2 + u"/rules/default-layer2-rule"_s,
         defaultRule(u"Default Layer2 Rule"_s, 1, 2'147'483'647)},
        {layer3, defaultPolicy(u"Default Layer3 Section"_s, u"Application"_s)},
        {layer3 + u"/rules/default-layer3-ndp"_s, neighbours},
        {layer3 + u"/rules/default-layer3-dhcp"_s, dhcp},
        {layer3 + u"/rules/default-layer3-rule"_s,
         defaultRule(u"Default Layer3 Rule"_s, 2, 2'147'483'647)},
    };
}

std::vector<DefaultObject> contextProfiles() {
    std::vector<DefaultObject> profiles;
    for (const QString& application : {u"DNS"_s, u"FTP"_s, u"HTTP"_s, u"KERBEROS"_s, u"LDAP"_s,
                                       u"MYSQL"_s, u"NTP"_s, u"RDP"_s, u"SSH"_s, u"SSL"_s}) {
        const QJsonObject attribute = {{u"key"_s, u"APP_ID"_s},
                                       {u"value"_s, QJsonArray{application}},
                                       {u"attribute_source"_s, u"SYSTEM"_s},
                                       {u"datatype"_s, u"STRING"_s},
                                       {u"is_alg_type"_s, application == u"FTP"_s}};
        profiles.push_back({u"/infra/context-profiles/"_s + application,
                            {{u"attributes"_s, QJsonArray{attribute}}}});
    }
    return profiles;
}

std::vector<DefaultObject> structure() {
    return {
        {u"/infra"_s, {{u"display_name"_s, u"infra"_s}}},
        {u"/infra/sites/default"_s, {{u"site_type"_s, u"ONPREM_LM"_s}}},
        {enforcementPointPath(), {}},
        {u"/infra/domains/default"_s, {}},
        {u"/infra/settings/firewall/security"_s, {{u"_system_owned"_s, false}}},
        {u"/infra/settings/firewall/security/exclude-list"_s,
         {{u"display_name"_s, u"default"_s}, {u"_system_owned"_s, false}}},
        {u"/infra/settings/firewall/security/intrusion-services"_s,
         {{u"auto_update"_s, true}, {u"_system_owned"_s, false}}},
        {u"/infra/settings/firewall/security/intrusion-services/profiles/DefaultIDSProfile"_s,
         {{u"display_name"_s, u"DefaultIDSProfile"_s},
          {u"description"_s, u"Every signature of severity critical"_s},
          {u"profile_severity"_s, QJsonArray{u"CRITICAL"_s}}}},
    };
}

} // namespace

Answer<void> addDefaultObjects(World& world) {
    IntentWriter writer(world, {u"system"_s});
    for (const std::vector<DefaultObject>& objects :
         {structure(), contextProfiles(), defaultPolicies()}) {
        for (const DefaultObject& object : objects) {
            const std::optional<Place> place = resolvePlace(object.path);
            if (Answer<void> written = writer.write(*place, object.fields, WriteMode::Load);
                !written) {
                return written;
            }
        }
    }
    return writer.finish();
}

Answer<void> addClusterObjects(World& world) {
    IntentWriter writer(world, {u"system"_s});
    for (const HostCluster& cluster : hostClusters(world.inventory)) {
        const QString path =
            u"/infra/settings/firewall/security/intrusion-services/cluster-configs/"_s + cluster.id;
        if (world.store.contains(path)) {
            continue; // the data set has switched it on or off
        }
        const QJsonObject fields = {
            {u"ids_enabled"_s, false},
            {u"display_name"_s, cluster.name},
            {u"cluster"_s, QJsonObject{{u"target_id"_s, cluster.id},
                                       {u"target_type"_s, u"VC_Cluster"_s},
                                       {u"target_display_name"_s, cluster.name},
                                       {u"is_valid"_s, true}}}};
        if (Answer<void> written = writer.write(*resolvePlace(path), fields, WriteMode::Load);
            !written) {
            return written;
        }
    }
    return writer.finish();
}

} // namespace bulkhead::simulator
