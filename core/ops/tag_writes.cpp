// SPDX-License-Identifier: MIT
#include "ops/tag_writes.h"

#include "base/text.h"
#include "nsx/inventory_api.h"
#include "ops/machine_tags.h"
#include "ops/membership_changes.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/tag_advice.h"
#include "ops/write_operation.h"

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

enum class Direction : std::uint8_t { Apply, Remove };

QJsonArray namesOf(const std::vector<nsx::NamedObject>& groups) {
    QJsonArray names;
    for (const nsx::NamedObject& group : groups) {
        names.append(group.displayName.raw());
    }
    return names;
}

/// The groups before and after, where the manager says what they are now. The manager also counts
/// what our evaluation cannot see (segments, ports), so its list is the base.
void addGroups(change::WritePlan& plan, const std::vector<nsx::NamedObject>& groups,
               const MembershipChanges& changes) {
    plan.result.insert(u"groups_before"_s, namesOf(groups));
    if (!changes.isKnown) {
        plan.result.insert(u"groups_after"_s, QJsonValue());
        return;
    }
    std::vector<nsx::NamedObject> after = groups;
    for (const GroupChange& change : changes.groups) {
        const auto known =
            std::find_if(after.begin(), after.end(), [&change](const nsx::NamedObject& one) {
                return one.path == change.path;
            });
        if (!change.entered.isEmpty() && known == after.end()) {
            after.push_back({change.path, u"Group"_s, UntrustedText(change.name)});
        }
        if (!change.left.isEmpty() && known != after.end() && !change.isDoubtful) {
            after.erase(known);
        }
    }
    plan.result.insert(u"groups_after"_s, namesOf(after));
}

/// Groups that the machine already is in by other criteria are not entered.
void dropKnown(MembershipChanges& changes, const std::vector<nsx::NamedObject>& groups) {
    std::erase_if(changes.groups, [&groups](const GroupChange& change) {
        return !change.entered.isEmpty() && change.left.isEmpty() &&
               std::any_of(groups.begin(), groups.end(), [&change](const nsx::NamedObject& one) {
                   return one.path == change.path;
               });
    });
}

/// The groups that the machine and its interfaces are in, as the manager counts them.
Task<std::vector<nsx::NamedObject>> currentGroups(Call call, QString machineId) {
    const nsx::InventoryApi inventory(call.manager);
    const auto interfaces = co_await inventory.interfacesOf(machineId, call.token);
    if (!interfaces) {
        co_return fail(interfaces.error());
    }
    QStringList ids;
    for (const model::VirtualNetworkInterface& one : *interfaces) {
        ids << one.externalId;
    }
    auto groups = co_await inventory.groupsOf(machineId, ids, call.token);
    co_return groups;
}

/// Consequences, warnings and the groups of a plan that changes something.
Task<std::monostate> explain(Call call, std::shared_ptr<change::WritePlan> plan,
                             MachineTagChange change, Direction direction, QJsonArray tags) {
    if (direction == Direction::Apply) {
        const auto advice = co_await adviceOnNewTags(call, tags);
        if (!advice) {
            co_return fail(advice.error());
        }
        plan->warnings += *advice;
    }
    const std::vector<MachineTagChange> machines{change};
    auto changes = co_await membershipChanges(call, machines);
    if (!changes) {
        co_return fail(changes.error());
    }
    const auto groups = co_await currentGroups(call, change.machine.externalId);
    if (groups) {
        dropKnown(*changes, *groups);
        addGroups(*plan, *groups, *changes);
    } else if (groups.error().kind == ErrorKind::Cancelled) {
        co_return fail(groups.error());
    } else {
        plan->result.insert(u"groups_before"_s, QJsonValue());
        plan->result.insert(u"groups_after"_s, QJsonValue());
        plan->warnings << u"The groups that the machine is in could not be read: %1"_s.arg(
            groups.error().explanation());
    }
    plan->consequences += membershipSentences(*changes, machines);
    plan->result.insert(u"group_changes"_s, membershipAsJson(*changes));
    co_return done();
}

Task<change::WritePlan> planTag(Call call, Direction direction) {
    const bool isApply = direction == Direction::Apply;
    const auto tag = checkedTag(call.arguments.value(u"tag_scope"_s).toString(),
                                call.arguments.value(u"tag_value"_s).toString(), u"tag_value"_s);
    if (!tag) {
        co_return fail(tag.error());
    }
    const auto machine =
        co_await oneMachine(call, call.arguments.value(u"vm_id"_s).toString(), u"vm_id"_s);
    if (!machine) {
        co_return fail(machine.error());
    }
    const QJsonArray tags{*tag};
    MachineTagChange change{*machine, tagsOfMachine(*machine), {}};
    change.after = isApply ? withTags(change.before, tags) : withoutTags(change.before, tags);
    if (const Result<void> fits = checkTagCount(change); !fits) {
        co_return fail(fits.error());
    }
    const auto plan = std::make_shared<change::WritePlan>();
    const QString word = tagWord(*tag);
    const QString label = machineLabel(*machine);
    plan->status = isApply ? u"applied"_s : u"removed"_s;
    plan->summary = isApply ? u"Put tag %1 on %2"_s.arg(word, label)
                            : u"Take tag %1 from %2"_s.arg(word, label);
    plan->object = machine->externalId;
    plan->result = {{u"vm_id"_s, machine->externalId},
                    {u"display_name"_s, machine->displayName.raw()},
                    {u"scope"_s, tag->value(u"scope"_s)},
                    {u"tag"_s, tag->value(u"tag"_s)},
                    {u"tags"_s, change.after}};
    if (!change.changes()) {
        plan->warnings << (isApply ? u"The machine carries this tag already."_s
                                   : u"The machine does not carry this tag."_s);
        co_return *plan;
    }
    // The manager adds and removes by itself: tags that others change meanwhile stay.
    plan->requests.push_back(tagRequest(change, isApply ? u"add_tags"_s : u"remove_tags"_s, tags));
    plan->images.push_back(tagImage(change));
    const auto explained = co_await explain(call, plan, change, direction, tags);
    if (!explained) {
        co_return fail(explained.error());
    }
    co_return *plan;
}

Task<change::WritePlan> planApply(Call call) {
    return planTag(std::move(call), Direction::Apply);
}

Task<change::WritePlan> planRemove(Call call) {
    return planTag(std::move(call), Direction::Remove);
}

/// Both operations take and answer the same.
void declare(Operation& operation, const QString& verb) {
    namespace s = schema;
    operation.parameters = {
        requiredText(u"vm_id"_s, u"External id of the virtual machine, or its display name when "
                                 "that is unique."_s),
        requiredText(u"tag_scope"_s, u"Scope of the tag, such as env; at most 128 characters."_s),
        requiredText(u"tag_value"_s, u"Value of the tag, such as prod; at most 256 characters."_s)};
    operation.resultSchema = s::written(
        {{u"vm_id", s::text(u"The machine's external id."_s)},
         {u"display_name", s::text(u"The machine's name."_s)},
         {u"scope", s::text(u"Scope of the tag."_s)},
         {u"tag", s::text(u"Value of the tag."_s)},
         {u"tags", s::tags()},
         {u"groups_before",
          s::nullable(s::texts(u"Groups that the machine was in; null if unknown."_s))},
         {u"groups_after",
          s::nullable(s::texts(u"Groups that it is in with its new tags; null if unknown."_s))},
         {u"group_changes", membershipSchema()}});
    operation.command = {
        u"tag"_s, verb, {u"vm_id"_s}, {{u"tag_scope"_s, u"scope"_s}, {u"tag_value"_s, u"value"_s}}};
}

} // namespace

Operation applyMachineTagOperation() {
    Operation operation = writeOperation(
        u"apply_vm_tag"_s, u"Put a tag on a virtual machine"_s,
        u"Add a tag to a virtual machine; its other tags stay"_s,
        u"Adds one tag to a virtual machine and keeps all others. Groups select machines by tags, "
        u"so firewall rules may apply to it at once: the answer names the groups that it enters "
        u"or leaves. A tag that it carries already changes nothing."_s,
        planApply);
    operation.annotations.idempotent = true;
    declare(operation, u"apply"_s);
    return operation;
}

Operation removeMachineTagOperation() {
    Operation operation = writeOperation(
        u"remove_vm_tag"_s, u"Take a tag from a virtual machine"_s,
        u"Remove a tag from a virtual machine; its other tags stay"_s,
        u"Removes one tag, scope and value exactly as written, from a virtual machine. It may "
        u"leave groups and so lose firewall rules that protect it: the answer names them. A tag "
        u"that it does not carry changes nothing."_s,
        planRemove);
    operation.annotations.destructive = true;
    operation.annotations.idempotent = true;
    declare(operation, u"remove"_s);
    return operation;
}

} // namespace bulkhead::ops
