// SPDX-License-Identifier: MIT
// DeletionBench: a group that nothing uses, an MCP server that may delete it, and what is answered.
#pragma once

#include "fake_transport.h"
#include "messages.h"
#include "support/write_bench.h"

#include <QRegularExpression>

namespace bulkhead::tests {

inline const QJsonObject kForms{{u"elicitation"_s, QJsonObject()}};
inline const QString kGroup = u"doomed"_s;
inline const QString kName = u"Doomed web servers"_s;

inline QJsonObject reply(const QJsonValue& id, const QJsonObject& result) {
    return {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"result"_s, result}};
}

inline QJsonObject accepted(const QJsonObject& content) {
    return {{u"action"_s, u"accept"_s}, {u"content"_s, content}};
}

inline QJsonObject typed(const QString& name) {
    return accepted({{u"object_name"_s, name}});
}

/// A simulated manager with a group that nothing uses, and a server in front of it.
struct DeletionBench {
    WriteBench lab;
    McpBench mcp;
    explicit DeletionBench(mcp::DestructivePolicy policy = mcp::DestructivePolicy::Confirm)
        : mcp(lab.pipeline(), {false, {}, {}, policy}) {
        makeGroup(kGroup);
        lab.manager().clearRequests();
    }
    void makeGroup(const QString& id) {
        lab.must(u"create_group"_s, {{u"group_id"_s, id},
                                     {u"display_name"_s, kName},
                                     {u"tag_scope"_s, u"app"_s},
                                     {u"tag_value"_s, u"web"_s}});
    }
    static QJsonObject deletion(const QString& group = kGroup) {
        return McpBench::callParams(u"delete_group"_s, {{u"group_id"_s, group}});
    }
    /// The first call of a client that speaks 2026-07-28.
    QJsonObject askModern(const QJsonObject& params = deletion()) {
        return mcp.ask(u"tools/call"_s, McpBench::modern(params, kForms), 6);
    }
    /// Its second call.
    QJsonObject answerModern(const QString& state, const QJsonObject& answer,
                             QJsonObject params = deletion()) {
        params.insert(u"requestState"_s, state);
        params.insert(u"inputResponses"_s, QJsonObject{{u"confirm"_s, answer}});
        return mcp.ask(u"tools/call"_s, McpBench::modern(params, kForms), 7);
    }
    QString modernState(const QJsonObject& params = deletion()) {
        return resultOf(askModern(params)).value(u"requestState"_s).toString();
    }
    QStringList deletions() { return lab.writes().filter(QRegularExpression(u"^DELETE "_s)); }
    const MemoryAudit::Row& lastRow() const { return lab.audit->rows.back(); }
};

} // namespace bulkhead::tests
