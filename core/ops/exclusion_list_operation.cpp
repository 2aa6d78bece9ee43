// SPDX-License-Identifier: MIT
#include "ops/exclusion_list_operation.h"

#include "base/identifiers.h"
#include "ops/format.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// Machines that are listed of one member; their true number stands beside.
constexpr int kShownMachines = 50;
/// Members whose machines are read in one call: a request or two each.
constexpr qsizetype kMostQuestions = 100;

struct Member {
    QString path;
    std::optional<bool> systemOwned;
};

std::vector<Member> membersOf(const nsx::ExcludeLists& lists) {
    std::vector<Member> members;
    for (const QString& path : lists.user) {
        members.push_back({path, false});
    }
    for (const QString& path : lists.system.value_or(QStringList())) {
        members.push_back({path, true});
    }
    return members;
}

QJsonValue typeOf(const QString& path) {
    const QString collection = path.section(u'/', -2, -2);
    if (collection == u"groups") {
        return u"Group"_s;
    }
    if (collection == u"segments") {
        return u"Segment"_s;
    }
    if (collection == u"virtual-machines") {
        return u"VirtualMachine"_s; // the system's own members are machines themselves
    }
    return collection == u"ports" ? QJsonValue(u"SegmentPort"_s) : QJsonValue();
}

void addMachines(QJsonObject& item, const MachineMembers& members) {
    QJsonArray machines;
    for (const MachineMember& member : members.items) {
        machines.append(QJsonObject{{u"id"_s, member.id},
                                    {u"display_name"_s, member.displayName.raw()},
                                    {u"power_state"_s, orNull(member.powerState)}});
    }
    item.insert(u"virtual_machines"_s, machines);
    item.insert(u"vm_count"_s, orNull(members.total));
    item.insert(u"members_error"_s, orNull(members.notes.join(u' ')));
}

void addUnknownMachines(QJsonObject& item, const QString& why) {
    item.insert(u"virtual_machines"_s, QJsonValue());
    item.insert(u"vm_count"_s, QJsonValue());
    item.insert(u"members_error"_s, why);
}

/// Who belongs to one member, in the words of a group's members.
Task<MachineMembers> machinesOf(std::shared_ptr<Source> source, QString path,
                                CancellationToken token) {
    if (typeOf(path).toString() == u"Group") {
        auto members = co_await source->membersOf(path, kShownMachines, token);
        co_return members;
    }
    const auto machines = co_await source->machines(lastSegment(path), token);
    if (!machines) {
        co_return fail(machines.error());
    }
    MachineMembers members;
    for (const model::VirtualMachine& machine : *machines) {
        members.items.push_back({machine.externalId, machine.displayName, machine.powerState});
    }
    members.total = static_cast<qint64>(machines->size());
    co_return members;
}

bool hasMachines(const QString& path) {
    const QString type = typeOf(path).toString();
    return type == u"Group" || type == u"VirtualMachine";
}

Task<Answer> listExclusions(Call call) {
    const ListQuery query = listQuery(call.arguments);
    call.progress({u"Reading the exclude list"_s, 1, 3});
    const auto lists = co_await call.source->excludeLists(call.token);
    if (!lists) {
        co_return fail(lists.error());
    }
    const std::vector<Member> all = membersOf(*lists);
    const auto total = static_cast<qint64>(all.size());
    const qint64 first = qMin<qint64>(query.offset, total);
    const qint64 last = qMin<qint64>(first + query.limit, total);
    const std::vector<Member> page(all.begin() + first, all.begin() + last);
    QStringList paths;
    for (const Member& member : page) {
        paths << member.path;
    }
    call.progress({u"Reading names"_s, 2, 3});
    const auto names = co_await call.source->namesOf(paths, call.token);
    if (!names) {
        co_return fail(names.error());
    }
    call.progress({u"Reading members"_s, 3, 3});
    std::vector<Task<MachineMembers>> questions;
    for (const Member& member : page) {
        if (hasMachines(member.path) && static_cast<qsizetype>(questions.size()) < kMostQuestions) {
            questions.push_back(machinesOf(call.source, member.path, call.token));
        }
    }
    QJsonArray items;
    std::size_t asked = 0;
    for (const Member& member : page) {
        QJsonObject item{{u"path"_s, member.path},
                         {u"id"_s, lastSegment(member.path)},
                         {u"type"_s, typeOf(member.path)},
                         {u"display_name"_s, nameOf(member.path, *names)},
                         {u"system_owned"_s, orNull(member.systemOwned)}};
        if (!hasMachines(member.path)) {
            addUnknownMachines(item, u"Machines of segments and ports are not looked up."_s);
        } else if (asked == questions.size()) {
            addUnknownMachines(item, u"Not asked: too many members for one call."_s);
        } else {
            const auto machines = co_await questions[asked++];
            if (machines) {
                addMachines(item, *machines);
                if (typeOf(member.path).toString() == u"VirtualMachine") {
                    item.insert(u"display_name"_s, machines->items.front().displayName.raw());
                }
            } else {
                addUnknownMachines(item, machines.error().message());
            }
        }
        items.append(item);
    }
    if (call.token.isCancelled()) {
        co_return fail(cancelledError(u"Reading the exclude list"_s));
    }
    QJsonObject result = listEnvelope(items, query, total);
    result.insert(u"scope"_s, lists->system ? u"system_and_user"_s : u"user"_s);
    co_return Answer{result};
}

QJsonObject resultSchema() {
    namespace s = schema;
    const QJsonObject machine = s::object({
        {u"id", s::text(u"The machine's external id."_s)},
        {u"display_name", s::text({})},
        {u"power_state", s::nullable(s::text({}))},
    });
    const QJsonObject item = s::object({
        {u"path", s::text(u"Path of the group, segment, port or machine."_s)},
        {u"id", s::text({})},
        {u"type", s::nullable(s::text(u"Group, Segment, SegmentPort or VirtualMachine."_s))},
        {u"display_name", s::text(u"Name that people see."_s)},
        {u"system_owned", s::nullable(s::boolean(u"True: NSX put it there itself."_s))},
        {u"virtual_machines",
         s::nullable(s::list(machine, u"Up to 50 effective virtual machines; null if unknown."_s))},
        {u"vm_count", s::nullable(s::integer(u"How many there are; null if unknown."_s))},
        {u"members_error", s::nullable(s::text(u"Why machines are unknown or missing."_s))},
    });
    return s::envelope(
        item, {{u"scope", s::text(u"system_and_user, or user if the system's own members are not "
                                  u"known."_s)}});
}

} // namespace

Operation listExclusionsOperation() {
    Operation operation = readOperation(
        u"list_dfw_exclusions"_s, u"List firewall exclusions"_s,
        u"List whom the distributed firewall does not reach"_s,
        u"Lists the members of the distributed firewall's exclude list with their effective "
        u"virtual machines. No policy reaches these machines, whatever it says."_s);
    operation.parameters = {limitParameter(), offsetParameter()};
    operation.resultSchema = resultSchema();
    operation.command = {u"exclusion"_s, u"list"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Name"_s, u"display_name"_s},
                        {u"Type"_s, u"type"_s},
                        {u"System"_s, u"system_owned"_s},
                        {u"Machines"_s, u"vm_count"_s, true},
                        {u"Path"_s, u"path"_s},
                        {u"Error"_s, u"members_error"_s}}};
    operation.handler = listExclusions;
    return operation;
}

} // namespace bulkhead::ops
