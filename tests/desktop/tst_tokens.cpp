// SPDX-License-Identifier: MIT
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QFontDatabase>
#include <QFontInfo>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead::desktop;

class TestTokens final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const auto theme = Theme::install();
        QVERIFY2(theme.has_value(), qPrintable(theme ? QString() : theme.error().message()));
        m_theme = *theme;
    }

    void everyTextCanBeRead_data() {
        QTest::addColumn<QString>("set");
        QTest::newRow("light") << u"light"_s;
        QTest::newRow("dark") << u"dark"_s;
    }
    void everyTextCanBeRead() {
        QFETCH(QString, set);
        const auto colors = loadColors(set);
        QVERIFY(colors.has_value());
        for (const ColorPair& pair : textPairs()) {
            const double contrast = contrastRatio((*colors)[pair.text], (*colors)[pair.background]);
            QVERIFY2(contrast >= 4.5,
                     qPrintable(u"%1 on %2 has a contrast of %3"_s
                                    .arg(colorName(pair.text), colorName(pair.background))
                                    .arg(contrast)));
        }
    }

    void contrastIsTheOneOfTheStandard() {
        QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(qRound(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) * 100), 448);
    }

    void aThemeThatDoesNotExistIsAnError() {
        const auto colors = loadColors(u"sepia"_s);
        QVERIFY(!colors.has_value());
        QVERIFY(colors.error().message().contains(u"sepia"));
    }

    void choosingAThemeChangesThePaletteAndTellsEverybody() {
        QSignalSpy told(m_theme, &Theme::changed);
        m_theme->setChoice(ThemeChoice::Light);
        const int light = QApplication::palette().color(QPalette::Base).lightness();
        m_theme->setChoice(ThemeChoice::Dark);
        QVERIFY(m_theme->isDark());
        QVERIFY(QApplication::palette().color(QPalette::Base).lightness() < light);
        m_theme->setChoice(ThemeChoice::Light);
        QVERIFY(!m_theme->isDark());
        QVERIFY(told.size() >= 2);
    }

    void theStyleSheetHasNoTokenLeft() {
        QVERIFY(!qApp->styleSheet().isEmpty());
        QVERIFY2(!qApp->styleSheet().contains(u'@'), qPrintable(qApp->styleSheet()));
    }

    void zoomAndDensityChangeTheRows() {
        const int usual = m_theme->rowHeight();
        m_theme->setDensity(Density::Compact);
        QVERIFY(m_theme->rowHeight() < usual);
        m_theme->setDensity(Density::Comfortable);
        m_theme->setZoom(200);
        QVERIFY(m_theme->rowHeight() > usual * 3 / 2);
        m_theme->setZoom(10'000);
        QCOMPARE(m_theme->zoom(), 200);
        m_theme->setZoom(100);
        QCOMPARE(m_theme->rowHeight(), usual);
    }

    void theShippedFontReplacesAStopgap() {
        QVERIFY(QFontDatabase::families().contains(u"Inter"_s));
    }

    void everyShippedIconCanBeDrawn() {
        int icons = 0;
        for (QDirIterator files(u":/bulkhead/icons"_s, {u"*.svg"_s}); files.hasNext();) {
            files.next();
            ++icons;
            const QImage picture =
                iconPixmap(files.fileInfo().completeBaseName(), Qt::red, {16, 16}, 2.0).toImage();
            QCOMPARE(picture.size(), QSize(32, 32));
            bool painted = false;
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x) {
                    painted = painted || qAlpha(picture.pixel(x, y)) > 0;
                }
            }
            QVERIFY2(painted, qPrintable(files.fileName()));
        }
        QVERIFY(icons > 20);
    }

private:
    Theme* m_theme = nullptr;
};

QTEST_MAIN(TestTokens)
#include "tst_tokens.moc"
