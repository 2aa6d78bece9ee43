// SPDX-License-Identifier: MIT
#include "simulator/revise.h"

#include "simulator/intent_writer.h"
#include "simulator/presentation.h"

#include <algorithm>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaximumSequenceNumber = 999'999;
constexpr qint64 kStep = 10;

qint64 sequenceOf(const StoredObject& object) {
    return object.fields.value(u"sequence_number"_s).toInteger();
}

/// The objects that it is ordered among, in order: a policy's are those of its category, without
/// the default ones, which stay last.
std::vector<QString> siblings(const World& world, const Place& place) {
    std::vector<const StoredObject*> objects;
    if (isRuleType(place.type->name)) {
        objects = orderedRules(world.store, place.parentPath);
    } else {
        objects = world.store.collection(place.parentPath + u'/' + place.type->collection);
        const QJsonValue category = world.store.find(place.path)->fields.value(u"category"_s);
        std::erase_if(objects, [&](const StoredObject* policy) {
            return policy->fields.value(u"category"_s) != category ||
                   policy->isTrue(u"is_default"_s);
        });
        std::stable_sort(objects.begin(), objects.end(),
                         [](const StoredObject* a, const StoredObject* b) {
                             return sequenceOf(*a) < sequenceOf(*b);
                         });
    }
    std::vector<QString> paths;
    for (const StoredObject* object : objects) {
        if (object->path != place.path) {
            paths.push_back(object->path);
        }
    }
    return paths;
}

/// Where among its siblings the object shall stand.
Answer<std::size_t> wantedIndex(const Request& request, const std::vector<QString>& others) {
    const QString given = request.parameter(u"operation"_s);
    const QString operation = given.isEmpty() ? u"insert_top"_s : given;
    if (operation == u"insert_top"_s) {
        return 0;
    }
    if (operation == u"insert_bottom"_s) {
        return others.size();
    }
    if (operation != u"insert_before"_s && operation != u"insert_after"_s) {
        return refuse(invalidField(
            u"operation is none of insert_top, insert_bottom, insert_before, insert_after"_s));
    }
    const QString anchor = request.parameter(u"anchor_path"_s);
    const auto found = std::find(others.begin(), others.end(), anchor);
    if (found == others.end()) {
        return refuse(invalidPath(anchor));
    }
    const auto index = static_cast<std::size_t>(found - others.begin());
    return operation == u"insert_before"_s ? index : index + 1;
}

/// The numbers that must change so that `order` is the order: the moved object's alone if there is
/// room, else everybody's.
std::vector<std::pair<QString, qint64>>
renumber(const World& world, const std::vector<QString>& order, std::size_t moved) {
    const auto number = [&](std::size_t i) { return sequenceOf(*world.store.find(order[i])); };
    const qint64 low = moved == 0 ? -1 : number(moved - 1);
    const bool isLast = moved + 1 == order.size();
    const qint64 high = isLast ? low + 2 * kStep : number(moved + 1);
    const qint64 middle = low + (high - low) / 2;
    if (middle > low && middle < high && middle <= kMaximumSequenceNumber) {
        return {{order[moved], middle}};
    }
    std::vector<std::pair<QString, qint64>> numbers;
    numbers.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        numbers.emplace_back(order[i], kStep * static_cast<qint64>(i + 1));
    }
    return numbers;
}

Answer<void> place(World& world, IntentWriter& writer, const Request& request, const Place& where) {
    std::vector<QString> order = siblings(world, where);
    const Answer<std::size_t> index = wantedIndex(request, order);
    if (!index) {
        return refuse(index.error());
    }
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(*index), where.path);
    for (const auto& [path, number] : renumber(world, order, *index)) {
        const QJsonObject change = {{u"sequence_number"_s, number}};
        if (Answer<void> written =
                writer.write(*resolvePlace(path), change, WriteMode::PartialPatch);
            !written) {
            return written;
        }
    }
    return {};
}

Answer<void> reviseIn(World& world, const Request& request, const Place& where) {
    const Answer<QJsonObject> body = request.json();
    if (!body) {
        return refuse(body.error());
    }
    const StoredObject* stored = world.store.find(where.path);
    if (stored == nullptr) {
        return refuse(notFound(where.path));
    }
    if (stored->isTrue(u"is_default"_s)) {
        return refuse(invalidField(u"a default object cannot be moved ("_s + where.path + u')'));
    }
    QJsonObject object = *body;
    if (!isRuleType(where.type->name) && !object.contains(u"rules"_s)) {
        object.insert(u"rules"_s, presentWhole(world, *stored).value(u"rules"_s));
    }
    IntentWriter writer(world, request.caller);
    if (Answer<void> written = writer.write(where, object, WriteMode::Put); !written) {
        return written;
    }
    if (Answer<void> placed = place(world, writer, request, where); !placed) {
        return placed;
    }
    return writer.finish();
}

} // namespace

Response revise(World& world, const Request& request, const Place& where) {
    const Answer<void> revised = reviseIn(world, request, where);
    return revised ? jsonResponse(presentWhole(world, *world.store.find(where.path)))
                   : errorResponse(revised.error());
}

} // namespace bulkhead::simulator
