// SPDX-License-Identifier: MIT
#include "mcp/modern_era.h"

#include "base/text.h"
#include "mcp/instructions.h"
#include "mcp/log_service.h"

#include <QJsonArray>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

const Dialect kDialect(ProtocolVersion::V2026_07_28);

} // namespace

bool ModernEra::checkMeta(const QJsonObject& meta, const Reply& reply) {
    const QJsonValue version = meta.value(kVersionKey);
    if (!version.isString()) {
        reply.error(kInvalidParams, u"Invalid _meta: "_s + kVersionKey + u" must be a text"_s);
        return false;
    }
    const QString ours = versionName(kDialect.version());
    if (version.toString() != ours) {
        const QString asked = elideMiddle(cleanLine(version.toString()), 64);
        reply.error(kUnsupportedVersion, u"Unsupported protocol version: "_s + asked,
                    QJsonObject{{u"supported"_s, QJsonArray{ours}}, {u"requested"_s, asked}});
        return false;
    }
    if (!meta.value(kCapabilitiesKey).isObject()) {
        reply.error(kInvalidParams, u"Invalid _meta: "_s + kCapabilitiesKey + u" is required"_s);
        return false;
    }
    const QJsonValue level = meta.value(kLogLevelKey);
    if (!level.isUndefined() && !logLevel(level)) {
        reply.error(kInvalidParams, u"Invalid _meta: "_s + kLogLevelKey + u" is not a log level"_s);
        return false;
    }
    return true;
}

void ModernEra::discover(const Reply& reply) {
    const QJsonObject result{{u"supportedVersions"_s, QJsonArray{versionName(kDialect.version())}},
                             {u"capabilities"_s, m_methods.capabilities(kDialect)},
                             {u"instructions"_s, instructions(m_sources.knownTargets())}};
    reply.result(kDialect.stamped(result, Caching::Static));
}

void ModernEra::handle(const Message& message, const Reply& reply) {
    const QJsonObject meta = message.params.value(u"_meta"_s).toObject();
    if (!checkMeta(meta, reply)) {
        return;
    }
    if (message.method == u"server/discover") {
        discover(reply);
        return;
    }
    const ClientFacts client = clientFacts(meta.value(kClientInfoKey).toObject(),
                                           meta.value(kCapabilitiesKey).toObject(), kDialect);
    m_methods.answer({message.method, message.params, reply, kDialect, client});
}

} // namespace bulkhead::mcp
