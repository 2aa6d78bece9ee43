// SPDX-License-Identifier: MIT
#include "console/invocation_fields.h"

#include "console/usage.h"

#include <QJsonArray>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// Whole numbers from 0 to 65535; nothing for everything else.
std::optional<int> portOf(const QString& text) {
    bool ok = false;
    const int port = text.toInt(&ok);
    return ok && port >= 0 && port <= 65535 ? std::optional(port) : std::nullopt;
}

Invocation withSimulator(Invocation invocation) {
    SimulateRequest& request = invocation.simulate;
    const auto text = [&invocation](const QString& key, const QString& usual) {
        return invocation.arguments.value(key).toString(usual);
    };
    const QString typed = text(u"port"_s, QString::number(request.port));
    const std::optional<int> port = portOf(typed);
    if (!port) {
        return wrongUsage(u"Give --port a number from 0 to 65535."_s,
                          u"The port is \"%1\"."_s.arg(typed));
    }
    request.port = *port;
    request.listenAddress = text(u"listen"_s, request.listenAddress);
    request.user = text(u"user"_s, request.user);
    request.passwordVariable = text(u"password-env"_s, {});
    request.dataset = text(u"dataset"_s, request.dataset);
    return invocation;
}

QStringList textsOf(const QJsonValue& list) {
    QStringList texts;
    for (const QJsonValue text : list.toArray()) {
        texts << text.toString().trimmed();
    }
    texts.removeAll(QString());
    return texts;
}

Invocation withServer(Invocation invocation) {
    mcp::ServerOptions& options = invocation.mcp;
    options.readOnly = invocation.arguments.contains(u"read-only"_s);
    options.tools = textsOf(invocation.arguments.value(u"tools"_s));
    options.excludedTools = textsOf(invocation.arguments.value(u"exclude-tools"_s));
    invocation.printConfig = invocation.arguments.value(u"print-config"_s).toString();
    const QString policy = invocation.arguments.value(u"destructive"_s).toString();
    // The choice itself was checked with the command line.
    options.destructive = mcp::destructivePolicy(policy).value_or(options.destructive);
    return invocation;
}

} // namespace

Invocation completed(Invocation invocation) {
    invocation.yes = invocation.arguments.contains(u"yes"_s);
    invocation.arguments.remove(u"yes"_s);
    switch (invocation.action) {
    case Action::Simulate:
        return withSimulator(std::move(invocation));
    case Action::Mcp:
        return withServer(std::move(invocation));
    case Action::ShowText:
        invocation.text = QStringLiteral("bulkhead " BULKHEAD_VERSION "\n");
        break;
    default:
        invocation.file = invocation.arguments.value(u"file"_s).toString();
        invocation.pictureFolder = invocation.arguments.value(u"pictures"_s).toString();
        break;
    }
    return invocation;
}

} // namespace bulkhead::console
