// SPDX-License-Identifier: MIT
#include "ops/group_operations.h"

#include "ops/format.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownMembers = 50;

Task<Answer> listGroups(Call call) {
    const ListQuery query = listQuery(call.arguments);
    call.progress({u"Reading groups"_s, 1, 2});
    const auto part = co_await call.source->groups(query, call.token);
    if (!part) {
        co_return fail(part.error());
    }
    QStringList paths;
    for (const model::Group& group : part->items) {
        paths += groupPaths(group);
    }
    paths.removeDuplicates();
    call.progress({u"Reading names"_s, 2, 2});
    const auto names = co_await call.source->namesOf(paths, call.token);
    if (!names) {
        co_return fail(names.error());
    }
    QJsonArray items;
    for (const model::Group& group : part->items) {
        items.append(formatGroupItem(group, *names));
    }
    co_return Answer{listEnvelope(items, query, part->total)};
}

/// Adds `member_count`, `members`, `members_note` and `members_error` to a group.
void addMembers(QJsonObject& group, const Result<MachineMembers>& found) {
    const MachineMembers members = found.value_or(MachineMembers{});
    QJsonArray items;
    for (const MachineMember& member : members.items) {
        items.append(QJsonObject{{u"id"_s, member.id},
                                 {u"display_name"_s, member.displayName.raw()},
                                 {u"type"_s, u"VirtualMachine"_s}});
    }
    const QJsonValue total = orNull(members.total);
    group.insert(u"member_count"_s, total);
    group.insert(u"members"_s,
                 QJsonObject{{u"items"_s, items},
                             {u"returned"_s, items.size()},
                             {u"limit"_s, kShownMembers},
                             {u"total"_s, total},
                             {u"truncated"_s, members.total ? items.size() < *members.total
                                                            : items.size() >= kShownMembers}});
    group.insert(u"members_note"_s, orNull(members.notes.join(u' ')));
    group.insert(u"members_error"_s, found ? QJsonValue() : QJsonValue(found.error().message()));
}

Task<Answer> getGroup(Call call) {
    const QString wanted = call.arguments.value(u"group_id"_s).toString();
    call.progress({u"Reading the group"_s, 1, 3});
    const auto group = co_await call.source->group(wanted, call.token);
    if (!group) {
        co_return fail(group.error());
    }
    call.progress({u"Reading names"_s, 2, 3});
    const auto names = co_await call.source->namesOf(groupPaths(*group), call.token);
    if (!names) {
        co_return fail(names.error());
    }
    call.progress({u"Reading members"_s, 3, 3});
    const auto members =
        co_await call.source->membersOf(group->header.path, kShownMembers, call.token);
    if (!members && members.error().kind == ErrorKind::Cancelled) {
        co_return fail(members.error());
    }
    // A manager that cannot compute the members still told us the group.
    QJsonObject result = formatGroup(*group, *names);
    addMembers(result, members);
    co_return Answer{result};
}

QJsonObject itemSchema() {
    namespace s = schema;
    return s::object({
        {u"id", s::text(u"Id of the group, the last part of its path."_s)},
        {u"display_name", s::text(u"Name that people see."_s)},
        {u"description", s::text({})},
        {u"criteria", s::text(u"Who belongs to it, in words."_s)},
        {u"expression_count", s::integer(u"Number of elements of the expression."_s)},
        {u"state", s::nullable(s::text(u"IN_PROGRESS, SUCCESS or FAILURE, if known."_s))},
        {u"tags", s::tags()},
        {u"path", s::text(u"Path of the group."_s)},
    });
}

QJsonObject groupSchema() {
    namespace s = schema;
    const QJsonObject member = s::object({
        {u"id", s::text(u"The virtual machine's external id."_s)},
        {u"display_name", s::text({})},
        {u"type", s::text(u"VirtualMachine."_s)},
    });
    const QJsonObject members =
        s::object({{u"items", s::list(member, u"Effective virtual machine members."_s)},
                   {u"returned", s::integer({})},
                   {u"limit", s::integer({})},
                   {u"total", s::nullable(s::integer(u"How many there are; null if unknown."_s))},
                   {u"truncated", s::boolean(u"True if there are more than those listed."_s)}});
    const QJsonObject expression{{u"type"_s, u"object"_s}};
    return s::merged(
        itemSchema(),
        s::object({
            {u"expression", s::list(expression, u"The expression as the manager stores it."_s)},
            {u"group_type", s::texts({})},
            {u"_revision", s::nullable(s::integer(u"Stored version, for later changes."_s))},
            {u"member_count", s::nullable(s::integer(u"Effective virtual machine members."_s))},
            {u"members", members},
            {u"members_note", s::nullable(s::text(u"Why there may be more members."_s))},
            {u"members_error", s::nullable(s::text(u"Why members could not be read."_s))},
        }));
}

} // namespace

Operation listGroupsOperation() {
    Operation operation = readOperation(
        u"list_groups"_s, u"List groups"_s, u"List groups with their criteria in words"_s,
        u"Lists groups by name with their membership criteria in words. Use get_group for the "
        u"effective members of one group."_s);
    operation.parameters = {nameFilterParameter(), limitParameter(), offsetParameter()};
    operation.resultSchema = schema::envelope(itemSchema());
    operation.command = {u"group"_s, u"list"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"id"_s},
                        {u"Criteria"_s, u"criteria"_s},
                        {u"Description"_s, u"description"_s}}};
    operation.handler = listGroups;
    return operation;
}

Operation getGroupOperation() {
    Operation operation = readOperation(
        u"get_group"_s, u"Show a group and its members"_s,
        u"Show one group: criteria and effective members"_s,
        u"Shows one group: its criteria in words and as stored, and up to 50 of its effective "
        u"virtual machine members with their true total."_s);
    operation.parameters = {
        requiredText(u"group_id"_s, u"Id, path or unique display name of the group."_s)};
    operation.resultSchema = groupSchema();
    operation.command = {u"group"_s, u"get"_s, {u"group_id"_s}, {}};
    operation.table = {{{u"Name"_s, u"display_name"_s},
                        {u"ID"_s, u"id"_s},
                        {u"Description"_s, u"description"_s},
                        {u"Criteria"_s, u"criteria"_s},
                        {u"State"_s, u"state"_s, false, true},
                        {u"Tags"_s, u"tags"_s},
                        {u"Path"_s, u"path"_s},
                        {u"Members"_s, u"member_count"_s},
                        {u"Note"_s, u"members_note"_s, false, true},
                        {u"Error"_s, u"members_error"_s, false, true}},
                       u"members.items"_s,
                       {},
                       {{u"Virtual machine"_s, u"display_name"_s}, {u"ID"_s, u"id"_s}}};
    operation.handler = getGroup;
    return operation;
}

} // namespace bulkhead::ops
