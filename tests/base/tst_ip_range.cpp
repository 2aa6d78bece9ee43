// SPDX-License-Identifier: MIT
#include "base/ip_range.h"

#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;

class TestIpRange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parsesAndPrints_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::addRow("one v4 address") << u"10.1.2.3"_s << u"10.1.2.3"_s;
        QTest::addRow("v4 prefix") << u"10.0.0.0/24"_s << u"10.0.0.0/24"_s;
        QTest::addRow("host bits are ignored") << u"10.0.0.77/24"_s << u"10.0.0.0/24"_s;
        QTest::addRow("all of v4") << u"0.0.0.0/0"_s << u"0.0.0.0/0"_s;
        QTest::addRow("host prefix") << u"10.0.0.1/32"_s << u"10.0.0.1"_s;
        QTest::addRow("range") << u"10.0.0.1-10.0.0.9"_s << u"10.0.0.1-10.0.0.9"_s;
        QTest::addRow("range with blanks") << u" 10.0.0.1 - 10.0.0.9 "_s << u"10.0.0.1-10.0.0.9"_s;
        QTest::addRow("range that is a prefix") << u"10.0.0.0-10.0.0.255"_s << u"10.0.0.0/24"_s;
        QTest::addRow("v6 shortest form") << u"FD00:0:0:0:0:0:0:1"_s << u"fd00::1"_s;
        QTest::addRow("v6 prefix") << u"fd00:1::/64"_s << u"fd00:1::/64"_s;
        QTest::addRow("v6 prefix over the middle") << u"fd00::/8"_s << u"fd00::/8"_s;
        QTest::addRow("all of v6") << u"::/0"_s << u"::/0"_s;
        QTest::addRow("v6 with dotted tail") << u"::ffff:10.0.0.1"_s << u"::ffff:10.0.0.1"_s;
    }
    void parsesAndPrints() {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        const auto range = IpRange::parse(text);
        QVERIFY2(range, range ? "" : qPrintable(range.error().message()));
        QCOMPARE(range->toString(), shown);
        QCOMPARE(IpRange::parse(range->toString())->toString(), shown);
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addRow("empty") << u""_s;
        QTest::addRow("a name") << u"web-01"_s;
        QTest::addRow("octet too large") << u"10.0.0.256"_s;
        QTest::addRow("three octets") << u"10.0.0"_s;
        QTest::addRow("prefix too long") << u"10.0.0.0/33"_s;
        QTest::addRow("v6 prefix too long") << u"fd00::/129"_s;
        QTest::addRow("negative prefix") << u"10.0.0.0/-1"_s;
        QTest::addRow("signed prefix") << u"10.0.0.0/+8"_s;
        QTest::addRow("no prefix") << u"10.0.0.0/"_s;
        QTest::addRow("backwards") << u"10.0.0.9-10.0.0.1"_s;
        QTest::addRow("two families") << u"10.0.0.1-fd00::1"_s;
        QTest::addRow("zone") << u"fe80::1%eth0"_s;
        QTest::addRow("Arabic digits") << u"١٠.0.0.1"_s;
        QTest::addRow("inner zero") << u"10.0.0.1"_s + QChar(0) + u"x"_s;
    }
    void refuses() {
        QFETCH(QString, text);
        const auto range = IpRange::parse(text);
        QVERIFY(!range);
        QCOMPARE(range.error().kind, ErrorKind::InvalidInput);
        QVERIFY(range.error().message().startsWith(u"Give an address"));
    }

    void containsAndOverlaps() {
        const auto net = *IpRange::parse(u"10.0.0.0/24"_s);
        QVERIFY(net.contains(*IpAddress::parse(u"10.0.0.255"_s)));
        QVERIFY(!net.contains(*IpAddress::parse(u"10.0.1.0"_s)));
        QVERIFY(!net.contains(*IpAddress::parse(u"::a00:1"_s)));
        QVERIFY(net.overlaps(*IpRange::parse(u"10.0.0.250-10.0.3.1"_s)));
        QVERIFY(!net.overlaps(*IpRange::parse(u"10.0.1.0/24"_s)));
        QVERIFY(net.contains(*IpRange::parse(u"10.0.0.128/25"_s)));
        QVERIFY(!IpRange::parse(u"10.0.0.128/25"_s)->contains(net));
    }
};

QTEST_GUILESS_MAIN(TestIpRange)
#include "tst_ip_range.moc"
