// SPDX-License-Identifier: MIT
#include "simulator/presentation.h"

#include "simulator/object_type.h"
#include "simulator/realization.h"

#include <QJsonArray>

#include <algorithm>
#include <tuple>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

std::vector<const StoredObject*> orderedRules(const ObjectStore& store, const QString& policyPath) {
    std::vector<const StoredObject*> rules = store.collection(policyPath + u"/rules"_s);
    const auto place = [](const StoredObject* rule) {
        return std::tuple(rule->fields.value(u"sequence_number"_s).toInteger(),
                          rule->fields.value(u"rule_id"_s).toInteger());
    };
    std::stable_sort(rules.begin(), rules.end(), [&](const StoredObject* a, const StoredObject* b) {
        return place(a) < place(b);
    });
    return rules;
}

namespace {

/// NSX 4.2: `_protection` says what the one who asks may do.
QString protectionFor(const Caller& viewer, const StoredObject& object) {
    if (object.text(u"_create_user"_s) == viewer.user) {
        return u"NOT_PROTECTED"_s;
    }
    return viewer.isAdministrator() ? u"REQUIRE_OVERRIDE"_s : u"PROTECTED"_s;
}

} // namespace

QJsonObject presentItem(const World& world, const StoredObject& object) {
    QJsonObject fields = object.fields;
    if (object.text(u"_protection"_s) == u"REQUIRE_OVERRIDE"_s) {
        fields.insert(u"_protection"_s, protectionFor(world.viewer, object));
    }
    if (object.type == u"IdsSettings"_s) {
        const auto clusters = world.store.ofType(u"IdsClusterConfig"_s);
        fields.insert(u"ids_ever_enabled"_s,
                      std::any_of(clusters.begin(), clusters.end(), [](const auto* cluster) {
                          // Switched on now, or switched at all since it was put in.
                          return cluster->isTrue(u"ids_enabled"_s) || cluster->revision() > 0;
                      }));
    }
    if (object.type != u"Group"_s) {
        return fields;
    }
    const RealizationState state = realizationState(world, fields);
    fields.insert(u"state"_s, state == RealizationState::Error      ? u"FAILURE"_s
                              : state == RealizationState::Realized ? u"SUCCESS"_s
                                                                    : u"IN_PROGRESS"_s);
    return fields;
}

QJsonObject presentWhole(const World& world, const StoredObject& object) {
    QJsonObject fields = presentItem(world, object);
    if (isPolicyType(object.type)) {
        QJsonArray rules;
        for (const StoredObject* rule : orderedRules(world.store, object.path)) {
            rules.append(presentItem(world, *rule));
        }
        fields.insert(u"rule_count"_s, rules.size());
        fields.insert(u"rules"_s, rules);
    }
    return fields;
}

} // namespace bulkhead::simulator
