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
        QCOMPARE(m_registry.names(),
                 QStringList({u"list_dfw_policies"_s, u"get_dfw_policy"_s, u"list_dfw_rules"_s,
                              u"get_dfw_rule"_s, u"get_dfw_rule_stats"_s, u"list_groups"_s,
                              u"get_group"_s, u"list_services"_s, u"get_service"_s,
                              u"list_segments"_s, u"list_vms"_s, u"get_vm"_s, u"list_vm_tags"_s,
                              u"list_tags"_s, u"where_used"_s, u"list_dfw_exclusions"_s,
                              u"list_idps_profiles"_s, u"get_idps_status"_s, u"list_targets"_s}));
    }

    void hasTheContractsParameters_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("parameters"); // required ones with a star
        QTest::newRow("policies") << u"list_dfw_policies"_s
                                  << QStringList{u"name_filter"_s, u"limit"_s, u"offset"_s,
                                                 u"target"_s};
        QTest::newRow("policy") << u"get_dfw_policy"_s << QStringList{u"policy_id*"_s, u"target"_s};
        QTest::newRow("rules") << u"list_dfw_rules"_s
                               << QStringList{u"policy_id*"_s, u"limit"_s, u"offset"_s,
                                              u"target"_s};
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

    void describesEverything() {
        static const QRegularExpression toolName(u"^[a-z][a-z0-9_]{0,63}$"_s);
        QSet<QString> commands;
        for (const Operation& operation : m_registry.operations()) {
            QVERIFY(toolName.match(operation.name).hasMatch());
            QVERIFY(!operation.title.isEmpty());
            QVERIFY(!operation.summary.isEmpty() && !operation.summary.endsWith(u'.'));
            QVERIFY(operation.description.endsWith(u'.'));
            QVERIFY(operation.handler != nullptr);
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
