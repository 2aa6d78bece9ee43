// SPDX-License-Identifier: MIT
#include "simulator/resource_reference.h"

#include "simulator/inventory.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

QJsonObject referenceTo(const StoredObject& object) {
    return {{u"path"_s, object.path},
            {u"target_id"_s, object.path},
            {u"target_type"_s, object.type},
            {u"target_display_name"_s, object.fields.value(u"display_name"_s)},
            {u"is_valid"_s, true}};
}

QJsonObject referenceToMachine(const QJsonObject& machine) {
    const QString id = machine.value(u"external_id"_s).toString();
    return {{u"path"_s, machinePath(id)},
            {u"target_id"_s, id},
            {u"target_type"_s, u"VirtualMachine"_s},
            {u"target_display_name"_s, machine.value(u"display_name"_s)},
            {u"is_valid"_s, true}};
}

} // namespace bulkhead::simulator
