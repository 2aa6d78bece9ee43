// SPDX-License-Identifier: MIT
// CompletionService: completion/complete, for the arguments of prompts and resource templates.
#pragma once

#include "base/task_keeper.h"
#include "mcp/in_flight.h"
#include "mcp/name_source.h"
#include "mcp/request.h"

#include <QObject>

namespace bulkhead::mcp {

/// Lives on the server's thread.
class CompletionService final : public QObject {
public:
    CompletionService(NameSource names, InFlight& inFlight, TaskCounter& running,
                      QObject* parent = nullptr);

    /// Unknown prompts and templates are refused; an argument that nothing is known about has no
    /// proposals.
    void complete(const Request& request);

private:
    NameSource m_names;
    InFlight& m_inFlight;
    TaskCounter& m_running;
};

} // namespace bulkhead::mcp
