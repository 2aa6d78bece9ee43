// SPDX-License-Identifier: MIT
// A change file from preview to publish, history and revert, on a simulated manager.
#include "../simulator/api_client.h"
#include "support/schema_check.h"
#include "support/write_bench.h"

#include <QJsonArray>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;
using tests::WriteBench;

namespace {

const QString kDomain = u"/policy/api/v1/infra/domains/default/"_s;

class Manager final {
public:
    explicit Manager(WriteBench& bench)
        : m_client(bench.manager(), u"admin"_s, u"correct horse 7!"_s) {}

    QJsonObject get(const QString& path) { return m_client.get(path).json(); }
    int status(const QString& path) { return m_client.get(path).status; }
    void put(const QString& path, const QJsonObject& body) {
        const auto answer = m_client.put(path, body);
        QVERIFY2(answer.status == 200, answer.body.constData());
    }

private:
    simulator::test::ApiClient m_client;
};

/// The firewall's whole configuration without what only the manager writes.
QJsonArray comparable(const QJsonValue& value) {
    static const QStringList server{u"_revision"_s,
                                    u"_last_modified_time"_s,
                                    u"_last_modified_user"_s,
                                    u"_create_time"_s,
                                    u"_create_user"_s,
                                    u"unique_id"_s,
                                    u"realization_id"_s,
                                    u"rule_id"_s,
                                    u"internal_sequence_number"_s};
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (const QString& field : server) {
            object.remove(field);
        }
        for (const QString& key : object.keys()) {
            object.insert(key, comparable(object.value(key)).first());
        }
        return {object};
    }
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray elements = value.toArray();
        for (const QJsonValue element : elements) {
            array.append(comparable(element).first());
        }
        return {array};
    }
    return {value};
}

QJsonValue configuration(WriteBench& bench) {
    Manager manager(bench);
    return comparable(
               manager.get(u"/policy/api/v1/infra?filter=Type-Domain%7CSecurityPolicy%7CRule%7C"
                           "Group%7CService%7CPolicyExcludeList"_s))
        .first();
}

const QString kChange = uR"(title: Cache for the web shop
reason: CHG-4711
author: jane
changes:
  - create: group
    id: cache
    set: {display_name: Cache, addresses: [10.9.0.0/28]}
  - create: service
    set: {display_name: Memcached, ports: [TCP 11211]}
  - create: policy
    id: cache-tier
    set: {display_name: Cache tier, category: Application}
    place: top
  - create: rule
    policy: cache-tier
    set: {display_name: web to cache, sources: [%1], destinations: [cache], services: [Memcached]}
  - update: rule
    policy: %2
    id: %3
    set: {logged: false, notes: reviewed}
  - update: machine
    id: prod-webshop-web-01
    add: {tags: [role|cache-client]}
)"_s;

struct Names {
    QString group;
    QString policy;
    QString rule;
};

/// Some group, and some rule that is no default, of the estate.
Names names(WriteBench& bench) {
    Manager manager(bench);
    Names found;
    found.group = manager.get(kDomain + u"groups"_s)[u"results"][0][u"id"].toString();
    const QJsonArray policies = manager.get(kDomain + u"security-policies"_s)[u"results"].toArray();
    for (const QJsonValue policy : policies) {
        const QString id = policy[u"id"].toString();
        const QJsonObject whole = manager.get(kDomain + u"security-policies/"_s + id);
        if (policy[u"category"].toString() == "Application"_L1 &&
            !whole.value(u"is_default"_s).toBool() && found.rule.isEmpty()) {
            found.policy = id;
            found.rule = whole[u"rules"][0][u"id"].toString();
        }
    }
    return found;
}

} // namespace

class TestChangePublish final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishesAtOnceAndReverts() {
        WriteBench bench;
        const Names some = names(bench);
        const QString change = kChange.arg(some.group, some.policy, some.rule);
        const QJsonValue before = configuration(bench);
        bench.manager().clearRequests();

        const QJsonObject preview = bench.must(u"preview_change"_s, {{u"change"_s, change}});
        QCOMPARE(tests::SchemaCheck(schemaOf(u"preview_change"_s)).problems(preview),
                 QStringList());
        QCOMPARE(preview.value(u"objects"_s).toArray().size(), 6);
        QCOMPARE(bench.writes(), QStringList());

        const QJsonObject dry =
            bench.must(u"publish_change"_s, {{u"change"_s, change}, {u"dry_run"_s, true}});
        QCOMPARE(dry.value(u"requests"_s).toArray().size(), 2);
        QCOMPARE(bench.writes(), QStringList());

        const QJsonObject made = bench.must(u"publish_change"_s, {{u"change"_s, change}});
        QCOMPARE(tests::SchemaCheck(schemaOf(u"publish_change"_s)).problems(made), QStringList());
        QCOMPARE(made.value(u"status"_s).toString(), u"published"_s);
        QCOMPARE(bench.writes(),
                 QStringList({u"PATCH /policy/api/v1/infra?enforce_revision_check=true"_s,
                              u"POST /api/v1/fabric/virtual-machines?action=add_tags"_s}));
        const QString asked = bench.confirmer->asked.back().consequences.join(u'\n');
        QVERIFY2(asked.contains(u"New: Policy 'Cache tier' in Application"_s), qPrintable(asked));
        QVERIFY2(asked.contains(u"log on → off"_s) || asked.contains(u"notes nothing → reviewed"_s),
                 qPrintable(asked));
        Manager manager(bench);
        const QJsonObject policy = manager.get(kDomain + u"security-policies/cache-tier"_s);
        QCOMPARE(policy[u"rules"][0][u"services"][0].toString(), u"/infra/services/Memcached"_s);
        QCOMPARE(policy[u"rules"][0][u"logged"].toBool(), true);

        const QJsonObject history = bench.must(u"list_changes"_s, {});
        QCOMPARE(tests::SchemaCheck(schemaOf(u"list_changes"_s)).problems(history), QStringList());
        const QJsonValue entry = history[u"items"][0];
        QCOMPARE(entry[u"author"].toString(), u"jane"_s);
        QCOMPARE(entry[u"reason"].toString(), u"CHG-4711"_s);
        QCOMPARE(entry[u"state"].toString(), u"recorded"_s);

        const auto reverted =
            bench.call(u"revert_change"_s, {{u"change_id"_s, entry[u"change_id"]}});
        QVERIFY2(reverted, qPrintable(reverted ? QString() : reverted.error().message()));
        QCOMPARE(reverted->result.value(u"status"_s).toString(), u"reverted"_s);
        QCOMPARE(configuration(bench), before);
        QCOMPARE(bench.must(u"list_changes"_s, {})[u"items"][0][u"state"].toString(), u"undone"_s);
    }

    /// The manual's example must work on the demo estate, line for line.
    void theExampleOfTheManualWorks() {
        QFile manual(qEnvironmentVariable("BULKHEAD_SOURCE_DIR") + u"/docs/changes.md"_s);
        QVERIFY(manual.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(manual.readAll());
        const QString example = text.section(u"```yaml\n"_s, 1, 1).section(u"```"_s, 0, 0);
        QVERIFY(example.startsWith(u"title: "_s));
        WriteBench bench;
        const QJsonValue before = configuration(bench);
        const auto made = bench.call(u"publish_change"_s, {{u"change"_s, example}});
        QVERIFY2(made, qPrintable(made ? QString() : made.error().message()));
        Manager manager(bench);
        const QJsonArray rules =
            manager.get(kDomain + u"security-policies/app-webshop"_s)[u"rules"].toArray();
        qsizetype place = -1;
        for (qsizetype i = 0; i < rules.size(); ++i) {
            if (rules[i][u"id"].toString() == "webshop-app-cache"_L1) {
                place = i;
            }
        }
        QVERIFY(place >= 0);
        QCOMPARE(rules[place][u"logged"].toBool(), true);
        QCOMPARE(rules[place + 1][u"display_name"].toString(), u"Monitoring to the cache"_s);
        const auto reverted =
            bench.call(u"revert_change"_s, {{u"change_id"_s, made->result.value(u"undo_id"_s)}});
        QVERIFY2(reverted, qPrintable(reverted ? QString() : reverted.error().message()));
        QCOMPARE(configuration(bench), before);
    }

    void movesAndDeletesInOneRequest() {
        WriteBench bench;
        const Names some = names(bench);
        const QJsonValue before = configuration(bench);
        const QString change = uR"(title: Tidy up
changes:
  - create: policy
    id: tidy
    set: {display_name: Tidy}
  - move: rule
    policy: %1
    id: %2
    to_policy: tidy
  - delete: policy
    id: %1
)"_s.arg(some.policy, some.rule);
        bench.manager().clearRequests();
        const QJsonObject made = bench.must(u"publish_change"_s, {{u"change"_s, change}});
        QCOMPARE(bench.writes().size(), 1);
        Manager manager(bench);
        QCOMPARE(manager.status(kDomain + u"security-policies/"_s + some.policy), 404);
        QCOMPARE(manager.status(kDomain + u"security-policies/tidy/rules/"_s + some.rule), 200);
        const auto reverted =
            bench.call(u"revert_change"_s, {{u"change_id"_s, made.value(u"undo_id"_s)}});
        QVERIFY2(reverted, qPrintable(reverted ? QString() : reverted.error().message()));
        QCOMPARE(configuration(bench), before);
    }

    /// The objects are there, the tags are not: the state is described, and both ways out work.
    void aFailureInTheMiddleCanBeFinishedOrTakenBack_data() {
        QTest::addColumn<bool>("finishes");
        QTest::newRow("finish") << true;
        QTest::newRow("take back") << false;
    }

    void aFailureInTheMiddleCanBeFinishedOrTakenBack() {
        QFETCH(bool, finishes);
        WriteBench bench;
        const QString change = uR"(title: Both
changes:
  - {create: group, id: half, set: {display_name: Half, addresses: [10.1.1.1]}}
  - {update: machine, id: prod-webshop-web-01, add: {tags: [half|way]}}
)"_s;
        const QJsonValue before = configuration(bench);
        simulator::Fault fault;
        fault.pathContains = "action=add_tags";
        fault.status = 500;
        bench.manager().addFault(fault);
        const auto broken = bench.call(u"publish_change"_s, {{u"change"_s, change}});
        QVERIFY(!broken);
        const QString message = broken.error().message();
        QVERIFY2(message.contains(u"groups/half"_s) && message.contains(u"undo id"_s),
                 qPrintable(message));
        Manager manager(bench);
        QCOMPARE(manager.status(kDomain + u"groups/half"_s), 200);
        const QJsonValue entry = bench.must(u"list_changes"_s, {})[u"items"][0];
        if (finishes) {
            bench.manager().clearRequests();
            const QJsonObject finished = bench.must(u"publish_change"_s, {{u"change"_s, change}});
            // The group is there already: a file that creates it must not stop at that.
            QCOMPARE(finished.value(u"status"_s).toString(), u"published"_s);
            QCOMPARE(bench.writes().size(), 1);
        } else {
            const auto reverted =
                bench.call(u"revert_change"_s, {{u"change_id"_s, entry[u"change_id"]}});
            QVERIFY2(reverted, qPrintable(reverted ? QString() : reverted.error().message()));
            QCOMPARE(configuration(bench), before);
        }
    }

    /// The manager has done it, but nobody heard: the objects are read, nothing is sent again.
    void aLostAnswerIsFoundOut() {
        WriteBench bench;
        const QString change =
            u"title: t\nchanges:\n  - {create: group, id: lost, set: {addresses: [10.1.1.1]}}\n"_s;
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::DropConnection;
        fault.method = "PATCH";
        bench.manager().addFault(fault);
        bench.manager().clearRequests();
        const auto made = bench.call(u"publish_change"_s, {{u"change"_s, change}});
        QCOMPARE(bench.writes().size(), 1);
        QVERIFY(!made);
        QVERIFY2(made.error().message().contains(u"was made all the same"_s),
                 qPrintable(made.error().message()));
        Manager manager(bench);
        QCOMPARE(manager.status(kDomain + u"groups/lost"_s), 200);
    }

    /// Not only that of the first policy.
    void theRealizationOfEveryPolicyIsWaitedFor() {
        WriteBench bench;
        bench.manager().plantRealizationError(u"/infra/domains/default/security-policies/second"_s,
                                              {});
        const QString change = uR"(title: Two policies
changes:
  - {create: policy, id: first, set: {display_name: First}}
  - {create: policy, id: second, set: {display_name: Second}}
)"_s;
        const QJsonObject made = bench.must(u"publish_change"_s, {{u"change"_s, change}});
        QCOMPARE(made.value(u"realization"_s)[u"state"].toString(), u"error"_s);
        QVERIFY(!made.value(u"realization"_s)[u"alarms"].toArray().isEmpty());
        const QJsonObject summary = bench.audit->rows.back().outcome.summary;
        QCOMPARE(summary.value(u"realization"_s).toString(), u"error"_s);
        QCOMPARE(summary.value(u"requests"_s).toArray(),
                 QJsonArray{u"PATCH /policy/api/v1/infra?enforce_revision_check=true"_s});
    }

    void publishingTwiceChangesNothing() {
        WriteBench bench;
        const Names some = names(bench);
        const QString change = uR"(title: Notes
changes:
  - {update: rule, policy: %1, id: %2, set: {notes: again}}
)"_s.arg(some.policy, some.rule);
        QVERIFY(!bench.must(u"publish_change"_s, {{u"change"_s, change}}).isEmpty());
        bench.manager().clearRequests();
        const QJsonObject again = bench.must(u"publish_change"_s, {{u"change"_s, change}});
        QCOMPARE(again.value(u"status"_s).toString(), u"unchanged"_s);
        QCOMPARE(bench.writes(), QStringList());
    }

    /// Edits that a program staged on an older state.
    void mergesWithTheWorkOfOthersOrRefuses_data() {
        QTest::addColumn<QString>("theirField");
        QTest::addColumn<bool>("isMerged");
        QTest::newRow("another field") << u"description"_s << true;
        QTest::newRow("the same field") << u"notes"_s << false;
    }

    void mergesWithTheWorkOfOthersOrRefuses() {
        QFETCH(QString, theirField);
        QFETCH(bool, isMerged);
        WriteBench bench;
        const Names some = names(bench);
        const QString path =
            kDomain + u"security-policies/%1/rules/%2"_s.arg(some.policy, some.rule);
        Manager manager(bench);
        const QJsonObject rule = manager.get(path);
        QJsonObject mine = rule;
        mine.insert(u"notes"_s, u"mine"_s);
        QJsonObject theirs = rule;
        theirs.insert(theirField, u"theirs"_s);
        manager.put(path, theirs);
        const QJsonObject edit{{u"kind"_s, u"rule"_s},
                               {u"path"_s, rule.value(u"path"_s)},
                               {u"before"_s, rule},
                               {u"after"_s, mine}};
        const QString change = QString::fromUtf8(
            QJsonDocument(QJsonObject{{u"title"_s, u"Staged"_s}, {u"edits"_s, QJsonArray{edit}}})
                .toJson());
        const auto outcome = bench.call(u"publish_change"_s, {{u"change"_s, change}});
        const QJsonObject now = manager.get(path);
        if (isMerged) {
            QVERIFY2(outcome, qPrintable(outcome ? QString() : outcome.error().message()));
            QCOMPARE(now.value(u"notes"_s).toString(), u"mine"_s);
            QCOMPARE(now.value(u"description"_s).toString(), u"theirs"_s);
            QVERIFY(
                outcome->result[u"warnings"][0].toString().contains(u"both changes are kept"_s));
        } else {
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().kind, ErrorKind::Conflict);
            const QString message = outcome.error().message();
            QVERIFY2(message.contains(u"mine"_s) && message.contains(u"theirs"_s),
                     qPrintable(message));
            QCOMPARE(now.value(u"notes"_s).toString(), u"theirs"_s);
        }
    }

    void refuses_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("words");
        QTest::newRow("unknown key") << u"{update: rule, polcy: x, id: y}"_s << u"change:3"_s;
        QTest::newRow("unknown policy")
            << u"{update: rule, policy: nowhere, id: y, set: {logged: true}}"_s << u"Line 3"_s;
        QTest::newRow("adding to ANY")
            << u"{update: rule, policy: %1, id: %2, add: {profiles: [DNS]}}"_s << u"ANY"_s;
        QTest::newRow("stale review")
            << u"{update: rule, policy: %1, id: %2, revision: 99, set: {logged: true}}"_s
            << u"revision 99"_s;
        QTest::newRow("used group") << u"{delete: group, id: %3}"_s << u"Take it out"_s;
    }

    void refuses() {
        QFETCH(QString, entry);
        QFETCH(QString, words);
        WriteBench bench;
        const Names some = names(bench);
        QString used;
        Manager manager(bench);
        const QJsonObject rule =
            manager.get(kDomain + u"security-policies/%1/rules/%2"_s.arg(some.policy, some.rule));
        for (const QString& field : {u"source_groups"_s, u"destination_groups"_s, u"scope"_s}) {
            const QString operand = rule[field][0].toString();
            if (operand.startsWith(u'/')) {
                used = operand;
            }
        }
        QVERIFY(!used.isEmpty());
        entry.replace(u"%1"_s, some.policy).replace(u"%2"_s, some.rule).replace(u"%3"_s, used);
        bench.manager().clearRequests();
        const auto outcome =
            bench.call(u"publish_change"_s, {{u"change"_s, u"title: t\nchanges:\n  - "_s + entry}});
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().message().contains(words), qPrintable(outcome.error().message()));
        QCOMPARE(bench.writes(), QStringList());
    }

private:
    static QJsonObject schemaOf(const QString& name) {
        return Registry::standard().find(name)->resultSchema;
    }
};

QTEST_GUILESS_MAIN(TestChangePublish)
#include "tst_change_publish.moc"
