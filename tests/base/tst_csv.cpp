// SPDX-License-Identifier: MIT
// Comma-separated values by RFC 4180.
#include "base/csv.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;

class TestCsv final : public QObject {
    Q_OBJECT

    /// "1:a/b 3:c/d": the line and the fields of every record.
    [[nodiscard]] static QString shown(const std::vector<CsvRecord>& records) {
        QStringList words;
        for (const CsvRecord& record : records) {
            words << u"%1:%2"_s.arg(record.line).arg(record.fields.join(u'/'));
        }
        return words.join(u' ');
    }

private Q_SLOTS:
    void recordsAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("records");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("no line end") << u"a,b"_s << u"1:a/b"_s;
        QTest::newRow("CRLF") << u"a,b\r\nc,d\r\n"_s << u"1:a/b 2:c/d"_s;
        QTest::newRow("LF and an empty line") << u"a,b\n\nc,d\n"_s << u"1:a/b 3:c/d"_s;
        QTest::newRow("empty fields") << u",\n"_s << u"1:/"_s;
        QTest::newRow("quotes") << u"\"a, \"\"b\"\"\",c"_s << u"1:a, \"b\"/c"_s;
        QTest::newRow("a line break inside") << u"\"a\nb\",c\nd,e"_s << u"1:a\nb/c 3:d/e"_s;
        QTest::newRow("an empty quoted field") << u"\"\"\na"_s << u"1: 2:a"_s;
        QTest::newRow("byte order mark") << u"\uFEFFa,b"_s << u"1:a/b"_s;
        QTest::newRow("semicolons") << u"a;b\nc;d,e"_s << u"1:a/b 2:c/d,e"_s;
        QTest::newRow("a quote inside a word") << u"a\"b,c"_s << u"1:a\"b/c"_s;
    }
    void recordsAreRead() {
        QFETCH(QString, text);
        QFETCH(QString, records);
        const auto read = parseCsv(text);
        QVERIFY(read.has_value());
        QCOMPARE(shown(*read), records);
    }

    void mistakesNameTheirLine() {
        const auto open = parseCsv(u"a\nb,\"c\n"_s);
        QVERIFY(!open && open.error().problem.contains(u"Line 2"_s));
        const auto behind = parseCsv(u"a\n\"b\"c"_s);
        QVERIFY(!behind && behind.error().problem.contains(u"Line 2"_s));
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
