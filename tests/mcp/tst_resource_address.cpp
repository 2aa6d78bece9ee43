// SPDX-License-Identifier: MIT
// nsx:// addresses: what they name, and that nothing else is taken for one.
#include "mcp/resource_address.h"

#include <QTest>

using namespace bulkhead::mcp;
using namespace Qt::StringLiterals;

class TestResourceAddress final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesAndReads_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("uri");
        const auto row = [](const char* name, ResourceKind kind, const QString& target,
                            const QString& object, const QString& uri) {
            QTest::newRow(name) << static_cast<int>(kind) << target << object << uri;
        };
        row("rules", ResourceKind::PolicyRules, u"lab"_s, u"web"_s,
            u"nsx://lab/policies/web/rules"_s);
        row("group", ResourceKind::Group, u"lab"_s, u"web-01"_s, u"nsx://lab/groups/web-01"_s);
        row("overview", ResourceKind::Overview, u"nsx-prod"_s, {}, u"nsx://nsx-prod/overview"_s);
        row("changes", ResourceKind::Changes, u"lab"_s, {}, u"nsx://lab/changes"_s);
        row("capitals stay", ResourceKind::Overview, u"Lab"_s, {}, u"nsx://Lab/overview"_s);
        row("spaces", ResourceKind::Group, u"my lab"_s, u"a b"_s, u"nsx://my%20lab/groups/a%20b"_s);
        row("not ASCII", ResourceKind::Group, u"lab"_s, u"größe"_s,
            u"nsx://lab/groups/gr%C3%B6%C3%9Fe"_s);
        row("question mark and hash", ResourceKind::Group, u"lab"_s, u"a?b#c"_s,
            u"nsx://lab/groups/a%3Fb%23c"_s);
        row("percent sign", ResourceKind::Group, u"lab"_s, u"100%25"_s,
            u"nsx://lab/groups/100%2525"_s);
        row("an object named like a template", ResourceKind::PolicyRules, u"{policy}"_s,
            u"{target}"_s, u"nsx://%7Bpolicy%7D/policies/%7Btarget%7D/rules"_s);
    }
    void makesAndReads() {
        QFETCH(const int, kind);
        QFETCH(const QString, target);
        QFETCH(const QString, object);
        QFETCH(const QString, uri);
        const ResourceAddress address{static_cast<ResourceKind>(kind), target, object};
        QCOMPARE(address.uri(), uri);
        const auto read = resourceAddress(uri);
        QVERIFY(read.has_value());
        QVERIFY(*read == address);
    }

    void refuses_data() {
        QTest::addColumn<QString>("uri");
        QTest::newRow("empty") << QString();
        QTest::newRow("another scheme") << u"https://lab/overview"_s;
        QTest::newRow("capital scheme") << u"NSX://lab/overview"_s;
        QTest::newRow("a path") << u"/etc/passwd"_s;
        QTest::newRow("a file") << u"file:///etc/passwd"_s;
        QTest::newRow("no target") << u"nsx:///overview"_s;
        QTest::newRow("target alone") << u"nsx://lab"_s;
        QTest::newRow("trailing slash") << u"nsx://lab/overview/"_s;
        QTest::newRow("another word") << u"nsx://lab/secrets"_s;
        QTest::newRow("policy without rules") << u"nsx://lab/policies/web"_s;
        QTest::newRow("rules of nothing") << u"nsx://lab/policies//rules"_s;
        QTest::newRow("one too many") << u"nsx://lab/groups/a/b"_s;
        QTest::newRow("dots") << u"nsx://lab/groups/.."_s;
        QTest::newRow("dot") << u"nsx://lab/groups/."_s;
        QTest::newRow("encoded dots") << u"nsx://lab/groups/%2e%2e"_s;
        QTest::newRow("encoded slash") << u"nsx://lab/groups/a%2Fb"_s;
        QTest::newRow("backslash") << u"nsx://lab/groups/a%5Cb"_s;
        QTest::newRow("line feed") << u"nsx://lab/groups/a%0Ab"_s;
        QTest::newRow("zero") << u"nsx://lab/groups/a%00b"_s;
        QTest::newRow("right to left") << u"nsx://lab/groups/a%E2%80%AEb"_s;
        QTest::newRow("half a byte") << u"nsx://lab/groups/a%2"_s;
        QTest::newRow("no byte") << u"nsx://lab/groups/a%zz"_s;
        QTest::newRow("no UTF-8") << u"nsx://lab/groups/%ff%fe"_s;
        QTest::newRow("query") << u"nsx://lab/overview?x=1"_s;
        QTest::newRow("fragment") << u"nsx://lab/overview#x"_s;
        QTest::newRow("too long") << u"nsx://lab/groups/"_s + QString(4000, u'a');
    }
    void refuses() {
        QFETCH(const QString, uri);
        QVERIFY(!resourceAddress(uri).has_value());
    }
};

QTEST_GUILESS_MAIN(TestResourceAddress)
#include "tst_resource_address.moc"
