// SPDX-License-Identifier: MIT
#include "model/context_profile.h"
#include "model/decode.h"
#include "model/group.h"
#include "model/inventory.h"
#include "model/security_policy.h"
#include "model/service.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::model;
using namespace Qt::StringLiterals;

namespace {

QJsonObject json(const char* text) {
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(text, &error).object();
    Q_ASSERT(error.error == QJsonParseError::NoError);
    return object;
}

/// In the manager's shape (NSX 4.2), with fields that this version does not model.
const char* const kRule = R"({
  "action":"DROP","source_groups":["/infra/domains/default/groups/web"],
  "destination_groups":["10.20.0.0/24"],"services":["/infra/services/HTTPS"],"profiles":["ANY"],
  "logged":true,"scope":["ANY"],"disabled":false,"direction":"IN","ip_protocol":"IPV4",
  "tag":"web-https","notes":"asked by <ops>\u202e","is_default":false,"sources_excluded":false,
  "destinations_excluded":true,"sequence_number":10,"rule_id":1042,"resource_type":"Rule",
  "id":"allow-https","display_name":"allow-https","description":"d",
  "path":"/infra/domains/default/security-policies/web/rules/allow-https",
  "relative_path":"allow-https","parent_path":"/infra/domains/default/security-policies/web",
  "remote_path":"","unique_id":"1042","marked_for_delete":false,"overridden":false,
  "service_entries":[{"resource_type":"L4PortSetServiceEntry","l4_protocol":"TCP",
                      "destination_ports":["8443"]}],
  "tags":[{"scope":"env","tag":"prod"},{"scope":"","tag":"x"}],
  "_system_owned":false,"_protection":"NOT_PROTECTED","_create_time":1760503429406,
  "_create_user":"admin","_last_modified_time":1760503429407,"_last_modified_user":"admin",
  "_revision":3,"a_field_from_the_future":{"deep":[1,2,{"x":null}]}})";

const char* const kGroup = R"({
  "expression":[
   {"member_type":"VirtualMachine","key":"Tag","operator":"EQUALS","scope_operator":"EQUALS",
    "value":"app|web","resource_type":"Condition","id":"c1","path":"/x/condition-expressions/c1",
    "_protection":"NOT_PROTECTED"},
   {"conjunction_operator":"OR","resource_type":"ConjunctionOperator","id":"c2"},
   {"resource_type":"NestedExpression","expressions":[
     {"member_type":"Segment","key":"Tag","operator":"EQUALS","value":"|dmz","resource_type":"Condition"},
     {"conjunction_operator":"AND","resource_type":"ConjunctionOperator"},
     {"member_type":"Segment","key":"Name","operator":"STARTSWITH","value":"seg","resource_type":"Condition"}]},
   {"conjunction_operator":"OR","resource_type":"ConjunctionOperator"},
   {"ip_addresses":["10.0.0.1","10.1.0.0/16"],"resource_type":"IPAddressExpression"},
   {"conjunction_operator":"OR","resource_type":"ConjunctionOperator"},
   {"quantum":"yes","resource_type":"QuantumExpression"}],
  "extended_expression":[],"reference":false,"state":"SUCCESS","resource_type":"Group","id":"web",
  "display_name":"web","path":"/infra/domains/default/groups/web","_revision":0})";

} // namespace

class TestCodecs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRuleSurvivesARoundTrip() {
        const auto rule = decode<Rule>(json(kRule));
        QVERIFY2(rule, rule ? "" : qPrintable(rule.error().message()));
        QCOMPARE(rule->action->value(), RuleAction::Drop);
        QCOMPARE(rule->effectiveDirection(), Direction::In);
        QCOMPARE(*rule->ruleId, 1042);
        QVERIFY(*rule->destinationsExcluded);
        QCOMPARE(rule->logLabel.raw(), u"web-https"_s);
        QCOMPARE(rule->notes.line(), u"asked by <ops>\ufffd"_s);
        QCOMPARE(rule->header.tags.size(), 2U);
        QCOMPARE(rule->header.createTime, 1760503429406);
        QCOMPARE(encode(*rule), json(kRule));
    }

    void aGroupSurvivesARoundTrip() {
        const auto group = decode<Group>(json(kGroup));
        QVERIFY2(group, group ? "" : qPrintable(group.error().message()));
        QCOMPARE(group->expression.size(), 7U);
        QCOMPARE(group->expression.at(2).nested.size(), 3U);
        QCOMPARE(group->expression.at(6).kind.text(), u"QuantumExpression"_s);
        QCOMPARE(encode(*group), json(kGroup));
    }

    void wordsFromTheFutureSurvive() {
        QJsonObject raw = json(kRule);
        raw.insert(u"action"_s, u"TARPIT"_s);
        const auto rule = decode<Rule>(raw);
        QVERIFY(rule);
        QVERIFY(!rule->action->isKnown());
        QCOMPARE(rule->action->text(), u"TARPIT"_s);
        QCOMPARE(encode(*rule), raw);
    }

    void otherTypesSurviveARoundTrip() {
        const QJsonObject service = json(R"({"id":"s","display_name":"s","service_type":"NON_ETHER",
            "path":"/infra/services/s","resource_type":"Service","is_default":false,"_revision":1,
            "service_entries":[{"resource_type":"L4PortSetServiceEntry","id":"e","display_name":"e",
              "l4_protocol":"TCP","destination_ports":["80","1000-2000"],"source_ports":["53"],"x":1},
             {"resource_type":"ICMPTypeServiceEntry","protocol":"ICMPv4","icmp_type":8,"icmp_code":0}]})");
        QCOMPARE(encode(*decode<Service>(service)), service);
        const QJsonObject profile =
            json(R"({"id":"p","path":"/infra/context-profiles/p","attributes":[
            {"key":"APP_ID","value":["SSL"],"datatype":"STRING","sub_attributes":[{"key":"TLS_VERSION"}]}]})");
        QCOMPARE(encode(*decode<ContextProfile>(profile)), profile);
        const QJsonObject machine =
            json(R"({"display_name":"web-01","external_id":"5020","host_id":"h",
            "power_state":"VM_RUNNING","type":"REGULAR","guest_info":{"os_name":"Ubuntu","computer_name":"web-01"},
            "source":{"target_display_name":"esx-01"},"tags":[{"scope":"env","tag":"prod"}],"compute_ids":["a:b"]})");
        const auto decoded = decode<VirtualMachine>(machine);
        QCOMPARE(decoded->osName.raw(), u"Ubuntu"_s);
        QCOMPARE(decoded->hostName.raw(), u"esx-01"_s);
        QCOMPARE(encode(*decoded), machine);
    }

    void nullCountsAsAbsent() {
        const auto rule = decode<Rule>(json(R"({"id":"r","service_entries":null,"logged":null,
                                               "action":null,"tags":null})"));
        QVERIFY(rule);
        QVERIFY(!rule->logged.has_value());
        QVERIFY(!rule->action.has_value());
        QVERIFY(rule->serviceEntries.isEmpty());
    }

    void aFieldOfTheWrongTypeIsAnError_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addRow("text for a number") << u"sequence_number"_s << QJsonValue(u"10"_s);
        QTest::addRow("fraction") << u"sequence_number"_s << QJsonValue(1.5);
        QTest::addRow("too large") << u"sequence_number"_s << QJsonValue(4294967296.0);
        QTest::addRow("text for a truth value") << u"disabled"_s << QJsonValue(u"false"_s);
        QTest::addRow("number for a word") << u"action"_s << QJsonValue(1);
        QTest::addRow("text for a list") << u"source_groups"_s << QJsonValue(u"ANY"_s);
        QTest::addRow("list of numbers") << u"services"_s << QJsonValue(QJsonArray{1});
        QTest::addRow("tags that are texts") << u"tags"_s << QJsonValue(QJsonArray{u"a"_s});
    }
    void aFieldOfTheWrongTypeIsAnError() {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QJsonObject raw = json(kRule);
        raw.insert(field, value);
        const auto rule = decode<Rule>(raw);
        QVERIFY(!rule);
        QCOMPARE(rule.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(rule.error().message().contains(field), qPrintable(rule.error().message()));
        QVERIFY(rule.error().message().contains(u"rules/allow-https"));
    }

    void rulesInsideAPolicyGetPathsAndOrder() {
        const auto policy = decode<SecurityPolicy>(json(R"({"id":"web","display_name":"Web",
            "path":"/infra/domains/default/security-policies/web","category":"Application",
            "rules":[{"id":"b","sequence_number":20},{"id":"a","sequence_number":10}]})"));
        QVERIFY(policy);
        QCOMPARE(policy->rules.size(), 2U);
        QCOMPARE(policy->rules.at(0).header.path,
                 u"/infra/domains/default/security-policies/web/rules/a"_s);
        QCOMPARE(policy->rules.at(0).header.parentPath, policy->header.path);
    }

    void policiesAreEvaluatedByCategoryThenSequence() {
        const auto policy = [](Category category, int sequence, bool isDefault = false) {
            SecurityPolicy made;
            made.category = NsxEnum<Category>(category);
            made.sequenceNumber = sequence;
            made.isDefault = isDefault;
            return made;
        };
        QVERIFY(evaluatedBefore(policy(Category::Emergency, 99), policy(Category::Application, 1)));
        QVERIFY(
            evaluatedBefore(policy(Category::Environment, 1), policy(Category::Environment, 2)));
        QVERIFY(evaluatedBefore(policy(Category::Application, 900),
                                policy(Category::Application, 1, true)));
        QVERIFY(evaluatedBefore(policy(Category::Application, 900), SecurityPolicy{}));
        QVERIFY(
            !evaluatedBefore(policy(Category::Application, 1), policy(Category::Application, 1)));
    }
};

QTEST_GUILESS_MAIN(TestCodecs)
#include "tst_codecs.moc"
