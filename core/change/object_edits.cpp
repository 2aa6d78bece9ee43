// SPDX-License-Identifier: MIT
#include "change/object_edits.h"

#include "base/text.h"
#include "change/referrers.h"
#include "change/siblings.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

using snapshot::Snapshot;

constexpr std::size_t kMaximumTags = 30;
constexpr qsizetype kMaximumExcluded = 100;
constexpr qsizetype kShownReferrers = 5;

template <typename T>
QSet<QString> idsOf(const std::vector<T>& objects) {
    QSet<QString> ids;
    for (const T& object : objects) {
        ids.insert(object.header.id);
    }
    return ids;
}

template <typename T>
Result<Step> createOne(ObjectKind kind, const std::vector<T>& existing, T object,
                       const QString& parentPath, const QString& collection, const QString& word) {
    const QSet<QString> taken = idsOf(existing);
    if (taken.contains(object.header.id)) {
        return fail(
            ErrorKind::InvalidInput, u"Choose another id."_s,
            u"There already is a %1 with the id %2."_s.arg(word, cleanLine(object.header.id)),
            object.header.id);
    }
    const QString id =
        object.header.id.isEmpty() ? idFromName(object.header.label(), taken) : object.header.id;
    const QJsonObject state = asNew(stateOf(object), parentPath, collection, id);
    Step step;
    step.title = u"New %1 '%2'"_s.arg(word, cleanLine(state.value(u"display_name"_s).toString()));
    step.edits.push_back(
        {kind, state.value(u"path"_s).toString(), QJsonValue(QJsonValue::Null), state});
    return step;
}

template <typename T>
Result<Step> changeOne(ObjectKind kind, const T* object, const QString& path, const QString& field,
                       const std::function<void(T&)>& change, const QString& word) {
    if (object == nullptr) {
        return fail(notThere(word, path));
    }
    T changed = *object;
    change(changed);
    Step step;
    step.title = u"Change %1 of %2 '%3'"_s.arg(field, word, object->header.label());
    step.mergeKey = path + u'#' + field;
    step.edits.push_back({kind, path, stateOf(*object), stateOf(changed)});
    return step;
}

Result<bool> isSystemObject(const Snapshot& current, ObjectKind kind, const QString& path) {
    const QJsonValue state = stateIn(current, kind, path);
    if (state.isNull()) {
        return fail(notThere(kindName(kind), path));
    }
    return state[u"_system_owned"].toBool() || state[u"is_default"].toBool();
}

} // namespace

Result<Step> changeGroup(const Snapshot& current, const QString& path, const QString& field,
                         const std::function<void(model::Group&)>& change) {
    return changeOne(ObjectKind::Group, current.group(path), path, field, change, u"group"_s);
}

Result<Step> changeService(const Snapshot& current, const QString& path, const QString& field,
                           const std::function<void(model::Service&)>& change) {
    const model::Service* service = current.service(path);
    if (service != nullptr && service->isDefault.value_or(false)) {
        return fail(ErrorKind::Refused, u"Create a service of your own."_s,
                    u"Service '"_s + service->header.label() + u"' belongs to NSX."_s, path);
    }
    return changeOne(ObjectKind::Service, service, path, field, change, u"service"_s);
}

Result<Step> changeContextProfile(const Snapshot& current, const QString& path,
                                  const QString& field,
                                  const std::function<void(model::ContextProfile&)>& change) {
    return changeOne(ObjectKind::ContextProfile, current.contextProfile(path), path, field, change,
                     u"context profile"_s);
}

Result<Step> createGroup(const Snapshot& current, model::Group group, const QString& domainPath) {
    return createOne(ObjectKind::Group, current.groups(), std::move(group), domainPath, u"groups"_s,
                     u"group"_s);
}

Result<Step> createService(const Snapshot& current, model::Service service,
                           const QString& infraPath) {
    return createOne(ObjectKind::Service, current.services(), std::move(service), infraPath,
                     u"services"_s, u"service"_s);
}

Result<Step> createContextProfile(const Snapshot& current, model::ContextProfile profile) {
    return createOne(ObjectKind::ContextProfile, current.contextProfiles(), std::move(profile),
                     u"/infra"_s, u"context-profiles"_s, u"context profile"_s);
}

Result<Step> deleteObjects(const Snapshot& current, const QStringList& paths) {
    Step step;
    for (const QString& path : paths) {
        const std::optional<ObjectKind> kind = kindOfPath(path);
        if (kind != ObjectKind::Group && kind != ObjectKind::Service &&
            kind != ObjectKind::ContextProfile) {
            return fail(notThere(u"group, service or context profile"_s, path));
        }
        const Result<bool> isSystem = isSystemObject(current, *kind, path);
        if (!isSystem) {
            return fail(isSystem.error());
        }
        if (*isSystem) {
            return fail(ErrorKind::Refused, u"Leave it where it is."_s,
                        current.nameOf(path) + u" belongs to NSX."_s, path);
        }
        QStringList names;
        const QStringList referrers = referrersOf(current, path);
        for (const QString& referrer : referrers) {
            if (!paths.contains(referrer)) {
                names << current.nameOf(referrer);
            }
        }
        if (!names.isEmpty()) {
            const qsizetype more = names.size() - kShownReferrers;
            const QString shown = names.mid(0, kShownReferrers).join(u", "_s) +
                                  (more > 0 ? u" and %1 more"_s.arg(more) : QString());
            return fail(ErrorKind::Refused, u"Take it out of these first: %1."_s.arg(shown),
                        u"'%1' is still used."_s.arg(current.nameOf(path)), path);
        }
        step.edits.push_back(
            {*kind, path, stateIn(current, *kind, path), QJsonValue(QJsonValue::Null)});
    }
    step.title = paths.size() == 1 ? u"Delete '%1'"_s.arg(current.nameOf(paths.constFirst()))
                                   : u"Delete %1 objects"_s.arg(paths.size());
    return step;
}

Result<Step> changeMachineTags(const Snapshot& current, const QStringList& machineIds,
                               const QString& title,
                               const std::function<void(std::vector<model::Tag>&)>& change) {
    Step step;
    step.title = title;
    for (const QString& id : machineIds) {
        const model::VirtualMachine* machine = current.machine(id);
        if (machine == nullptr) {
            return fail(notThere(u"virtual machine"_s, id));
        }
        std::vector<model::Tag> tags = machine->tags;
        change(tags);
        if (tags.size() > kMaximumTags) {
            return fail(ErrorKind::InvalidInput, u"Remove a tag first."_s,
                        machine->label() + u" would have more than the 30 tags that NSX takes."_s,
                        id);
        }
        step.edits.push_back({ObjectKind::MachineTags, id, stateOf(machine->tags), stateOf(tags)});
    }
    return step;
}

Result<Step> setExcludeList(const Snapshot& current, const QStringList& members) {
    if (!current.excludeList()) {
        return fail(ErrorKind::Refused, u"Read the estate again with a role that may see it."_s,
                    u"The exclude list is not known."_s);
    }
    if (members.size() > kMaximumExcluded) {
        return fail(ErrorKind::InvalidInput, u"Exclude groups instead of single objects."_s,
                    u"The exclude list takes 100 members at most."_s);
    }
    model::ExcludeList changed = *current.excludeList();
    changed.members = members;
    Step step;
    step.title = u"Change the exclude list"_s;
    step.edits.push_back({ObjectKind::ExcludeList, changed.header.path,
                          stateOf(*current.excludeList()), stateOf(changed)});
    return step;
}

} // namespace bulkhead::change
