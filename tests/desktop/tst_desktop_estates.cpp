// SPDX-License-Identifier: MIT
// Every estate that other tools' authors share opens and shows.
#include "desktop/estate/document.h"
#include "desktop/main_window.h"
#include "desktop/places/table_place.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/table_view.h"

#include <QDir>
#include <QImage>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestDesktopEstates final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }

    void opensAndShows_data() {
        QTest::addColumn<QString>("file");
        const QString root = qEnvironmentVariable("BULKHEAD_SHARED_DATA");
        bool any = false;
        for (const QString& folder : {u"nsx-configs"_s, u"h-api"_s}) {
            const QDir dir(root + u'/' + folder);
            for (const QString& name : dir.entryList({u"*.json"_s}, QDir::Files)) {
                QTest::newRow(qPrintable(folder + u'/' + name)) << dir.filePath(name);
                any = true;
            }
        }
        if (!any) {
            QTest::newRow("none") << QString();
        }
    }
    void opensAndShows() {
        QFETCH(QString, file);
        if (file.isEmpty()) {
            QSKIP("BULKHEAD_SHARED_DATA names no folder with estates");
        }
        MainWindow window{DesktopOptions{}};
        window.show();
        window.openFile(file);
        QTRY_VERIFY_WITH_TIMEOUT(!window.document().isEmpty(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(window.document().members()->isComplete(), 30'000);
        for (const PlaceId place : {PlaceId::Inventory, PlaceId::Groups, PlaceId::Firewall}) {
            window.showPlace(place);
            TableView& table = window.tablePlace(place).table();
            QCOMPARE(table.proxy().allLeaves(), window.tablePlace(place).count());
            QVERIFY(!window.grab().isNull());
        }
        QVERIFY(window.document().snapshot()->ruleCount() > 0);
        window.close();
    }
};

QTEST_MAIN(TestDesktopEstates)
#include "tst_desktop_estates.moc"
