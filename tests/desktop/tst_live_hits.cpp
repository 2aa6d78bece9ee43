// SPDX-License-Identifier: MIT
// Hit counts in the firewall table: read while it is seen, kept over restarts, filtered by, and
// never a zero where nobody knows.
#include "desktop/connection/manager_session.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/firewall_place.h"
#include "desktop/firewall/rule_cells.h"
#include "desktop/hits/hit_words.h"
#include "desktop/hits/live_hits.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/table_view.h"
#include "estate_fixture.h"
#include "ops/demo_manager.h"
#include "simulator/simulated_manager.h"
#include "support/fake_secret_store.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

namespace {

constexpr qint64 kDay = hits::kSecondsPerDay;

hits::HitHistory history(qint64 total, qint64 quietDays, qint64 now) {
    hits::HitHistory made;
    made.track.total = total;
    made.track.counter = total;
    made.track.first = now - 100 * kDay;
    made.track.latest = now;
    made.track.quietSince = now - quietDays * kDay;
    made.days = {std::nullopt, 0, 5};
    return made;
}

} // namespace

class TestLiveHits final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] static QString hitText(FirewallPlace& place, const QString& rule) {
        const QModelIndex row = place.table().cellModel().indexOfKey(rule);
        return row.siblingAtColumn(static_cast<int>(RuleColumn::Hits)).data().toString();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void shortensNumbers_data() {
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << qint64{0} << u"0"_s;
        QTest::newRow("small") << qint64{999} << u"999"_s;
        QTest::newRow("thousands") << qint64{1234} << u"1.2 k"_s;
        QTest::newRow("many thousands") << qint64{88'100} << u"88 k"_s;
        QTest::newRow("never rounded up") << qint64{999'999} << u"999 k"_s;
        QTest::newRow("millions") << qint64{1'290'000} << u"1.2 M"_s;
        QTest::newRow("more") << qint64{61'000'000'000} << u"61 G"_s;
    }
    void shortensNumbers() {
        QFETCH(const qint64, number);
        QTEST(shortNumber(number), "text");
    }

    void unknownIsNoZero() {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        hits::HitTable table;
        table.insert(u"/used"_s, history(5, 0, now));
        table.insert(u"/unused"_s, history(0, 93, now));
        table.insert(u"/young"_s, history(0, 12, now));
        hits::HitHistory old = history(0, 93, now);
        old.track.latest = now - 3 * kDay; // nobody has looked since
        table.insert(u"/stale"_s, old);
        QCOMPARE(hitCell(nullptr, u"/used"_s, now).text, unknownMark());
        QCOMPARE(hitCell(&table, u"/new"_s, now).text, unknownMark());
        QCOMPARE(hitCell(&table, u"/used"_s, now).text, u"5"_s);
        QCOMPARE(hitCell(&table, u"/used"_s, now).trend.size(), std::size_t{3});
        QVERIFY(isUnused(&table, u"/unused"_s, now));
        QVERIFY(hitCell(&table, u"/unused"_s, now).tip.contains(u"No hit for 93 days"_s));
        for (const QString& rule : {u"/used"_s, u"/young"_s, u"/stale"_s, u"/new"_s}) {
            QVERIFY2(!isUnused(&table, rule, now), qPrintable(rule));
        }
    }

    void filtersByHits_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("shown");
        QTest::newRow("never") << u"hits:0"_s << 2;
        QTest::newRow("at least") << u"hits:100"_s << 1;
        QTest::newRow("unused") << u"is:unused"_s << 1;
        QTest::newRow("not unused") << u"-is:unused"_s << 5; // the unknown ones too
        QTest::newRow("no number") << u"hits:many"_s << 0;
    }
    void filtersByHits() {
        QFETCH(const QString, filter);
        Document document(nullptr, m_folder->filePath(u"drafts"_s));
        FirewallPlace place(document);
        document.show(fixture::smallEstate());
        QTRY_VERIFY(document.search() != nullptr);
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const QString shop = fixture::kDomain + u"/security-policies/shop/rules/"_s;
        const auto table = std::make_shared<hits::HitTable>();
        table->insert(shop + u"web-in"_s, history(500, 0, now));
        table->insert(shop + u"web-to-app"_s, history(0, 12, now));
        table->insert(shop + u"old"_s, history(0, 120, now));
        document.setHits(table);
        QCOMPARE(hitText(place, shop + u"web-in"_s), u"500"_s);
        QCOMPARE(hitText(place, fixture::kDomain + u"/security-policies/infra/rules/dns"_s),
                 unknownMark());
        place.filterBar().setText(filter);
        QTEST(place.table().proxy().shownLeaves(), "shown");
    }

    void newNumbersMoveNothing() {
        Document document(nullptr, m_folder->filePath(u"drafts"_s));
        FirewallPlace place(document);
        place.resize(900, 500);
        place.show();
        document.show(fixture::largeEstate(10, 50));
        const QString rule = fixture::kDomain + u"/security-policies/p7/rules/r9"_s;
        QVERIFY(place.table().goTo(rule));
        QSignalSpy resets(place.table().model(), &QAbstractItemModel::modelReset);
        QSignalSpy changes(place.table().model(), &QAbstractItemModel::dataChanged);
        const QModelIndex top = place.table().indexAt(QPoint(0, 0));
        const auto table = std::make_shared<hits::HitTable>();
        table->insert(rule, history(7, 0, QDateTime::currentSecsSinceEpoch()));
        document.setHits(table);
        QCOMPARE(resets.size(), 0);
        QVERIFY(changes.size() > 0);
        QCOMPARE(place.table().currentKey(), rule);
        QCOMPARE(place.table().indexAt(QPoint(0, 0)), top);
        QCOMPARE(hitText(place, rule), u"7"_s);
    }

    void readsWhileItIsSeenAndRemembers() {
        const auto demo = ops::DemoManager::start();
        QVERIFY2(demo, demo ? "" : qPrintable(demo.error().message()));
        const auto store = std::make_shared<tests::FakeSecretStore>();
        store->secrets.insert(u"demo"_s, (*demo)->password().reveal());
        ManagerSession session(nullptr, store);
        Document document(nullptr, m_folder->filePath(u"drafts"_s));
        FirewallPlace place(document);
        const QString file = m_folder->filePath(u"data/hits.db"_s);
        {
            LiveHits live(session, document, &place, LiveHits::optionsFor(file));
            connect(&session, &ManagerSession::loaded, &document,
                    [&document](const snapshot::SnapshotPointer& snapshot) {
                        document.show(snapshot);
                    });
            session.open((*demo)->target());
            QTRY_VERIFY_WITH_TIMEOUT(!document.isEmpty(), 30'000);
            const auto asked = [&demo] {
                const auto requests = (*demo)->manager().requests();
                return static_cast<int>(
                    std::count_if(requests.cbegin(), requests.cend(), [](const auto& request) {
                        return request.path.endsWith("/statistics");
                    }));
            };
            live.refresh();
            QVERIFY(!live.isBusy()); // nobody sees it
            QCOMPARE(asked(), 0);
            place.show();
            QTRY_VERIFY_WITH_TIMEOUT(document.hits() != nullptr && !document.hits()->isEmpty(),
                                     60'000);
            QCOMPARE(asked(), static_cast<int>(document.snapshot()->policies().size()));
            QVERIFY(document.hits()->size() > 100);
        }
        QVERIFY(QFileInfo::exists(file));
        // The next start knows them before it has asked anybody.
        Document again(nullptr, m_folder->filePath(u"drafts"_s));
        QWidget hidden;
        ManagerSession nobody;
        const LiveHits live(nobody, again, &hidden, LiveHits::optionsFor(file));
        again.show(document.snapshot());
        QTRY_VERIFY(again.hits() != nullptr && again.hits()->size() > 100);
        bool left = false;
        session.disconnectFromManager([&left] { left = true; });
        QTRY_VERIFY(left);
    }
};

QTEST_MAIN(TestLiveHits)
#include "tst_live_hits.moc"
