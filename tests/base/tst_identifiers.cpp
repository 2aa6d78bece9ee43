// SPDX-License-Identifier: MIT
#include "base/identifiers.h"

#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;

class TestIdentifiers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accepts_data() {
        QTest::addColumn<QString>("id");
        QTest::addRow("plain") << u"web-tier_1.2"_s;
        QTest::addRow("predefined service") << u"Syslog_(TCP)"_s;
        QTest::addRow("plus") << u"Management+Access"_s;
        QTest::addRow("port id") << u"default:8c1d4b0f-4d66"_s;
        QTest::addRow("inner space") << u"2Tier App"_s;
        QTest::addRow("longest") << QString(255, u'a');
    }
    void accepts() {
        QFETCH(QString, id);
        QCOMPARE(*checkIdentifier(id, u"policy_id"_s), id);
    }

    void refuses_data() {
        QTest::addColumn<QString>("id");
        QTest::addRow("empty") << u""_s;
        QTest::addRow("parent folder") << u".."_s;
        QTest::addRow("this folder") << u"."_s;
        QTest::addRow("slash") << u"a/b"_s;
        QTest::addRow("trailing newline") << u"web\n"_s;
        QTest::addRow("not ASCII") << u"wéb"_s;
        QTest::addRow("query") << u"a?b"_s;
        QTest::addRow("fragment") << u"a#b"_s;
        QTest::addRow("ampersand") << u"a&b"_s;
        QTest::addRow("percent") << u"a%2fb"_s;
        QTest::addRow("leading space") << u" a"_s;
        QTest::addRow("too long") << QString(256, u'a');
    }
    void refuses() {
        QFETCH(QString, id);
        const auto checked = checkIdentifier(id, u"policy_id"_s);
        QVERIFY(!checked);
        QVERIFY(checked.error().message().contains(u"policy_id"));
        QVERIFY(!checked.error().message().contains(u'\n'));
    }

    void checksPaths() {
        QVERIFY(checkPath(u"/infra/domains/default/groups/web"_s, u"path"_s));
        QVERIFY(!checkPath(u"/infra/../groups/web"_s, u"path"_s));
        QVERIFY(!checkPath(u"//evil/infra"_s, u"path"_s));
        QVERIFY(!checkPath(u"web"_s, u"path"_s));
        QCOMPARE(lastSegment(u"/infra/services/HTTPS"_s), u"HTTPS"_s);
        QCOMPARE(lastSegment(u"HTTPS"_s), u"HTTPS"_s);
    }
};

QTEST_GUILESS_MAIN(TestIdentifiers)
#include "tst_identifiers.moc"
