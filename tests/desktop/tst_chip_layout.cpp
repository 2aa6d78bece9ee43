// SPDX-License-Identifier: MIT
#include "desktop/widgets/chip_layout.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead::desktop;

class TestChipLayout final : public QObject {
    Q_OBJECT

    static ChipMetrics metrics() {
        ChipMetrics metrics;
        metrics.width = [](const QString& text) { return static_cast<qreal>(text.size()) * 10.0; };
        metrics.elide = [](const QString& text, qreal width) {
            return text.left(static_cast<qsizetype>(width / 10));
        };
        return metrics;
    }
    static ChipCell cellOf(const QStringList& names) {
        ChipCell cell;
        for (const QString& name : names) {
            cell.chips.push_back({ChipKind::Group, name, u"/"_s + name});
        }
        return cell;
    }

private Q_SLOTS:
    void everyChipStaysInsideTheCell_data() {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("width");
        const QStringList few{u"web"_s, u"app"_s};
        const QStringList many{u"production-web"_s, u"a"_s, u"database-cluster"_s, u"x"_s, u"yy"_s};
        for (const int width : {1, 20, 44, 60, 100, 160, 300, 1000}) {
            QTest::addRow("few at %d", width) << few << width;
            QTest::addRow("many at %d", width) << many << width;
            QTest::addRow("none at %d", width) << QStringList() << width;
        }
    }
    void everyChipStaysInsideTheCell() {
        QFETCH(QStringList, names);
        QFETCH(int, width);
        const QRectF cell(5, 0, width, 28);
        const ChipLayout layout = layoutChips(cellOf(names), cell, metrics());
        QCOMPARE(static_cast<qsizetype>(layout.chips.size()) + layout.hidden, names.size());
        QVERIFY(names.isEmpty() || !layout.chips.empty());
        qreal last = cell.left() - 1;
        for (const PlacedChip& chip : layout.chips) {
            QVERIFY(chip.box.left() > last);
            QVERIFY(chip.box.right() <= cell.right() + 0.01);
            last = chip.box.right();
        }
        if (layout.hidden > 0 && !layout.overflow.isEmpty()) {
            QVERIFY(layout.overflow.right() <= cell.right() + 0.01);
            QVERIFY(layout.overflow.left() > last);
        }
    }

    void whatDoesNotFitIsCounted() {
        const ChipLayout layout = layoutChips(cellOf({u"aaaa"_s, u"bbbb"_s, u"cccc"_s, u"dddd"_s}),
                                              {0, 0, 200, 28}, metrics());
        QCOMPARE(layout.hidden, 2);
        QVERIFY(!layout.overflow.isEmpty());
    }

    void aSingleLongNameIsCut() {
        const ChipLayout layout =
            layoutChips(cellOf({QString(80, u'x')}), {0, 0, 150, 28}, metrics());
        QCOMPARE(layout.chips.size(), std::size_t(1));
        QVERIFY(layout.chips.front().label.size() < 20);
        QCOMPARE(layout.chips.front().box.width(), 150.0);
    }

    void negationStandsBeforeTheChips() {
        ChipCell cell = cellOf({u"web"_s});
        cell.negated = true;
        const ChipLayout layout = layoutChips(cell, {0, 0, 300, 28}, metrics());
        QVERIFY(!layout.negation.isEmpty());
        QVERIFY(layout.negation.right() < layout.chips.front().box.left());
        QCOMPARE(cell.text(), u"not web"_s);
    }

    void thePointFindsTheChip() {
        const ChipLayout layout =
            layoutChips(cellOf({u"web"_s, u"app"_s}), {0, 0, 300, 28}, metrics());
        QCOMPARE(layout.chipAt(layout.chips[1].box.center()), 1);
        QCOMPARE(layout.chipAt({299, 14}), -1);
    }
};

QTEST_GUILESS_MAIN(TestChipLayout)
#include "tst_chip_layout.moc"
