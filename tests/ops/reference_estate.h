// SPDX-License-Identifier: MIT
// An estate with one of every kind of use, and how found uses are written in tests.
#pragma once

#include "nsx/references.h"
#include "ops/live_manager.h"

namespace bulkhead::tests {

using namespace Qt::StringLiterals;

inline const QString kDomain = u"/infra/domains/default"_s;

inline QString groupPath(const QString& id) {
    return kDomain + u"/groups/"_s + id;
}

inline QJsonObject pathGroup(const QString& id, const QStringList& members) {
    const QJsonObject expression{{u"resource_type"_s, u"PathExpression"_s},
                                 {u"paths"_s, QJsonArray::fromStringList(members)}};
    return child(u"Group"_s, {{u"id"_s, id},
                              {u"display_name"_s, u"Group "_s + id},
                              {u"expression"_s, QJsonArray{expression}}});
}

inline QJsonObject tagGroup(const QString& id, const QString& type, const QString& value,
                            const QString& comparison = u"EQUALS"_s) {
    const QJsonObject condition{{u"resource_type"_s, u"Condition"_s},
                                {u"member_type"_s, type},
                                {u"key"_s, u"Tag"_s},
                                {u"operator"_s, comparison},
                                {u"value"_s, value}};
    return child(u"Group"_s, {{u"id"_s, id},
                              {u"display_name"_s, u"Group "_s + id},
                              {u"expression"_s, QJsonArray{condition}}});
}

inline QJsonObject rule(const QString& id, QJsonObject fields) {
    fields.insert(u"id"_s, id);
    fields.insert(u"display_name"_s, id);
    fields.insert(u"action"_s, u"ALLOW"_s);
    return fields;
}

inline QJsonObject policy(const QString& id, const QJsonArray& rules, QJsonObject fields = {}) {
    fields.insert(u"id"_s, id);
    fields.insert(u"display_name"_s, id);
    fields.insert(u"category"_s, u"Application"_s);
    QJsonArray children;
    for (const QJsonValue one : rules) {
        children.append(child(u"Rule"_s, one.toObject()));
    }
    fields.insert(u"children"_s, children);
    return child(u"SecurityPolicy"_s, fields);
}

inline QJsonArray tags(const QString& scope, const QString& tag) {
    return {QJsonObject{{u"scope"_s, scope}, {u"tag"_s, tag}}};
}

/// One of every kind of use; `fillers` policies that use nothing of it.
inline QJsonObject estate(int fillers = 0) {
    const auto paths = [](const QStringList& list) { return QJsonArray::fromStringList(list); };
    const QJsonObject port{{u"id"_s, u"p1"_s}, {u"attachment"_s, QJsonObject{{u"id"_s, u"a1"_s}}}};
    const QJsonObject tcp{{u"resource_type"_s, u"L4PortSetServiceEntry"_s},
                          {u"id"_s, u"e"_s},
                          {u"l4_protocol"_s, u"TCP"_s},
                          {u"destination_ports"_s, paths({u"8443"_s})}};
    const QJsonObject nested{{u"resource_type"_s, u"NestedServiceServiceEntry"_s},
                             {u"id"_s, u"n"_s},
                             {u"nested_service_path"_s, u"/infra/services/inner"_s}};
    QJsonArray infra{
        child(u"Service"_s, {{u"id"_s, u"inner"_s},
                             {u"display_name"_s, u"Inner service"_s},
                             {u"service_entries"_s, QJsonArray{tcp}}}),
        child(u"Service"_s, {{u"id"_s, u"outer"_s},
                             {u"display_name"_s, u"Outer service"_s},
                             {u"service_entries"_s, QJsonArray{nested}}}),
        child(u"PolicyContextProfile"_s,
              {{u"id"_s, u"tls"_s},
               {u"display_name"_s, u"TLS only"_s},
               {u"attributes"_s, QJsonArray{QJsonObject{{u"key"_s, u"APP_ID"_s},
                                                        {u"datatype"_s, u"STRING"_s},
                                                        {u"value"_s, paths({u"SSL"_s})}}}}}),
        child(
            u"PolicyFirewallScheduler"_s,
            {{u"id"_s, u"office"_s}, {u"days"_s, paths({u"MONDAY"_s})}, {u"timezone"_s, u"UTC"_s}}),
        child(u"Segment"_s, {{u"id"_s, u"seg"_s},
                             {u"display_name"_s, u"Segment"_s},
                             {u"tags"_s, tags(u"zone"_s, u"dmz"_s)},
                             {u"children"_s, QJsonArray{child(u"SegmentPort"_s, port)}}}),
        child(u"PolicyExcludeList"_s,
              {{u"id"_s, u"exclude-list"_s}, {u"members"_s, paths({groupPath(u"apart"_s)})}})};
    QJsonArray domain{
        tagGroup(u"web"_s, u"VirtualMachine"_s, u"tier|web"_s),
        tagGroup(u"web-2"_s, u"VirtualMachine"_s, u"tier|web2"_s),
        tagGroup(u"apart"_s, u"VirtualMachine"_s, u"tier|apart"_s),
        tagGroup(u"dmz"_s, u"Segment"_s, u"zone|dmz"_s),
        pathGroup(u"all"_s, {groupPath(u"web"_s), groupPath(u"web-2"_s)}),
        pathGroup(u"everything"_s, {groupPath(u"all"_s)}),
        pathGroup(u"unused"_s, {u"/infra/segments/seg"_s}),
        policy(u"p1"_s,
               {rule(u"by-source"_s, {{u"source_groups"_s, paths({groupPath(u"web"_s)})}}),
                rule(u"both-ways"_s, {{u"source_groups"_s, paths({groupPath(u"web"_s)})},
                                      {u"destination_groups"_s, paths({groupPath(u"web"_s)})}}),
                rule(u"by-scope"_s, {{u"scope"_s, paths({groupPath(u"web"_s)})}}),
                rule(u"other-group"_s, {{u"source_groups"_s, paths({groupPath(u"web-2"_s)})}}),
                rule(u"in-words"_s, {{u"description"_s, u"Not for "_s + groupPath(u"web"_s)}})}),
        policy(
            u"p2"_s,
            {rule(u"by-all"_s, {{u"destination_groups"_s, paths({groupPath(u"all"_s)})}}),
             rule(u"by-everything"_s,
                  {{u"destination_groups"_s, paths({groupPath(u"everything"_s)})}}),
             rule(u"by-dmz"_s, {{u"destination_groups"_s, paths({groupPath(u"dmz"_s)})}}),
             rule(u"by-outer"_s, {{u"services"_s, paths({u"/infra/services/outer"_s})}}),
             rule(u"by-inner"_s, {{u"services"_s, paths({u"/infra/services/inner"_s})}}),
             rule(u"by-profile"_s, {{u"profiles"_s, paths({u"/infra/context-profiles/tls"_s})}})},
            {{u"scope"_s, paths({groupPath(u"apart"_s)})},
             {u"scheduler_path"_s, u"/infra/firewall-schedulers/office"_s}})};
    for (int i = 0; i < fillers; ++i) {
        domain.append(policy(u"filler-%1"_s.arg(i), {rule(u"r"_s, {})}));
    }
    const QJsonArray machines{QJsonObject{{u"display_name"_s, u"web-01"_s},
                                          {u"external_id"_s, u"5020-web-01"_s},
                                          {u"tags"_s, tags(u"tier"_s, u"web"_s)}}};
    const QJsonArray vifs{QJsonObject{{u"external_id"_s, u"5020-web-01-4000"_s},
                                      {u"owner_vm_id"_s, u"5020-web-01"_s},
                                      {u"lport_attachment_id"_s, u"a1"_s}}};
    return estateOf(infra, domain, machines, vifs);
}

/// "how last-segment-of-the-referrer [< last segment of what stands between]".
inline QStringList inWords(const nsx::References& references) {
    QStringList words;
    for (const nsx::Reference& one : references.items) {
        QString text = one.how + u' ' + one.referrer.path.section(u'/', -1);
        if (!one.through.isEmpty()) {
            text += u" < "_s + one.through.section(u'/', -1);
        }
        words << text;
    }
    words.sort();
    return words;
}

} // namespace bulkhead::tests
