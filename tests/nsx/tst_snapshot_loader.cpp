// SPDX-License-Identifier: MIT
// A snapshot of the simulated manager, whole and in spite of faults.
#include "nsx/await.h"
#include "nsx/manager_test.h"
#include "nsx/snapshot_loader.h"

#include <QHash>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;
using bulkhead::simulator::Fault;

class TestSnapshotLoader : public ManagerTest {
    Q_OBJECT
private Q_SLOTS:
    void loadsTheDemoEstate();
    void loadsBySearch();
    void saysWhatItCouldNotRead();
    void failsWhenAListBreaks();
    void cancelsALoad();
    void survivesDestructionWhileLoading();
};

void TestSnapshotLoader::loadsTheDemoEstate() {
    const auto c = connection();
    QHash<QString, qint64> progress;
    bool hasFallen = false;
    const auto watch = [&progress, &hasFallen](const Progress& step) {
        hasFallen = hasFallen || step.done < progress.value(step.activity, 0);
        progress[step.activity] = step.done;
    };
    AWAIT_OK(loaded, loadSnapshot(c.get(), {}, watch));
    const snapshot::SnapshotPointer snapshot = loaded.value();
    QVERIFY(snapshot);
    QVERIFY(snapshot->ruleCount() > 20);
    QVERIFY(snapshot->groups().size() > 10);
    QVERIFY(snapshot->services().size() > 100);
    QVERIFY(snapshot->machines().size() >= 60);
    QVERIFY(!snapshot->interfaces().empty());
    QVERIFY(!snapshot->segments().empty());
    QVERIFY(!snapshot->ports().empty());
    QVERIFY(snapshot->excludeList());
    QCOMPARE(snapshot->remarks().filter(u"could not"_s), QStringList());
    const snapshot::Origin& origin = snapshot->origin();
    QVERIFY(origin.kind == snapshot::OriginKind::Manager);
    QCOMPARE(origin.place, c->place());
    QCOMPARE(origin.target, u"lab"_s);
    QCOMPARE(origin.environment, u"test"_s);
    QCOMPARE(origin.userName, u"admin"_s);
    QVERIFY(origin.takenAt.isValid());
    QVERIFY(!hasFallen);
    QCOMPARE(progress.value(u"Reading virtual machines"_s), qint64(snapshot->machines().size()));
    // Login, version, user, the tree, one page each of machines and interfaces; the exclude list
    // only if the tree lacks it.
    QCOMPARE(count("exclude-list"), 0);
    QCOMPARE(m_manager->requests().size(), 6U);
}

void TestSnapshotLoader::loadsBySearch() {
    const auto c = connection();
    AWAIT_OK(whole, loadSnapshot(c.get(), {}, {}));
    fault(Fault::Kind::Status, "filter=Type-", -1, 404);
    AWAIT_OK(searched, loadSnapshot(c.get(), {}, {}));
    const auto& tree = *whole.value();
    const auto& search = *searched.value();
    QCOMPARE(search.ruleCount(), tree.ruleCount());
    QCOMPARE(search.policies().size(), tree.policies().size());
    for (std::size_t i = 0; i < tree.policies().size(); ++i) {
        const auto& a = tree.policies().at(i);
        const auto& b = search.policies().at(i);
        QCOMPARE(b.header.path, a.header.path);
        QCOMPARE(b.rules.size(), a.rules.size());
        for (std::size_t j = 0; j < a.rules.size(); ++j) {
            QCOMPARE(b.rules.at(j).header.path, a.rules.at(j).header.path);
        }
    }
    QCOMPARE(search.groups().size(), tree.groups().size());
    QCOMPARE(search.services().size(), tree.services().size());
    QCOMPARE(search.segments().size(), tree.segments().size());
    QCOMPARE(search.ports().size(), tree.ports().size());
    QCOMPARE(search.schedulers().size(), tree.schedulers().size());
    QCOMPARE(search.contextProfiles().size(), tree.contextProfiles().size());
    QVERIFY(search.excludeList());
    QCOMPARE(search.excludeList()->members, tree.excludeList()->members);
    QCOMPARE(search.remarks().filter(u"Read by search"_s).size(), 1);
}

void TestSnapshotLoader::saysWhatItCouldNotRead() {
    const auto c = connection();
    fault(Fault::Kind::Status, "filter=Type-", -1, 404);
    fault(Fault::Kind::Status, "exclude-list", -1, 404);
    fault(Fault::Kind::Status, "/fabric/vifs", -1, 404);
    AWAIT_OK(loaded, loadSnapshot(c.get(), {}, {}));
    QVERIFY(!loaded.value()->excludeList());
    QVERIFY(loaded.value()->interfaces().empty());
    QCOMPARE(loaded.value()->remarks().filter(u"exclude list could not be read"_s).size(), 1);
    QCOMPARE(loaded.value()->remarks().filter(u"network interfaces could not be read"_s).size(), 1);
}

void TestSnapshotLoader::failsWhenAListBreaks() {
    const auto c = connection();
    fault(Fault::Kind::WrongJson, "/fabric/virtual-machines", -1);
    AWAIT_ERROR(broken, ErrorKind::Unreachable, loadSnapshot(c.get(), {}, {}));
    QVERIFY2(broken.message().contains("virtual-machines"), broken.message().constData());
    m_manager->clearFaults();
    fault(Fault::Kind::HtmlBody, "/policy/api/v1/", -1);
    AWAIT_ERROR(html, ErrorKind::Unreachable, loadSnapshot(c.get(), {}, {}));
    QVERIFY2(html.message().contains("web page"), html.message().constData());
}

void TestSnapshotLoader::cancelsALoad() {
    const auto c = connection();
    CancellationSource source;
    tests::Awaited loading(loadSnapshot(c.get(), source.token(), {}));
    QTRY_VERIFY(count("filter=Type-") == 1);
    source.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(loading.isDone(), 20000);
    // The answer may have been complete already.
    QVERIFY(loading.isOk() || loading.error().kind == ErrorKind::Cancelled);
    CancellationSource before;
    before.cancel();
    AWAIT_ERROR(never, ErrorKind::Cancelled, loadSnapshot(c.get(), before.token(), {}));
}

void TestSnapshotLoader::survivesDestructionWhileLoading() {
    Fault slow;
    slow.kind = Fault::Kind::Delay;
    slow.delayMs = 2000;
    slow.count = -1;
    for (const QByteArray& path :
         {QByteArray("session/create"), QByteArray("filter=Type-"), QByteArray("fabric/vifs")}) {
        m_manager->clearFaults();
        m_manager->clearRequests();
        slow.pathContains = path;
        m_manager->addFault(slow);
        auto c = connection();
        tests::Awaited loading(loadSnapshot(c.get(), {}, [](const Progress&) {}));
        QTRY_VERIFY(path.contains("session") || count("/node/version") > 0);
        c.reset();
        QTRY_VERIFY_WITH_TIMEOUT(loading.isDone(), 20000);
        QVERIFY(!loading.isOk());
        QVERIFY2(loading.error().kind == ErrorKind::Cancelled, loading.message().constData());
    }
}

QTEST_GUILESS_MAIN(TestSnapshotLoader)
#include "tst_snapshot_loader.moc"
