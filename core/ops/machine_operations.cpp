// SPDX-License-Identifier: MIT
#include "ops/machine_operations.h"

#include "ops/exclusions.h"
#include "ops/format.h"
#include "ops/format_inventory.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// Machines of one name whose exclusion is looked up: up to two requests each.
constexpr qsizetype kMostExclusions = 20;

MachineExclusion notAsked() {
    return {std::nullopt, u"Not asked, because so many machines share the name; get_vm tells."_s};
}

Task<Answer> listMachineTags(Call call) {
    const QString wanted = call.arguments.value(u"vm_display_name"_s).toString();
    call.progress({u"Reading virtual machines"_s, 1, 1});
    const auto machines = co_await call.source->machines(wanted, call.token);
    if (!machines) {
        co_return fail(machines.error());
    }
    ListQuery query;
    query.limit = kMaximumLimit;
    const auto lists = co_await call.source->excludeLists(call.token);
    if (!lists && lists.error().kind == ErrorKind::Cancelled) {
        co_return fail(lists.error());
    }
    QJsonArray items;
    for (const model::VirtualMachine& machine : *machines) {
        if (items.size() == query.limit) {
            break;
        }
        MachineExclusion exclusion = notAsked();
        if (!lists) {
            exclusion =
                exclusionOf(machine, lists, MachineGroups{}, std::vector<MachineInterface>{});
        } else if (items.size() < kMostExclusions) {
            const auto read = co_await readExclusion(call.source, machine, *lists, call.token);
            if (!read) {
                co_return fail(read.error());
            }
            exclusion = *read;
        }
        QJsonObject item = formatMachineTags(machine);
        addExclusion(item, exclusion);
        items.append(item);
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
    for (const QString& key : {u"vm_id"_s, u"display_name"_s, u"power_state"_s, u"tags"_s,
                               u"dfw_excluded"_s, u"exclusion_note"_s}) {
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
    const QJsonObject machine = s::object({
        {u"vm_id", s::text(u"The machine's external id."_s)},
        {u"display_name", s::text({})},
        {u"power_state", s::nullable(s::text(u"VM_RUNNING, VM_STOPPED, VM_SUSPENDED …"_s))},
        {u"tags", s::tags()},
    });
    const QJsonObject item = s::merged(machine, exclusionSchema());
    operation.resultSchema = s::envelope(
        item, {{u"vm_id", s::nullable(s::text(u"Of the only machine; null if several match."_s))},
               {u"display_name", s::nullable(s::text(u"Of the only machine."_s))},
               {u"power_state", s::nullable(s::text(u"Of the only machine."_s))},
               {u"tags", s::nullable(s::tags())},
               {u"dfw_excluded", s::nullable(s::boolean(u"Of the only machine."_s))},
               {u"exclusion_note", s::nullable(s::text(u"Of the only machine."_s))}});
    operation.command = {u"tag"_s, u"list"_s, {u"vm_display_name"_s}, {}};
    operation.table = {{},
                       u"items"_s,
                       u"tags"_s,
                       {{u"Virtual machine"_s, u"display_name"_s},
                        {u"ID"_s, u"vm_id"_s},
                        {u"Power"_s, u"power_state"_s},
                        {u"Scope"_s, u"tags.scope"_s},
                        {u"Tag"_s, u"tags.tag"_s},
                        {u"Excluded"_s, u"dfw_excluded"_s}}};
    operation.handler = listMachineTags;
    return operation;
}

} // namespace bulkhead::ops
