// SPDX-License-Identifier: MIT
#include "mcp/in_flight.h"

#include "mcp/message.h"

#include <utility>

namespace bulkhead::mcp {

bool InFlight::contains(const QJsonValue& id) const {
    return m_entries.contains(identifierKey(id));
}

CancellationToken InFlight::add(const Reply& reply) {
    const auto entry = std::make_shared<Entry>(Entry{reply, {}});
    CancellationToken token = entry->source.token();
    m_entries.insert(identifierKey(reply.id()), entry);
    return token;
}

void InFlight::remove(const Reply& reply) {
    const auto found = m_entries.constFind(identifierKey(reply.id()));
    // The id may belong to a newer request by now: only an answered one is done.
    if (found != m_entries.cend() && !(*found)->reply.isOpen()) {
        m_entries.erase(found);
    }
}

void InFlight::cancel(const QJsonValue& id) {
    if (const auto entry = m_entries.take(identifierKey(id))) {
        entry->reply.drop();
        entry->source.cancel();
    }
}

void InFlight::cancelAll() {
    const auto entries = std::exchange(m_entries, {});
    for (const auto& entry : entries) {
        entry->reply.drop();
        entry->source.cancel();
    }
}

} // namespace bulkhead::mcp
