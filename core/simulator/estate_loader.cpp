// SPDX-License-Identifier: MIT
#include "simulator/estate_loader.h"

#include "simulator/default_objects.h"
#include "simulator/hierarchy_tree.h"
#include "simulator/intent_writer.h"

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> badObject(const QString& name, const ApiError& error) {
    return fail(ErrorKind::InvalidInput, u"Correct the data set."_s,
                name + u": "_s + error.message + u'.', name);
}

Answer<void> loadServices(const Estate& estate, World& world) {
    IntentWriter writer(world, {u"system"_s});
    for (const QJsonValue value : estate.predefinedServices()) {
        QJsonObject service = value.toObject();
        service.insert(u"is_default"_s, true);
        service.insert(u"_system_owned"_s, true);
        const QString id = service.value(u"id"_s).toString();
        const std::optional<Place> place = resolvePlace(QStringList{u"infra"_s, u"services"_s, id});
        if (Answer<void> written = writer.write(*place, service, WriteMode::Load); !written) {
            return written;
        }
    }
    return writer.finish();
}

Answer<QStringList> loadTree(const Estate& estate, World& world) {
    if (estate.infra().isEmpty()) {
        return QStringList();
    }
    Answer<TreeSteps> tree = takeApart(estate.infra(), world.store, UnknownChildren::LeaveOut);
    if (!tree) {
        return refuse(tree.error());
    }
    IntentWriter writer(world, {u"admin"_s});
    for (const TreeStep& step : tree->steps) {
        if (step.kind == TreeStep::Kind::Write) {
            if (Answer<void> written = writer.write(step.place, step.object, WriteMode::Load);
                !written) {
                return refuse(written.error());
            }
        } else if (step.kind == TreeStep::Kind::Visit && !world.store.contains(step.place.path)) {
            return refuse(invalidPath(step.place.path));
        }
    }
    if (Answer<void> finished = writer.finish(); !finished) {
        return refuse(finished.error());
    }
    QStringList notes;
    for (auto kind = tree->leftOut.cbegin(); kind != tree->leftOut.cend(); ++kind) {
        notes << QString::number(kind.value()) + u" objects of type "_s + kind.key() + u" in "_s +
                     estate.name() + u" are left out: the type is not simulated."_s;
    }
    notes.sort();
    return notes;
}

void loadCounters(const Estate& estate, World& world) {
    const QJsonObject& statistics = estate.statistics();
    for (auto rule = statistics.begin(); rule != statistics.end(); ++rule) {
        const QJsonObject numbers = rule->toObject();
        world.counters.insert(rule.key(), {numbers.value(u"hit_count"_s).toInteger(),
                                           numbers.value(u"packet_count"_s).toInteger(),
                                           numbers.value(u"byte_count"_s).toInteger(),
                                           numbers.value(u"session_count"_s).toInteger()});
        // The data set's counters are taken as those of a month.
        constexpr double msPerMonth = 30.0 * 24 * 60 * 60 * 1000;
        world.traffic[rule.key()].givenPerMs =
            numbers.value(u"hit_count"_s).toDouble() / msPerMonth;
    }
}

} // namespace

Result<QStringList> loadEstate(const Estate& estate, World& world) {
    Answer<void> loaded = addDefaultObjects(world);
    if (loaded) {
        loaded = loadServices(estate, world);
    }
    if (!loaded) {
        return badObject(estate.name(), loaded.error());
    }
    const Answer<QStringList> notes = loadTree(estate, world);
    if (!notes) {
        return badObject(estate.name(), notes.error());
    }
    if (const Result<void> inventory = world.inventory.load(estate.virtualMachines(), estate.vifs(),
                                                            estate.name(), World::now());
        !inventory) {
        return fail(inventory.error());
    }
    loadCounters(estate, world);
    world.countingSince = World::now();
    if (const Answer<void> added = addClusterObjects(world); !added) {
        return badObject(estate.name(), added.error());
    }
    const QStringList rules = estate.statistics().keys();
    const auto stray = std::find_if(rules.begin(), rules.end(), [&](const QString& path) {
        return !world.store.contains(path);
    });
    if (stray != rules.end()) {
        return fail(ErrorKind::InvalidInput, u"Correct the data set."_s,
                    estate.name() + u": \"statistics\" names "_s + *stray +
                        u", which is no rule of it."_s,
                    *stray);
    }
    return estate.notes() + *notes;
}

} // namespace bulkhead::simulator
