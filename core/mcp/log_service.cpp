// SPDX-License-Identifier: MIT
#include "mcp/log_service.h"

#include "mcp/message.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

const QStringList kLevels{u"debug"_s, u"info"_s,     u"notice"_s, u"warning"_s,
                          u"error"_s, u"critical"_s, u"alert"_s,  u"emergency"_s};
constexpr Versions kLegacyVersions{ProtocolVersion::V2024_11_05, kLatestLegacy};

} // namespace

std::optional<LogLevel> logLevel(const QJsonValue& name) {
    const qsizetype index = name.isString() ? kLevels.indexOf(name.toString()) : -1;
    return index < 0 ? std::nullopt : std::optional(static_cast<LogLevel>(index));
}

void LogService::addTo(MethodTable& methods) {
    methods.announce(u"logging"_s, {}, kLegacyVersions);
    methods.add(
        u"logging/setLevel"_s, [this](const Request& request) { setLevel(request); },
        kLegacyVersions);
}

void LogService::setLevel(const Request& request) {
    const std::optional<LogLevel> level = logLevel(request.params.value(u"level"_s));
    if (!level) {
        request.reply.error(kInvalidParams, u"logging/setLevel: params.level must be one of "_s +
                                                kLevels.join(u", "_s));
        return;
    }
    m_legacyLevel = *level;
    request.reply.result({});
}

void LogService::tell(const Request& request, LogLevel level, const QString& text) const {
    std::optional<LogLevel> wanted = m_legacyLevel;
    if (request.dialect.isModern()) {
        wanted = logLevel(request.params.value(u"_meta"_s).toObject().value(kLogLevelKey));
    }
    if (!wanted || level < *wanted) {
        return;
    }
    request.reply.notify(u"notifications/message"_s,
                         {{u"level"_s, kLevels.at(static_cast<qsizetype>(level))},
                          {u"logger"_s, u"bulkhead"_s},
                          {u"data"_s, text}});
}

} // namespace bulkhead::mcp
