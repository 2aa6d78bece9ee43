// SPDX-License-Identifier: MIT
#include "mcp/method_table.h"

#include "base/text.h"
#include "mcp/message.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownLength = 128;

} // namespace

void MethodTable::add(const QString& method, MethodHandler handler, Versions versions) {
    Q_ASSERT(!m_methods.contains(method));
    m_methods.insert(method, Entry{std::move(handler), versions});
}

void MethodTable::announce(const QString& capability, const QJsonObject& details,
                           Versions versions) {
    m_capabilities.push_back({capability, details, versions});
}

void MethodTable::answer(const Request& request) const {
    const auto found = m_methods.constFind(request.method);
    if (found == m_methods.cend() || !found->versions.contains(request.dialect.version())) {
        request.reply.error(kMethodNotFound,
                            u"Unknown method: "_s +
                                elideMiddle(cleanLine(request.method), kShownLength));
        return;
    }
    found->handler(request);
}

QJsonObject MethodTable::capabilities(const Dialect& dialect) const {
    QJsonObject capabilities;
    for (const Capability& capability : m_capabilities) {
        if (capability.versions.contains(dialect.version())) {
            capabilities.insert(capability.name, capability.details);
        }
    }
    return capabilities;
}

} // namespace bulkhead::mcp
