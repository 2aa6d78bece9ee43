// SPDX-License-Identifier: MIT
#include "ops/exclusion_writes.h"

#include "base/text.h"
#include "change/undo_planner.h"
#include "nsx/object_api.h"
#include "ops/member_resolver.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownMembers = 5;
constexpr int kMostExplained = 10; ///< members whose machines are counted, a request each

QStringList wordsOf(const Call& call, const QString& parameter) {
    return call.arguments.value(parameter).toVariant().toStringList();
}

/// "group web: 14 virtual machines (web-01, …)"; of a segment or port what it is.
Task<QString> whom(Call call, QString path) {
    const bool isGroup = path.section(u'/', -2, -2) == u"groups";
    if (!isGroup) {
        co_return u"every virtual machine on "_s + cleanLine(path);
    }
    const auto members = co_await call.source->membersOf(path, kShownMembers, call.token);
    if (!members) {
        if (members.error().kind == ErrorKind::Cancelled) {
            co_return fail(members.error());
        }
        co_return u"the members of %1, which could not be read"_s.arg(cleanLine(path));
    }
    QStringList names;
    for (const MachineMember& member : members->items) {
        names << cleanLine(member.displayName.raw());
    }
    const qint64 total = members->total.value_or(names.size());
    if (total > names.size()) {
        names << u"%1 more"_s.arg(total - names.size());
    }
    const QString count =
        members->total ? u"%1 virtual machines"_s.arg(total) : u"an unknown number of machines"_s;
    co_return u"%1 of group %2%3"_s.arg(count, cleanLine(path.section(u'/', -1)),
                                        names.isEmpty() ? QString()
                                                        : u" ("_s + names.join(u", "_s) + u')');
}

Task<QStringList> consequencesFor(Call call, QStringList paths, QString sentence) {
    QStringList consequences;
    for (const QString& path : paths) {
        if (consequences.size() == kMostExplained) {
            consequences << u"And %1 entries more."_s.arg(paths.size() - kMostExplained);
            break;
        }
        const auto machines = co_await whom(call, path);
        if (!machines) {
            co_return fail(machines.error());
        }
        consequences << sentence.arg(*machines);
    }
    co_return consequences;
}

/// The list is one object for the whole manager.
Result<QString> listPath(const nsx::Connection& manager) {
    if (!manager.target().project.isEmpty()) {
        return fail(ErrorKind::InvalidInput, u"Use a target without a project."_s,
                    u"The exclusion list belongs to the whole manager, not to project %1."_s.arg(
                        manager.target().project),
                    u"target"_s);
    }
    return infraPath(manager, u"settings/firewall/security/exclude-list"_s);
}

QStringList membersOf(const QJsonObject& list) {
    return list.value(u"members"_s).toVariant().toStringList();
}

struct NewLists {
    QStringList after;
    QStringList added;
    QStringList removed;
    QStringList notes; ///< what was there already or was not there
};

Result<NewLists> newLists(const QStringList& before, const QStringList& wanted,
                          const PresentPaths& leaving) {
    NewLists lists{before, {}, leaving.found, {}};
    for (const QString& one : wanted) {
        if (leaving.found.contains(one)) {
            return fail(ErrorKind::InvalidInput, u"Name it in add or in remove, not in both."_s,
                        cleanLine(one) + u" is in both."_s, u"add"_s);
        }
        if (before.contains(one)) {
            lists.notes << u"%1 is excluded already."_s.arg(one);
        } else {
            lists.added << one;
        }
    }
    for (const QString& one : leaving.absent) {
        lists.notes << u"%1 is not excluded."_s.arg(one);
    }
    for (const QString& one : leaving.found) {
        lists.after.removeAll(one);
    }
    lists.after += lists.added;
    return lists;
}

Task<change::WritePlan> planUpdate(Call call) {
    const QStringList toAdd = wordsOf(call, u"add"_s);
    const QStringList toRemove = wordsOf(call, u"remove"_s);
    if (toAdd.isEmpty() && toRemove.isEmpty()) {
        co_return fail(ErrorKind::InvalidInput, u"Give add or remove."_s,
                       u"There is nothing to change."_s, u"add"_s);
    }
    const auto path = listPath(*call.manager);
    if (!path) {
        co_return fail(path.error());
    }
    const nsx::ObjectApi objects(call.manager);
    const auto current = co_await objects.object(*path, call.token);
    if (!current) {
        co_return fail(current.error());
    }
    const QStringList before = membersOf(*current);
    const auto wanted = co_await memberPaths(call, toAdd, u"add"_s);
    if (!wanted) {
        co_return fail(wanted.error());
    }
    const auto leaving = co_await presentPaths(call, toRemove, before, u"remove"_s);
    if (!leaving) {
        co_return fail(leaving.error());
    }
    const auto lists = newLists(before, *wanted, *leaving);
    if (!lists) {
        co_return fail(lists.error());
    }
    change::WritePlan plan;
    plan.warnings = lists->notes;
    plan.status = u"updated"_s;
    plan.summary =
        u"Change the firewall's exclusion list: %1 added, %2 removed"_s.arg(lists->added.size())
            .arg(lists->removed.size());
    plan.object = *path;
    plan.result = {{u"added"_s, QJsonArray::fromStringList(lists->added)},
                   {u"removed"_s, QJsonArray::fromStringList(lists->removed)},
                   {u"members"_s, QJsonArray::fromStringList(lists->after)}};
    if (lists->after == before) {
        plan.warnings << u"The exclusion list already is as asked for."_s;
        co_return plan;
    }
    QJsonObject list = *current;
    list.insert(u"members"_s, QJsonArray::fromStringList(lists->after));
    plan.requests.push_back(change::putObject(*path, list, *current));
    plan.images.push_back(objectImage(*path, *current, list));
    const QString losing = u"The distributed firewall protects %1 no more: all traffic passes."_s;
    const auto lost = co_await consequencesFor(call, lists->added, losing);
    if (!lost) {
        co_return fail(lost.error());
    }
    const QString gaining = u"The distributed firewall applies to %1 again: rules may cut their "
                            "connections."_s;
    const auto gained = co_await consequencesFor(call, lists->removed, gaining);
    if (!gained) {
        co_return fail(gained.error());
    }
    plan.consequences = *lost + *gained;
    co_return plan;
}

} // namespace

Operation updateExclusionsOperation() {
    namespace s = schema;
    Operation operation = destructiveOperation(
        u"update_dfw_exclusions"_s, u"Change the firewall's exclusion list"_s,
        u"Add members to or remove them from the firewall's exclusion list"_s,
        u"Adds groups, segments or segment ports to the list of what the distributed firewall "
        u"leaves alone, or removes them. Excluded machines have no distributed firewall at all; "
        u"machines that come back fall under all rules at once. A person confirms it."_s,
        planUpdate);
    operation.annotations.idempotent = true;
    operation.parameters = {
        listParameter(u"add"_s, u"Groups, segments or segment ports to exclude, by path, id or "
                                "unique display name."_s),
        listParameter(u"remove"_s, u"Members to take out, likewise."_s)};
    operation.resultSchema =
        s::written({{u"added", s::texts(u"Paths that were added."_s)},
                    {u"removed", s::texts(u"Paths that were removed."_s)},
                    {u"members", s::texts(u"Paths on the list afterwards."_s)}});
    operation.command = {u"exclusion"_s, u"update"_s, {}, {}};
    return operation;
}

} // namespace bulkhead::ops
