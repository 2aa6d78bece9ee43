// SPDX-License-Identifier: MIT
// ResourceService: resources/list, resources/templates/list and resources/read of both eras.
#pragma once

#include "base/task_keeper.h"
#include "mcp/in_flight.h"
#include "mcp/request.h"
#include "mcp/resource_reader.h"

#include <QObject>

namespace bulkhead::mcp {

/// Lives on the server's thread. Lists contact no manager.
class ResourceService final : public QObject {
public:
    ResourceService(ResourceReader reader, InFlight& inFlight, TaskCounter& running,
                    QObject* parent = nullptr);

    void list(const Request& request) const;
    void listTemplates(const Request& request) const;
    void read(const Request& request);

    /// The address behind the text if its target is configured.
    [[nodiscard]] std::optional<ResourceAddress> known(const QString& uri) const;
    /// The error of the request's version for an address that names nothing.
    static void refuseUnknown(const Request& request, const QString& uri);

private:
    static void answer(const Request& request, const QString& uri,
                       const Result<QJsonObject>& content);

    ResourceReader m_reader;
    InFlight& m_inFlight;
    TaskCounter& m_running;
};

} // namespace bulkhead::mcp
