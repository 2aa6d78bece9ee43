// SPDX-License-Identifier: MIT
#include "console/client_configuration.h"

#include "config/configuration.h"
#include "config/files.h"
#include "console/yaml_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <array>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kName{"bulkhead"};
/// Seconds. A traceflow answers with a handle long before.
constexpr int kGooseTimeout = 300;
constexpr int kCodexStart = 20;

struct Client {
    QLatin1StringView name;
    QString (*write)(const QString& program, const QStringList& arguments);
    QLatin1StringView place;
};

QString indented(const QJsonObject& object) {
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

QJsonObject started(const QString& program, const QStringList& arguments) {
    return {{u"command"_s, program}, {u"args"_s, QJsonArray::fromStringList(arguments)}};
}

QJsonObject typed(const QString& program, const QStringList& arguments) {
    QJsonObject server = started(program, arguments);
    server.insert(u"type"_s, u"stdio"_s);
    return server;
}

QString claudeDesktop(const QString& program, const QStringList& arguments) {
    return indented(
        {{u"mcpServers"_s, QJsonObject{{QString(kName), started(program, arguments)}}}});
}

QString cursor(const QString& program, const QStringList& arguments) {
    return indented({{u"mcpServers"_s, QJsonObject{{QString(kName), typed(program, arguments)}}}});
}

QString visualStudioCode(const QString& program, const QStringList& arguments) {
    return indented({{u"servers"_s, QJsonObject{{QString(kName), typed(program, arguments)}}}});
}

/// One word of a POSIX shell.
QString shellWord(const QString& text) {
    static const QRegularExpression plain(u"^[A-Za-z0-9_./:=,@%+-]+$"_s);
    if (plain.match(text).hasMatch()) {
        return text;
    }
    return u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString claudeCode(const QString& program, const QStringList& arguments) {
    QStringList words{shellWord(program)};
    for (const QString& argument : arguments) {
        words << shellWord(argument);
    }
    return u"claude mcp add --transport stdio --scope user %1 -- %2\n"_s.arg(QString(kName),
                                                                             words.join(u' '));
}

QString goose(const QString& program, const QStringList& arguments) {
    const QJsonObject extension{
        {u"enabled"_s, true},         {u"type"_s, u"stdio"_s},
        {u"name"_s, QString(kName)},  {u"description"_s, u"NSX distributed firewall"_s},
        {u"cmd"_s, program},          {u"args"_s, QJsonArray::fromStringList(arguments)},
        {u"timeout"_s, kGooseTimeout}};
    return QString::fromUtf8(
        writeYaml({{u"extensions"_s, QJsonObject{{QString(kName), extension}}}}));
}

/// A basic string of TOML 1.0, whose escapes are those of JSON.
QString tomlText(const QString& text) {
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

QString codex(const QString& program, const QStringList& arguments) {
    QStringList words;
    for (const QString& argument : arguments) {
        words << tomlText(argument);
    }
    return u"[mcp_servers.%1]\ncommand = %2\nargs = [%3]\nstartup_timeout_sec = %4\n"_s.arg(
        QString(kName), tomlText(program), words.join(u", "_s), QString::number(kCodexStart));
}

constexpr std::array<Client, 6> kClients{
    {{QLatin1StringView("claude-desktop"), claudeDesktop,
      QLatin1StringView("claude_desktop_config.json (Settings, Developer, Edit Config); then "
                        "restart the app")},
     {QLatin1StringView("claude-code"), claudeCode, QLatin1StringView("a shell")},
     {QLatin1StringView("vscode"), visualStudioCode,
      QLatin1StringView(".vscode/mcp.json, or the user's mcp.json (command \"MCP: Open User "
                        "Configuration\")")},
     {QLatin1StringView("cursor"), cursor,
      QLatin1StringView("~/.cursor/mcp.json, or .cursor/mcp.json of a project")},
     {QLatin1StringView("goose"), goose, QLatin1StringView("~/.config/goose/config.yaml")},
     {QLatin1StringView("codex"), codex, QLatin1StringView("~/.codex/config.toml")}}};

const Client& clientOf(const QString& name) {
    for (const Client& client : kClients) {
        if (name == client.name) {
            return client;
        }
    }
    Q_UNREACHABLE();
}

} // namespace

QStringList mcpClients() {
    QStringList names;
    for (const Client& client : kClients) {
        names << client.name;
    }
    return names;
}

QStringList serverArguments(const Invocation& invocation) {
    QStringList words{u"mcp"_s};
    const auto add = [&words](const QString& option, const QString& value) {
        if (!value.isEmpty()) {
            words << option << value;
        }
    };
    const mcp::ServerOptions& options = invocation.mcp;
    if (options.readOnly) {
        words << u"--read-only"_s;
    }
    add(u"--tools"_s, options.tools.join(u','));
    add(u"--exclude-tools"_s, options.excludedTools.join(u','));
    if (options.destructive != mcp::ServerOptions().destructive) {
        add(u"--destructive"_s, mcp::destructivePolicyName(options.destructive));
    }
    const ops::SourceOptions& source = invocation.source;
    if (source.demo) {
        words << u"--demo"_s;
    }
    if (!source.snapshotFile.isEmpty()) {
        add(u"--snapshot"_s, config::expandPath(source.snapshotFile));
    }
    const bool isNamed =
        !source.configFile.isEmpty() || qEnvironmentVariableIsSet("VMWARE_NSX_SECURITY_CONFIG");
    if (isNamed && !source.demo && source.snapshotFile.isEmpty()) {
        add(u"--config"_s, config::configurationFile(source.configFile));
    }
    add(u"--target"_s, source.target);
    return words;
}

QString clientConfiguration(const QString& client, const QString& program,
                            const QStringList& arguments) {
    return clientOf(client).write(program, arguments);
}

QString clientConfigurationPlace(const QString& client) {
    return clientOf(client).place;
}

} // namespace bulkhead::console
