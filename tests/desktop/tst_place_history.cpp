// SPDX-License-Identifier: MIT
// Back and forward over the places and objects that were opened.
#include "desktop/finder/navigator.h"
#include "desktop/finder/place_history.h"
#include "desktop/main_window.h"
#include "desktop/theme/theme.h"
#include "window_driver.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;
using fixture::groupPath;
using fixture::rulePath;

class TestPlaceHistory final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }

    void itGoesBackAndForward() {
        PlaceHistory history;
        const Visit rule{PlaceId::Firewall, u"rule"_s};
        const Visit other{PlaceId::Firewall, u"other"_s};
        const Visit group{PlaceId::Groups, u"group"_s};
        QVERIFY(!history.canGoBack() && !history.canGoForward());
        QVERIFY(!history.back(rule).has_value());
        history.go(rule, group);
        QCOMPARE(history.back(group), rule);
        QVERIFY(history.canGoForward());
        // One has moved on to another rule meanwhile: that is what forward and back return to.
        QCOMPARE(history.forward(other), group);
        QCOMPARE(history.back(group), other);
        const Visit machine{PlaceId::Inventory, u"machine"_s};
        history.go(other, machine);
        QVERIFY(!history.canGoForward()); // what was ahead is forgotten
        history.go(machine, machine);
        QCOMPARE(history.back(machine), other);
    }

    void itForgetsTheOldest() {
        PlaceHistory history;
        for (int i = 0; i < 300; ++i) {
            history.go({PlaceId::Firewall, QString::number(i)},
                       {PlaceId::Firewall, QString::number(i + 1)});
        }
        int steps = 0;
        Visit here{PlaceId::Firewall, u"300"_s};
        while (const auto before = history.back(here)) {
            here = *before;
            ++steps;
        }
        QCOMPARE(steps, 99);
        QCOMPARE(here.key, u"201"_s);
        QCOMPARE(history.recent(3), (QStringList{u"300"_s, u"299"_s, u"298"_s}));
    }

    void keysAndMouseButtonsWalkThroughTheWindow() {
        MainWindow window{DesktopOptions{}};
        window.resize(1300, 800);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.document().show(fixture::smallEstate());
        const QString rule = rulePath(u"shop"_s, u"web-in"_s);
        const auto isAt = [&window](PlaceId id, const QString& key) {
            return window.place(id).isVisible() && window.place(id).currentKey() == key;
        };
        window.openObject(rule);
        window.openObject(groupPath(u"web"_s));
        window.openObject(u"id-web-01"_s);
        QVERIFY(isAt(PlaceId::Inventory, u"id-web-01"_s));
        QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
        QVERIFY(isAt(PlaceId::Groups, groupPath(u"web"_s)));
        QWidget* viewport = window.tablePlace(PlaceId::Groups).table().viewport();
        QTest::mouseClick(viewport, Qt::BackButton);
        QVERIFY(isAt(PlaceId::Firewall, rule));
        QVERIFY(window.tablePlace(PlaceId::Firewall).table().hasFocus());
        QTest::mouseClick(window.tablePlace(PlaceId::Firewall).table().viewport(),
                          Qt::ForwardButton);
        QVERIFY(isAt(PlaceId::Groups, groupPath(u"web"_s)));
        QTest::keyClick(&window, Qt::Key_Right, Qt::AltModifier);
        QVERIFY(isAt(PlaceId::Inventory, u"id-web-01"_s));
        QTest::keyClick(&window, Qt::Key_Right, Qt::AltModifier); // nothing is ahead
        QVERIFY(isAt(PlaceId::Inventory, u"id-web-01"_s));
        QSignalSpy left(&window, &MainWindow::left);
        window.close();
        QTRY_COMPARE(left.size(), 1);
    }
};

QTEST_MAIN(TestPlaceHistory)
#include "tst_place_history.moc"
