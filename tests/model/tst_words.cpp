// SPDX-License-Identifier: MIT
#include "model/decode.h"
#include "model/group.h"
#include "model/security_policy.h"
#include "model/service.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::model;
using namespace Qt::StringLiterals;

class TestWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void criteriaReadAsASentence_data() {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QString>("sentence");
        QTest::addRow("tag and tag")
            << QByteArray(
                   R"([{"resource_type":"Condition","member_type":"VirtualMachine","key":"Tag",
                "operator":"EQUALS","value":"app|web"},{"resource_type":"ConjunctionOperator",
                "conjunction_operator":"AND"},{"resource_type":"Condition","member_type":"VirtualMachine",
                "key":"Tag","operator":"EQUALS","value":"env|prod"}])")
            << u"virtual machine tag \"app\" is \"web\" and virtual machine tag \"env\" is \"prod\""_s;
        QTest::addRow("any value of a scope")
            << QByteArray(
                   R"([{"resource_type":"Condition","member_type":"Segment","key":"Tag","value":"zone|"}])")
            << u"segment tag \"zone\" has any value"_s;
        QTest::addRow("addresses or paths")
            << QByteArray(R"([{"resource_type":"IPAddressExpression","ip_addresses":["10.0.0.0/8"]},
                {"resource_type":"ConjunctionOperator","conjunction_operator":"OR"},
                {"resource_type":"PathExpression","paths":["/infra/domains/default/groups/db"]}])")
            << u"IP 10.0.0.0/8, or member of the group db"_s;
        QTest::addRow("nested")
            << QByteArray(
                   R"([{"resource_type":"NestedExpression","expressions":[{"resource_type":"Condition",
                "member_type":"VirtualMachine","key":"Name","operator":"STARTSWITH","value":"web"}]}])")
            << u"(virtual machine name starts with \"web\")"_s;
        QTest::addRow("unknown kind")
            << QByteArray(R"([{"resource_type":"Quantum"}])")
            << u"criterion of a kind that this version does not know (Quantum)"_s;
        QTest::addRow("nothing") << QByteArray("[]") << QString();
    }
    void criteriaReadAsASentence() {
        QFETCH(QByteArray, expression);
        QFETCH(QString, sentence);
        const auto group = decode<Group>(QJsonObject{
            {u"id"_s, u"g"_s}, {u"expression"_s, QJsonDocument::fromJson(expression).array()}});
        QVERIFY(group);
        QCOMPARE(
            criteriaInWords(group->expression, [](const QString&) { return u"the group db"_s; }),
            sentence);
    }

    void serviceEntriesReadAsWords_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QString>("words");
        QTest::addRow("ports")
            << QByteArray(
                   R"({"resource_type":"L4PortSetServiceEntry","l4_protocol":"TCP","destination_ports":["80","443"]})")
            << u"TCP 80, 443"_s;
        QTest::addRow("source port")
            << QByteArray(
                   R"({"resource_type":"L4PortSetServiceEntry","l4_protocol":"UDP","source_ports":["53"]})")
            << u"UDP any port from 53"_s;
        QTest::addRow("echo")
            << QByteArray(
                   R"({"resource_type":"ICMPTypeServiceEntry","protocol":"ICMPv4","icmp_type":8,"icmp_code":0})")
            << u"ICMPv4 type 8 code 0"_s;
        QTest::addRow("protocol")
            << QByteArray(R"({"resource_type":"IPProtocolServiceEntry","protocol_number":47})")
            << u"IP protocol 47"_s;
        QTest::addRow("protocol that nobody knows")
            << QByteArray(R"({"resource_type":"IPProtocolServiceEntry"})")
            << u"IP protocol unknown"_s;
        QTest::addRow("ether type")
            << QByteArray(R"({"resource_type":"EtherTypeServiceEntry","ether_type":2054})")
            << u"EtherType 0x806"_s;
        QTest::addRow("future")
            << QByteArray(R"({"resource_type":"WarpServiceEntry"})")
            << u"entry of a kind that this version does not know (WarpServiceEntry)"_s;
    }
    void serviceEntriesReadAsWords() {
        QFETCH(QByteArray, entry);
        QFETCH(QString, words);
        const auto entries =
            decodeServiceEntries(QJsonArray{QJsonDocument::fromJson(entry).object()});
        QCOMPARE(entries.size(), 1U);
        QCOMPARE(inWords(entries), words);
    }

    void anyIsEmptyOrTheWord() {
        QVERIFY(isAny({}));
        QVERIFY(isAny({u"any"_s}));
        QVERIFY(!isAny({u"ANY"_s, u"10.0.0.1"_s}));
        QVERIFY(!isAny({u"/infra/domains/default/groups/any"_s}));
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
