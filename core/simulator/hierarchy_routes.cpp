// SPDX-License-Identifier: MIT
// Routes of the hierarchical API: PATCH and GET of /policy/api/v1/infra.
#include "simulator/hierarchy_read.h"
#include "simulator/hierarchy_tree.h"
#include "simulator/intent_writer.h"
#include "simulator/router.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

Answer<void> apply(const TreeStep& step, IntentWriter& writer, WriteMode mode) {
    switch (step.kind) {
    case TreeStep::Kind::Visit:
        return {};
    case TreeStep::Kind::Write:
        return writer.write(step.place, step.object, mode);
    case TreeStep::Kind::Remove:
        // Not verified for absent objects: refused as a DELETE of them is.
        return writer.remove(step.place, step.object);
    }
    return {};
}

Answer<void> write(World& world, const Request& request) {
    const Answer<QJsonObject> body = request.json();
    if (!body) {
        return refuse(body.error());
    }
    const Answer<TreeSteps> tree = takeApart(*body, world.store, UnknownChildren::Refuse);
    if (!tree) {
        return refuse(tree.error());
    }
    IntentWriter writer(world, request.caller);
    if (request.parameter(u"enforce_revision_check"_s) == u"true"_s) {
        writer.enforceRevisions();
    }
    const WriteMode mode = request.partialPatch ? WriteMode::PartialPatch : WriteMode::Patch;
    for (const TreeStep& step : tree->steps) {
        if (step.kind == TreeStep::Kind::Visit && !world.store.contains(step.place.path)) {
            return refuse(invalidPath(step.place.path));
        }
        if (Answer<void> applied = apply(step, writer, mode); !applied) {
            return applied;
        }
    }
    return writer.finish();
}

Response patch(World& world, const Request& request) {
    return respond(write(world, request));
}

Response read(World& world, const Request& request) {
    return respond(readHierarchy(world, request.query));
}

} // namespace

void addHierarchyRoutes(Router& router) {
    router.add("PATCH", u"policy/api/v1/infra"_s, patch);
    router.add("GET", u"policy/api/v1/infra"_s, read);
}

} // namespace bulkhead::simulator
