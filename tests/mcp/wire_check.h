// SPDX-License-Identifier: MIT
// WireCheck: holds every message on a wire against the protocol's own schemas and our own rules.
#pragma once

#include "mcp/message.h"
#include "mcp/tool_folding.h"
#include "ops/registry.h"
#include "support/schema_check.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>

#include <optional>

namespace bulkhead::tests {

/// Sees both directions, in order. The schemas come from BULKHEAD_SHARED_DATA; without them the
/// rules that the schemas do not have are checked all the same.
class WireCheck final {
public:
    static bool hasSchemas() { return schemaOf(QStringLiteral("2026-07-28")) != nullptr; }

    void fromClient(const QByteArray& line) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        const QJsonArray messages =
            document.isArray() ? document.array() : QJsonArray{document.object()};
        for (const QJsonValue message : messages) {
            const mcp::Message one = mcp::classify(message);
            if (one.kind == mcp::MessageKind::Request) {
                m_asked.insert(mcp::identifierKey(one.id),
                               {one.method, one.params.value(QStringLiteral("name")).toString(),
                                one.hasModernClaim()});
            }
        }
    }

    void fromServer(const QByteArray& line) {
        if (line.contains('\n')) {
            m_problems << QStringLiteral("a line feed inside a message");
        }
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (document.isArray()) {
            for (const QJsonValue message : document.array()) {
                check(message.toObject());
            }
        } else {
            check(document.object());
        }
    }

    [[nodiscard]] const QStringList& problems() const { return m_problems; }

private:
    struct Asked {
        QString method;
        QString tool;
        bool isModern = false;
    };

    static const SchemaCheck* schemaOf(const QString& version) {
        static QHash<QString, std::optional<SchemaCheck>> known;
        if (!known.contains(version)) {
            QFile file(qEnvironmentVariable("BULKHEAD_SHARED_DATA") +
                       QStringLiteral("/mcp-schema/") + version + QStringLiteral(".json"));
            std::optional<SchemaCheck> schema;
            if (file.open(QIODevice::ReadOnly)) {
                schema.emplace(QJsonDocument::fromJson(file.readAll()).object());
            }
            known.insert(version, schema);
        }
        const std::optional<SchemaCheck>& found = known[version];
        return found ? &*found : nullptr;
    }

    void fits(const QJsonObject& value, const QString& version, const QStringList& definitions) {
        const SchemaCheck* schema = schemaOf(version);
        if (schema == nullptr) {
            return;
        }
        QStringList first;
        for (const QString& definition : definitions) {
            const QStringList found = schema->defines(definition)
                                          ? schema->problemsAs(value, definition)
                                          : QStringList{QStringLiteral("no ") + definition};
            if (found.isEmpty()) {
                return;
            }
            first = first.isEmpty() ? found : first;
        }
        m_problems << version + u' ' + first.join(QStringLiteral("; "));
    }

    void check(const QJsonObject& message) {
        if (message.contains(QStringLiteral("method"))) {
            checkOutgoing(message);
            return;
        }
        const QJsonValue id = message.value(QStringLiteral("id"));
        if (id.isNull()) {
            m_problems << QStringLiteral("an id of null");
        }
        const Asked asked = m_asked.take(mcp::identifierKey(id));
        const QString version = asked.isModern ? QStringLiteral("2026-07-28") : m_version;
        if (message.contains(QStringLiteral("error"))) {
            checkError(message, asked, version);
            return;
        }
        fits(message, version, {QStringLiteral("JSONRPCMessage")});
        checkResult(message.value(QStringLiteral("result")).toObject(), asked, version);
    }

    /// Requests and notifications of the server.
    void checkOutgoing(const QJsonObject& message) {
        static const QHash<QString, QString> definitions{
            {QStringLiteral("notifications/progress"), QStringLiteral("ProgressNotification")},
            {QStringLiteral("notifications/message"), QStringLiteral("LoggingMessageNotification")},
            {QStringLiteral("notifications/cancelled"), QStringLiteral("CancelledNotification")},
            {QStringLiteral("notifications/resources/updated"),
             QStringLiteral("ResourceUpdatedNotification")},
            {QStringLiteral("notifications/resources/list_changed"),
             QStringLiteral("ResourceListChangedNotification")},
            {QStringLiteral("notifications/subscriptions/acknowledged"),
             QStringLiteral("SubscriptionsAcknowledgedNotification")},
            {QStringLiteral("elicitation/create"), QStringLiteral("ElicitRequest")}};
        const QString method = message.value(QStringLiteral("method")).toString();
        const bool isModernOnly = method.contains(QStringLiteral("subscriptions/"));
        if (!definitions.contains(method)) {
            m_problems << QStringLiteral("unexpected ") + method;
            return;
        }
        // Either era's client may get it; the shapes are the same.
        const QString version = isModernOnly ? QStringLiteral("2026-07-28") : m_version;
        fits(message, version, {definitions.value(method)});
        if (message.contains(QStringLiteral("id")) && !m_isInitialized) {
            m_problems << QStringLiteral("a request to a client without a handshake");
        }
    }

    void checkError(const QJsonObject& message, const Asked& asked, const QString& version) {
        if (message.contains(QStringLiteral("id"))) {
            fits(message, version, {QStringLiteral("JSONRPCMessage")});
        }
        const int code =
            message.value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toInt();
        if (asked.isModern && (code == -32002 || code == -32042)) {
            m_problems << QStringLiteral("a legacy error code in the modern era");
        }
    }

    void checkResult(const QJsonObject& result, const Asked& asked, const QString& version) {
        static const QHash<QString, QStringList> definitions{
            {QStringLiteral("initialize"), {QStringLiteral("InitializeResult")}},
            {QStringLiteral("ping"), {QStringLiteral("EmptyResult")}},
            {QStringLiteral("logging/setLevel"), {QStringLiteral("EmptyResult")}},
            {QStringLiteral("resources/subscribe"), {QStringLiteral("EmptyResult")}},
            {QStringLiteral("resources/unsubscribe"), {QStringLiteral("EmptyResult")}},
            {QStringLiteral("server/discover"), {QStringLiteral("DiscoverResult")}},
            {QStringLiteral("tools/list"), {QStringLiteral("ListToolsResult")}},
            {QStringLiteral("resources/list"), {QStringLiteral("ListResourcesResult")}},
            {QStringLiteral("resources/templates/list"),
             {QStringLiteral("ListResourceTemplatesResult")}},
            {QStringLiteral("resources/read"), {QStringLiteral("ReadResourceResult")}},
            {QStringLiteral("prompts/list"), {QStringLiteral("ListPromptsResult")}},
            {QStringLiteral("prompts/get"), {QStringLiteral("GetPromptResult")}},
            {QStringLiteral("completion/complete"), {QStringLiteral("CompleteResult")}},
            {QStringLiteral("subscriptions/listen"),
             {QStringLiteral("SubscriptionsListenResult")}}};
        if (asked.method == u"initialize") {
            m_version = result.value(QStringLiteral("protocolVersion")).toString();
            m_isInitialized = true;
            fits(result, m_version, definitions.value(asked.method));
            return;
        }
        const QString type = result.value(QStringLiteral("resultType")).toString();
        if (asked.isModern ? type.isEmpty()
                           : result.contains(QStringLiteral("resultType")) ||
                                 result.contains(QStringLiteral("ttlMs")) ||
                                 result.contains(QStringLiteral("_meta"))) {
            m_problems << QStringLiteral("the result of ") + asked.method +
                              QStringLiteral(" has the shape of the other era");
        }
        if (asked.method == u"tools/call") {
            const bool isInput = type == u"input_required";
            fits(result, version,
                 {isInput ? QStringLiteral("InputRequiredResult")
                          : QStringLiteral("CallToolResult")});
            if (!isInput) {
                checkStructure(result, asked.tool, version);
            }
            return;
        }
        fits(result, version,
             definitions.value(asked.method, {QStringLiteral("unknown ") + asked.method}));
    }

    /// Of every operation, and of every tool that stands for several.
    static QHash<QString, QJsonObject> outputSchemas() {
        QHash<QString, QJsonObject> schemas;
        const ops::Registry registry = ops::Registry::standard();
        for (const ops::Operation& operation : registry.operations()) {
            schemas.insert(operation.name, operation.resultSchema);
        }
        for (const mcp::Tool& tool :
             mcp::foldedTools(registry.operations(), mcp::standardFolds(), 1)) {
            schemas.insert(tool.shape.name, tool.shape.resultSchema);
        }
        return schemas;
    }

    void checkStructure(const QJsonObject& result, const QString& tool, const QString& version) {
        const QString content = QStringLiteral("structuredContent");
        const bool isError = result.value(QStringLiteral("isError")).toBool();
        if (version < u"2025-06-18" || isError) {
            if (result.contains(content)) {
                m_problems << tool + QStringLiteral(": structured content where none belongs");
            }
            return;
        }
        static const QHash<QString, QJsonObject> schemas = outputSchemas();
        if (!schemas.contains(tool)) {
            m_problems << tool + QStringLiteral(": a result of an unknown tool");
        }
        const QJsonObject schema = schemas.value(tool);
        for (const QString& problem :
             SchemaCheck(schema).problems(result.value(content).toObject())) {
            m_problems << tool + QStringLiteral(": ") + problem;
        }
    }

    QHash<QString, Asked> m_asked;
    QString m_version = QStringLiteral("2025-11-25");
    bool m_isInitialized = false;
    QStringList m_problems;
};

} // namespace bulkhead::tests
