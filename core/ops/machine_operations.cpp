// SPDX-License-Identifier: MIT
#include "ops/machine_operations.h"

#include "ops/format.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

Task<Answer> listMachineTags(Call call) {
    const QString wanted = call.arguments.value(u"vm_display_name"_s).toString();
    call.progress({u"Reading virtual machines"_s, 1, 1});
    const auto machines = co_await call.source->machines(wanted, call.token);
    if (!machines) {
        co_return fail(machines.error());
    }
    ListQuery query;
    query.limit = kMaximumLimit;
    QJsonArray items;
    for (const model::VirtualMachine& machine : *machines) {
        if (items.size() == query.limit) {
            break;
        }
        items.append(formatMachineTags(machine));
    }
    QJsonObject result = listEnvelope(items, query, static_cast<qint64>(machines->size()));
    if (items.size() < static_cast<qsizetype>(machines->size())) {
        // No offset is taken here: a thousand machines of one name are told apart by id.
        result.insert(u"next_offset"_s, QJsonValue());
        result.insert(u"hint"_s, u"Give the id of the machine instead of its name."_s);
    }
    // One machine was all the predecessor knew: its fields stay at the top while they are unique.
    const bool unique = machines->size() == 1;
    const QJsonObject only = unique ? items.at(0).toObject() : QJsonObject();
    for (const QString& key : {u"vm_id"_s, u"display_name"_s, u"power_state"_s, u"tags"_s}) {
        result.insert(key, unique ? only.value(key) : QJsonValue());
    }
    co_return Answer{result};
}

} // namespace

Operation listMachineTagsOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"list_vm_tags"_s, u"List a virtual machine's tags"_s,
        u"List the tags of a virtual machine"_s,
        u"Lists the tags of every virtual machine with this display name (several may share one) "
        u"or with this external id. Groups select machines by such tags."_s);
    operation.parameters = {requiredText(u"vm_display_name"_s,
                                         u"Display name or external id of the virtual machine."_s)};
    const QJsonObject item = s::object({
        {u"vm_id", s::text(u"The machine's external id."_s)},
        {u"display_name", s::text({})},
        {u"power_state", s::nullable(s::text(u"VM_RUNNING, VM_STOPPED, VM_SUSPENDED …"_s))},
        {u"tags", s::tags()},
    });
    operation.resultSchema = s::envelope(
        item, {{u"vm_id", s::nullable(s::text(u"Of the only machine; null if several match."_s))},
               {u"display_name", s::nullable(s::text(u"Of the only machine."_s))},
               {u"power_state", s::nullable(s::text(u"Of the only machine."_s))},
               {u"tags", s::nullable(s::tags())}});
    operation.command = {u"tag"_s, u"list"_s, {u"vm_display_name"_s}, {}};
    operation.table = {{},
                       u"items"_s,
                       u"tags"_s,
                       {{u"Virtual machine"_s, u"display_name"_s},
                        {u"ID"_s, u"vm_id"_s},
                        {u"Power"_s, u"power_state"_s},
                        {u"Scope"_s, u"tags.scope"_s},
                        {u"Tag"_s, u"tags.tag"_s}}};
    operation.handler = listMachineTags;
    return operation;
}

} // namespace bulkhead::ops
