// SPDX-License-Identifier: MIT
#include "simulator/presentation.h"

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

QJsonObject presentItem(const World& world, const StoredObject& object) {
    if (object.type != u"Group"_s) {
        return object.fields;
    }
    QJsonObject fields = object.fields;
    const qint64 changed = fields.value(u"_last_modified_time"_s).toInteger();
    fields.insert(u"state"_s, world.isRealized(changed) ? u"SUCCESS"_s : u"IN_PROGRESS"_s);
    return fields;
}

QJsonObject presentWhole(const World& world, const StoredObject& object) {
    QJsonObject fields = presentItem(world, object);
    if (object.type.endsWith(u"Policy"_s)) {
        QJsonArray rules;
        for (const StoredObject* rule : orderedRules(world.store, object.path)) {
            rules.append(rule->fields);
        }
        fields.insert(u"rule_count"_s, rules.size());
        fields.insert(u"rules"_s, rules);
    }
    return fields;
}

} // namespace bulkhead::simulator
