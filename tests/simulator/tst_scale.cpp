// SPDX-License-Identifier: MIT
// A large estate: the reverse look-ups agree with a scan of everything.
#include "api_client.h"
#include "simulator/estate_generator.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kInfra = u"/policy/api/v1/infra"_s;
const QString kGroups = u"/infra/domains/default/groups/"_s;

/// What the tree says, read by the test itself.
struct Scan {
    QHash<QString, QSet<QString>> nestedIn;   ///< group -> groups that name it
    QHash<QString, QSet<QString>> policiesOf; ///< group -> policies that name it
};

QSet<QString> texts(const QJsonValue& list) {
    QSet<QString> found;
    for (const QJsonValue value : list.toArray()) {
        found.insert(value.toString());
    }
    return found;
}

Scan scanOf(const QJsonObject& infra) {
    Scan scan;
    for (const QJsonValue value : infra.value(u"children").toArray()) {
        for (const QJsonValue inner :
             value.toObject().value(u"Domain").toObject().value(u"children").toArray()) {
            const QJsonObject group = inner.toObject().value(u"Group").toObject();
            for (const QJsonValue part : group.value(u"expression").toArray()) {
                for (const QString& path : texts(part.toObject().value(u"paths"))) {
                    scan.nestedIn[path].insert(kGroups + group.value(u"id").toString());
                }
            }
            const QJsonObject policy = inner.toObject().value(u"SecurityPolicy").toObject();
            for (const QJsonValue rule : policy.value(u"rules").toArray()) {
                for (const QString& field :
                     {u"source_groups"_s, u"destination_groups"_s, u"scope"_s}) {
                    for (const QString& path : texts(rule.toObject().value(field))) {
                        scan.policiesOf[path].insert(
                            u"/infra/domains/default/security-policies/"_s +
                            policy.value(u"id").toString());
                    }
                }
            }
        }
    }
    return scan;
}

/// The group and all around it.
QSet<QString> around(const Scan& scan, const QString& group) {
    QSet<QString> found = {group};
    QStringList open = {group};
    while (!open.isEmpty()) {
        for (const QString& outer : scan.nestedIn.value(open.takeFirst())) {
            if (!found.contains(outer)) {
                found.insert(outer);
                open << outer;
            }
        }
    }
    return found;
}

QSet<QString> allPaths(ApiClient& client, const QString& url) {
    const QStringList paths = client.get(url + u"&page_size=1000"_s).column(u"path"_s);
    return {paths.begin(), paths.end()};
}

} // namespace

class TestScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        EstateSize size;
        size.policies = 2000;
        size.rules = 8000;
        size.groups = 2000;
        size.machines = 2000;
        const Result<Estate> estate = generateEstate(size);
        QVERIFY(estate.has_value());
        m_scan = scanOf(estate->infra());
        m_manager = startManager(*estate);
        m_client = std::make_unique<ApiClient>(*m_manager);
    }
    void cleanupTestCase() {
        m_client.reset();
        m_manager.reset();
    }

    void findsTheUsersOfAGroup() {
        for (int i = 0; i < 40; ++i) {
            const QString group = kGroups + u"g-"_s + QString::number(i * 49);
            QSet<QString> expected;
            const QSet<QString> groups = around(m_scan, group);
            for (const QString& each : groups) {
                expected.unite(m_scan.policiesOf.value(each));
            }
            QCOMPARE(
                allPaths(*m_client, kInfra + u"/group-service-associations?intent_path="_s + group),
                expected);
            QSet<QString> outer = groups;
            outer.remove(group);
            QCOMPARE(allPaths(*m_client, kInfra + u"/group-associations?intent_path="_s + group),
                     outer);
        }
    }

    void findsTheGroupsOfAMachine() {
        const Reply machines = m_client->get(u"/api/v1/fabric/virtual-machines?page_size=1000"_s);
        const QString id = machines.results().at(500).toObject().value(u"external_id").toString();
        const QStringList groups =
            m_client
                ->get(kInfra +
                      u"/virtual-machine-group-associations?page_size=1000&vm_external_id="_s + id)
                .column(u"path"_s);
        QVERIFY(groups.size() > 3);
        // Every group that is named has it as a member, and one that is not named has not.
        const auto isIn = [&](const QString& group) {
            return m_client->get(policy(group) + u"/members/virtual-machines?page_size=1000"_s)
                .column(u"id"_s)
                .contains(id);
        };
        for (qsizetype i = 0; i < groups.size(); i += groups.size() / 3) {
            QVERIFY2(isIn(groups.at(i)), qPrintable(groups.at(i)));
        }
        for (int i = 0; i < 3; ++i) {
            const QString group = kGroups + u"g-"_s + QString::number(i);
            QCOMPARE(isIn(group), groups.contains(group));
        }
    }

private:
    Scan m_scan;
    std::unique_ptr<SimulatedManager> m_manager;
    std::unique_ptr<ApiClient> m_client;
};

QTEST_GUILESS_MAIN(TestScale)
#include "tst_scale.moc"
