// SPDX-License-Identifier: MIT
#include "config/fingerprint.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead::config;

class TestFingerprint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void normalises_data();
    void normalises();
};

void TestFingerprint::normalises_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isValid");
    const QString joined = u"00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF"_s;
    QString colons;
    QString blanks;
    for (qsizetype i = 0; i < 32; ++i) {
        colons += (i == 0 ? u""_s : u":"_s) + joined.mid(2 * i, 2);
        blanks += (i == 0 ? u""_s : u" "_s) + joined.mid(2 * i, 2);
    }
    QTest::newRow("joined") << joined << true;
    QTest::newRow("colons") << colons << true;
    QTest::newRow("blanks") << blanks << true;
    QTest::newRow("around") << u"  "_s + colons + u"\n"_s << true;
    QTest::newRow("openssl") << u"sha256 Fingerprint="_s + colons << true;
    QTest::newRow("prefix") << u"SHA256:"_s + joined << true;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("SHA-1") << joined.left(40) << false;
    QTest::newRow("one short") << joined.chopped(1) << false;
    QTest::newRow("one long") << joined + u"0"_s << false;
    QTest::newRow("no digit") << joined.chopped(1) + u"g"_s << false;
    QTest::newRow("colons astray") << colons.chopped(4) + u":E:EFF"_s << false;
    QTest::newRow("wide digits") << joined.chopped(1) + u"\uff11"_s << false;
}

void TestFingerprint::normalises() {
    QFETCH(QString, text);
    QFETCH(bool, isValid);
    const auto fingerprint = normaliseFingerprint(text);
    QCOMPARE(fingerprint.has_value(), isValid);
    if (isValid) {
        QCOMPARE(*fingerprint,
                 u"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:"
                 "AA:BB:CC:DD:EE:FF"_s);
    }
}

QTEST_GUILESS_MAIN(TestFingerprint)
#include "tst_fingerprint.moc"
