// SPDX-License-Identifier: MIT
#include "ops/tag_bulk.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "nsx/api_path.h"
#include "ops/membership_changes.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/tag_advice.h"
#include "ops/write_operation.h"

#include <QUuid>

#include <algorithm>
#include <map>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostMachines = 500;

/// What happens to one tag.
struct TagOperation {
    QJsonObject tag;
    QJsonArray applyTo; ///< external ids
    QJsonArray removeFrom;
};

std::vector<TagOperation> operationsFor(const std::vector<MachineTagChange>& changes) {
    std::map<QString, TagOperation> byTag;
    const auto at = [&byTag](const QJsonValue& tag) -> TagOperation& {
        TagOperation& operation = byTag[tagWord(tag)];
        operation.tag = tag.toObject();
        return operation;
    };
    for (const MachineTagChange& change : changes) {
        const QString id = change.machine.externalId;
        const QJsonArray added = withoutTags(change.after, change.before);
        const QJsonArray removed = withoutTags(change.before, change.after);
        for (const QJsonValue tag : added) {
            at(tag).applyTo.append(id);
        }
        for (const QJsonValue tag : removed) {
            at(tag).removeFrom.append(id);
        }
    }
    std::vector<TagOperation> operations;
    operations.reserve(byTag.size());
    for (auto& [word, operation] : byTag) {
        operations.push_back(std::move(operation));
    }
    return operations;
}

QJsonArray machinesOf(const QJsonArray& ids) {
    if (ids.isEmpty()) {
        return {};
    }
    return {QJsonObject{{u"resource_type"_s, u"VirtualMachine"_s}, {u"resource_ids"_s, ids}}};
}

change::WriteRequest bulkRequest(const TagOperation& operation, const QString& infraUrl,
                                 const QString& id) {
    change::WriteRequest request;
    request.method = "PUT";
    request.path = infraUrl + u"/tags/tag-operations/"_s + nsx::encodeSegment(id);
    request.body = QJsonObject{{u"tag"_s, operation.tag},
                               {u"apply_to"_s, machinesOf(operation.applyTo)},
                               {u"remove_from"_s, machinesOf(operation.removeFrom)}};
    request.statusPath = request.path + u"/status"_s;
    return request;
}

/// What the manager itself can do to the list as it is then keeps what others change meanwhile;
/// only a mixture replaces the whole list.
change::WriteRequest machineRequest(const MachineTagChange& change) {
    const QJsonArray added = withoutTags(change.after, change.before);
    const QJsonArray removed = withoutTags(change.before, change.after);
    if (removed.isEmpty()) {
        return tagRequest(change, u"add_tags"_s, added);
    }
    if (added.isEmpty()) {
        return tagRequest(change, u"remove_tags"_s, removed);
    }
    return tagRequest(change, u"update_tags"_s, change.after);
}

Result<QJsonArray> wantedTags(const QJsonArray& words, const QString& mode) {
    if (words.isEmpty() && mode != u"replace") {
        return fail(ErrorKind::InvalidInput, u"Give at least one tag as scope|value."_s,
                    u"tags is empty; only mode replace may clear all tags."_s, u"tags"_s);
    }
    QJsonArray tags;
    for (const QJsonValue value : words) {
        const QString word = value.toString();
        const qsizetype bar = word.indexOf(u'|');
        const QString scope = bar < 0 ? QString() : word.left(bar);
        const auto tag = checkedTag(scope, word.mid(bar + 1), u"tags"_s);
        if (!tag) {
            return fail(tag.error());
        }
        tags = withTags(tags, {*tag});
    }
    return tags;
}

QJsonArray tagsAfter(const QJsonArray& before, const QJsonArray& tags, const QString& mode) {
    if (mode == u"add") {
        return withTags(before, tags);
    }
    if (mode == u"remove") {
        return withoutTags(before, tags);
    }
    // In the order that is there, so that the same tags are no change.
    const QJsonArray kept = withoutTags(before, withoutTags(before, tags));
    return withTags(kept, tags);
}

Task<std::vector<MachineTagChange>> readChanges(Call call, QJsonArray tags, QString mode) {
    const QStringList words = call.arguments.value(u"vms"_s).toVariant().toStringList();
    if (words.isEmpty() || words.size() > kMostMachines) {
        co_return fail(ErrorKind::InvalidInput, u"Name 1 to 500 virtual machines."_s,
                       u"vms has %1 entries."_s.arg(words.size()), u"vms"_s);
    }
    std::vector<MachineTagChange> changes;
    for (const QString& word : words) {
        call.progress({u"Reading virtual machines"_s, static_cast<qint64>(changes.size()),
                       static_cast<qint64>(words.size())});
        const auto machine = co_await oneMachine(call, word, u"vms"_s);
        if (!machine) {
            co_return fail(machine.error());
        }
        const bool isKnown =
            std::any_of(changes.begin(), changes.end(), [&machine](const MachineTagChange& one) {
                return one.machine.externalId == machine->externalId;
            });
        if (isKnown) {
            continue;
        }
        MachineTagChange change{*machine, tagsOfMachine(*machine), {}};
        change.after = tagsAfter(change.before, tags, mode);
        if (const Result<void> fits = checkTagCount(change); !fits) {
            co_return fail(fits.error());
        }
        changes.push_back(std::move(change));
    }
    co_return changes;
}

QJsonArray machinesAsJson(const std::vector<MachineTagChange>& changes) {
    QJsonArray machines;
    for (const MachineTagChange& change : changes) {
        machines.append(QJsonObject{{u"vm_id"_s, change.machine.externalId},
                                    {u"display_name"_s, change.machine.displayName.raw()},
                                    {u"status"_s, change.changes() ? u"changed"_s : u"unchanged"_s},
                                    {u"tags"_s, change.after}});
    }
    return machines;
}

QString summaryOf(const QString& mode, const QJsonArray& tags, std::size_t machines) {
    QStringList words;
    for (const QJsonValue tag : tags) {
        words << tagWord(tag);
    }
    const QString named = elideMiddle(cleanLine(words.join(u", "_s)), 120);
    const QString many =
        machines == 1 ? u"1 virtual machine"_s : u"%1 virtual machines"_s.arg(machines);
    if (mode == u"add") {
        return u"Put %1 on %2"_s.arg(named, many);
    }
    if (mode == u"remove") {
        return u"Take %1 from %2"_s.arg(named, many);
    }
    return tags.isEmpty() ? u"Remove all tags of %1"_s.arg(many)
                          : u"Make %1 the only tags of %2"_s.arg(named, many);
}

Task<change::WritePlan> planSet(Call call) {
    const QString mode = call.arguments.value(u"mode"_s).toString();
    const auto tags = wantedTags(call.arguments.value(u"tags"_s).toArray(), mode);
    if (!tags) {
        co_return fail(tags.error());
    }
    auto changes = co_await readChanges(call, *tags, mode);
    if (!changes) {
        co_return fail(changes.error());
    }
    change::WritePlan plan;
    plan.status = u"updated"_s;
    plan.summary = summaryOf(mode, *tags, changes->size());
    plan.object = changes->front().machine.externalId;
    plan.result = {{u"machines"_s, machinesAsJson(*changes)}};
    std::erase_if(*changes, [](const MachineTagChange& change) { return !change.changes(); });
    if (changes->empty()) {
        plan.warnings << u"Every one of these machines already is as asked for."_s;
        co_return plan;
    }
    // An operation is an object of its own: an id that nobody has used, which says whose it is.
    const QString id = u"bulkhead-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    plan.requests = tagRequests(*changes, nsx::infraRoot(call.manager->target()), id);
    for (const MachineTagChange& change : *changes) {
        plan.images.push_back(tagImage(change));
    }
    if (mode != u"remove") {
        const auto advice = co_await adviceOnNewTags(call, *tags);
        if (!advice) {
            co_return fail(advice.error());
        }
        plan.warnings += *advice;
    }
    const auto groups = co_await membershipChanges(call, *changes);
    if (!groups) {
        co_return fail(groups.error());
    }
    plan.consequences = membershipSentences(*groups, *changes);
    plan.result.insert(u"group_changes"_s, membershipAsJson(*groups));
    co_return plan;
}

} // namespace

std::vector<change::WriteRequest> tagRequests(const std::vector<MachineTagChange>& changes,
                                              const QString& infraUrl, const QString& operationId) {
    const std::vector<TagOperation> operations = operationsFor(changes);
    const auto machines = static_cast<std::size_t>(std::count_if(
        changes.begin(), changes.end(), [](const auto& one) { return one.changes(); }));
    std::vector<change::WriteRequest> requests;
    if (operations.size() < machines) {
        int number = 0;
        for (const TagOperation& operation : operations) {
            const QString id = u"%1-%2"_s.arg(operationId).arg(++number);
            requests.push_back(bulkRequest(operation, infraUrl, id));
        }
        return requests;
    }
    for (const MachineTagChange& change : changes) {
        if (change.changes()) {
            requests.push_back(machineRequest(change));
        }
    }
    return requests;
}

Operation setMachineTagsOperation() {
    namespace s = schema;
    Operation operation = writeOperation(
        u"set_vm_tags"_s, u"Set the tags of several virtual machines"_s,
        u"Add, remove or replace tags of one or many virtual machines"_s,
        u"Changes the tags of up to 500 virtual machines: mode add keeps what they have, remove "
        u"takes tags away, replace makes the given tags their only ones. Uses one request a "
        u"machine "
        u"or one a tag, whichever is fewer. The answer lists every machine; if a part fails, the "
        u"error names the machines, and the undo takes back what was done."_s,
        planSet);
    operation.annotations.destructive = true;
    operation.annotations.idempotent = true;
    Parameter machines =
        listParameter(u"vms"_s, u"External ids, or display names that are unique."_s);
    machines.required = true;
    Parameter tags =
        listParameter(u"tags"_s, u"Tags, each scope|value (a value without a bar has no scope)."_s);
    tags.defaultValue = QJsonArray();
    Parameter mode = choiceParameter(u"mode"_s, {u"add"_s, u"remove"_s, u"replace"_s},
                                     u"What happens to the tags that they have."_s);
    mode.defaultValue = u"add"_s;
    operation.parameters = {machines, tags, mode};
    const QJsonObject machine = s::object({{u"vm_id", s::text(u"The machine's external id."_s)},
                                           {u"display_name", s::text({})},
                                           {u"status", s::text(u"changed or unchanged."_s)},
                                           {u"tags", s::tags()}});
    operation.resultSchema =
        s::written({{u"machines", s::list(machine, u"Every machine and its tags afterwards."_s)},
                    {u"group_changes", membershipSchema()}});
    operation.command = {u"tag"_s, u"set"_s, {}, {}};
    return operation;
}

} // namespace bulkhead::ops
