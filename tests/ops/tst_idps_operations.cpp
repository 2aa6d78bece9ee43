// SPDX-License-Identifier: MIT
// What is said of intrusion detection, on a manager that lets itself be asked in parts, and on the
// simulated one.
#include "nsx/certificate_facts.h"
#include "nsx/wire_server.h"
#include "ops/pipeline.h"
#include "support/await.h"
#include "support/schema_check.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;
using tests::WireRequest;
using tests::WireServer;

namespace {

const QByteArray kRoot = "/policy/api/v1/infra/settings/firewall/security/intrusion-services";
const QByteArray kPolicies = "/policy/api/v1/infra/domains/default/intrusion-service-policies";
const QByteArray kHosts = "/api/v1/fabric/discovered-nodes";
const QByteArray kRefused = "refused";
/// Settings, signature status, clusters, versions, standalone hosts, hosts, rules, events.
constexpr int kReads = 8;
using Parts = QHash<QByteArray, QByteArray>;

Result<Outcome> call(const std::shared_ptr<SourceProvider>& sources, const QString& name,
                     const QJsonObject& arguments = {}) {
    return tests::await(Pipeline::standard(sources).call(name, arguments, {}));
}

QString problems(const QString& name, const QJsonObject& result) {
    const QJsonObject schema = Registry::standard().find(name)->resultSchema;
    return tests::SchemaCheck(schema).problems(result).join(u' ');
}

QByteArray list(const QByteArray& items) {
    return R"({"results":[)" + items + "]}";
}

QByteArray cluster(const QByteArray& id, const QByteArray& enabled) {
    return R"({"id":")" + id + R"(","ids_enabled":)" + enabled +
           R"(,"cluster":{"target_display_name":"Compute"}})";
}

/// One PolicyIdsEventsSummary whose latest occurrence is so long ago.
QByteArray seen(const QString& id, const QString& name, const QString& severity, int hoursAgo,
                const QString& action, const QString& machine) {
    const qint64 time = QDateTime::currentMSecsSinceEpoch() - qint64{3'600'000} * hoursAgo;
    const QJsonObject signature{{u"signature_name"_s, name}, {u"severity"_s, severity}};
    const QJsonObject summary{{u"signature_id"_s, id.toInt()},
                              {u"signature_metadata"_s, signature},
                              {u"latest_occurence"_s, time},
                              {u"ids_flow_details"_s, QJsonObject{{u"action_type"_s, action}}},
                              {u"vm_details"_s, QJsonObject{{u"vm_list"_s, QJsonArray{machine}}}}};
    return QJsonDocument(summary).toJson(QJsonDocument::Compact);
}

} // namespace

class TestIdpsOperations final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    tests::TestCertificate m_identity = tests::TestCertificate::make({});

    std::shared_ptr<SourceProvider> sourcesFor(const WireServer& server) {
        QFile file(m_folder.filePath(u"config.yaml"_s));
        if (file.open(QIODevice::WriteOnly)) {
            const QString fingerprint = nsx::fingerprintOf(m_identity.certificate());
            file.write(
                "targets:\n  lab: {host: 127.0.0.1, port: " + QByteArray::number(server.port()) +
                ", fingerprint_sha256: \"" + fingerprint.toLatin1() + "\"}\n");
        }
        SourceOptions options;
        options.configFile = file.fileName();
        return std::make_shared<SourceProvider>(options);
    }

    /// Answers the parts below kRoot; those that are not there with 404.
    static void serve(WireServer& server, const Parts& parts) {
        server.script = [parts](const WireRequest& request) {
            const QByteArray path = request.target.split('?').constFirst();
            const bool isElsewhere = path.startsWith(kPolicies) || path == kHosts;
            if (!path.startsWith(kRoot) && !isElsewhere) {
                return false;
            }
            const QByteArray body =
                parts.value(isElsewhere ? path : path.mid(kRoot.size()), kRefused);
            if (body == kRefused) {
                WireServer::answerError(request, 404, 600, "not here");
            } else {
                WireServer::answer(request, 200, body);
            }
            return true;
        };
    }

private Q_SLOTS:
    void initTestCase() { qputenv("VMWARE_NSX_SECURITY_LAB_PASSWORD", "x"); }

    void knowsWhereItIsOn_data() {
        QTest::addColumn<Parts>("parts");
        QTest::addColumn<QJsonValue>("enabled");
        const QByteArray hosts = "/ids-standalone-host-config";
        const QByteArray clusters = "/cluster-configs";
        const QByteArray on = R"({"ids_enabled":true})";
        const QByteArray off = R"({"ids_enabled":false})";
        const QByteArray two = cluster("a", "false") + ',';
        QTest::newRow("one cluster")
            << Parts{{hosts, off}, {clusters, list(two + cluster("b", "true"))}}
            << QJsonValue(true);
        QTest::newRow("hosts, clusters unknown") << Parts{{hosts, on}} << QJsonValue(true);
        QTest::newRow("nowhere") << Parts{{hosts, off},
                                          {clusters, list(two + cluster("b", "false"))}}
                                 << QJsonValue(false);
        QTest::newRow("clusters off, hosts unknown")
            << Parts{{clusters, list(cluster("a", "false"))}} << QJsonValue();
        QTest::newRow("one cluster does not say")
            << Parts{{hosts, off}, {clusters, list(two + R"({"id":"b"})")}} << QJsonValue();
        QTest::newRow("only settings known")
            << Parts{{"", R"({"auto_update":true})"}} << QJsonValue();
    }
    void knowsWhereItIsOn() {
        QFETCH(const Parts, parts);
        QFETCH(const QJsonValue, enabled);
        WireServer server(m_identity);
        serve(server, parts);
        const auto sources = sourcesFor(server);
        const auto outcome = call(sources, u"get_idps_status"_s);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        const QJsonObject result = outcome->result;
        QCOMPARE(problems(u"get_idps_status"_s, result), QString());
        QCOMPARE(result.value(u"enabled"_s), enabled);
        // Whatever was refused is unknown and said.
        QCOMPARE(result.value(u"notes"_s).toArray().size(), kReads - parts.size());
        QCOMPARE(result.value(u"clusters"_s).isNull(), !parts.contains("/cluster-configs"));
        QCOMPARE(result.value(u"settings"_s).isNull(), !parts.contains(""));
        QVERIFY(result.value(u"signature_age_days"_s).isNull());
        QVERIFY(tests::await(sources->close()));
    }

    void knowsTheAgeOfTheSignatures() {
        const QDateTime then = QDateTime::currentDateTimeUtc().addDays(-12);
        const QByteArray time = QByteArray::number(then.toMSecsSinceEpoch());
        WireServer server(m_identity);
        serve(
            server,
            {{"/signature-versions",
              list(R"({"version_id":"old","state":"NOTACTIVE","status":"LATEST"},)"
                   R"({"version_id":"2026.1","state":"ACTIVE","status":"OUTDATED","update_time":)" +
                   time + "}")},
             {"/signatures/status", R"({"version_id":"2026.1","download_status":"READY"})"}});
        const auto sources = sourcesFor(server);
        const auto outcome = call(sources, u"get_idps_status"_s);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        QCOMPARE(outcome->result.value(u"signature_version"_s).toString(), u"2026.1"_s);
        QCOMPARE(outcome->result.value(u"signature_age_days"_s).toInt(), 12);
        QCOMPARE(outcome->result.value(u"signatures_are_latest"_s), QJsonValue(false));
        // The predecessor's field: every scalar of the part as a text.
        QCOMPARE(outcome->result.value(u"signature_status"_s)[u"download_status"_s].toString(),
                 u"READY"_s);
        QVERIFY(tests::await(sources->close()));
    }

    void failsWhenNothingIsKnown() {
        WireServer server(m_identity);
        serve(server, {});
        const auto sources = sourcesFor(server);
        const auto outcome = call(sources, u"get_idps_status"_s);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, ErrorKind::NotFound);
        QVERIFY(tests::await(sources->close()));
    }

    void shortensProfiles() {
        WireServer server(m_identity);
        serve(server,
              {{"/profiles",
                list(R"({"id":"servers","display_name":"Servers","path":"/p/servers",)"
                     R"("profile_severity":["CRITICAL","HIGH"],"criteria":[)"
                     R"({"filter_name":"ATTACK_TARGET","filter_value":["SERVER"]},)"
                     R"({"resource_type":"IdsProfileConjunctionOperator","operator":"AND"},)"
                     R"({"filter_name":"CVSS","filter_value":["HIGH"]}],)"
                     R"("overridden_signatures":[{"signature_id":"1"}]},)"
                     R"({"id":"clients","path":"/p/clients"})")}});
        const auto sources = sourcesFor(server);
        const auto outcome = call(sources, u"list_idps_profiles"_s);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        QCOMPARE(problems(u"list_idps_profiles"_s, outcome->result), QString());
        const QJsonObject first = outcome->result.value(u"items"_s)[0].toObject();
        QCOMPARE(first.value(u"profile_severity"_s).toString(), u"CRITICAL,HIGH"_s);
        QCOMPARE(first.value(u"criteria"_s).toArray().size(), 2);
        QCOMPARE(first.value(u"overridden_signature_count"_s).toInt(), 1);
        const auto named = call(sources, u"list_idps_profiles"_s, {{u"name_filter"_s, u"CLI*"_s}});
        QCOMPARE(named->result.value(u"total"_s).toInt(), 1);
        QCOMPARE(named->result.value(u"items"_s)[0][u"id"_s].toString(), u"clients"_s);
        QVERIFY(tests::await(sources->close()));
    }

    void countsWhatItCouldRead() {
        WireServer server(m_identity);
        serve(server,
              {{"/cluster-configs", list(cluster("a", "true") + ',' + cluster("b", "false"))},
               {"/ids-summary", list(seen(u"1"_s, u""_s, u""_s, 1, u"DROP"_s, u"a"_s) + ',' +
                                     seen(u"1"_s, u""_s, u""_s, 23, u"REJECT"_s, u"a"_s) + ',' +
                                     seen(u"1"_s, u""_s, u""_s, 2, u"ALERT"_s, u"a"_s) + ',' +
                                     seen(u"1"_s, u""_s, u""_s, 25, u"DROP"_s, u"a"_s))}});
        const auto sources = sourcesFor(server);
        const auto outcome = call(sources, u"get_idps_status"_s);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        const QJsonObject counts = outcome->result.value(u"counts"_s).toObject();
        QCOMPARE(counts.value(u"clusters"_s).toInt(), 2);
        QCOMPARE(counts.value(u"clusters_enabled"_s).toInt(), 1);
        QCOMPARE(counts.value(u"events_24h"_s).toInt(), 3);
        QCOMPARE(counts.value(u"prevented_24h"_s).toInt(), 2);
        QVERIFY(counts.value(u"rules"_s).isNull()); // refused, and so unknown
        const QJsonArray clusters = outcome->result.value(u"clusters"_s).toArray();
        QVERIFY(clusters[0][u"mode"_s].isNull());
        QCOMPARE(clusters[1][u"mode"_s].toString(), u"OFF"_s);
        QVERIFY(clusters[0][u"hosts"_s].isNull());
        QVERIFY(tests::await(sources->close()));
    }

    void filtersEvents_data() {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QStringList>("signatures");
        QTest::newRow("all, the newest first")
            << QJsonObject() << QStringList{u"3"_s, u"1"_s, u"2"_s};
        QTest::newRow("since") << QJsonObject{{u"since"_s, u"24h"_s}}
                               << QStringList{u"3"_s, u"1"_s};
        QTest::newRow("severity") << QJsonObject{{u"severity"_s, u"high"_s}} << QStringList{u"2"_s};
        QTest::newRow("signature id")
            << QJsonObject{{u"signature"_s, u"1"_s}} << QStringList{u"1"_s};
        QTest::newRow("signature name")
            << QJsonObject{{u"signature"_s, u"worm"_s}} << QStringList{u"3"_s, u"2"_s};
        QTest::newRow("machine") << QJsonObject{{u"vm"_s, u"db-*"_s}} << QStringList{u"1"_s};
        QTest::newRow("prevented") << QJsonObject{{u"prevented"_s, true}} << QStringList{u"1"_s};
        QTest::newRow("page") << QJsonObject{{u"limit"_s, 1}, {u"offset"_s, 1}}
                              << QStringList{u"1"_s};
    }
    void filtersEvents() {
        QFETCH(const QJsonObject, arguments);
        QFETCH(const QStringList, signatures);
        WireServer server(m_identity);
        serve(server,
              {{"/ids-summary",
                list(seen(u"1"_s, u"Injection"_s, u"CRITICAL"_s, 5, u"DROP"_s, u"db-01"_s) + ',' +
                     seen(u"2"_s, u"Worm A"_s, u"HIGH"_s, 70, u"ALERT"_s, u"web-01"_s) + ',' +
                     seen(u"3"_s, u"Worm B"_s, u"LOW"_s, 1, u"ALERT"_s, u"web-02"_s))}});
        const auto sources = sourcesFor(server);
        const auto outcome = call(sources, u"list_idps_events"_s, arguments);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message()));
        QCOMPARE(problems(u"list_idps_events"_s, outcome->result), QString());
        QStringList found;
        for (const QJsonValue item : outcome->result.value(u"items"_s).toArray()) {
            found << item[u"signature_id"_s].toString();
        }
        QCOMPARE(found, signatures);
        // The trend covers the whole time, counts what matches, and knows its quiet days.
        qint64 total = 0;
        const QJsonArray trend = outcome->result.value(u"trend"_s).toArray();
        for (const QJsonValue bucket : trend) {
            total += bucket[u"total"_s].toInteger();
        }
        QCOMPARE(total, outcome->result.value(u"total"_s).toInteger());
        QVERIFY(trend.size() >= 14);
        QVERIFY(!outcome->result.value(u"notes"_s).toArray().isEmpty()); // no names of rules
        QVERIFY(tests::await(sources->close()));
    }

    void namesWhatEventsAndRulesMean() {
        SourceOptions options;
        options.demo = true;
        const auto sources = std::make_shared<SourceProvider>(options);
        const auto events = call(sources, u"list_idps_events"_s, {{u"limit"_s, 1000}});
        QVERIFY2(events, events ? "" : qPrintable(events.error().message()));
        QCOMPARE(problems(u"list_idps_events"_s, events->result), QString());
        const auto rules = call(sources, u"list_idps_rules"_s);
        QVERIFY2(rules, rules ? "" : qPrintable(rules.error().message()));
        QCOMPARE(problems(u"list_idps_rules"_s, rules->result), QString());
        QHash<QString, qint64> hits;
        for (const QJsonValue event : events->result.value(u"items"_s).toArray()) {
            hits[event[u"rule_path"_s].toString()] += event[u"count"_s].toInteger();
        }
        QVERIFY(hits.size() >= 3);
        for (const QJsonValue rule : rules->result.value(u"items"_s).toArray()) {
            QVERIFY(rule[u"hit_count"_s].toInteger() >= hits.value(rule[u"path"_s].toString()));
            QVERIFY(!rule[u"profile_names"_s].toArray().isEmpty());
            hits.remove(rule[u"path"_s].toString());
        }
        QVERIFY(hits.isEmpty()); // every event has a rule
        const auto signatures = call(sources, u"list_idps_signatures"_s, {{u"overridden"_s, true}});
        QVERIFY2(signatures, signatures ? "" : qPrintable(signatures.error().message()));
        QCOMPARE(problems(u"list_idps_signatures"_s, signatures->result), QString());
        QCOMPARE(signatures->result.value(u"total"_s).toInt(), 3);
        const auto found = call(sources, u"list_idps_signatures"_s,
                                {{u"search"_s, u"heap"_s}, {u"severity"_s, u"LOW"_s}});
        QCOMPARE(found->result.value(u"total"_s).toInt(), 0);
        QVERIFY(tests::await(sources->close()));
    }

    void worksOnTheDemo() {
        SourceOptions options;
        options.demo = true;
        const auto sources = std::make_shared<SourceProvider>(options);
        const auto status = call(sources, u"get_idps_status"_s);
        QVERIFY2(status, status ? "" : qPrintable(status.error().message()));
        QCOMPARE(problems(u"get_idps_status"_s, status->result), QString());
        QVERIFY(!status->result.value(u"signature_version"_s).isNull());
        const auto profiles = call(sources, u"list_idps_profiles"_s);
        QVERIFY2(profiles, profiles ? "" : qPrintable(profiles.error().message()));
        QCOMPARE(problems(u"list_idps_profiles"_s, profiles->result), QString());
        QVERIFY(profiles->result.value(u"total"_s).toInt() > 0);
        QCOMPARE(profiles->result.value(u"items"_s)[1][u"criteria_words"_s].toString(),
                 u"Signatures of severity CRITICAL or HIGH with attack target SERVER and affected "
                 u"product Database or File Share."_s);
        const QJsonObject first = status->result.value(u"clusters"_s)[0].toObject();
        QCOMPARE(first.value(u"mode"_s).toString(), u"DETECT_PREVENT"_s);
        QCOMPARE(first.value(u"hosts"_s).toArray().size(), 4);
        QVERIFY(tests::await(sources->close()));
    }
};

QTEST_GUILESS_MAIN(TestIdpsOperations)
#include "tst_idps_operations.moc"
