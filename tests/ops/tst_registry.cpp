// SPDX-License-Identifier: MIT
#include "ops/registry.h"
#include "ops/schema.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

namespace {

/// Every schema below `schema`, itself included.
QList<QJsonObject> allSchemas(const QJsonObject& schema) {
    QList<QJsonObject> found{schema};
    for (const QJsonValue property : schema.value(u"properties"_s).toObject()) {
        found += allSchemas(property.toObject());
    }
    if (schema.contains(u"items"_s)) {
        found += allSchemas(schema.value(u"items"_s).toObject());
    }
    for (const QJsonValue choice : schema.value(u"anyOf"_s).toArray()) {
        found += allSchemas(choice.toObject());
    }
    return found;
}

} // namespace

class TestRegistry final : public QObject {
    Q_OBJECT

private:
    Registry m_registry = Registry::standard();

private Q_SLOTS:
    void hasTheContractsNamesInOrder() {
        QCOMPARE(m_registry.names(), QStringList({u"list_dfw_policies"_s,
                                                  u"get_dfw_policy"_s,
                                                  u"create_dfw_policy"_s,
                                                  u"update_dfw_policy"_s,
                                                  u"delete_dfw_policy"_s,
                                                  u"move_dfw_policy"_s,
                                                  u"list_dfw_rules"_s,
                                                  u"get_dfw_rule"_s,
                                                  u"get_dfw_rule_stats"_s,
                                                  u"create_dfw_rule"_s,
                                                  u"update_dfw_rule"_s,
                                                  u"delete_dfw_rule"_s,
                                                  u"move_dfw_rule"_s,
                                                  u"list_groups"_s,
                                                  u"get_group"_s,
                                                  u"create_group"_s,
                                                  u"update_group"_s,
                                                  u"delete_group"_s,
                                                  u"list_services"_s,
                                                  u"get_service"_s,
                                                  u"list_segments"_s,
                                                  u"list_vms"_s,
                                                  u"get_vm"_s,
                                                  u"list_vm_tags"_s,
                                                  u"apply_vm_tag"_s,
                                                  u"remove_vm_tag"_s,
                                                  u"set_vm_tags"_s,
                                                  u"list_tags"_s,
                                                  u"where_used"_s,
                                                  u"list_dfw_exclusions"_s,
                                                  u"update_dfw_exclusions"_s,
                                                  u"list_idps_profiles"_s,
                                                  u"get_idps_status"_s,
                                                  u"list_idps_events"_s,
                                                  u"list_idps_rules"_s,
                                                  u"list_idps_signatures"_s,
                                                  u"update_idps_rule"_s,
                                                  u"update_idps_settings"_s,
                                                  u"list_targets"_s,
                                                  u"run_traceflow"_s,
                                                  u"get_traceflow_result"_s,
                                                  u"run_traceflow_suite"_s,
                                                  u"undo_change"_s,
                                                  u"preview_change"_s,
                                                  u"publish_change"_s,
                                                  u"list_changes"_s,
                                                  u"revert_change"_s}));
        // Some clients forget tools beyond 40, so MCP folds what is beyond (mcp/tool_folding.h).
        QVERIFY(m_registry.operations().size() <= 47);
        QCOMPARE(m_registry.names().constLast(), u"revert_change"_s);
    }

    void hasTheContractsParameters_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("parameters"); // required ones with a star
        QTest::newRow("policies") << u"list_dfw_policies"_s
                                  << QStringList{u"name_filter"_s, u"limit"_s, u"offset"_s,
                                                 u"target"_s};
        QTest::newRow("policy") << u"get_dfw_policy"_s << QStringList{u"policy_id*"_s, u"target"_s};
        // The predecessor requires policy_id; what is unused is asked of all policies at once.
        QTest::newRow("rules") << u"list_dfw_rules"_s
                               << QStringList{u"policy_id"_s, u"unused_days"_s, u"limit"_s,
                                              u"offset"_s, u"target"_s};
        QTest::newRow("groups") << u"list_groups"_s
                                << QStringList{u"name_filter"_s, u"limit"_s, u"offset"_s,
                                               u"target"_s};
        QTest::newRow("group") << u"get_group"_s << QStringList{u"group_id*"_s, u"target"_s};
        QTest::newRow("tags") << u"list_vm_tags"_s
                              << QStringList{u"vm_display_name*"_s, u"target"_s};
        const QStringList list{u"name_filter"_s, u"limit"_s, u"offset"_s, u"target"_s};
        QTest::newRow("rule") << u"get_dfw_rule"_s
                              << QStringList{u"policy_id*"_s, u"rule_id*"_s, u"target"_s};
        // The predecessor requires rule_id; without it all rules of the policy are read at once.
        QTest::newRow("statistics")
            << u"get_dfw_rule_stats"_s << QStringList{u"policy_id*"_s, u"rule_id"_s, u"target"_s};
        QTest::newRow("profiles") << u"list_idps_profiles"_s << list;
        QTest::newRow("status") << u"get_idps_status"_s << QStringList{u"target"_s};
        QTest::newRow("exclusions")
            << u"list_dfw_exclusions"_s << QStringList{u"limit"_s, u"offset"_s, u"target"_s};
        QTest::newRow("targets") << u"list_targets"_s << QStringList{};
    }
    void hasTheContractsParameters() {
        QFETCH(const QString, name);
        QStringList found;
        for (const Parameter& parameter : m_registry.find(name)->parameters) {
            found << parameter.name + (parameter.required ? u"*"_s : QString());
        }
        QTEST(found, "parameters");
    }

    /// The predecessor's parameters; ours may be more, a required one may have become optional.
    void keepsTheContractsParameters_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("parameters"); // those that are still required have a star
        QTest::newRow("create policy")
            << u"create_dfw_policy"_s
            << u"policy_id* display_name* category sequence_number stateful description"_s;
        QTest::newRow("update policy")
            << u"update_dfw_policy"_s
            << u"policy_id* display_name description sequence_number stateful"_s;
        QTest::newRow("delete policy") << u"delete_dfw_policy"_s << u"policy_id*"_s;
        QTest::newRow("create rule")
            << u"create_dfw_rule"_s
            << u"policy_id* rule_id* display_name* action sources destinations services scope direction ip_protocol logged disabled sequence_number description"_s;
        QTest::newRow("update rule")
            << u"update_dfw_rule"_s
            << u"policy_id* rule_id* display_name action sources destinations services logged disabled sequence_number description"_s;
        QTest::newRow("delete rule") << u"delete_dfw_rule"_s << u"policy_id* rule_id*"_s;
        QTest::newRow("create group")
            << u"create_group"_s
            << u"group_id* display_name description tag_scope tag_value ip_addresses segment_paths"_s;
        QTest::newRow("delete group") << u"delete_group"_s << u"group_id*"_s;
        QTest::newRow("apply tag") << u"apply_vm_tag"_s << u"vm_id* tag_scope* tag_value*"_s;
        QTest::newRow("remove tag") << u"remove_vm_tag"_s << u"vm_id* tag_scope* tag_value*"_s;
        QTest::newRow("traceflow")
            << u"run_traceflow"_s
            << u"src_lport_id src_ip dst_ip protocol dst_port src_port ttl timeout_seconds"_s;
        QTest::newRow("trace") << u"get_traceflow_result"_s << u"traceflow_id*"_s;
    }
    void keepsTheContractsParameters() {
        QFETCH(const QString, name);
        QFETCH(const QString, parameters);
        const Operation* operation = m_registry.find(name);
        QVERIFY(operation != nullptr);
        const QStringList wanted = (parameters + u" target"_s).split(u' ');
        for (QString word : wanted) {
            const bool isRequired = word.endsWith(u'*');
            word.remove(u'*');
            const Parameter* parameter = operation->parameter(word);
            QVERIFY2(parameter != nullptr, qPrintable(word));
            QCOMPARE(parameter->required, isRequired);
        }
    }

    // A write can be taken back, or says why not; it can be tried without being made.
    void everyWriteCanBeTriedAndUndone() {
        for (const Operation& operation : m_registry.operations()) {
            QVERIFY2((operation.handler == nullptr) != (operation.planner == nullptr),
                     qPrintable(operation.name));
            if (!operation.isWrite()) {
                QVERIFY2(operation.planner == nullptr, qPrintable(operation.name));
                QCOMPARE(operation.risk, bulkhead::guard::Risk::Low);
                continue;
            }
            QVERIFY2(operation.planner != nullptr || !operation.noUndo.isEmpty(),
                     qPrintable(operation.name));
            QCOMPARE(operation.parameter(u"dry_run"_s) != nullptr, operation.planner != nullptr);
            QVERIFY(operation.risk >= bulkhead::guard::Risk::Medium);
            QVERIFY2(operation.kind != OperationKind::Destructive ||
                         operation.risk >= bulkhead::guard::Risk::High,
                     qPrintable(operation.name));
        }
    }

    void describesEverything() {
        static const QRegularExpression toolName(u"^[a-z][a-z0-9_]{0,63}$"_s);
        QSet<QString> commands;
        for (const Operation& operation : m_registry.operations()) {
            QVERIFY(toolName.match(operation.name).hasMatch());
            QVERIFY(!operation.title.isEmpty());
            QVERIFY(!operation.summary.isEmpty() && !operation.summary.endsWith(u'.'));
            QVERIFY(operation.description.endsWith(u'.'));
            const QString command = operation.command.noun + u' ' + operation.command.verb;
            QVERIFY2(!commands.contains(command), qPrintable(command));
            commands.insert(command);
            for (const Parameter& parameter : operation.parameters) {
                QVERIFY2(!parameter.description.isEmpty(), qPrintable(parameter.name));
            }
            for (const QString& positional : operation.command.positional) {
                QVERIFY(operation.parameter(positional) != nullptr);
            }
        }
    }

    void annotationsAreHonest() {
        for (const Operation& operation : m_registry.operations()) {
            const bool isRead = operation.kind == OperationKind::Read;
            QCOMPARE(operation.annotations.readOnly, isRead);
            QVERIFY(!isRead || !operation.annotations.destructive);
            QCOMPARE(operation.annotations.openWorld, operation.contactsManager);
        }
    }

    // What real clients refuse a whole tools/list for.
    void schemasStayInTheCommonSubset() {
        for (const Operation& operation : m_registry.operations()) {
            const QJsonObject input = schema::input(operation);
            QCOMPARE(input.value(u"type"_s).toString(), u"object"_s);
            QCOMPARE(input.value(u"additionalProperties"_s), QJsonValue(false));
            QCOMPARE(operation.resultSchema.value(u"type"_s).toString(), u"object"_s);
            for (const QString& combinator : {u"oneOf"_s, u"anyOf"_s, u"allOf"_s}) {
                QVERIFY(!input.contains(combinator));
                QVERIFY(!operation.resultSchema.contains(combinator));
            }
            for (const QJsonObject& one : allSchemas(input) + allSchemas(operation.resultSchema)) {
                QVERIFY(!one.isEmpty());
                QVERIFY(!one.value(u"type"_s).isArray());
                QVERIFY(one.value(u"type"_s).toString() != u"array" || one.contains(u"items"_s));
            }
        }
    }

    void namesOptionsAsTheContractSays() {
        Operation operation;
        operation.command.optionNames.insert(u"tag_scope"_s, u"scope"_s);
        Parameter parameter;
        parameter.name = u"display_name"_s;
        QCOMPARE(optionName(operation, parameter), u"name"_s);
        parameter.name = u"sequence_number"_s;
        QCOMPARE(optionName(operation, parameter), u"seq"_s);
        parameter.name = u"tag_scope"_s;
        QCOMPARE(optionName(operation, parameter), u"scope"_s);
        parameter.name = u"name_filter"_s;
        QCOMPARE(optionName(operation, parameter), u"name-filter"_s);
    }
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
