// SPDX-License-Identifier: MIT
// Every tool against the simulated manager: its structured content conforms to its output schema
// (the wire's checker sees to that), and its text says the same.
#include "fake_transport.h"
#include "messages.h"
#include "support/write_bench.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;

namespace {

struct Step {
    QString tool;
    QJsonObject arguments;
};

/// In an order in which each finds what it needs on the demo estate.
std::vector<Step> steps() {
    const QString policy = u"mcp-policy"_s;
    const QString rule = u"mcp-rule"_s;
    const QString group = u"mcp-group"_s;
    const QString machine = u"dev-analytics-01"_s;
    const QString change = u"title: Note\nchanges:\n  - create: policy\n    id: mcp-published\n"
                           u"    set: {display_name: Published}\n"_s;
    return {
        {u"list_targets"_s, {}},
        {u"list_dfw_policies"_s, {{u"limit"_s, 5}}},
        {u"create_dfw_policy"_s, {{u"policy_id"_s, policy}, {u"display_name"_s, u"MCP"_s}}},
        {u"get_dfw_policy"_s, {{u"policy_id"_s, policy}}},
        {u"update_dfw_policy"_s, {{u"policy_id"_s, policy}, {u"description"_s, u"a test"_s}}},
        {u"move_dfw_policy"_s, {{u"policy_id"_s, policy}, {u"position"_s, u"top"_s}}},
        {u"create_dfw_rule"_s,
         {{u"policy_id"_s, policy}, {u"rule_id"_s, rule}, {u"display_name"_s, u"MCP rule"_s}}},
        {u"create_dfw_rule"_s,
         {{u"policy_id"_s, policy}, {u"rule_id"_s, u"other"_s}, {u"display_name"_s, u"Other"_s}}},
        {u"list_dfw_rules"_s, {{u"policy_id"_s, policy}}},
        {u"get_dfw_rule"_s, {{u"policy_id"_s, policy}, {u"rule_id"_s, rule}}},
        {u"get_dfw_rule_stats"_s, {{u"policy_id"_s, policy}, {u"rule_id"_s, rule}}},
        {u"update_dfw_rule"_s,
         {{u"policy_id"_s, policy}, {u"rule_id"_s, rule}, {u"notes"_s, u"a test"_s}}},
        {u"move_dfw_rule"_s,
         {{u"policy_id"_s, policy}, {u"rule_id"_s, rule}, {u"position"_s, u"bottom"_s}}},
        {u"delete_dfw_rule"_s, {{u"policy_id"_s, policy}, {u"rule_id"_s, rule}}},
        {u"delete_dfw_rule"_s, {{u"policy_id"_s, policy}, {u"rule_id"_s, u"other"_s}}},
        {u"delete_dfw_policy"_s, {{u"policy_id"_s, policy}}},
        {u"undo_change"_s, {{u"last"_s, 1}}},
        {u"preview_change"_s, {{u"change"_s, change}}},
        {u"publish_change"_s, {{u"change"_s, change}}},
        {u"list_changes"_s, {}},
        {u"revert_change"_s, {}}, // of the change_id that publishing has answered
        {u"create_group"_s,
         {{u"group_id"_s, group}, {u"tag_scope"_s, u"app"_s}, {u"tag_value"_s, u"analytics"_s}}},
        {u"list_groups"_s, {{u"limit"_s, 5}}},
        {u"get_group"_s, {{u"group_id"_s, group}}},
        {u"update_group"_s, {{u"group_id"_s, group}, {u"description"_s, u"a test"_s}}},
        {u"where_used"_s, {{u"object"_s, group}}},
        {u"update_dfw_exclusions"_s, {{u"add"_s, group}}},
        {u"list_dfw_exclusions"_s, {}},
        {u"update_dfw_exclusions"_s, {{u"remove"_s, group}}},
        {u"delete_group"_s, {{u"group_id"_s, group}}},
        {u"list_services"_s, {{u"limit"_s, 5}}},
        {u"get_service"_s, {{u"service_id"_s, u"HTTPS"_s}}},
        {u"list_segments"_s, {}},
        {u"list_vms"_s, {{u"limit"_s, 5}}},
        {u"get_vm"_s, {{u"vm"_s, machine}}},
        {u"apply_vm_tag"_s,
         {{u"vm_id"_s, machine}, {u"tag_scope"_s, u"app"_s}, {u"tag_value"_s, u"mcp"_s}}},
        {u"list_vm_tags"_s, {{u"vm_display_name"_s, machine}}},
        {u"remove_vm_tag"_s,
         {{u"vm_id"_s, machine}, {u"tag_scope"_s, u"app"_s}, {u"tag_value"_s, u"mcp"_s}}},
        {u"set_vm_tags"_s, {{u"vms"_s, machine}, {u"tags"_s, u"app|mcp"_s}, {u"mode"_s, u"add"_s}}},
        {u"list_tags"_s, {}},
        {u"list_idps_profiles"_s, {}},
        {u"get_idps_status"_s, {}},
        {u"list_idps_events"_s, {{u"since"_s, u"7d"_s}, {u"severity"_s, u"CRITICAL"_s}}},
        {u"list_idps_rules"_s, {}},
        {u"list_idps_signatures"_s, {{u"overridden"_s, true}}},
        {u"update_idps_rule"_s, {{u"rule_id"_s, u"erp"_s}, {u"mode"_s, u"DETECT_PREVENT"_s}}},
        {u"update_idps_settings"_s, {{u"cluster"_s, u"Compute"_s}, {u"enabled"_s, false}}},
        {u"run_traceflow"_s,
         {{u"src_vm"_s, u"dev-ci-controller-01"_s}, {u"dst_ip"_s, u"10.0.0.1"_s}}},
        {u"run_traceflow_suite"_s,
         {{u"suite"_s, u"flows:\n  - {from: dev-ci-controller-01, to: 10.0.0.1}\n"_s}}},
    };
}

} // namespace

class TestEveryTool final : public QObject {
    Q_OBJECT

    std::unique_ptr<WriteBench> m_lab;
    std::unique_ptr<McpBench> m_mcp;
    QStringList m_called;
    QJsonValue m_changeId;

    QJsonObject call(const QString& tool, const QJsonObject& arguments) {
        m_called << tool;
        return m_mcp->ask(u"tools/call"_s, McpBench::modern(McpBench::callParams(tool, arguments)));
    }

    static QJsonObject structured(const QJsonObject& answer) {
        return resultOf(answer).value(u"structuredContent"_s).toObject();
    }

    void hasBothForms(const QJsonObject& answer) {
        QVERIFY2(!isToolError(answer), qPrintable(textOf(answer)));
        QVERIFY(!structured(answer).isEmpty());
        QCOMPARE(parsed(textOf(answer).toUtf8()), structured(answer));
    }

private Q_SLOTS:
    void initTestCase() {
        m_lab = std::make_unique<WriteBench>();
        m_mcp = std::make_unique<McpBench>(
            m_lab->pipeline(), mcp::ServerOptions{false, {}, {}, mcp::DestructivePolicy::Allow});
    }
    void cleanupTestCase() {
        QStringList missing = ops::Registry::standard().names();
        for (const QString& name : std::as_const(m_called)) {
            missing.removeAll(name);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(u"give arguments for: "_s + missing.join(u", "_s)));
        m_mcp.reset();
        m_lab.reset();
    }

    void answersAsItsSchemaSays_data() {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("arguments");
        int number = 0;
        for (const Step& step : steps()) {
            QTest::addRow("%02d %s", ++number, qPrintable(step.tool))
                << step.tool << step.arguments;
        }
    }
    void answersAsItsSchemaSays() {
        QFETCH(const QString, tool);
        QFETCH(QJsonObject, arguments);
        if (tool == u"revert_change") {
            arguments.insert(u"change_id"_s, m_changeId);
        }
        const ops::Registry registry = ops::Registry::standard();
        const ops::Operation* operation = registry.find(tool);
        QVERIFY(operation != nullptr);
        if (operation->planner != nullptr) {
            const QStringList before = m_lab->writes();
            QJsonObject dry = arguments;
            dry.insert(u"dry_run"_s, true);
            const QJsonObject shown = call(tool, dry);
            hasBothForms(shown);
            QCOMPARE(structured(shown).value(u"dry_run"_s), QJsonValue(true));
            QVERIFY(!structured(shown).value(u"requests"_s).toArray().isEmpty());
            QCOMPARE(m_lab->writes(), before);
        }
        const QJsonObject answer = call(tool, arguments);
        hasBothForms(answer);
        if (tool == u"publish_change") {
            m_changeId = structured(answer).value(u"undo_id"_s);
        }
        if (tool == u"run_traceflow") {
            const QString id = structured(answer).value(u"traceflow_id"_s).toString();
            hasBothForms(call(u"get_traceflow_result"_s, {{u"traceflow_id"_s, id}}));
        }
    }

    // What had to be folded answers through one tool, and by its own name too.
    void foldedToolsAnswer() {
        QSet<QString> shown;
        const QJsonObject list = resultOf(m_mcp->ask(u"tools/list"_s, McpBench::modern()));
        for (const QJsonValue tool : list.value(u"tools"_s).toArray()) {
            shown.insert(tool.toObject().value(u"name"_s).toString());
        }
        for (const mcp::Fold& fold : mcp::standardFolds()) {
            if (shown.contains(fold.tool) && fold.tool == u"read_inventory") {
                hasBothForms(call(fold.tool, {{u"action"_s, u"segments"_s}}));
                hasBothForms(
                    call(fold.tool, {{u"action"_s, u"service"_s}, {u"service_id"_s, u"HTTPS"_s}}));
                const QJsonObject wrong = call(fold.tool, {{u"action"_s, u"servces"_s}});
                QVERIFY(isToolError(wrong));
                QVERIFY(textOf(wrong).contains(u"services"_s));
            }
            for (const mcp::Fold::Action& action : fold.actions) {
                QVERIFY(!shown.contains(fold.tool) || !shown.contains(action.operation));
            }
        }
    }

    // A page of a thousand is cut before clients choke on it, and goes on where it stopped.
    void keepsToTheByteBudget() {
        QJsonValue offset = 0;
        qint64 met = 0;
        qint64 total = -1;
        while (!offset.isNull()) {
            const QJsonObject answer =
                call(u"list_services"_s, {{u"limit"_s, 1000}, {u"offset"_s, offset.toInteger()}});
            hasBothForms(answer);
            QVERIFY(textOf(answer).toUtf8().size() <= 60'000);
            met += structured(answer).value(u"returned"_s).toInteger();
            total = structured(answer).value(u"total"_s).toInteger();
            offset = structured(answer).value(u"next_offset"_s);
        }
        QCOMPARE(met, total);
    }

    void saysWhatIsWrongWithAnArgument_data() {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("unknown") << u"list_groups"_s << QJsonObject{{u"name_filer"_s, u"x"_s}}
                                 << QStringList{u"name_filer"_s, u"name_filter"_s};
        QTest::newRow("choice") << u"list_vms"_s << QJsonObject{{u"power_state"_s, u"VM_RUNING"_s}}
                                << QStringList{u"power_state"_s, u"VM_RUNING"_s, u"VM_STOPPED"_s,
                                               u"VM_RUNNING?"_s};
        QTest::newRow("limit") << u"list_groups"_s << QJsonObject{{u"limit"_s, 5000}}
                               << QStringList{u"limit"_s, u"5000"_s, u"from 1 to 1000"_s};
        QTest::newRow("missing") << u"get_group"_s << QJsonObject() << QStringList{u"group_id"_s};
        QTest::newRow("not there")
            << u"get_group"_s << QJsonObject{{u"group_id"_s, u"no-such-group"_s}}
            << QStringList{u"no-such-group"_s};
        QTest::newRow("target") << u"list_groups"_s << QJsonObject{{u"target"_s, u"lba"_s}}
                                << QStringList{u"lba"_s, u"lab"_s};
    }
    void saysWhatIsWrongWithAnArgument() {
        QFETCH(const QString, tool);
        QFETCH(const QJsonObject, arguments);
        QFETCH(const QStringList, says);
        const QJsonObject answer = call(tool, arguments);
        QVERIFY(isToolError(answer));
        for (const QString& word : says) {
            QVERIFY2(textOf(answer).contains(word), qPrintable(textOf(answer)));
        }
    }
};

QTEST_GUILESS_MAIN(TestEveryTool)
#include "tst_every_tool.moc"
