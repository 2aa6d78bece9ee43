// SPDX-License-Identifier: MIT
#include "mcp/legacy_era.h"

#include "mcp/instructions.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

void LegacyEra::initialize(const Message& message, const Reply& reply) {
    // An unknown version is answered with the newest one that this handshake has, never refused;
    // a second initialize negotiates anew.
    const QString wanted = message.params.value(u"protocolVersion"_s).toString();
    const Dialect dialect(legacyVersion(wanted).value_or(kLatestLegacy));
    m_dialect = dialect;
    if (m_handshake) {
        m_handshake();
    }
    m_client = clientFacts(message.params.value(u"clientInfo"_s).toObject(),
                           message.params.value(u"capabilities"_s).toObject(), dialect);
    reply.result({{u"protocolVersion"_s, versionName(dialect.version())},
                  {u"capabilities"_s, m_methods.capabilities(dialect)},
                  {u"serverInfo"_s, dialect.serverInfo()},
                  {u"instructions"_s, instructions(m_sources.knownTargets())}});
}

void LegacyEra::handle(const Message& message, const Reply& reply) {
    if (message.method == u"initialize") {
        initialize(message, reply);
        return;
    }
    if (message.method == u"ping") {
        // Exactly empty: clients refuse any other key here.
        reply.result({});
        return;
    }
    if (!m_dialect) {
        reply.error(kInvalidParams, u"Send initialize first, or include params._meta with "_s +
                                        kVersionKey + u" and "_s + kCapabilitiesKey + u'.');
        return;
    }
    m_methods.answer({message.method, message.params, reply, *m_dialect, m_client});
}

} // namespace bulkhead::mcp
