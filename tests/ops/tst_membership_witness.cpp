// SPDX-License-Identifier: MIT
// Membership as it is evaluated here, held against what a manager answers for the same estate.
#include "live_manager.h"
#include "nsx/object_api.h"
#include "nsx/snapshot_loader.h"
#include "simulator/estate_generator.h"
#include "snapshot/membership.h"
#include "support/await.h"

#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;

class TestMembershipWitness final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheManager_data() {
        QTest::addColumn<quint64>("seed");
        QTest::newRow("the demo") << quint64{0};
        QTest::newRow("seed 1") << quint64{1};
        QTest::newRow("seed 2") << quint64{2};
    }

    void agreesWithTheManager() {
        QFETCH(quint64, seed);
        simulator::EstateSize size;
        size.rules = 100;
        size.policies = 20;
        size.seed = seed;
        const auto estate = seed == 0 ? simulator::demoEstate() : simulator::generateEstate(size);
        QVERIFY(estate);
        tests::LiveManager live(*estate);
        QVERIFY2(live.error().isEmpty(), qPrintable(live.error()));
        const auto snapshot =
            tests::await(nsx::loadSnapshot(live.connection(), CancellationToken(), {}));
        QVERIFY2(snapshot, qPrintable(snapshot ? QString() : snapshot.error().message()));
        snapshot::MembershipEvaluator evaluator(*snapshot);
        int compared = 0;
        int withMembers = 0;
        for (const model::Group& group : (*snapshot)->groups()) {
            const snapshot::Membership& own = evaluator.of(group.header.path);
            if (!own.unknowns.isEmpty()) {
                continue; // it says that it does not know
            }
            const auto theirs =
                tests::await(live.source().membersOf(group.header.path, 1000, CancellationToken()));
            QVERIFY2(theirs, qPrintable(theirs ? QString() : theirs.error().message()));
            QStringList mine;
            for (const model::VirtualMachine* machine : own.machines) {
                mine << machine->externalId;
            }
            // By a segment or a port an interface is a member, not its machine (NSX 4.2, Group).
            const QString interfaces = nsx::objectUrl(group.header.path) + u"/members/vifs"_s;
            const auto vifs = tests::await(
                nsx::ObjectApi(live.connection()).list(interfaces, {}, CancellationToken()));
            QVERIFY2(vifs, qPrintable(vifs ? QString() : vifs.error().message()));
            QStringList manager;
            for (const ops::MachineMember& member : theirs->items) {
                manager << member.id;
            }
            for (const QJsonValue vif : *vifs) {
                manager << vif[u"owner_vm_id"].toString();
            }
            manager.removeDuplicates();
            mine.sort();
            manager.sort();
            QVERIFY2(mine == manager, qPrintable(group.header.path + u": "_s + mine.join(u' ') +
                                                 u" | "_s + manager.join(u' ')));
            ++compared;
            withMembers += mine.isEmpty() ? 0 : 1;
        }
        QVERIFY(compared > 20);
        QVERIFY(withMembers > 10);
    }
};

QTEST_GUILESS_MAIN(TestMembershipWitness)
#include "tst_membership_witness.moc"
