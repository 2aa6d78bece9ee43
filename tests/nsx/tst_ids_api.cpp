// SPDX-License-Identifier: MIT
// Intrusion detection as the API reference says that a manager answers, part by part.
#include "nsx/await.h"
#include "nsx/ids_api.h"
#include "nsx/wire_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;

namespace {

const QByteArray kRoot = "/policy/api/v1/infra/settings/firewall/security/intrusion-services";

QHash<QByteArray, QByteArray> answers() {
    return {
        {kRoot, R"({"auto_update":true,"ids_events_to_syslog":false,"ids_ever_enabled":true,)"
                R"("oversubscription":"BYPASSED","_revision":3})"},
        {kRoot + "/signatures/status",
         R"({"download_status":"READY","signature_status":"AVAILABLE","version_id":"2026.1"})"},
        {kRoot + "/cluster-configs",
         R"({"results":[{"ids_enabled":true,"id":"cm:domain-c46","cluster":{"target_id":"cm:domain-c46","target_display_name":"Compute"}}],"result_count":1})"},
        {kRoot + "/signature-versions",
         R"({"results":[{"version_id":"2026.1","state":"ACTIVE","status":"LATEST","update_time":1760490000000}],"result_count":1})"},
        {"/api/v1/fabric/discovered-nodes",
         R"({"results":[{"external_id":"cm:host-9","parent_compute_collection":"cm:domain-c46"}],"result_count":1})"},
        {kRoot + "/ids-standalone-host-config", R"({"ids_enabled":false})"},
        {kRoot + "/profiles",
         R"({"results":[{"id":"servers","display_name":"servers"}],"result_count":1})"}};
}

} // namespace

class TestIdsApi : public WireTest {
    Q_OBJECT

private:
    /// Answers what it knows; `refused` parts with 403.
    void serve(const QList<QByteArray>& refused) {
        m_server->script = [refused, known = answers()](const WireRequest& request) {
            const QByteArray path = request.target.split('?').constFirst();
            if (!known.contains(path)) {
                return false;
            }
            if (refused.contains(path)) {
                WireServer::answerError(request, 403, 401, "not for you");
            } else {
                WireServer::answer(request, 200, known.value(path));
            }
            return true;
        };
    }

private Q_SLOTS:
    void readsEveryPart() {
        serve({});
        const auto c = connection();
        const IdsApi api(c.get());
        AWAIT_OK(state, api.state({}));
        QCOMPARE(state.value().settings->value(u"oversubscription"_s).toString(), u"BYPASSED"_s);
        QCOMPARE(state.value().signatureStatus->value(u"version_id"_s).toString(), u"2026.1"_s);
        QCOMPARE(state.value().clusters->size(), 1);
        QCOMPARE(state.value().versions->size(), 1);
        QCOMPARE(state.value().standaloneHosts->value(u"ids_enabled"_s), QJsonValue(false));
        QCOMPARE(state.value().hosts->size(), 1);
        QVERIFY(state.value().problems.isEmpty());
        QCOMPARE(m_server->count(kRoot), 5); // the hosts are asked for elsewhere
        AWAIT_OK(profiles, api.profiles({}));
        QCOMPARE(profiles.value().size(), 1);
    }

    void readsEventsPageByPage() {
        const QByteArray path = kRoot + "/ids-summary";
        m_server->script = [path](const WireRequest& request) {
            if (request.target.split('?').constFirst() != path) {
                return false;
            }
            const bool isSecond = request.target.contains("cursor=abc");
            WireServer::answer(request, 200,
                               isSecond ? R"({"results":[{"signature_id":3}]})"
                                        : R"({"results":[{"signature_id":1},{"signature_id":2}],)"
                                          R"("result_count":3,"cursor":"abc"})");
            return true;
        };
        const auto c = connection();
        const QJsonArray filters{QJsonObject{{u"field_names"_s, u"signature_id"_s}}};
        AWAIT_OK(events, IdsApi(c.get()).events(filters, {}));
        QCOMPARE(events.value().items.size(), 3);
        QVERIFY(events.value().isComplete);
        QCOMPARE(m_server->count(path), 2);
    }

    void refusesWhatIsNoListOfEvents() {
        const QByteArray path = kRoot + "/ids-summary";
        m_server->script = [path](const WireRequest& request) {
            if (request.target.split('?').constFirst() != path) {
                return false;
            }
            WireServer::answer(request, 200, R"({"results":{}})");
            return true;
        };
        const auto c = connection();
        AWAIT_ERROR(events, ErrorKind::Unreachable, IdsApi(c.get()).events({}, {}));
    }

    void readsPoliciesInOrderWithTheirHits() {
        const QByteArray base = "/policy/api/v1/infra/domains/default/intrusion-service-policies";
        const QHash<QByteArray, QByteArray> known{
            {base, R"({"results":[{"id":"late","sequence_number":20},)"
                   R"({"id":"early","sequence_number":10}]})"},
            {base + "/early/rules",
             R"({"results":[{"id":"b","sequence_number":2},{"id":"a","sequence_number":1}]})"},
            {base + "/late/rules", R"({"results":[]})"},
            {base + "/early/statistics",
             R"({"results":[{"statistics":{"results":[{"rule":"/r/a","hit_count":7},)"
             R"({"rule":"/r/b"}]}}]})"}};
        m_server->script = [known, base](const WireRequest& request) {
            const QByteArray path = request.target.split('?').constFirst();
            if (!path.startsWith(base)) {
                return false;
            }
            if (known.contains(path)) {
                WireServer::answer(request, 200, known.value(path));
            } else {
                WireServer::answerError(request, 404, 600, "not here");
            }
            return true;
        };
        const auto c = connection();
        AWAIT_OK(policies, IdsApi(c.get()).policies({}));
        QCOMPARE(policies.value().size(), std::size_t{2});
        const IdsPolicy& early = policies.value().front();
        QCOMPARE(early.policy.value(u"id"_s).toString(), u"early"_s);
        QCOMPARE(early.rules[0].toObject().value(u"id"_s).toString(), u"a"_s);
        QCOMPARE(early.hits, (QHash<QString, qint64>{{u"/r/a"_s, 7}})); // b was not counted
        QVERIFY(early.problem.isEmpty());
        QVERIFY(!policies.value().back().problem.isEmpty());
    }

    void keepsWhatItCouldRead() {
        serve({kRoot + "/cluster-configs", kRoot + "/ids-standalone-host-config"});
        const auto c = connection();
        AWAIT_OK(state, IdsApi(c.get()).state({}));
        QVERIFY(state.value().settings);
        QVERIFY(!state.value().clusters);
        QVERIFY(!state.value().standaloneHosts);
        QCOMPARE(state.value().problems.size(), 2);
        QVERIFY(state.value().problems.constFirst().contains(u"clusters"));
    }

    void failsWhenNothingCouldBeRead() {
        serve(answers().keys());
        const auto c = connection();
        AWAIT_ERROR(state, ErrorKind::Permission, IdsApi(c.get()).state({}));
    }
};

QTEST_GUILESS_MAIN(TestIdsApi)
#include "tst_ids_api.moc"
