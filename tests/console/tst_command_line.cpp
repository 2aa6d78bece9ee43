// SPDX-License-Identifier: MIT
#include "console/command_line.h"
#include "console/console.h"

#include <QJsonArray>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::console;
using namespace Qt::StringLiterals;

namespace {

Invocation read(const QString& line) {
    return readCommandLine(ops::Registry::standard(), line.split(u' ', Qt::SkipEmptyParts));
}

/// A write with every type of parameter, as the next operations have them.
ops::Registry withWrite() {
    ops::Registry registry;
    ops::Operation operation;
    operation.name = u"create_dfw_rule"_s;
    operation.summary = u"Create a rule"_s;
    ops::Parameter policy;
    policy.name = u"policy_id"_s;
    policy.required = true;
    ops::Parameter rule;
    rule.name = u"rule_id"_s;
    rule.required = true;
    ops::Parameter name;
    name.name = u"display_name"_s;
    name.required = true;
    ops::Parameter sequence;
    sequence.name = u"sequence_number"_s;
    sequence.type = ops::ParameterType::Integer;
    ops::Parameter logged;
    logged.name = u"logged"_s;
    logged.type = ops::ParameterType::Boolean;
    ops::Parameter sources;
    sources.name = u"sources"_s;
    sources.type = ops::ParameterType::StringList;
    operation.parameters = {policy, rule, name, sequence, logged, sources};
    operation.command = {u"rule"_s, u"create"_s, {u"policy_id"_s, u"rule_id"_s}, {}};
    registry.add(operation);
    return registry;
}

} // namespace

class TestCommandLine final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheOperation_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("policy list") << u"policy list"_s << u"list_dfw_policies"_s << QJsonObject{};
        QTest::newRow("options") << u"policy list --limit 5 --offset=10 --name-filter web*"_s
                                 << u"list_dfw_policies"_s
                                 << QJsonObject{{u"limit"_s, u"5"_s},
                                                {u"offset"_s, u"10"_s},
                                                {u"name_filter"_s, u"web*"_s}};
        QTest::newRow("policy get") << u"policy get web"_s << u"get_dfw_policy"_s
                                    << QJsonObject{{u"policy_id"_s, u"web"_s}};
        QTest::newRow("rule list")
            << u"rule list web"_s << u"list_dfw_rules"_s << QJsonObject{{u"policy_id"_s, u"web"_s}};
        QTest::newRow("group list") << u"group list"_s << u"list_groups"_s << QJsonObject{};
        QTest::newRow("group get")
            << u"group get /infra/domains/default/groups/web"_s << u"get_group"_s
            << QJsonObject{{u"group_id"_s, u"/infra/domains/default/groups/web"_s}};
        QTest::newRow("tag list") << u"tag list vm-ü-防"_s << u"list_vm_tags"_s
                                  << QJsonObject{{u"vm_display_name"_s, u"vm-ü-防"_s}};
        QTest::newRow("dashes") << u"group get -- -odd-"_s << u"get_group"_s
                                << QJsonObject{{u"group_id"_s, u"-odd-"_s}};
        QTest::newRow("last one wins")
            << u"policy list --limit 5 --demo"_s << u"list_dfw_policies"_s
            << QJsonObject{{u"limit"_s, u"5"_s}};
    }
    void findsTheOperation() {
        QFETCH(const QString, line);
        const Invocation invocation = read(line);
        QVERIFY2(invocation.action == Action::Operation, qPrintable(invocation.text));
        QTEST(invocation.operation, "operation");
        QTEST(invocation.arguments, "arguments");
    }

    void takesGlobalOptionsAnywhere_data() {
        QTest::addColumn<QString>("line");
        const QString options = u"--target prod --config c.yaml --output json"_s;
        QTest::newRow("behind") << u"policy list "_s + options;
        QTest::newRow("before") << options + u" policy list"_s;
        QTest::newRow("between") << u"policy "_s + options + u" list"_s;
        QTest::newRow("short") << u"policy list -t prod -c c.yaml -o json"_s;
        QTest::newRow("twice") << u"-t lab -o csv policy list -t prod -c c.yaml -o json"_s;
    }
    void takesGlobalOptionsAnywhere() {
        QFETCH(const QString, line);
        const Invocation invocation = read(line);
        QVERIFY2(invocation.action == Action::Operation, qPrintable(invocation.text));
        QCOMPARE(invocation.source.target, u"prod"_s);
        QCOMPARE(invocation.source.configFile, u"c.yaml"_s);
        QCOMPARE(invocation.format, OutputFormat::Json);
    }

    void readsItsOwnCommands() {
        const Invocation save = read(u"snapshot save out.json --demo"_s);
        QCOMPARE(save.action, Action::SaveSnapshot);
        QCOMPARE(save.file, u"out.json"_s);
        QVERIFY(save.source.demo);
        const Invocation simulate =
            read(u"simulate --port 0 --user root --password-env PW --dataset x.json "
                 u"--listen ::1"_s);
        QCOMPARE(simulate.action, Action::Simulate);
        QCOMPARE(simulate.simulate.port, 0);
        QCOMPARE(simulate.simulate.user, u"root"_s);
        QCOMPARE(simulate.simulate.passwordVariable, u"PW"_s);
        QCOMPARE(simulate.simulate.dataset, u"x.json"_s);
        QCOMPARE(simulate.simulate.listenAddress, u"::1"_s);
        QCOMPARE(read(u"mcp --snapshot e.json"_s).source.snapshotFile, u"e.json"_s);
        QCOMPARE(read(u"mcp"_s).action, Action::Mcp);
        QCOMPARE(read(u"desktop --demo --pictures p"_s).pictureFolder, u"p"_s);
        QCOMPARE(read(QString()).action, Action::Desktop);
        QVERIFY(read(u"version"_s).text.contains(QStringLiteral(BULKHEAD_VERSION)));
        QVERIFY(read(u"--version"_s).text.contains(QStringLiteral(BULKHEAD_VERSION)));
    }

    void refusesWrongUsage_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("contains");
        QTest::newRow("mistyped noun") << u"polcy list"_s << u"Did you mean policy?"_s;
        QTest::newRow("mistyped verb") << u"policy lst"_s << u"Did you mean list?"_s;
        QTest::newRow("unknown noun") << u"xyzzyplugh"_s << u"Use one of: policy,"_s;
        QTest::newRow("mistyped option") << u"policy list --lmit 5"_s << u"Did you mean --limit?"_s;
        QTest::newRow("mistyped global")
            << u"policy list --tarqet x"_s << u"Did you mean --target?"_s;
        QTest::newRow("no verb") << u"policy"_s << u"Give one of: list, get"_s;
        QTest::newRow("only options") << u"--demo"_s << u"needs a command"_s;
        QTest::newRow("missing id") << u"policy get"_s << u"POLICY_ID is required"_s;
        QTest::newRow("too much") << u"policy get a b"_s << u"does not take b"_s;
        QTest::newRow("missing value") << u"policy list --limit"_s << u"--limit"_s;
        QTest::newRow("bad format") << u"policy list -o xml"_s << u"table, json, yaml, csv"_s;
        QTest::newRow("two sources")
            << u"policy list --demo --snapshot e.json"_s << u"Choose --demo or --snapshot"_s;
        QTest::newRow("bad port") << u"simulate --port many --password-env X"_s
                                  << u"from 0 to 65535"_s;
        QTest::newRow("large port")
            << u"simulate --port 65536 --password-env X"_s << u"from 0 to 65535"_s;
        QTest::newRow("no password") << u"simulate"_s << u"--password-env is required"_s;
        QTest::newRow("pointless")
            << u"simulate --password-env X --demo"_s << u"Leave --demo out"_s;
        QTest::newRow("unknown shell") << u"completion tcsh"_s << u"bash, zsh, fish"_s;
        QTest::newRow("unknown risk") << u"audit policy -o x -r huge"_s << u"low, medium"_s;
        QTest::newRow("no operation") << u"audit policy"_s << u"--operation is required"_s;
        QTest::newRow("audit on a target") << u"audit log -t lab"_s << u"Leave --target out"_s;
        QTest::newRow("pointless format") << u"mcp -o json"_s << u"Leave --output out"_s;
    }
    void refusesWrongUsage() {
        QFETCH(const QString, line);
        QFETCH(const QString, contains);
        const Invocation invocation = read(line);
        QCOMPARE(invocation.action, Action::WrongUsage);
        QVERIFY2(invocation.text.contains(contains), qPrintable(invocation.text));
        QVERIFY(!invocation.text.contains(u'\n'));
    }

    void helpsOnEveryLevel_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("contains");
        QTest::newRow("program") << u"--help"_s << u"Exit codes"_s;
        QTest::newRow("noun") << u"policy --help"_s << u"list"_s;
        QTest::newRow("verb") << u"rule list --help"_s << u"POLICY_ID"_s;
        QTest::newRow("verb with globals") << u"rule list -h"_s << u"--snapshot"_s;
        QTest::newRow("own command") << u"simulate --help"_s << u"--password-env"_s;
        QTest::newRow("without its required id") << u"policy get --help"_s << u"POLICY_ID"_s;
    }
    void helpsOnEveryLevel() {
        QFETCH(const QString, line);
        QFETCH(const QString, contains);
        const Invocation invocation = read(line);
        QCOMPARE(invocation.action, Action::ShowText);
        QVERIFY2(invocation.text.contains(contains), qPrintable(invocation.text));
    }

    void everyOperationHasACommand() {
        const ops::Registry registry = ops::Registry::standard();
        for (const ops::Operation& operation : registry.operations()) {
            QStringList words{operation.command.noun};
            if (!operation.command.verb.isEmpty()) {
                words << operation.command.verb;
            }
            words += operation.command.positional;
            for (const ops::Parameter& parameter : operation.parameters) {
                if (parameter.required && !operation.command.positional.contains(parameter.name)) {
                    words << u"--"_s + optionName(operation, parameter) << u"x"_s;
                }
            }
            const Invocation invocation = readCommandLine(registry, words);
            QVERIFY2(invocation.operation == operation.name, qPrintable(invocation.text));
        }
    }

    void readsEveryTypeOfParameter() {
        const Invocation invocation = readCommandLine(
            withWrite(),
            {u"rule"_s, u"create"_s, u"web"_s, u"r1"_s, u"--name"_s, u"My rule"_s, u"--seq"_s,
             u"20"_s, u"--logged"_s, u"--sources"_s, u"web,10.0.0.0/8"_s, u"--sources"_s, u"db"_s});
        QVERIFY2(invocation.action == Action::Operation, qPrintable(invocation.text));
        QCOMPARE(invocation.arguments,
                 (QJsonObject{{u"policy_id"_s, u"web"_s},
                              {u"rule_id"_s, u"r1"_s},
                              {u"display_name"_s, u"My rule"_s},
                              {u"sequence_number"_s, u"20"_s},
                              {u"logged"_s, u"true"_s},
                              {u"sources"_s, QJsonArray{u"web"_s, u"10.0.0.0/8"_s, u"db"_s}}}));
        const Invocation off =
            readCommandLine(withWrite(), {u"rule"_s, u"create"_s, u"web"_s, u"r1"_s, u"--name"_s,
                                          u"n"_s, u"--no-logged"_s});
        QCOMPARE(off.arguments.value(u"logged"_s).toString(), u"false"_s);
    }

    void listTakesNoWordThatFollowsIt() {
        const Invocation invocation =
            readCommandLine(withWrite(), {u"rule"_s, u"create"_s, u"--sources"_s, u"a,b"_s,
                                          u"web"_s, u"r1"_s, u"--name"_s, u"n"_s});
        QVERIFY2(invocation.action == Action::Operation, qPrintable(invocation.text));
        QCOMPARE(invocation.arguments.value(u"sources"_s).toArray(), (QJsonArray{u"a"_s, u"b"_s}));
        QCOMPARE(invocation.arguments.value(u"rule_id"_s).toString(), u"r1"_s);
    }

    void writesTakeYesAndDryRun() {
        const ops::Registry registry = ops::Registry::standard();
        for (const ops::Operation& operation : registry.operations()) {
            QStringList words{operation.command.noun, operation.command.verb, u"--help"_s};
            words.removeAll(QString());
            const QString help = readCommandLine(registry, words).text;
            QCOMPARE(help.contains(u"--yes"_s), operation.isWrite());
            QCOMPARE(help.contains(u"--dry-run"_s), operation.planner != nullptr);
            QVERIFY(!help.contains(u"--no-dry-run"_s));
        }
        const Invocation sure = read(u"policy delete web -y --dry-run"_s);
        QVERIFY(sure.yes);
        QCOMPARE(sure.arguments,
                 (QJsonObject{{u"policy_id"_s, u"web"_s}, {u"dry_run"_s, u"true"_s}}));
        QVERIFY(!read(u"policy delete web"_s).yes);
        QCOMPARE(read(u"policy list --yes"_s).action, Action::WrongUsage);
    }

    void readsTheProgramsOwnCommands_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<Action>("action");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("init") << u"init --force --name lab --port 8443"_s << Action::Init
                              << QJsonObject{{u"force"_s, u"true"_s},
                                             {u"name"_s, u"lab"_s},
                                             {u"port"_s, u"8443"_s}};
        QTest::newRow("doctor") << u"doctor --skip-auth -t lab -o json"_s << Action::Doctor
                                << QJsonObject{{u"skip-auth"_s, u"true"_s}};
        QTest::newRow("secret set") << u"secret set lab"_s << Action::SecretSet
                                    << QJsonObject{{u"target_name"_s, u"lab"_s}};
        QTest::newRow("audit log") << u"audit log --last 5 --status ok"_s << Action::Audit
                                   << QJsonObject{{u"last"_s, u"5"_s}, {u"status"_s, u"ok"_s}};
        // -o is the operation here, as vmware-audit has it; --output stays what it is everywhere.
        QTest::newRow("audit policy")
            << u"audit policy -o delete_group -e prod -r high --output json"_s << Action::Audit
            << QJsonObject{{u"operation"_s, u"delete_group"_s},
                           {u"environment"_s, u"prod"_s},
                           {u"risk"_s, u"high"_s}};
        QTest::newRow("undo-show")
            << u"audit undo-show 3f2a"_s << Action::Audit << QJsonObject{{u"id"_s, u"3f2a"_s}};
        QTest::newRow("completion")
            << u"completion zsh"_s << Action::Completion << QJsonObject{{u"shell"_s, u"zsh"_s}};
        QTest::newRow("man") << u"man"_s << Action::Manual << QJsonObject{};
    }
    void readsTheProgramsOwnCommands() {
        QFETCH(const QString, line);
        const Invocation invocation = read(line);
        QVERIFY2(invocation.action != Action::WrongUsage, qPrintable(invocation.text));
        QTEST(invocation.action, "action");
        QTEST(invocation.arguments, "arguments");
    }

    void isCalledByOtherNames_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("verb");
        QTest::newRow("vmware-audit")
            << u"/usr/bin/vmware-audit"_s << u"log --last 3"_s << u"log"_s;
        QTest::newRow("vmware-nsx-security")
            << u"vmware-nsx-security"_s << u"policy list"_s << u"list"_s;
        QTest::newRow("itself") << u"./bulkhead"_s << u"audit stats"_s << u"stats"_s;
    }
    void isCalledByOtherNames() {
        QFETCH(const QString, program);
        QFETCH(const QString, line);
        const Invocation invocation = readArguments(program, line.split(u' '));
        QVERIFY2(invocation.action != Action::WrongUsage, qPrintable(invocation.text));
        QTEST(invocation.verb, "verb");
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
