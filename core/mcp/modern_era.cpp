// SPDX-License-Identifier: MIT
#include "mcp/modern_era.h"

#include "base/text.h"
#include "mcp/instructions.h"

#include <QJsonArray>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

const Dialect kDialect(ProtocolVersion::V2026_07_28);

bool isLogLevel(const QJsonValue& value) {
    static const QStringList levels{u"debug"_s, u"info"_s,     u"notice"_s, u"warning"_s,
                                    u"error"_s, u"critical"_s, u"alert"_s,  u"emergency"_s};
    return value.isString() && levels.contains(value.toString());
}

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
    if (!level.isUndefined() && !isLogLevel(level)) {
        reply.error(kInvalidParams, u"Invalid _meta: "_s + kLogLevelKey + u" is not a log level"_s);
        return false;
    }
    return true;
}

void ModernEra::discover(const Reply& reply) {
    const QJsonObject result{
        {u"supportedVersions"_s, QJsonArray{versionName(kDialect.version())}},
        {u"capabilities"_s, kDialect.capabilities()},
        {u"instructions"_s, instructions(m_tools.pipeline().sources().knownTargets())}};
    reply.result(kDialect.stamped(result, Caching::Static));
}

void ModernEra::handle(const Message& message, const Reply& reply) {
    const QJsonObject meta = message.params.value(u"_meta"_s).toObject();
    if (!checkMeta(meta, reply)) {
        return;
    }
    const QString client =
        cleanLine(meta.value(kClientInfoKey).toObject().value(u"name"_s).toString());
    if (message.method == u"server/discover") {
        discover(reply);
    } else if (message.method == u"tools/list") {
        m_tools.list(message.params, reply, kDialect);
    } else if (message.method == u"tools/call") {
        m_tools.call(message.params, reply, kDialect, client);
    } else if (!m_context.handle({message.method, message.params, reply, kDialect, client})) {
        reply.error(kMethodNotFound,
                    u"Unknown method: "_s + elideMiddle(cleanLine(message.method), 128));
    }
}

} // namespace bulkhead::mcp
