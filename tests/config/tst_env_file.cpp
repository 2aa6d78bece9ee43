// SPDX-License-Identifier: MIT
#include "config/env_file.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead::config;

class TestEnvFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsValues_data();
    void readsValues();
    void leavesBadLinesOut_data();
    void leavesBadLinesOut();
    void lastLineWins();
};

void TestEnvFile::readsValues_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << u"KEY=value"_s << u"value"_s;
    QTest::newRow("export") << u"export KEY=value\n"_s << u"value"_s;
    QTest::newRow("blanks") << u"  KEY =  va lue  \n"_s << u"va lue"_s;
    QTest::newRow("comment behind") << u"KEY=value # note\n"_s << u"value"_s;
    QTest::newRow("hash inside") << u"KEY=va#lue\n"_s << u"va#lue"_s;
    QTest::newRow("single quotes") << u"KEY='va # $x \"lue' # note\n"_s << u"va # $x \"lue"_s;
    QTest::newRow("single escapes") << u"KEY='it\\'s \\\\ \\n'"_s << u"it's \\ \\n"_s;
    QTest::newRow("double quotes") << u"KEY=\"va # 'lue\""_s << u"va # 'lue"_s;
    QTest::newRow("double escapes")
        << u"KEY=\"a\\nb\\t\\\"\\$c\\\\ \\d\""_s << u"a\nb\t\"$c\\ \\d"_s;
    QTest::newRow("nothing expanded") << u"KEY=${HOME}$HOME\n"_s << u"${HOME}$HOME"_s;
    QTest::newRow("equals inside") << u"KEY=a=b==\n"_s << u"a=b=="_s;
    QTest::newRow("CRLF") << u"# first\r\nKEY=value\r\nOTHER=x\r\n"_s << u"value"_s;
    QTest::newRow("over lines") << u"KEY='a\nb'\nOTHER=x\n"_s << u"a\nb"_s;
    QTest::newRow("empty") << u"KEY=\n"_s << u""_s;
    QTest::newRow("only comment") << u"KEY= # none\n"_s << u""_s;
    QTest::newRow("umlauts") << u"KEY=größe\n"_s << u"größe"_s;
}

void TestEnvFile::readsValues() {
    QFETCH(QString, text);
    QFETCH(QString, value);
    const EnvFile file = parseEnvFile(text, u".env"_s);
    QCOMPARE(file.warnings, QStringList());
    QVERIFY(file.values.contains(u"KEY"_s));
    QCOMPARE(file.values.value(u"KEY"_s), value);
}

void TestEnvFile::leavesBadLinesOut_data() {
    QTest::addColumn<QString>("line");
    QTest::newRow("no equals") << u"S3cret"_s;
    QTest::newRow("bad key") << u"MY KEY=S3cret"_s;
    QTest::newRow("digit first") << u"1KEY=S3cret"_s;
    QTest::newRow("open quote") << u"KEY='S3cret"_s;
    QTest::newRow("text behind quote") << u"KEY='a'S3cret"_s;
}

void TestEnvFile::leavesBadLinesOut() {
    QFETCH(QString, line);
    const EnvFile file = parseEnvFile(u"A=1\n"_s + line + u"\nB=2\n"_s, u"my.env"_s);
    QCOMPARE(file.values.size(), 2);
    QCOMPARE(file.values.value(u"B"_s), u"2"_s);
    QCOMPARE(file.warnings.size(), 1);
    QVERIFY2(file.warnings.first().startsWith(u"my.env:2: "_s), qPrintable(file.warnings.first()));
    QVERIFY(!file.warnings.first().contains(u"S3cret"_s));
}

void TestEnvFile::lastLineWins() {
    QCOMPARE(parseEnvFile(u"K=1\nK=2\n"_s, {}).values.value(u"K"_s), u"2"_s);
}

QTEST_GUILESS_MAIN(TestEnvFile)
#include "tst_env_file.moc"
