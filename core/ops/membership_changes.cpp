// SPDX-License-Identifier: MIT
#include "ops/membership_changes.h"

#include "base/text.h"
#include "nsx/group_api.h"
#include "ops/schema.h"
#include "snapshot/membership.h"

#include <QHash>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostGroups = 2000;
constexpr int kShownGroups = 10;
constexpr int kShownMachines = 5;

std::vector<model::Tag> modelTags(const QJsonArray& list) {
    std::vector<model::Tag> tags;
    for (const QJsonValue tag : list) {
        tags.push_back(
            {UntrustedText(tag[u"scope"].toString()), UntrustedText(tag[u"tag"].toString())});
    }
    return tags;
}

/// Evaluates the groups for the machines with one of their two lists of tags.
snapshot::MembershipEvaluator evaluatorFor(const std::vector<model::Group>& groups,
                                           const std::vector<MachineTagChange>& changes,
                                           QJsonArray MachineTagChange::* tags) {
    snapshot::Content content;
    content.groups = groups;
    for (const MachineTagChange& change : changes) {
        model::VirtualMachine machine = change.machine;
        machine.tags = modelTags(change.*tags);
        content.machines.push_back(std::move(machine));
    }
    return snapshot::MembershipEvaluator(snapshot::Snapshot::make(std::move(content)));
}

/// Evaluates a snapshot's groups for these machines only.
snapshot::MembershipEvaluator evaluatorFor(const snapshot::Snapshot& snapshot,
                                           const QStringList& machineIds) {
    snapshot::Content content;
    content.groups = snapshot.content().groups;
    content.segments = snapshot.content().segments;
    content.ports = snapshot.content().ports;
    for (const QString& id : machineIds) {
        if (const model::VirtualMachine* machine = snapshot.machine(id)) {
            content.machines.push_back(*machine);
            for (const model::VirtualNetworkInterface* vif : snapshot.interfacesOf(id)) {
                content.interfaces.push_back(*vif);
            }
        }
    }
    return snapshot::MembershipEvaluator(snapshot::Snapshot::make(std::move(content)));
}

std::vector<GroupChange> compared(const std::vector<model::Group>& groups,
                                  snapshot::MembershipEvaluator before,
                                  snapshot::MembershipEvaluator after, const QStringList& ids) {
    QHash<QString, GroupChange> found;
    for (const QString& id : ids) {
        const QStringList old = before.groupsOf(id);
        const QStringList now = after.groupsOf(id);
        for (const QString& path : now) {
            if (!old.contains(path)) {
                found[path].entered << id;
            }
        }
        for (const QString& path : old) {
            if (!now.contains(path)) {
                found[path].left << id;
            }
        }
    }
    std::vector<GroupChange> ordered;
    for (const model::Group& group : groups) {
        const auto one = found.constFind(group.header.path);
        if (one == found.cend()) {
            continue;
        }
        GroupChange change = *one;
        change.path = group.header.path;
        change.name = group.header.displayName.raw();
        change.isDoubtful = !after.of(change.path).unknowns.isEmpty();
        ordered.push_back(std::move(change));
    }
    return ordered;
}

QString namesOf(const QStringList& ids, const std::vector<MachineTagChange>& machines) {
    QStringList names;
    for (const QString& id : ids) {
        if (names.size() == kShownMachines) {
            names << u"%1 more"_s.arg(ids.size() - kShownMachines);
            break;
        }
        QString name = id;
        for (const MachineTagChange& change : machines) {
            if (change.machine.externalId == id) {
                name = change.machine.label();
            }
        }
        names << name;
    }
    return names.join(u", "_s);
}

} // namespace

std::vector<GroupChange> groupChanges(const std::vector<model::Group>& groups,
                                      const std::vector<MachineTagChange>& changes) {
    QStringList ids;
    for (const MachineTagChange& change : changes) {
        ids << change.machine.externalId;
    }
    return compared(groups, evaluatorFor(groups, changes, &MachineTagChange::before),
                    evaluatorFor(groups, changes, &MachineTagChange::after), ids);
}

std::vector<GroupChange> groupChanges(const snapshot::Snapshot& before,
                                      const snapshot::Snapshot& after,
                                      const QStringList& machineIds) {
    return compared(after.groups(), evaluatorFor(before, machineIds),
                    evaluatorFor(after, machineIds), machineIds);
}

Task<MembershipChanges> membershipChanges(Call call, std::vector<MachineTagChange> changes) {
    MembershipChanges result;
    const nsx::GroupApi api(call.manager);
    const nsx::ListRequest request{{}, kMostGroups, 0};
    const auto listing = co_await api.groups(request, call.token);
    if (!listing) {
        if (listing.error().kind == ErrorKind::Cancelled) {
            co_return fail(listing.error());
        }
        result.isKnown = false;
        result.note =
            u"Which groups change could not be worked out: %1"_s.arg(listing.error().explanation());
        co_return result;
    }
    const auto read = static_cast<qint64>(listing->items.size());
    if (listing->total.value_or(read) > read) {
        result.isKnown = false;
        result.note = u"Which groups change was not worked out: the manager has %1 groups."_s.arg(
            *listing->total);
        co_return result;
    }
    result.groups = groupChanges(listing->items, changes);
    co_return result;
}

QJsonValue membershipAsJson(const MembershipChanges& changes) {
    if (!changes.isKnown) {
        return {};
    }
    QJsonArray list;
    for (const GroupChange& change : changes.groups) {
        list.append(QJsonObject{{u"path"_s, change.path},
                                {u"display_name"_s, change.name},
                                {u"entered"_s, QJsonArray::fromStringList(change.entered)},
                                {u"left"_s, QJsonArray::fromStringList(change.left)},
                                {u"certain"_s, !change.isDoubtful}});
    }
    return list;
}

QJsonObject membershipSchema() {
    namespace s = schema;
    const QJsonObject group =
        s::object({{u"path", s::text(u"Path of the group."_s)},
                   {u"display_name", s::text({})},
                   {u"entered", s::texts(u"External ids of machines that become members."_s)},
                   {u"left", s::texts(u"External ids of machines that stop being members."_s)},
                   {u"certain", s::boolean(u"False: other criteria may decide otherwise."_s)}});
    return s::nullable(s::list(
        group, u"Groups that gain or lose machines by these tags; null if not worked out."_s));
}

QStringList membershipSentences(const MembershipChanges& changes,
                                const std::vector<MachineTagChange>& machines) {
    QStringList sentences;
    if (!changes.isKnown) {
        return {changes.note};
    }
    const QString doubt = u" by its tags; its other criteria may keep them."_s;
    for (const GroupChange& change : changes.groups) {
        if (sentences.size() >= kShownGroups) {
            sentences << u"And %1 groups more change."_s.arg(
                static_cast<qsizetype>(changes.groups.size()) - kShownGroups);
            break;
        }
        const QString group = cleanLine(change.name);
        QStringList parts;
        if (!change.entered.isEmpty()) {
            parts << u"gains %1"_s.arg(namesOf(change.entered, machines));
        }
        if (!change.left.isEmpty()) {
            parts << u"loses %1"_s.arg(namesOf(change.left, machines));
        }
        sentences << u"Group %1 %2%3"_s.arg(group, parts.join(u" and "_s),
                                            change.isDoubtful ? doubt : u"."_s);
    }
    return sentences;
}

} // namespace bulkhead::ops
