// SPDX-License-Identifier: MIT
// Data sets: the demo estate, bundles of others, and bad files.
#include "api_client.h"
#include "simulator/estate_generator.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

QString startError(const QByteArray& bytes) {
    const Result<Estate> estate = Estate::fromJson(bytes, u"office.json"_s);
    if (!estate) {
        return estate.error().message();
    }
    SimulatorOptions options;
    options.password = kPassword;
    const auto manager = SimulatedManager::start(*estate, options);
    return manager ? QString() : manager.error().message();
}

/// A manager brings its default policies along, and the compute manager its clusters.
QJsonObject withoutWhatIsThere(QJsonObject node) {
    QJsonArray kept;
    for (const QJsonValue value : node.value(u"children").toArray()) {
        QJsonObject child = value.toObject();
        const QString type = child.value(u"resource_type").toString().mid(5);
        const QJsonObject object = child.value(type).toObject();
        if ((type == u"SecurityPolicy"_s && object.value(u"is_default").toBool()) ||
            type == u"IdsClusterConfig"_s) {
            continue;
        }
        child.insert(type, withoutWhatIsThere(object));
        kept.append(child);
    }
    if (!kept.isEmpty()) {
        node.insert(u"children"_s, kept);
    }
    return node;
}

} // namespace

class TestEstates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasTheDefaultsOfAFreshManager() {
        const auto manager = startManager(Estate::empty());
        ApiClient client(*manager);
        QCOMPARE(client.get(policy(u"/infra/domains/default/security-policies"_s)).column(u"id"_s),
                 QStringList({u"default-layer2-section"_s, u"default-layer3-section"_s}));
        QCOMPARE(client.get(policy(u"/infra/domains"_s)).column(u"id"_s),
                 QStringList{u"default"_s});
        QCOMPARE(
            client.get(policy(u"/infra/services/DNS"_s)).json().value(u"display_name").toString(),
            u"DNS-TCP"_s);
        QVERIFY(client.get(policy(u"/infra/context-profiles"_s)).results().size() > 5);
        QVERIFY(manager->notes().isEmpty());
    }

    void showsTheDemoEstate() {
        const Result<Estate> estate = demoEstate();
        QVERIFY2(estate, estate ? "" : qPrintable(estate.error().message()));
        const auto manager = startManager(*estate);
        QCOMPARE(manager->notes(), QStringList());
        ApiClient client(*manager);
        QCOMPARE(client.get(u"/api/v1/fabric/virtual-machines"_s).results().size(), 60);
        const Reply policies = client.get(
            policy(u"/infra/domains/default/security-policies?include_rule_count=true"_s));
        QVERIFY(policies.results().size() > 20);
        const Reply production =
            client.get(policy(u"/infra/domains/default/groups/env-prod/members/"
                              u"virtual-machines"_s));
        QVERIFY(production.results().size() > 10);
    }

    /// What a manager would refuse in a write has no place in the demo estate either. The default
    /// policies are left out: a fresh manager has its own, which cannot be replaced.
    void couldBeWrittenToAFreshManager() {
        const Result<Estate> estate = demoEstate();
        QVERIFY(estate.has_value());
        const auto manager = startManager(Estate::empty());
        ApiClient client(*manager);
        const QJsonObject tree = withoutWhatIsThere(estate->infra());
        const Reply reply = client.patch(policy(u"/infra"_s), tree);
        QVERIFY2(reply.status == 200, reply.body.constData());
    }

    void keepsWhatADataSetSays() {
        const auto manager = startManager(estateOf(R"({
          "resource_type": "Infra", "children": [
            {"resource_type": "ChildDomain", "Domain": {"id": "default", "children": [
              {"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "p",
                "_revision": 7, "_create_user": "someone", "_create_time": 1000,
                "unique_id": "11111111-2222-3333-4444-555555555555", "rules": [
                  {"id": "r", "action": "ALLOW", "rule_id": 1234, "_revision": 3,
                   "services": ["/infra/services/from-elsewhere"]}]}}]}}]})"));
        ApiClient client(*manager);
        const QString url = policy(u"/infra/domains/default/security-policies/p"_s);
        QJsonObject stored = client.get(url).json();
        QCOMPARE(stored.value(u"_revision").toInt(), 7);
        QCOMPARE(stored.value(u"_create_user").toString(), u"someone"_s);
        QCOMPARE(stored.value(u"_last_modified_time").toInt(), 1000);
        QCOMPARE(stored.value(u"unique_id").toString(), u"11111111-2222-3333-4444-555555555555"_s);
        const QJsonObject rule = stored.value(u"rules").toArray().first().toObject();
        QCOMPARE(rule.value(u"rule_id").toInt(), 1234);
        // What dangles in the data set does not keep the rule from being edited …
        QJsonObject change = rule;
        change.insert(u"logged"_s, true);
        QCOMPARE(client.put(url + u"/rules/r"_s, change).revision(), 4);
        // … but nothing new may dangle.
        change.insert(u"_revision"_s, 4);
        change.insert(u"profiles"_s, QJsonArray{u"/infra/context-profiles/none"_s});
        QCOMPARE(client.put(url + u"/rules/r"_s, change).errorCode(), 500012);
    }

    void generatesTheSizeThatIsAskedFor() {
        const Result<EstateSize> size =
            EstateSize::parse(u"policies=30,rules=200,groups=40,vms=300,seed=7"_s);
        QVERIFY(size.has_value());
        const Result<Estate> estate = generateEstate(*size);
        QVERIFY(estate.has_value());
        const auto manager = startManager(*estate);
        QCOMPARE(manager->notes(), QStringList());
        ApiClient client(*manager);
        const QString search = u"/policy/api/v1/search/query?page_size=1&query=resource_type:"_s;
        const auto count = [&](const QString& type) {
            return client.get(search + type).json().value(u"result_count").toInt();
        };
        QCOMPARE(count(u"SecurityPolicy"_s), 30 + 2); // and the default ones
        QCOMPARE(count(u"Rule"_s), 200 + 4);
        QCOMPARE(count(u"Group"_s), 40);
        QCOMPARE(count(u"VirtualMachine"_s), 300);
        QCOMPARE(count(u"SegmentPort"_s), 300);
    }

    /// What a manager would refuse in a write is not generated either.
    void generatesWhatCouldBeWritten() {
        const Result<Estate> estate = generateEstate({});
        QVERIFY(estate.has_value());
        const auto manager = startManager(Estate::empty());
        ApiClient client(*manager);
        const Reply reply = client.patch(policy(u"/infra"_s), estate->infra());
        QVERIFY2(reply.status == 200, reply.body.constData());
    }

    void generatesTheSameForTheSameSeed() {
        EstateSize size;
        const Result<Estate> first = generateEstate(size);
        const Result<Estate> second = generateEstate(size);
        QCOMPARE(first->infra(), second->infra());
        QCOMPARE(first->virtualMachines(), second->virtualMachines());
        QCOMPARE(first->vifs(), second->vifs());
        size.seed = 2;
        QVERIFY(generateEstate(size)->infra() != first->infra());
    }

    void refusesBadSizes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("unknown") << u"policies=1,walls=2"_s << u"walls"_s;
        QTest::newRow("no number") << u"vms=many"_s << u"many"_s;
        QTest::newRow("no value") << u"vms"_s << u"vms"_s;
        QTest::newRow("zero") << u"policies=0"_s << u"policies"_s;
        QTest::newRow("too many") << u"vms=60000"_s << u"vms"_s;
        QTest::newRow("too full") << u"policies=1,rules=1001"_s << u"1001"_s;
    }
    void refusesBadSizes() {
        QFETCH(QString, text);
        QFETCH(QString, names);
        const Result<EstateSize> size = EstateSize::parse(text);
        QVERIFY(!size);
        QVERIFY2(size.error().message().contains(names), qPrintable(size.error().message()));
    }

    void notesWhatItLeavesOut() {
        const Result<Estate> estate = Estate::fromJson(R"({"resource_type": "Infra", "children": [
              {"resource_type": "ChildShare", "Share": {"id": "s"}},
              {"resource_type": "ChildSegment", "Segment": {"id": "net",
                "vlan_ids": {{vlans}}}}]})",
                                                       u"bundle.json"_s);
        QVERIFY(estate.has_value());
        const auto manager = startManager(*estate);
        QCOMPARE(manager->notes().size(), 2);
        QVERIFY(manager->notes().at(0).contains(u"vlans"_s));
        QVERIFY(manager->notes().at(1).contains(u"Share"_s));
    }

    void refusesBadDataSets_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* name, const char* bytes, const QString& names) {
            QTest::newRow(name) << QByteArray(bytes) << names;
        };
        row("empty", "", u"empty"_s);
        row("html", "<html></html>", u"HTML"_s);
        row("cut", "{\"infra\": {\"resource_type\": \"Inf", u"line 1"_s);
        row("array", "[]", u"object"_s);
        row("no infra", R"({"virtual_machines": []})", u"infra"_s);
        row("vms no array", R"({"infra": {"resource_type": "Infra"}, "virtual_machines": {}})",
            u"virtual_machines"_s);
        row("vm without id", R"({"infra": {"resource_type": "Infra"},
            "virtual_machines": [{"external_id": "a", "display_name": "a"}, {}]})",
            u"virtual_machines[1]"_s);
        row("vm twice", R"({"infra": {"resource_type": "Infra"},
            "virtual_machines": [{"external_id": "a", "display_name": "a"},
                                 {"external_id": "a", "display_name": "b"}]})",
            u"virtual_machines[1]"_s);
        row("vif of nobody", R"({"infra": {"resource_type": "Infra"},
            "vifs": [{"external_id": "v", "owner_vm_id": "x"}]})",
            u"vifs[0]"_s);
        row("object twice", R"({"infra": {"resource_type": "Infra", "children": [
            {"resource_type": "ChildSegment", "Segment": {"id": "s"}},
            {"resource_type": "ChildSegment", "Segment": {"id": "s"}}]}})",
            u"/infra/segments/s"_s);
        row("bad rule", R"({"infra": {"resource_type": "Infra", "children": [
            {"resource_type": "ChildDomain", "Domain": {"id": "default", "children": [
              {"resource_type": "ChildSecurityPolicy", "SecurityPolicy": {"id": "p", "children": [
                {"resource_type": "ChildRule", "Rule": {"id": "r", "action": "MAYBE"}}]}}]}}]}})",
            u"/security-policies/p/rules/r"_s);
        row("another root", R"({"infra": {"resource_type": "Domain"}})", u"Infra"_s);
        row("statistics of nothing",
            R"({"infra": {"resource_type": "Infra"}, "statistics": {"/infra/x": {}}})",
            u"/infra/x"_s);
    }
    void refusesBadDataSets() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, names);
        const QString message = startError(bytes);
        QVERIFY2(message.contains(u"office.json"_s), qPrintable(message));
        QVERIFY2(message.contains(names), qPrintable(message));
        QCOMPARE(message.count(u'\n'), 0);
    }

    void takesBundlesOfOthers() {
        const QDir folder(qEnvironmentVariable("BULKHEAD_SHARED_DATA") + u"/h-api"_s);
        const QStringList files = folder.entryList({u"*.json"_s}, QDir::Files);
        if (files.isEmpty()) {
            QSKIP("no third-party bundles here");
        }
        for (const QString& name : files) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const Result<Estate> estate = Estate::fromJson(file.readAll(), name);
            QVERIFY2(estate, estate ? "" : qPrintable(estate.error().message()));
            SimulatorOptions options;
            options.password = kPassword;
            const auto manager = SimulatedManager::start(*estate, options);
            QVERIFY2(manager, manager ? "" : qPrintable(manager.error().message()));
            ApiClient client(**manager);
            QVERIFY(client.get(policy(u"/infra/segments"_s)).results().size() >= 2);
        }
    }
};

QTEST_GUILESS_MAIN(TestEstates)
#include "tst_estates.moc"
