// SPDX-License-Identifier: MIT
#include "simulator/realization.h"

#include "simulator/api_error.h"

#include <QHash>
#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kUnknownTime = -1;

bool isRealized(const World& world, const QJsonObject& fields) {
    return world.isRealized(fields.value(u"_last_modified_time"_s).toInteger());
}

/// What was planted for the object; for a policy also what was planted for one of its rules.
const RealizationError* findError(const World& world, const QString& path) {
    const auto own = world.realizationErrors.constFind(path);
    if (own != world.realizationErrors.cend()) {
        return &*own;
    }
    for (auto error = world.realizationErrors.cbegin(); error != world.realizationErrors.cend();
         ++error) {
        if (error.key().startsWith(path + u"/rules/"_s)) {
            return &*error;
        }
    }
    return nullptr;
}

/// NSX 4.2 PolicyAlarmResource.
QJsonObject alarm(const QString& path, const RealizationError& error) {
    const ApiError details{400, error.errorCode, error.module, error.message};
    return {{u"message"_s, error.message},
            {u"source_reference"_s, path},
            {u"error_details"_s, details.toJson()}};
}

QJsonObject consolidated(RealizationState state) {
    const QString text = state == RealizationState::Error      ? u"ERROR"_s
                         : state == RealizationState::Realized ? u"SUCCESS"_s
                                                               : u"IN_PROGRESS"_s;
    return {{u"consolidated_status"_s, text}};
}

QString stateText(RealizationState state) {
    return state == RealizationState::Error      ? u"ERROR"_s
           : state == RealizationState::Realized ? u"REALIZED"_s
                                                 : u"UNREALIZED"_s;
}

struct EntityKind {
    QString type;       ///< entity_type
    QString collection; ///< in the path of the realized object
    QString api;        ///< of the manager's object behind it
};

EntityKind entityKind(const QString& type) {
    static const QHash<QString, EntityKind> kinds = {
        {u"Group"_s, {u"RealizedGroup"_s, u"groups/nsgroups"_s, u"/api/v1/ns-groups/"_s}},
        {u"SecurityPolicy"_s,
         {u"RealizedFirewallSection"_s, u"firewalls/firewall-sections"_s,
          u"/api/v1/firewall/sections/"_s}},
        {u"Rule"_s,
         {u"RealizedFirewallRule"_s, u"firewalls/firewall-rules"_s, u"/api/v1/firewall/rules/"_s}},
        {u"Service"_s,
         {u"RealizedService"_s, u"services/ns-services"_s, u"/api/v1/ns-services/"_s}},
        {u"Segment"_s,
         {u"RealizedLogicalSwitch"_s, u"logical-switches"_s, u"/api/v1/logical-switches/"_s}},
        {u"SegmentPort"_s,
         {u"RealizedLogicalPort"_s, u"logical-ports"_s, u"/api/v1/logical-ports/"_s}},
    };
    return kinds.value(type);
}

} // namespace

RealizationState realizationState(const World& world, const QJsonObject& fields) {
    if (!isRealized(world, fields)) {
        return RealizationState::Pending;
    }
    return findError(world, fields.value(u"path"_s).toString()) == nullptr
               ? RealizationState::Realized
               : RealizationState::Error;
}

QJsonObject shortStatus(const World& world, const QJsonObject& fields) {
    const RealizationState state = realizationState(world, fields);
    return {{u"intent_path"_s, fields.value(u"path"_s)},
            {u"intent_version"_s, QString::number(fields.value(u"_revision"_s).toInteger())},
            {u"publish_status"_s, stateText(state)},
            {u"consolidated_status"_s, consolidated(state)}};
}

QJsonObject fullStatus(const World& world, const QJsonObject& fields) {
    QJsonObject status = shortStatus(world, fields);
    const RealizationState state = realizationState(world, fields);
    const bool isOver = state == RealizationState::Realized;
    const qint64 changed = fields.value(u"_last_modified_time"_s).toInteger();
    status.insert(u"publish_time"_s, isOver ? changed + world.realizationDelayMs : kUnknownTime);
    status.insert(u"time_taken_for_realization"_s,
                  isOver ? world.realizationDelayMs : kUnknownTime);
    QJsonObject point = {{u"resource_type"_s, u"ConsolidatedStatusNsxt"_s},
                         {u"site_path"_s, u"/infra/sites/default"_s},
                         {u"enforcement_point_path"_s, enforcementPointPath()},
                         {u"enforcement_point_id"_s, u"default"_s},
                         {u"consolidated_status"_s, consolidated(state)}};
    if (state == RealizationState::Error) {
        const QString path = fields.value(u"path"_s).toString();
        point.insert(u"alarm"_s, alarm(path, *findError(world, path)));
    }
    status.insert(u"consolidated_status_per_enforcement_point"_s, QJsonArray{point});
    return status;
}

std::vector<QJsonObject> realizationAlarms(const World& world) {
    std::vector<QJsonObject> alarms;
    for (auto error = world.realizationErrors.cbegin(); error != world.realizationErrors.cend();
         ++error) {
        const StoredObject* object = world.store.find(error.key());
        if (object == nullptr || !isRealized(world, object->fields)) {
            continue;
        }
        QJsonObject item = alarm(error.key(), *error);
        const QString id = uuidFor(u"alarm"_s + error.key());
        item.insert(u"resource_type"_s, u"PolicyAlarmResource"_s);
        item.insert(u"id"_s, id);
        item.insert(u"display_name"_s, id);
        item.insert(u"path"_s, u"/infra/realized-state/alarms/"_s + id);
        alarms.push_back(item);
    }
    return alarms;
}

QJsonObject realizedEntity(const World& world, const StoredObject& object) {
    const EntityKind kind = entityKind(object.type);
    if (kind.type.isEmpty()) {
        return {};
    }
    const QString id = u"default."_s + object.id;
    const QString unique = object.text(u"unique_id"_s);
    const QString parent = u"/infra/realized-state/enforcement-points/default"_s;
    const RealizationState state = realizationState(world, object.fields);
    QJsonArray alarms;
    if (state == RealizationState::Error) {
        alarms.append(alarm(object.path, *findError(world, object.path)));
    }
    return {{u"resource_type"_s, u"GenericPolicyRealizedResource"_s},
            {u"id"_s, id},
            {u"display_name"_s, id},
            {u"path"_s, parent + u'/' + kind.collection + u'/' + id},
            {u"relative_path"_s, id},
            {u"parent_path"_s, parent},
            {u"entity_type"_s, kind.type},
            {u"state"_s, stateText(state)},
            {u"runtime_status"_s, u"UNINITIALIZED"_s},
            {u"publish_status"_s, u"UNINITIALIZED"_s},
            {u"realization_specific_identifier"_s, unique},
            {u"realization_api"_s, kind.api + unique},
            {u"intent_paths"_s, QJsonArray{object.path}},
            {u"intent_reference"_s, QJsonArray{object.path}},
            {u"enforcement_point_path"_s, enforcementPointPath()},
            {u"site_path"_s, u"/infra/sites/default"_s},
            {u"extended_attributes"_s, QJsonArray()},
            {u"alarms"_s, alarms},
            {u"_revision"_s, 0}};
}

} // namespace bulkhead::simulator
