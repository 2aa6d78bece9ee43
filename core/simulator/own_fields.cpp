// SPDX-License-Identifier: MIT
#include "simulator/own_fields.h"

#include "simulator/world.h"

#include <QSet>
#include <QStringList>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// NSX 4.2 PolicyConfigResource: read-only fields of every object.
const QSet<QString>& readOnlyFields() {
    static const QSet<QString> fields = {
        u"resource_type"_s,
        u"id"_s,
        u"path"_s,
        u"parent_path"_s,
        u"relative_path"_s,
        u"remote_path"_s,
        u"unique_id"_s,
        u"realization_id"_s,
        u"owner_id"_s,
        u"origin_site_id"_s,
        u"marked_for_delete"_s,
        u"overridden"_s,
        u"_create_time"_s,
        u"_create_user"_s,
        u"_last_modified_time"_s,
        u"_last_modified_user"_s,
        u"_system_owned"_s,
        u"_protection"_s,
        u"_revision"_s,
        u"_links"_s,
        u"_schema"_s,
        u"_self"_s,
        u"children"_s,
        u"status"_s,
    };
    return fields;
}

bool isReadOnly(const QString& type, const QString& key) {
    if (readOnlyFields().contains(key)) {
        return true;
    }
    if (isPolicyType(type)) {
        static const QSet<QString> policy = {
            u"rules"_s,           u"rule_count"_s,       u"internal_sequence_number"_s,
            u"is_default"_s,      u"lock_modified_by"_s, u"lock_modified_time"_s,
            u"default_rule_id"_s,
        };
        return policy.contains(key);
    }
    if (isRuleType(type)) {
        return key == u"rule_id"_s || key == u"is_default"_s;
    }
    if (type == u"IdsSettings"_s) {
        return key == u"ids_ever_enabled"_s;
    }
    if (type == u"PolicyDraft"_s) {
        return key == u"is_auto_draft"_s;
    }
    if (type == u"IdsClusterConfig"_s) {
        return key == u"is_stale"_s;
    }
    if (type == u"Group"_s) {
        return key == u"state"_s || key == u"reference"_s;
    }
    if (type == u"Service"_s) {
        return key == u"is_default"_s || key == u"service_type"_s;
    }
    return type == u"Segment"_s && key == u"type"_s;
}

/// An expression or a service entry: its kind and id stay, the rest of the base fields goes.
QJsonObject ownPart(const QJsonObject& part) {
    QJsonObject own;
    for (auto field = part.begin(); field != part.end(); ++field) {
        const bool isKept = field.key() == u"resource_type"_s || field.key() == u"id"_s ||
                            !readOnlyFields().contains(field.key());
        if (field->isNull() || !isKept) {
            continue;
        }
        if (field.key() == u"expressions"_s) {
            QJsonArray nested;
            for (const QJsonValue expression : field->toArray()) {
                nested.append(ownPart(expression.toObject()));
            }
            own.insert(field.key(), nested);
        } else {
            own.insert(field.key(), *field);
        }
    }
    return own;
}

QJsonArray ownParts(const QJsonValue& parts) {
    QJsonArray own;
    for (const QJsonValue part : parts.toArray()) {
        own.append(part.isObject() ? QJsonValue(ownPart(part.toObject())) : part);
    }
    return own;
}

void setDefault(QJsonObject& own, const QString& key, const QJsonValue& value) {
    if (!own.contains(key)) {
        own.insert(key, value);
    }
}

/// Absent and empty lists mean ANY; "any" in any spelling is written ANY.
void fillAny(QJsonObject& own, const QString& key) {
    const QJsonArray list = own.value(key).toArray();
    const bool isAny =
        list.size() == 1 && list.first().toString().compare(u"ANY"_s, Qt::CaseInsensitive) == 0;
    if (list.isEmpty() || isAny) {
        own.insert(key, QJsonArray{u"ANY"_s});
    }
}

void fillPolicy(QJsonObject& own) {
    setDefault(own, u"category"_s, u"Application"_s);
    setDefault(own, u"sequence_number"_s, 0);
    setDefault(own, u"stateful"_s, own.value(u"category"_s).toString() != u"Ethernet"_s);
    setDefault(own, u"tcp_strict"_s, own.value(u"stateful"_s).toBool());
    setDefault(own, u"locked"_s, false);
    fillAny(own, u"scope"_s);
}

void fillRule(QJsonObject& own, bool isEthernet) {
    for (const QString& key :
         {u"source_groups"_s, u"destination_groups"_s, u"services"_s, u"profiles"_s, u"scope"_s}) {
        fillAny(own, key);
    }
    for (const QString& key :
         {u"sources_excluded"_s, u"destinations_excluded"_s, u"logged"_s, u"disabled"_s}) {
        setDefault(own, key, false);
    }
    setDefault(own, u"direction"_s, u"IN_OUT"_s);
    if (!isEthernet) {
        setDefault(own, u"ip_protocol"_s, u"IPV4_IPV6"_s);
    }
    setDefault(own, u"sequence_number"_s, 0);
}

void fillIdsSettings(QJsonObject& own) {
    setDefault(own, u"auto_update"_s, false);
    setDefault(own, u"ids_events_to_syslog"_s, false);
    setDefault(own, u"oversubscription"_s, u"BYPASSED"_s);
}

/// `seed` is where the list stands: an id that the client left out follows from its place.
QJsonArray filledExpressions(const QJsonArray& expressions, const QString& seed) {
    QJsonArray filled;
    for (qsizetype i = 0; i < expressions.size(); ++i) {
        QJsonObject expression = expressions.at(i).toObject();
        const QString place = seed + u'/' + QString::number(i);
        setDefault(expression, u"id"_s, uuidFor(place));
        const QString kind = expression.value(u"resource_type"_s).toString();
        if (kind == u"Condition"_s) {
            setDefault(expression, u"operator"_s, u"EQUALS"_s);
            setDefault(expression, u"scope_operator"_s, u"EQUALS"_s);
        } else if (kind == u"NestedExpression"_s) {
            expression.insert(
                u"expressions"_s,
                filledExpressions(expression.value(u"expressions"_s).toArray(), place));
        } else if (kind == u"IPAddressExpression"_s) {
            QJsonArray distinct;
            for (const QJsonValue address : expression.value(u"ip_addresses"_s).toArray()) {
                if (!distinct.contains(address)) {
                    distinct.append(address);
                }
            }
            expression.insert(u"ip_addresses"_s, distinct);
        }
        filled.append(expression);
    }
    return filled;
}

void fillService(const QString& id, QJsonObject& own) {
    QJsonArray entries;
    for (const QJsonValue value : own.value(u"service_entries"_s).toArray()) {
        QJsonObject entry = value.toObject();
        const QString name = entry.value(u"display_name"_s).toString();
        setDefault(entry, u"id"_s, name.isEmpty() ? id : QString(name).replace(u'/', u'-'));
        setDefault(entry, u"display_name"_s, entry.value(u"id"_s));
        entries.append(entry);
    }
    own.insert(u"service_entries"_s, entries);
}

void fillFirewallConfiguration(QJsonObject& own) {
    setDefault(own, u"enable_firewall"_s, true);
    for (const QString& key :
         {u"disable_auto_drafts"_s, u"idfw_enabled"_s, u"idfw_event_log_scraper_enabled"_s,
          u"idfw_loginsight_enabled"_s, u"global_addrset_mode_enabled"_s,
          u"global_macset_optimization_mode_enabled"_s}) {
        setDefault(own, key, false);
    }
}

} // namespace

QJsonObject ownFields(const QString& type, const QJsonObject& object) {
    QJsonObject own;
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (field->isNull() || isReadOnly(type, field.key())) {
            continue;
        }
        const bool hasParts = field.key() == u"expression"_s || field.key() == u"service_entries"_s;
        own.insert(field.key(),
                   hasParts && field->isArray() ? QJsonValue(ownParts(*field)) : *field);
    }
    return own;
}

void fillDefaults(const Place& place, bool isEthernet, QJsonObject& own) {
    const QString& type = place.type->name;
    setDefault(own, u"display_name"_s, place.id);
    if (isPolicyType(type)) {
        if (type == u"GatewayPolicy"_s) {
            setDefault(own, u"category"_s, u"LocalGatewayRules"_s);
        } else if (type == u"IdsSecurityPolicy"_s) {
            setDefault(own, u"category"_s, u"ThreatRules"_s);
        }
        fillPolicy(own);
    } else if (isRuleType(type)) {
        fillRule(own, isEthernet);
        if (type == u"IdsRule"_s) {
            setDefault(own, u"oversubscription"_s, u"INHERIT_GLOBAL"_s);
        }
    } else if (type == u"Group"_s) {
        own.insert(u"expression"_s,
                   filledExpressions(own.value(u"expression"_s).toArray(), place.path));
        setDefault(own, u"extended_expression"_s, QJsonArray());
    } else if (type == u"Service"_s) {
        fillService(place.id, own);
    } else if (type == u"PolicyFirewallScheduler"_s) {
        setDefault(own, u"recurring"_s, true);
    } else if (type == u"PolicyExcludeList"_s) {
        setDefault(own, u"members"_s, QJsonArray());
    } else if (type == u"DfwFirewallConfiguration"_s) {
        fillFirewallConfiguration(own);
    } else if (type == u"TraceflowConfig"_s) {
        setDefault(own, u"timeout"_s, 10);
        setDefault(own, u"is_transient"_s, true);
    } else if (type == u"PolicyDraft"_s) {
        setDefault(own, u"locked"_s, false);
    } else if (type == u"IdsSettings"_s) {
        fillIdsSettings(own);
    } else if (type == u"Segment"_s || type == u"SegmentPort"_s) {
        setDefault(own, u"admin_state"_s, u"UP"_s);
    }
}

} // namespace bulkhead::simulator
