// SPDX-License-Identifier: MIT
#include "simulator/write_guards.h"

#include "simulator/object_type.h"
#include "simulator/own_fields.h"

#include <QSet>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// Children go with these when they are deleted; other parents must be empty.
bool ownsItsChildren(const QString& type) {
    static const QSet<QString> owners = {u"Segment"_s, u"PolicyNat"_s, u"LocaleServices"_s};
    return isPolicyType(type) || owners.contains(type);
}

/// 400: the object belongs to the system. The real code is not known.
ApiError systemOwned(const QString& path, const QString& what) {
    return {400, 255, u"policy"_s,
            u"The object path=["_s + path + u"] is owned by the system and cannot be "_s + what +
                u'.'};
}

/// 403/289, not verified: as the manager API words it.
ApiError ownedByOther(const StoredObject& object, const Caller& caller) {
    return {403, 289, u"common-services"_s,
            u"Principal '"_s + caller.user + u"' with role '["_s + caller.role +
                u"]' attempts to delete or modify an object of type "_s + object.type +
                u" it doesn't own. (createUser="_s + object.text(u"_create_user"_s) +
                u", allowOverwrite=null)"_s};
}

/// 409: the reference knows only that it is a 4xx.
ApiError lockedByOther(const StoredObject& policy, const QString& owner) {
    return {409, 409, u"policy"_s,
            u"The object path=["_s + policy.path + u"] is locked by user ["_s + owner +
                u"] and cannot be modified until it is unlocked."_s};
}

QString lockOwner(const StoredObject& policy) {
    const QString owner = policy.text(u"lock_modified_by"_s);
    return owner.isEmpty() ? policy.text(u"_last_modified_user"_s) : owner;
}

/// What may change on a default rule (NSX 4.2 guide: action, logging, label, notes).
bool changesOnlyAllowedFields(const QJsonObject& before, const QJsonObject& after) {
    static const QSet<QString> allowed = {u"action"_s,      u"logged"_s, u"tag"_s,     u"notes"_s,
                                          u"description"_s, u"tags"_s,   u"disabled"_s};
    const QStringList keys = before.keys() + after.keys();
    return std::all_of(keys.begin(), keys.end(), [&](const QString& key) {
        return allowed.contains(key) || before.value(key) == after.value(key);
    });
}

} // namespace

Answer<void> checkCaller(const StoredObject& object, const Caller& caller) {
    const bool isProtected = object.text(u"_protection"_s) == u"REQUIRE_OVERRIDE"_s;
    if (isProtected && object.text(u"_create_user"_s) != caller.user && !caller.allowsOverwrite) {
        return refuse(ownedByOther(object, caller));
    }
    if (isPolicyType(object.type) && object.isTrue(u"locked"_s)) {
        const QString owner = lockOwner(object);
        if (owner != caller.user) {
            return refuse(lockedByOther(object, owner));
        }
    }
    return {};
}

Answer<void> checkSystemOwned(const StoredObject& before, const QJsonObject& own) {
    const QJsonObject stored = ownFields(before.type, before.fields);
    const bool isDefault = before.isTrue(u"is_default"_s);
    const bool isFixed = (before.type == u"Service"_s && isDefault) ||
                         (before.type == u"IdsProfile"_s && before.isTrue(u"_system_owned"_s));
    if (isFixed && stored != own) {
        return refuse(systemOwned(before.path, u"changed"_s));
    }
    if (isRuleType(before.type) && isDefault && !changesOnlyAllowedFields(stored, own)) {
        return refuse(systemOwned(before.path, u"changed in these fields"_s));
    }
    if (isPolicyType(before.type) && isDefault) {
        for (const QString& key : {u"category"_s, u"sequence_number"_s, u"scope"_s}) {
            if (stored.value(key) != own.value(key)) {
                return refuse(systemOwned(before.path, u"changed in "_s + key));
            }
        }
    }
    return {};
}

Answer<void> checkRemovable(const World& world, const StoredObject& object) {
    const bool isCluster = object.type == u"IdsClusterConfig"_s; // one a cluster, always there
    if (object.isTrue(u"is_default"_s) || object.isTrue(u"_system_owned"_s) || isCluster ||
        findObjectType(object.type)->isSingleton()) {
        return refuse(systemOwned(object.path, u"deleted"_s));
    }
    if (object.type == u"SegmentPort"_s) {
        const QString attachment =
            object.fields.value(u"attachment"_s).toObject().value(u"id"_s).toString();
        if (world.inventory.vifByAttachment(attachment) >= 0) {
            return refuse({400, 503040, u"policy"_s,
                           u"The segment of path=["_s + object.path +
                               u"] has virtual machines or interfaces attached."_s});
        }
    }
    const auto children = world.store.children(object);
    if (!children.empty() && !ownsItsChildren(object.type)) {
        QStringList paths;
        for (const StoredObject* child : children) {
            paths << child->path;
        }
        return refuse(stillReferenced(object.path, paths));
    }
    return {};
}

} // namespace bulkhead::simulator
