// SPDX-License-Identifier: MIT
// Routes that only the exclusion list of the distributed firewall has.
#include "simulator/exclude_list.h"
#include "simulator/presentation.h"
#include "simulator/resource_reference.h"
#include "simulator/router.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

const QString& listPath() {
    static const QString path = u"/infra/settings/firewall/security/exclude-list"_s;
    return path;
}

/// `?system_owned=true`: what the system and the users exclude, together.
Response get(World& world, const Request& request) {
    const StoredObject* list = world.store.find(listPath());
    QJsonObject answer = presentWhole(world, *list);
    if (request.parameter(u"system_owned"_s) == u"true"_s) {
        const Membership membership(world);
        const Exclusions exclusions(world, membership);
        QStringList members = exclusions.systemMembers() + exclusions.members();
        members.removeDuplicates();
        answer.insert(u"members"_s, QJsonArray::fromStringList(members));
    }
    return jsonResponse(answer);
}

/// The groups, segments and machines that the object is in.
QStringList parentsOf(const World& world, const QString& path) {
    const Membership membership(world);
    QStringList parents;
    std::optional<Subject> subject;
    if (const StoredObject* object = world.store.find(path)) {
        subject = membership.objectSubject(*object);
        if (object->type == u"SegmentPort"_s) {
            parents << object->parentPath;
        }
    } else if (const std::optional<QString> machine = machineIdOfPath(path)) {
        subject = membership.machineSubject(world.inventory.machineIndex(*machine));
    }
    if (!subject) {
        return parents;
    }
    if (subject->kind == Subject::Kind::Group) {
        return parents + membership.outerGroups(path);
    }
    for (const StoredObject* group : world.store.ofType(u"Group"_s)) {
        if (membership.contains(group->path, *subject)) {
            parents << group->path;
        }
    }
    return parents;
}

/// Whether an object is on the list: a reference to it, or 404. With deep_check also through what
/// it is in.
Response filter(World& world, const Request& request) {
    if (request.parameter(u"action"_s) != u"filter"_s) {
        return errorResponse(invalidField(u"action is not filter"_s));
    }
    const QString path = request.parameter(u"intent_path"_s);
    if (path.isEmpty()) {
        return errorResponse(invalidField(u"intent_path is required"_s));
    }
    const std::optional<QString> machine = machineIdOfPath(path);
    const qsizetype index = machine ? world.inventory.machineIndex(*machine) : -1;
    const StoredObject* object = world.store.find(path);
    if (object == nullptr && index < 0) {
        return errorResponse(invalidPath(path));
    }
    const Membership membership(world);
    const Exclusions exclusions(world, membership);
    bool isExcluded =
        exclusions.members().contains(path) || exclusions.systemMembers().contains(path);
    if (!isExcluded && request.parameter(u"deep_check"_s) == u"true"_s) {
        const QStringList parents = parentsOf(world, path);
        isExcluded = std::any_of(parents.begin(), parents.end(), [&](const QString& parent) {
            return exclusions.members().contains(parent);
        });
    }
    if (!isExcluded) {
        return errorResponse(notFound(path));
    }
    return jsonResponse(object != nullptr ? referenceTo(*object)
                                          : referenceToMachine(world.inventory.machines().at(
                                                static_cast<std::size_t>(index))));
}

} // namespace

void addExcludeListRoutes(Router& router) {
    const QString list = u"policy/api/v1"_s + listPath();
    router.add("GET", list, get);
    router.add("POST", list, filter);
}

} // namespace bulkhead::simulator
