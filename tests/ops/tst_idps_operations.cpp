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
const QByteArray kRefused = "refused";
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
            if (!path.startsWith(kRoot)) {
                return false;
            }
            const QByteArray body = parts.value(path.mid(kRoot.size()), kRefused);
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
        QCOMPARE(result.value(u"notes"_s).toArray().size(), 5 - parts.size());
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
        QVERIFY(tests::await(sources->close()));
    }
};

QTEST_GUILESS_MAIN(TestIdpsOperations)
#include "tst_idps_operations.moc"
