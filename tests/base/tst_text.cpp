// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "base/untrusted_text.h"

#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;

class TestText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleansOneLine_data() {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("clean");
        const QString mark = QString(QChar::ReplacementCharacter);
        QTest::addRow("plain") << u"web-01"_s << u"web-01"_s;
        QTest::addRow("umlaut and kanji") << u"Büro 東京"_s << u"Büro 東京"_s;
        QTest::addRow("emoji") << u"a😀b"_s << u"a😀b"_s;
        QTest::addRow("escape sequence") << u"a\x1b[31mb"_s << u"a"_s + mark + u"[31mb"_s;
        QTest::addRow("C1 control") << u"a\u009bb"_s << u"a"_s + mark + u"b"_s;
        QTest::addRow("right-to-left override") << u"a\u202eb"_s << u"a"_s + mark + u"b"_s;
        QTest::addRow("isolate") << u"a\u2066b"_s << u"a"_s + mark + u"b"_s;
        QTest::addRow("zero width") << u"a\u200bb"_s << u"a"_s + mark + u"b"_s;
        QTest::addRow("byte order mark") << u"\ufeffa"_s << mark + u"a"_s;
        QTest::addRow("line break") << u"a\r\nb\nc"_s << u"a b c"_s;
        QTest::addRow("line separator") << u"a\u2028b"_s << u"a"_s + mark + u"b"_s;
        QTest::addRow("tab") << u"a\tb"_s << u"a b"_s;
        QTest::addRow("lone surrogate")
            << u"a"_s + QChar(0xd800) + u"b"_s << u"a"_s + mark + u"b"_s;
        QTest::addRow("tag character") << u"a\U000E0041b"_s << u"a"_s + mark + u"b"_s;
    }
    void cleansOneLine() {
        QFETCH(QString, raw);
        QFETCH(QString, clean);
        QCOMPARE(cleanLine(raw), clean);
        QCOMPARE(cleanLine(clean), clean);
        QCOMPARE(UntrustedText(raw).line(), clean);
        QCOMPARE(UntrustedText(raw).raw(), raw);
    }

    void keepsParagraphs() {
        QCOMPARE(cleanParagraphs(u"a\r\nb\x07"_s), u"a\nb"_s + QChar(QChar::ReplacementCharacter));
    }

    void escapesHtml() { QCOMPARE(cleanHtml(u"<b>&"_s), u"&lt;b&gt;&amp;"_s); }

    void elidesInTheMiddle() {
        QCOMPARE(elideMiddle(u"abcdefghij"_s, 10), u"abcdefghij"_s);
        QCOMPARE(elideMiddle(u"abcdefghij"_s, 5), u"ab…ij"_s);
        const QString cut = elideMiddle(u"a😀😀😀😀b"_s, 6);
        QVERIFY(cut.isValidUtf16());
        QVERIFY(cut.size() <= 6);
    }

    void suggestsTheNearest() {
        const QStringList names{u"web-tier"_s, u"db-tier"_s, u"monitoring"_s, u"Web-Tier"_s};
        QCOMPARE(nearestMatches(u"web-teir"_s, names).first(), u"web-tier"_s);
        QCOMPARE(nearestMatches(u"monitor"_s, names), QStringList{u"monitoring"_s});
        QVERIFY(nearestMatches(u"something else entirely"_s, names).isEmpty());
    }

    void filtersNames_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("matches");
        QTest::addRow("no filter") << u"web"_s << u""_s << true;
        QTest::addRow("substring, other case") << u"Shop WEB tier"_s << u"web"_s << true;
        QTest::addRow("glob") << u"web-01"_s << u"web-*"_s << true;
        QTest::addRow("glob across a slash") << u"web/01"_s << u"web*1"_s << true;
        QTest::addRow("one character") << u"web-01"_s << u"web-0?"_s << true;
        QTest::addRow("glob is anchored") << u"my web-01"_s << u"web-*"_s << false;
        QTest::addRow("regular expression is text") << u"web"_s << u"w.b"_s << false;
        QTest::addRow("other") << u"db"_s << u"web"_s << false;
    }
    void filtersNames() {
        QFETCH(QString, text);
        QFETCH(QString, filter);
        QFETCH(bool, matches);
        QCOMPARE(matchesNameFilter(text, filter), matches);
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
