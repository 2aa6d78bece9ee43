// SPDX-License-Identifier: MIT
#include "mcp/dialect.h"

#include "mcp/message.h"
#include "ops/schema.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStaticTtlMs = 3'600'000;
constexpr int kFreshTtlMs = 5'000;

constexpr std::array<QLatin1StringView, 5> kNames{
    QLatin1StringView("2024-11-05"), QLatin1StringView("2025-03-26"),
    QLatin1StringView("2025-06-18"), QLatin1StringView("2025-11-25"),
    QLatin1StringView("2026-07-28")};

QJsonObject textBlock(const QString& text) {
    return {{u"type"_s, u"text"_s}, {u"text"_s, text}};
}

} // namespace

QString versionName(ProtocolVersion version) {
    return kNames[static_cast<std::size_t>(version)];
}

std::optional<ProtocolVersion> legacyVersion(const QString& name) {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(kLatestLegacy); ++i) {
        if (name == kNames[i]) {
            return static_cast<ProtocolVersion>(i);
        }
    }
    return std::nullopt;
}

QJsonObject Dialect::tool(const ops::Operation& operation) const {
    QJsonObject tool{{u"name"_s, operation.name},
                     {u"description"_s, operation.description},
                     {u"inputSchema"_s, ops::schema::input(operation)}};
    if (isAtLeast(ProtocolVersion::V2025_03_26)) {
        tool.insert(u"annotations"_s,
                    QJsonObject{{u"title"_s, operation.title},
                                {u"readOnlyHint"_s, operation.annotations.readOnly},
                                {u"destructiveHint"_s, operation.annotations.destructive},
                                {u"idempotentHint"_s, operation.annotations.idempotent},
                                {u"openWorldHint"_s, operation.annotations.openWorld}});
    }
    if (isAtLeast(ProtocolVersion::V2025_06_18)) {
        tool.insert(u"title"_s, operation.title);
        tool.insert(u"outputSchema"_s, operation.resultSchema);
    }
    return tool;
}

QJsonObject Dialect::toolResult(const ToolOutcome& outcome) const {
    if (!outcome.errorText.isEmpty()) {
        return {{u"content"_s, QJsonArray{textBlock(outcome.errorText)}}, {u"isError"_s, true}};
    }
    // Hosts differ in which of the two the model sees, so the text is the same data.
    const QByteArray json = QJsonDocument(outcome.structured).toJson(QJsonDocument::Compact);
    QJsonArray content{textBlock(QString::fromUtf8(json))};
    if (!outcome.notes.isEmpty()) {
        content.append(textBlock(outcome.notes.join(u'\n')));
    }
    QJsonObject result{{u"content"_s, content}};
    if (isAtLeast(ProtocolVersion::V2025_06_18)) {
        result.insert(u"structuredContent"_s, outcome.structured);
    }
    return result;
}

QJsonObject Dialect::serverInfo() const {
    QJsonObject info{{u"name"_s, u"bulkhead"_s},
                     {u"version"_s, QString::fromLatin1(BULKHEAD_VERSION)}};
    if (isAtLeast(ProtocolVersion::V2025_06_18)) {
        info.insert(u"title"_s, u"Bulkhead"_s);
    }
    if (isAtLeast(ProtocolVersion::V2025_11_25)) {
        info.insert(u"description"_s, u"Distributed firewall of VMware NSX managers"_s);
    }
    return info;
}

QJsonObject Dialect::stamped(QJsonObject result, Caching caching) const {
    if (!isModern()) {
        return result;
    }
    result.insert(u"resultType"_s, u"complete"_s);
    result.insert(u"_meta"_s, QJsonObject{{QString(kServerInfoKey), serverInfo()}});
    if (caching != Caching::None) {
        result.insert(u"ttlMs"_s, caching == Caching::Static ? kStaticTtlMs : kFreshTtlMs);
        result.insert(u"cacheScope"_s, u"private"_s);
    }
    return result;
}

QJsonObject Dialect::stampedInputRequired(QJsonObject result) const {
    result = stamped(std::move(result), Caching::None);
    result.insert(u"resultType"_s, u"input_required"_s);
    return result;
}

} // namespace bulkhead::mcp
