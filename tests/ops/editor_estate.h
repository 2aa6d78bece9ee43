// SPDX-License-Identifier: MIT
// The small estate that two editors share, and a look at it that uses nothing of this program's
// client.
#pragma once

#include "../simulator/api_client.h"
#include "ops/editor_model.h"
#include "ops/reference_estate.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace bulkhead::tests {

using namespace Qt::StringLiterals;

inline const QString kMachine = u"vm-1"_s;

inline QString policyPath(int number) {
    return u"%1/security-policies/p%2"_s.arg(kDomain).arg(number);
}

inline simulator::Estate smallEstate() {
    QJsonArray children;
    for (int p = 0; p < 2; ++p) {
        QJsonArray rules;
        for (int r = 0; r < 3; ++r) {
            rules.append(rule(u"r%1"_s.arg(r), {{u"sequence_number"_s, (r + 1) * 10},
                                                {u"logged"_s, true},
                                                {u"notes"_s, u"as it was"_s}}));
        }
        children.append(policy(u"p%1"_s.arg(p), rules, {{u"sequence_number"_s, p + 1}}));
    }
    for (int g = 0; g < 2; ++g) {
        children.append(tagGroup(u"g%1"_s.arg(g), u"VirtualMachine"_s, u"web"_s));
    }
    const QJsonArray machines{QJsonObject{{u"external_id"_s, kMachine},
                                          {u"display_name"_s, kMachine},
                                          {u"power_state"_s, u"VM_RUNNING"_s},
                                          {u"tags"_s, tags(u"tier"_s, u"web"_s)}}};
    const QJsonObject estate = estateOf({}, children, machines);
    return simulator::test::estateOf(QJsonDocument(estate).toJson().constData());
}

/// The manager as it is, read without this program's client: the fields that the editors touch as
/// a World, and everything else to see that nobody touches it.
struct Seen {
    World world;
    QHash<QString, QJsonObject> rest;
};

inline void see(Seen& seen, QJsonObject object) {
    const QJsonArray children = object.value(u"children"_s).toArray();
    for (const QJsonValue wrapper : children) {
        const QString type =
            wrapper[u"resource_type"].toString().mid(static_cast<int>(qstrlen("Child")));
        see(seen, wrapper[type].toObject());
    }
    object.remove(u"children"_s);
    const QString path = object.value(u"path"_s).toString();
    const bool isRule = path.contains(u"/rules/"_s);
    const bool isGroup = path.contains(u"/groups/"_s);
    if (isRule || isGroup) {
        Fields fields;
        for (const QString& name : {u"notes"_s, u"description"_s, u"tag"_s}) {
            const QString value = object.take(name).toString();
            if (!value.isEmpty()) {
                fields[name] = value;
            }
        }
        seen.world.set(path, fields);
    }
    for (const QString& key : object.keys()) {
        if (key.startsWith(u'_') || key == u"unique_id" || key == u"realization_id" ||
            key == u"rule_id") {
            object.remove(key);
        }
    }
    seen.rest.insert(path, object);
}

} // namespace bulkhead::tests
