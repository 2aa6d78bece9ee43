// SPDX-License-Identifier: MIT
#include "console/display_width.h"

#include <QTest>

using namespace bulkhead::console;
using namespace Qt::StringLiterals;

class TestDisplayWidth final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsColumns_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("empty") << QString() << 0;
        QTest::newRow("ASCII") << u"web-01"_s << 6;
        QTest::newRow("umlaut") << u"Kühl"_s << 4;
        QTest::newRow("combining") << u"Ku\u0308hl"_s << 4;
        QTest::newRow("Chinese") << u"防火墙"_s << 6;
        QTest::newRow("Korean") << u"방화벽"_s << 6;
        QTest::newRow("full width") << u"ＡＢ"_s << 4;
        QTest::newRow("emoji") << u"🔥"_s << 2;
        QTest::newRow("beyond the BMP") << u"𠀋"_s << 2;
        QTest::newRow("mixed") << u"web 防火"_s << 8;
    }
    void countsColumns() {
        QFETCH(const QString, text);
        QTEST(displayWidth(text), "width");
    }

    void cutsInTheMiddle_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("cut");
        QTest::newRow("fits") << u"abcdef"_s << 6 << u"abcdef"_s;
        QTest::newRow("one too long") << u"abcdefg"_s << 6 << u"abc…fg"_s;
        QTest::newRow("wide on the edge") << u"防火墙规则"_s << 6 << u"防…则"_s;
        QTest::newRow("one column") << u"abc"_s << 1 << u"…"_s;
        QTest::newRow("emoji whole") << u"🔥🔥🔥🔥"_s << 5 << u"🔥…🔥"_s;
    }
    void cutsInTheMiddle() {
        QFETCH(const QString, text);
        QFETCH(const int, width);
        const QString cut = elideToWidth(text, width);
        QTEST(cut, "cut");
        QVERIFY(displayWidth(cut) <= width);
    }
};

QTEST_GUILESS_MAIN(TestDisplayWidth)
#include "tst_display_width.moc"
