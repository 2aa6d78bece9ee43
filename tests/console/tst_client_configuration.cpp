// SPDX-License-Identifier: MIT
// What `mcp --print-config` prints can be read by the client that it is for.
#include "console/client_configuration.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <yaml-cpp/yaml.h>

using namespace bulkhead;
using namespace bulkhead::console;
using namespace Qt::StringLiterals;

namespace {

/// Everything that a quoting can get wrong.
const QString kProgram = u"/opt/my programs/it's \"bulkhead\" \\ $HOME/größe"_s;
const QStringList kArguments{u"mcp"_s, u"--target"_s, u"a b;c`d`'e'\"f\"\\g$(h)"_s};

} // namespace

class TestClientConfiguration final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonClients_data() {
        QTest::addColumn<QString>("client");
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("hasType");
        QTest::newRow("Claude Desktop") << u"claude-desktop"_s << u"mcpServers"_s << false;
        QTest::newRow("Visual Studio Code") << u"vscode"_s << u"servers"_s << true;
        QTest::newRow("Cursor") << u"cursor"_s << u"mcpServers"_s << true;
    }
    void jsonClients() {
        QFETCH(const QString, client);
        QFETCH(const QString, key);
        QFETCH(const bool, hasType);
        const QString text = clientConfiguration(client, kProgram, kArguments);
        const QJsonObject root = QJsonDocument::fromJson(text.toUtf8()).object();
        QCOMPARE(root.keys(), QStringList{key});
        const QJsonObject server = root.value(key).toObject().value(u"bulkhead"_s).toObject();
        QCOMPARE(server.value(u"command"_s).toString(), kProgram);
        QCOMPARE(server.value(u"args"_s).toArray(), QJsonArray::fromStringList(kArguments));
        QCOMPARE(server.contains(u"type"_s), hasType);
    }

    void gooseReadsYaml() {
        const QString text = clientConfiguration(u"goose"_s, kProgram, kArguments);
        const YAML::Node server = YAML::Load(text.toStdString())["extensions"]["bulkhead"];
        QCOMPARE(QString::fromStdString(server["cmd"].as<std::string>()), kProgram);
        QCOMPARE(server["args"].size(), std::size_t{3});
        QCOMPARE(QString::fromStdString(server["args"][2].as<std::string>()), kArguments[2]);
        QCOMPARE(server["enabled"].as<bool>(), true);
        QCOMPARE(server["type"].as<std::string>(), std::string("stdio"));
    }

    void codexReadsToml() {
        const QString text = clientConfiguration(u"codex"_s, u"/opt/b \"x\" \\y"_s, {u"mcp"_s});
        QCOMPARE(text, u"[mcp_servers.bulkhead]\ncommand = \"/opt/b \\\"x\\\" \\\\y\"\n"
                       u"args = [\"mcp\"]\nstartup_timeout_sec = 20\n"_s);
    }

    /// A shell takes the command line apart into the same words.
    void claudeCodeReadsACommandLine() {
        const QString text = clientConfiguration(u"claude-code"_s, kProgram, kArguments);
        QProcess shell;
        shell.start(u"/bin/sh"_s,
                    {u"-c"_s, u"claude() { printf '%s\\0' \"$@\"; }; "_s + text.trimmed()});
        QVERIFY(shell.waitForFinished());
        QStringList words = QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(u'\0'));
        words.removeLast();
        QCOMPARE(words, QStringList({u"mcp"_s, u"add"_s, u"--transport"_s, u"stdio"_s, u"--scope"_s,
                                     u"user"_s, u"bulkhead"_s, u"--"_s, kProgram}) +
                            kArguments);
    }

    void argumentsSurviveAnotherFolder() {
        Invocation invocation;
        QCOMPARE(serverArguments(invocation), QStringList{u"mcp"_s});
        invocation.mcp.readOnly = true;
        invocation.mcp.tools = {u"get_vm"_s, u"list_vms"_s};
        invocation.mcp.destructive = mcp::DestructivePolicy::Token;
        invocation.source.configFile = u"lab.yaml"_s;
        invocation.source.target = u"lab"_s;
        QCOMPARE(serverArguments(invocation),
                 QStringList({u"mcp"_s, u"--read-only"_s, u"--tools"_s, u"get_vm,list_vms"_s,
                              u"--destructive"_s, u"token"_s, u"--config"_s,
                              QDir::current().absoluteFilePath(u"lab.yaml"_s), u"--target"_s,
                              u"lab"_s}));
    }

    void aVariableIsNotPassedOnSoItsFileIsNamed() {
        qputenv("VMWARE_NSX_SECURITY_CONFIG", "/etc/lab.yaml");
        const QStringList words = serverArguments({});
        qunsetenv("VMWARE_NSX_SECURITY_CONFIG");
        QCOMPARE(words, QStringList({u"mcp"_s, u"--config"_s, u"/etc/lab.yaml"_s}));
    }

    void everyClientHasAPlace() {
        for (const QString& client : mcpClients()) {
            QVERIFY(!clientConfigurationPlace(client).isEmpty());
            QVERIFY(clientConfiguration(client, u"/x"_s, {u"mcp"_s}).contains(u"/x"));
        }
    }
};

QTEST_GUILESS_MAIN(TestClientConfiguration)
#include "tst_client_configuration.moc"
