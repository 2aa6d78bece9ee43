// SPDX-License-Identifier: MIT
#include "simulator/tag_changes.h"

#include "simulator/field_checks.h"

#include <QJsonArray>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

QJsonArray changedTags(const QJsonArray& stored, const QJsonArray& given, TagChange change) {
    QJsonArray tags;
    if (change != TagChange::Replace) {
        for (const QJsonValue tag : stored) {
            tags.append(normalTag(tag));
        }
    }
    for (const QJsonValue value : given) {
        const QJsonObject tag = normalTag(value);
        for (qsizetype i = tags.size() - 1; i >= 0; --i) {
            if (tags.at(i).toObject() == tag) {
                tags.removeAt(i);
            }
        }
        if (change != TagChange::Remove) {
            tags.append(tag);
        }
    }
    return tags;
}

} // namespace

QJsonObject normalTag(const QJsonValue& value) {
    const QJsonObject tag = value.toObject();
    return {{u"scope"_s, tag.value(u"scope"_s).toString()},
            {u"tag"_s, tag.value(u"tag"_s).toString()}};
}

Answer<void> changeTags(World& world, const QString& machine, const QJsonValue& given,
                        TagChange change) {
    const qsizetype index = world.inventory.machineIndex(machine);
    if (index < 0) {
        // 202 is the manager API's code for a missing object.
        return refuse({404, 202, u"common-services"_s,
                       u"The virtual machine "_s + machine + u" could not be found."_s});
    }
    if (!given.isArray()) {
        return refuse(invalidField(u"tags is required"_s));
    }
    if (Problem problem = checkTags(given)) {
        return refuse(invalidField(*problem));
    }
    const QJsonArray stored =
        world.inventory.machines()[static_cast<std::size_t>(index)].value(u"tags"_s).toArray();
    const QJsonArray tags = changedTags(stored, given.toArray(), change);
    if (Problem problem = checkTags(tags)) {
        return refuse(invalidField(*problem));
    }
    world.inventory.setTags(index, tags, World::now());
    return {};
}

} // namespace bulkhead::simulator
