// SPDX-License-Identifier: MIT
// Router: finds the handler for a method and a path.
#pragma once

#include "simulator/exchange.h"
#include "simulator/world.h"

#include <QStringList>

#include <vector>

namespace bulkhead::simulator {

/// Runs under the World's lock.
using RouteHandler = Response (*)(World&, const Request&);

class Router final {
public:
    /// `pattern` is a path without the leading slash; `*` matches one segment (it becomes a
    /// capture), a final `**` the rest. Routes are tried in the order they were added.
    void add(const QByteArray& method, const QString& pattern, RouteHandler handler);
    /// 404 for an unknown path, 405 for a known one that has not this method.
    [[nodiscard]] Response route(World& world, Request& request) const;

private:
    struct Route {
        QByteArray method;
        QStringList pattern;
        RouteHandler handler;
    };
    std::vector<Route> m_routes;
};

// The routes, a file each. The intent routes come last: they match everything below /infra.
void addSystemRoutes(Router& router);
void addInventoryRoutes(Router& router);
void addHostRoutes(Router& router);
void addIdsRoutes(Router& router);
void addConfigurationRoutes(Router& router);
void addTagRoutes(Router& router);
void addTagOperationRoutes(Router& router);
void addGroupRoutes(Router& router);
void addExcludeListRoutes(Router& router);
void addAssociationRoutes(Router& router);
void addSearchRoutes(Router& router);
void addRealizationRoutes(Router& router);
void addStatisticsRoutes(Router& router);
void addServiceEntryRoutes(Router& router);
void addTraceflowRoutes(Router& router);
void addHierarchyRoutes(Router& router);
void addIntentRoutes(Router& router);

/// PUT, PATCH and DELETE of any policy object, for routes that do something more besides.
[[nodiscard]] Response writeIntent(World& world, const Request& request);

} // namespace bulkhead::simulator
