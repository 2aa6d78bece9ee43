// SPDX-License-Identifier: MIT
#include "ops/vm_operations.h"

#include "base/text.h"
#include "ops/format.h"
#include "ops/format_inventory.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

Task<Answer> listMachines(Call call) {
    MachineQuery query;
    static_cast<ListQuery&>(query) = listQuery(call.arguments);
    query.tag = call.arguments.value(u"tag"_s).toString();
    query.powerState = call.arguments.value(u"power_state"_s).toString();
    call.progress({u"Reading virtual machines"_s, 1, 1});
    const auto part = co_await call.source->machineList(query, call.token);
    if (!part) {
        co_return fail(part.error());
    }
    QJsonArray items;
    for (const model::VirtualMachine& machine : part->items) {
        items.append(formatMachineItem(machine));
    }
    co_return Answer{listEnvelope(items, query, part->total)};
}

/// The one machine that is meant.
Task<model::VirtualMachine> oneMachine(Call call, QString wanted) {
    const auto machines = co_await call.source->machines(wanted, call.token);
    if (!machines) {
        co_return fail(machines.error());
    }
    if (machines->size() == 1) {
        co_return machines->front();
    }
    QStringList ids;
    for (const model::VirtualMachine& machine : *machines) {
        ids << cleanLine(machine.externalId);
    }
    co_return fail(ErrorKind::InvalidInput, u"Give one of these ids: "_s + ids.join(u", "_s) + u'.',
                   u"%1 virtual machines are named \"%2\"."_s.arg(machines->size())
                       .arg(elideMiddle(cleanLine(wanted), 80)),
                   wanted);
}

/// What could not be read about the machine; the rest of the answer stands.
QJsonValue problem(const Error& error) {
    return error.message();
}

void addInterfaces(QJsonObject& result, const Result<std::vector<MachineInterface>>& interfaces,
                   const PathNames& names) {
    if (!interfaces) {
        result.insert(u"addresses"_s, QJsonValue());
        result.insert(u"interfaces"_s, QJsonValue());
        result.insert(u"interfaces_error"_s, problem(interfaces.error()));
        return;
    }
    QJsonArray list;
    QStringList addresses;
    for (const MachineInterface& one : *interfaces) {
        list.append(formatInterface(one, names));
        addresses += one.vif.addresses;
    }
    addresses.removeDuplicates();
    result.insert(u"addresses"_s, QJsonArray::fromStringList(addresses));
    result.insert(u"interfaces"_s, list);
    result.insert(u"interfaces_error"_s, QJsonValue());
}

void addGroups(QJsonObject& result, const Result<MachineGroups>& groups) {
    if (!groups) {
        result.insert(u"groups"_s, QJsonValue());
        result.insert(u"group_count"_s, QJsonValue());
        result.insert(u"groups_error"_s, problem(groups.error()));
        return;
    }
    QJsonArray list;
    for (const nsx::NamedObject& group : groups->items) {
        list.append(
            QJsonObject{{u"display_name"_s, group.displayName.raw()}, {u"path"_s, group.path}});
    }
    const qsizetype doubtful = groups->doubtful.size();
    result.insert(u"groups"_s, list);
    result.insert(u"group_count"_s, doubtful == 0 ? QJsonValue(list.size()) : QJsonValue());
    result.insert(
        u"groups_error"_s,
        doubtful == 0
            ? QJsonValue()
            : QJsonValue(
                  u"The criteria of %1 more groups cannot be evaluated here."_s.arg(doubtful)));
}

bool isCancelled(const Error& error) {
    return error.kind == ErrorKind::Cancelled;
}

Task<Answer> getMachine(Call call) {
    const QString wanted = call.arguments.value(u"vm"_s).toString();
    call.progress({u"Reading the virtual machine"_s, 1, 3});
    const auto machine = co_await oneMachine(call, wanted);
    if (!machine) {
        co_return fail(machine.error());
    }
    call.progress({u"Reading interfaces and groups"_s, 2, 3});
    auto excludeTask = call.source->excludeLists(call.token);
    const auto interfaces = co_await call.source->interfacesOf(machine->externalId, call.token);
    const QStringList ids = interfaces ? interfaceIds(*interfaces) : QStringList();
    auto groups = co_await call.source->groupsOf(machine->externalId, ids, call.token);
    const auto lists = co_await excludeTask;
    if (groups && !interfaces) {
        groups = fail(interfaces.error()); // groups of segments were not asked for
    }
    if (!interfaces && isCancelled(interfaces.error())) {
        co_return fail(interfaces.error());
    }
    if (!groups && isCancelled(groups.error())) {
        co_return fail(groups.error());
    }
    QStringList segments;
    if (interfaces) {
        for (const MachineInterface& one : *interfaces) {
            segments << one.segmentPath;
        }
        segments.removeAll(QString());
        segments.removeDuplicates();
    }
    call.progress({u"Reading names"_s, 3, 3});
    const auto names = co_await call.source->namesOf(segments, call.token);
    if (!names) {
        co_return fail(names.error());
    }
    QJsonObject result = formatMachineItem(*machine);
    result.insert(u"host_id"_s, orNull(machine->hostId));
    result.insert(u"computer_name"_s, orNull(machine->computerName.raw()));
    addInterfaces(result, interfaces, *names);
    addGroups(result, groups);
    addExclusion(result, exclusionOf(*machine, lists, groups, interfaces));
    co_return Answer{result};
}

QJsonObject machineSchema() {
    namespace s = schema;
    const QJsonObject group =
        s::object({{u"display_name", s::text({})}, {u"path", s::text(u"Path of the group."_s)}});
    const QJsonObject more = s::object({
        {u"host_id", s::nullable(s::text(u"Id of the transport node."_s))},
        {u"computer_name", s::nullable(s::text(u"As the guest calls itself."_s))},
        {u"addresses", s::nullable(s::texts(u"Of all interfaces; null if unknown."_s))},
        {u"interfaces",
         s::nullable(s::list(interfaceSchema(), u"Network interfaces; null if unknown."_s))},
        {u"interfaces_error", s::nullable(s::text(u"Why interfaces are unknown."_s))},
        {u"groups", s::nullable(s::list(group, u"Groups it is an effective member of."_s))},
        {u"group_count", s::nullable(s::integer(u"How many; null if not all are known."_s))},
        {u"groups_error", s::nullable(s::text(u"Why groups are unknown or may be missing."_s))},
    });
    return s::merged(s::merged(machineItemSchema(), more), exclusionSchema());
}

} // namespace

Operation listMachinesOperation() {
    Operation operation = readOperation(
        u"list_vms"_s, u"List virtual machines"_s, u"List virtual machines with their tags"_s,
        u"Lists virtual machines by name with power state, host and tags; name, tag and power "
        u"state select. Use get_vm for addresses and groups of one machine."_s);
    Parameter tag;
    tag.name = u"tag"_s;
    tag.description = u"Only machines with this tag: \"scope|value\", \"value\" or \"scope|\"; * "
                      u"stands for anything at the start or end of a part."_s;
    Parameter power;
    power.name = u"power_state"_s;
    power.description = u"Only machines in this state."_s;
    power.allowed = {u"VM_RUNNING"_s, u"VM_STOPPED"_s, u"VM_SUSPENDED"_s, u"UNKNOWN"_s};
    operation.parameters = {nameFilterParameter(), tag, power, limitParameter(), offsetParameter()};
    operation.resultSchema = schema::envelope(machineItemSchema());
    operation.command = {u"vm"_s, u"list"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"vm_id"_s},
                        {u"Power"_s, u"power_state"_s},
                        {u"Host"_s, u"host"_s},
                        {u"OS"_s, u"os_name"_s},
                        {u"Tags"_s, u"tags"_s}}};
    operation.handler = listMachines;
    return operation;
}

Operation getMachineOperation() {
    Operation operation = readOperation(
        u"get_vm"_s, u"Show a virtual machine"_s,
        u"Show one virtual machine: tags, interfaces, groups, firewall or not"_s,
        u"Shows one virtual machine: power state, host, tags, interfaces with addresses and "
        u"segment ports, the groups that it is an effective member of, and whether the distributed "
        u"firewall reaches it at all. null means unknown."_s);
    operation.parameters = {
        requiredText(u"vm"_s, u"Display name or external id of the virtual machine."_s)};
    operation.resultSchema = machineSchema();
    operation.command = {u"vm"_s, u"get"_s, {u"vm"_s}, {}};
    operation.table = {{{u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"vm_id"_s},
                        {u"Power"_s, u"power_state"_s},
                        {u"Host"_s, u"host"_s},
                        {u"OS"_s, u"os_name"_s},
                        {u"Computer name"_s, u"computer_name"_s, false, true},
                        {u"Tags"_s, u"tags"_s},
                        {u"Addresses"_s, u"addresses"_s},
                        {u"Excluded from the firewall"_s, u"dfw_excluded"_s},
                        {u"Note"_s, u"exclusion_note"_s, false, true},
                        {u"Groups"_s, u"group_count"_s},
                        {u"Error"_s, u"groups_error"_s, false, true},
                        {u"Interfaces"_s, u"interfaces_error"_s, false, true}},
                       u"groups"_s,
                       {},
                       {{u"Group"_s, u"display_name"_s}, {u"Path"_s, u"path"_s}}};
    operation.handler = getMachine;
    return operation;
}

} // namespace bulkhead::ops
