// SPDX-License-Identifier: MIT
// A password is planted, the manager echoes it wherever it can, and every byte that the program
// lets out is searched for it: answers over MCP and on the console, logs, the guard's databases,
// traces, snapshots.
#include "ops/registry.h"
#include "ops/schema.h"
#include "program_bench.h"

#include <QDirIterator>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

/// As it is and as it travels.
QByteArrayList spellings() {
    const QByteArray plain = kPlanted.toUtf8();
    return {plain, plain.toBase64(), QByteArray("admin:" + plain).toBase64()};
}

bool holdsTheSecret(const QByteArray& bytes) {
    const QByteArrayList all = spellings();
    return std::any_of(all.begin(), all.end(),
                       [&bytes](const QByteArray& one) { return bytes.contains(one); });
}

/// A change set that touches one group.
constexpr auto kChange =
    "title: Planted\nchanges:\n"
    "  - {update: rule, policy: app-webshop, id: webshop-customers, set: {notes: Planted}}\n";

constexpr auto kSuite = "flows:\n  - {from: prod-crm-web-01, to: 10.10.10.52}\n";

/// The demo estate's objects; a name that is none is refused, which is an answer, too.
QJsonValue sampleOf(const QString& parameter) {
    static const QHash<QString, QJsonValue> samples{
        {u"policy_id"_s, u"app-webshop"_s},
        {u"rule_id"_s, u"webshop-customers"_s},
        {u"group_id"_s, u"backup-clients"_s},
        {u"service_id"_s, u"ad-client-services"_s},
        {u"display_name"_s, u"Planted"_s},
        {u"position"_s, u"top"_s},
        {u"vm"_s, u"prod-crm-web-01"_s},
        {u"vm_display_name"_s, u"prod-crm-web-01"_s},
        {u"vm_id"_s, u"prod-crm-web-01"_s},
        {u"vms"_s, QJsonArray{u"prod-crm-web-01"_s}},
        {u"tag_scope"_s, u"planted"_s},
        {u"tag_value"_s, u"yes"_s},
        {u"object"_s, u"backup-clients"_s},
        {u"change_id"_s, u"0123456789abcdef"_s},
        {u"change"_s, QString::fromLatin1(kChange)},
        {u"suite"_s, QString::fromLatin1(kSuite)},
        {u"traceflow_id"_s, u"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"_s}};
    return samples.value(parameter, QJsonValue::Undefined);
}

/// What an operation needs beside its required parameters to do something.
QJsonObject moreArguments(const QString& operation) {
    static const QHash<QString, QJsonObject> more{
        {u"create_dfw_policy"_s, {{u"policy_id"_s, u"planted"_s}}},
        {u"create_dfw_rule"_s, {{u"rule_id"_s, u"planted"_s}}},
        {u"list_dfw_rules"_s, {{u"policy_id"_s, u"app-webshop"_s}}},
        {u"create_group"_s,
         {{u"group_id"_s, u"planted"_s}, {u"ip_addresses"_s, QJsonArray{u"192.0.2.1"_s}}}},
        {u"update_group"_s, {{u"description"_s, u"Planted"_s}}},
        {u"update_dfw_policy"_s, {{u"description"_s, u"Planted"_s}}},
        {u"update_dfw_rule"_s, {{u"description"_s, u"Planted"_s}}},
        {u"set_vm_tags"_s,
         {{u"tags"_s, QJsonArray{QJsonObject{{u"scope"_s, u"planted"_s}, {u"tag"_s, u"yes"_s}}}},
          {u"mode"_s, u"add"_s}}},
        {u"update_dfw_exclusions"_s, {{u"add"_s, QJsonArray{u"backup-clients"_s}}}},
        {u"update_idps_rule"_s, {{u"rule_id"_s, u"erp"_s}, {u"mode"_s, u"DETECT_PREVENT"_s}}},
        {u"update_idps_settings"_s, {{u"cluster"_s, u"Compute"_s}, {u"enabled"_s, false}}},
        {u"run_traceflow"_s,
         {{u"src_vm"_s, u"prod-crm-web-01"_s}, {u"dst_ip"_s, u"10.10.10.52"_s}}},
        {u"undo_change"_s, {{u"last"_s, 1}}}};
    return more.value(operation);
}

QString documentFile(const QString& folder, const QString& parameter) {
    return folder + u'/' + parameter + u".yaml"_s;
}

QJsonObject argumentsOf(const ops::Operation& operation) {
    QJsonObject arguments;
    for (const ops::Parameter& parameter : operation.parameters) {
        if (parameter.required) {
            arguments.insert(parameter.name, sampleOf(parameter.name));
        }
    }
    const QJsonObject more = moreArguments(operation.name);
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        arguments.insert(it.key(), it.value());
    }
    return arguments;
}

/// The same call as a command line; a parameter that is a document comes from its file in `folder`.
QStringList commandOf(const ops::Operation& operation, const QString& folder) {
    QJsonObject arguments = argumentsOf(operation);
    QStringList words{operation.command.noun};
    if (!operation.command.verb.isEmpty()) {
        words << operation.command.verb;
    }
    for (const QString& positional : operation.command.positional) {
        const QJsonValue value = arguments.take(positional);
        if (value.isString()) {
            words << (operation.parameter(positional)->isDocument ? documentFile(folder, positional)
                                                                  : value.toString());
        }
    }
    for (const ops::Parameter& parameter : operation.parameters) {
        const QJsonValue value = arguments.value(parameter.name);
        if (value.isUndefined()) {
            continue;
        }
        if (value.isBool()) {
            words << (value.toBool() ? u"--"_s : u"--no-"_s) +
                         ops::optionName(operation, parameter);
            continue;
        }
        const QString text =
            value.isArray()
                ? QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact))
                : value.toVariant().toString();
        words << u"--"_s + ops::optionName(operation, parameter) << text;
    }
    if (operation.kind == ops::OperationKind::Destructive) {
        words << u"--yes"_s;
    }
    return words;
}

QByteArray line(const QJsonObject& message) {
    return QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray request(const QString& method, const QJsonObject& params, int id) {
    return line(
        {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}});
}

} // namespace

class TestPlantedSecret final : public QObject {
    Q_OBJECT

private:
    /// "normal" and "wrong" strike nothing.
    void strike(const QString& mode) {
        m_bench.manager->clearFaults();
        simulator::Fault fault;
        fault.count = -1;
        fault.pathContains = "/api/v1/";
        const QByteArrayList all = spellings();
        fault.message = "Rejected: " + all.join(" and ") + " is no way to log in";
        fault.status = 400;
        if (mode == u"broken"_s) {
            fault.kind = simulator::Fault::Kind::LoseRequest;
        } else if (mode == u"login refused"_s) {
            fault.pathContains = "/api/session/create";
            fault.status = 403;
        } else if (mode != u"refusing"_s) {
            return;
        }
        m_bench.manager->addFault(fault);
    }
    void prepare(Program& program) {
        program.set(u"HOME"_s, m_bench.home());
        program.set(u"XDG_STATE_HOME"_s, m_bench.home() + u"/state"_s);
        program.set(u"XDG_CONFIG_HOME"_s, m_bench.home() + u"/settings"_s);
        program.set(u"VMWARE_NSX_SECURITY_LAB_PASSWORD"_s, kPlanted);
        program.set(u"QT_LOGGING_RULES"_s, u"bulkhead.*=true"_s);
    }
    static void verifyClean(const QByteArray& bytes, const QString& where) {
        QVERIFY2(!holdsTheSecret(bytes), qPrintable(where + u": "_s + QString::fromUtf8(bytes)));
    }
    /// Everything that the program has left on the disk.
    void verifyFiles() const {
        int files = 0;
        QDirIterator it(m_bench.home(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            QVERIFY2(!holdsTheSecret(file.readAll()), qPrintable(file.fileName()));
            ++files;
        }
        QVERIFY(files > 2);
    }

    ProgramBench m_bench;
    const ops::Registry m_registry = ops::Registry::standard();

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_bench.start());
        QVERIFY(m_bench.configure("lab"));
        for (const QString& parameter : {u"change"_s, u"suite"_s}) {
            QFile file(documentFile(m_bench.home(), parameter));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.write(sampleOf(parameter).toString().toLatin1()) > 0);
        }
        QVERIFY(holdsTheSecret("x" + kPlanted.toUtf8().toBase64() + "y"));
        for (const ops::Operation& operation : m_registry.operations()) {
            const QJsonObject arguments = argumentsOf(operation);
            for (const ops::Parameter& parameter : operation.parameters) {
                QVERIFY2(!parameter.required || !arguments.value(parameter.name).isUndefined(),
                         qPrintable(u"add a sample of "_s + parameter.name));
            }
        }
    }
    void cleanup() { m_bench.manager->clearFaults(); }

    void overMcp_data() {
        QTest::addColumn<QString>("mode");
        for (const QString& mode :
             {u"normal"_s, u"wrong"_s, u"refusing"_s, u"login refused"_s, u"broken"_s}) {
            QTest::newRow(qPrintable(mode)) << mode;
        }
    }
    void overMcp() {
        QFETCH(const QString, mode);
        strike(mode);
        Program program;
        prepare(program);
        QVERIFY(program.start({u"mcp"_s}));
        program.write(request(
            u"initialize"_s,
            {{u"protocolVersion"_s, u"2025-11-25"_s},
             {u"capabilities"_s, QJsonObject()},
             {u"clientInfo"_s, QJsonObject{{u"name"_s, u"test"_s}, {u"version"_s, u"1"_s}}}},
            1));
        program.write(
            line({{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, u"notifications/initialized"_s}}));
        int sent = 1;
        for (const ops::Operation& operation : m_registry.operations()) {
            QJsonObject arguments = argumentsOf(operation);
            if (mode == u"wrong"_s) {
                arguments.insert(kPlanted, kPlanted);
            }
            program.write(request(u"tools/call"_s,
                                  {{u"name"_s, operation.name}, {u"arguments"_s, arguments}},
                                  ++sent));
        }
        QByteArray out;
        const auto readAll = [&out, &program, sent] {
            out += program.process().readAllStandardOutput();
            return out.count("\"jsonrpc\"") >= sent;
        };
        QTRY_VERIFY_WITH_TIMEOUT(readAll(), 200'000);
        program.closeInput();
        const Ended ended = program.end();
        QCOMPARE(ended.code, 0);
        verifyClean(out + ended.out, u"answers"_s);
        verifyClean(ended.err, u"log"_s);
        QCOMPARE(ended.err.contains("/policy/api/v1"),
                 mode != u"wrong" && mode != u"login refused");
        if (mode == u"refusing"_s) {
            // The manager's own words are told, with the hole where the secret was.
            QVERIFY2(out.contains("Rejected: <hidden> and <hidden> and <hidden>"), out.constData());
        }
        verifyFiles();
    }

    void onTheConsole_data() {
        QTest::addColumn<QString>("format");
        QTest::newRow("json") << u"json"_s;
        QTest::newRow("table") << u"table"_s;
    }
    void onTheConsole() {
        QFETCH(const QString, format);
        strike(u"refusing"_s);
        for (const ops::Operation& operation : m_registry.operations()) {
            Program program;
            prepare(program);
            const Ended ended =
                program.run(commandOf(operation, m_bench.home()) + QStringList{u"-o"_s, format});
            QVERIFY2(ended.code >= 0 && ended.code != 2,
                     qPrintable(commandOf(operation, m_bench.home()).join(u' ') +
                                QString::fromUtf8(ended.err)));
            verifyClean(ended.out, operation.name);
            verifyClean(ended.err, operation.name);
        }
        verifyFiles();
    }

    void inSnapshotsAndReports() {
        const QString snapshot = m_bench.home() + u"/estate.json"_s;
        const QList<QStringList> commands{{u"snapshot"_s, u"save"_s, snapshot},
                                          {u"doctor"_s},
                                          {u"audit"_s, u"log"_s, u"--last"_s, u"1000"_s},
                                          {u"audit"_s, u"export"_s},
                                          {u"audit"_s, u"undo-list"_s, u"-o"_s, u"json"_s}};
        for (const QString& mode : {u"normal"_s, u"login refused"_s}) {
            strike(mode);
            for (const QStringList& command : commands) {
                Program program;
                prepare(program);
                const Ended ended = program.run(command);
                QVERIFY(ended.code >= 0);
                verifyClean(ended.out + ended.err, command.join(u' '));
            }
        }
        QVERIFY(QFile::exists(snapshot));
        verifyFiles();
    }
};

QTEST_GUILESS_MAIN(TestPlantedSecret)
#include "tst_planted_secret.moc"
