// SPDX-License-Identifier: MIT
// Intrusion detection: settings, clusters, profiles, signatures, policies and events.
#include "simulator/ids_signatures.h"
#include "traceflow_estate.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kServices = u"/policy/api/v1/infra/settings/firewall/security/intrusion-services"_s;
const QString kProfiles = u"/infra/settings/firewall/security/intrusion-services/profiles/"_s;
const QString kIdsPolicy = u"/policy/api/v1/infra/domains/default/intrusion-service-policies/i"_s;

} // namespace

class TestIds : public TraceflowTest {
    Q_OBJECT

private Q_SLOTS:
    void hasSettings() {
        QJsonObject settings = m_client->get(kServices).json();
        QCOMPARE(settings.value(u"resource_type").toString(), u"IdsSettings"_s);
        QCOMPARE(settings.value(u"id").toString(), u"intrusion-services"_s);
        QCOMPARE(settings.value(u"parent_path").toString(), u"/infra"_s);
        QCOMPARE(settings.value(u"auto_update").toBool(), true);
        QCOMPARE(settings.value(u"ids_ever_enabled").toBool(true), false);
        QCOMPARE(settings.value(u"oversubscription").toString(), u"BYPASSED"_s);
        settings.insert(u"auto_update"_s, false);
        QCOMPARE(m_client->put(kServices, settings).revision(), 1);
        QCOMPARE(m_client->put(kServices, settings).status, 412);
        QCOMPARE(m_client->patch(kServices, {{u"oversubscription"_s, u"SOMETIMES"_s}}).errorCode(),
                 255);
    }

    void switchesClusters() {
        const Reply clusters = m_client->get(kServices + u"/cluster-configs"_s);
        QCOMPARE(clusters.results().size(), 1);
        const QJsonObject cluster = clusters.results().first().toObject();
        QCOMPARE(cluster.value(u"ids_enabled").toBool(true), false);
        const QString id = cluster.value(u"id").toString();
        QVERIFY(id.endsWith(u":domain-c20"_s));
        QCOMPARE(cluster.value(u"cluster").toObject().value(u"target_id").toString(), id);
        QCOMPARE(m_client->get(u"/api/v1/fabric/compute-collections"_s).column(u"external_id"_s),
                 QStringList{id});

        const QString url = kServices + u"/cluster-configs/"_s + id;
        QJsonObject on = cluster;
        on.insert(u"ids_enabled"_s, true);
        QCOMPARE(m_client->put(url, on).status, 200);
        QCOMPARE(m_client->get(url).json().value(u"ids_enabled").toBool(), true);
        QCOMPARE(m_client->get(kServices).json().value(u"ids_ever_enabled").toBool(), true);
        QCOMPARE(m_client->get(policy(u"/infra/settings/firewall/security/dependent-services"_s))
                     .results()
                     .size(),
                 1);
        QCOMPARE(m_client->patch(url, {{u"ids_enabled"_s, false}}).status, 200);
        QCOMPARE(m_client->get(kServices).json().value(u"ids_ever_enabled").toBool(), true);
        QCOMPARE(m_client->remove(url).status, 400);
        QCOMPARE(m_client->put(kServices + u"/cluster-configs/other"_s, {}).status, 404);
    }

    void keepsProfiles() {
        const QString url = policy(kProfiles + u"servers"_s);
        const QJsonObject profile = json(R"({"profile_severity": ["CRITICAL", "HIGH"], "criteria": [
            {"resource_type": "IdsProfileFilterCriteria", "filter_name": "ATTACK_TARGET",
             "filter_value": ["SERVER"]}],
            "overridden_signatures": [{"signature_id": "9000006", "enable": false}]})");
        QCOMPARE(m_client->put(url, profile).status, 200);
        QCOMPARE(m_client->get(kServices + u"/profiles"_s).column(u"id"_s),
                 QStringList({u"DefaultIDSProfile"_s, u"servers"_s}));
        QCOMPARE(m_client->get(u"/api/v1/intrusion-services/profiles/servers"_s)
                     .json()
                     .value(u"id")
                     .toString(),
                 u"servers"_s);

        const Reply effective = m_client->get(url + u"/effective-signatures"_s);
        QVERIFY(effective.results().size() > 50);
        int overridden = 0;
        for (const QJsonValue value : effective.results()) {
            const QJsonObject signature = value.toObject();
            if (signature.value(u"signature_id").toString() == u"9000006"_s) {
                QCOMPARE(signature.value(u"enable").toBool(true), false);
                ++overridden;
                continue;
            }
            QCOMPARE(signature.value(u"attack_target").toString(), u"SERVER"_s);
            const QString severity = signature.value(u"signature_severity").toString();
            QVERIFY(severity == u"CRITICAL"_s || severity == u"HIGH"_s);
        }
        QCOMPARE(overridden, 1);
        QCOMPARE(m_client->get(policy(kProfiles + u"none/effective-signatures"_s)).status, 404);
        QCOMPARE(m_client->remove(url).status, 200);
    }

    void refusesBadProfiles_data() {
        QTest::addColumn<QByteArray>("profile");
        QTest::newRow("severity") << QByteArray(R"({"profile_severity": ["SEVERE"]})");
        QTest::newRow("even") << QByteArray(R"({"criteria": [
            {"resource_type": "IdsProfileFilterCriteria"},
            {"resource_type": "IdsProfileConjunctionOperator"}]})");
        QTest::newRow("no conjunction") << QByteArray(R"({"criteria": [
            {"resource_type": "IdsProfileFilterCriteria"},
            {"resource_type": "IdsProfileFilterCriteria"},
            {"resource_type": "IdsProfileFilterCriteria"}]})");
        QTest::newRow("action") << QByteArray(R"({"overridden_signatures": [
            {"signature_id": "1", "action": "SHOUT"}]})");
    }
    void refusesBadProfiles() {
        QFETCH(QByteArray, profile);
        QCOMPARE(m_client->put(policy(kProfiles + u"p"_s), json(profile.constData())).errorCode(),
                 255);
    }

    void keepsTheDefaultProfile() {
        const QString url = policy(kProfiles + u"DefaultIDSProfile"_s);
        QCOMPARE(m_client->patch(url, {{u"profile_severity"_s, QJsonArray{u"LOW"_s}}}).status, 400);
        QCOMPARE(m_client->remove(url).status, 400);
    }

    void hasSignaturesInVersions() {
        const Reply versions = m_client->get(kServices + u"/signature-versions"_s);
        QCOMPARE(versions.results().size(), 2);
        QCOMPARE(versions.column(u"state"_s).count(u"ACTIVE"_s), 1);
        const QJsonObject status = m_client->get(kServices + u"/signatures/status"_s).json();
        QCOMPARE(status.value(u"signature_status").toString(), u"AVAILABLE"_s);
        QCOMPARE(status.value(u"download_status").toString(), u"READY"_s);
        QVERIFY(versions.column(u"version_id"_s).contains(status.value(u"version_id").toString()));

        const QString url = kServices + u"/signature-versions/DEFAULT/signatures"_s;
        const Reply page = m_client->get(url + u"?page_size=100"_s);
        QCOMPARE(page.results().size(), 100);
        const int total = page.json().value(u"result_count").toInt();
        QVERIFY(total > 300);
        const QStringList ids = m_client->get(url).column(u"signature_id"_s);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), total);
        const QString before =
            versions.column(u"id"_s).at(versions.column(u"state"_s).indexOf(u"NOTACTIVE"_s));
        const Reply old =
            m_client->get(kServices + u"/signature-versions/"_s + before + u"/signatures"_s);
        QVERIFY(old.results().size() < total);
        QCOMPARE(m_client->get(kServices + u"/signature-versions/1/signatures"_s).status, 404);
    }

    void publishesSignaturesEveryTuesday_data() {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QStringList>("versions");
        const auto at = [](int year, int month, int day, int hour) {
            return QDateTime(QDate(year, month, day), QTime(hour, 0), Qt::UTC);
        };
        QTest::newRow("Monday") << at(2026, 11, 23, 12)
                                << QStringList{u"2026.11.17.100"_s, u"2026.11.10.100"_s};
        QTest::newRow("Tuesday, early")
            << at(2026, 11, 24, 5) << QStringList{u"2026.11.17.100"_s, u"2026.11.10.100"_s};
        QTest::newRow("Tuesday") << at(2026, 11, 24, 6)
                                 << QStringList{u"2026.11.24.100"_s, u"2026.11.17.100"_s};
        QTest::newRow("new year") << at(2030, 1, 3, 0)
                                  << QStringList{u"2030.1.1.100"_s, u"2029.12.25.100"_s};
    }
    void publishesSignaturesEveryTuesday() {
        QFETCH(const QDateTime, now);
        QFETCH(const QStringList, versions);
        const auto bundles = signatureBundles(now.toMSecsSinceEpoch());
        QCOMPARE(bundles.size(), std::size_t{2});
        QCOMPARE(bundles.at(0).version, versions.at(0));
        QCOMPARE(bundles.at(1).version, versions.at(1));
        QVERIFY(bundles.at(0).isActive && !bundles.at(1).isActive);
        QVERIFY(bundles.at(0).updatedAt <= now.toMSecsSinceEpoch());
    }

    void keepsPoliciesWithTheirRules() {
        addPolicy(u"DETECT_PREVENT"_s);
        const QJsonObject stored = m_client->get(kIdsPolicy).json();
        QCOMPARE(stored.value(u"resource_type").toString(), u"IdsSecurityPolicy"_s);
        QCOMPARE(stored.value(u"category").toString(), u"ThreatRules"_s);
        const QJsonObject rule = stored.value(u"rules").toArray().first().toObject();
        QCOMPARE(rule.value(u"resource_type").toString(), u"IdsRule"_s);
        QCOMPARE(rule.value(u"oversubscription").toString(), u"INHERIT_GLOBAL"_s);
        QCOMPARE(rule.value(u"source_groups").toArray(), QJsonArray{u"ANY"_s});
        QVERIFY(rule.value(u"rule_id").toInt() >= 1000);
        // A firewall rule's number leads to firewall rules only.
        QCOMPARE(m_client
                     ->get(u"/api/v1/firewall/rules/"_s +
                           QString::number(rule.value(u"rule_id").toInt()))
                     .status,
                 404);
    }

    void refusesBadRules_data() {
        QTest::addColumn<QByteArray>("rule");
        QTest::newRow("action") << QByteArray(R"({"action": "ALLOW", "ids_profiles": ["x"]})");
        QTest::newRow("no profile") << QByteArray(R"({"action": "DETECT"})");
        QTest::newRow("three profiles")
            << QByteArray(R"({"action": "DETECT", "ids_profiles": ["a", "b", "c"]})");
    }
    void refusesBadRules() {
        QFETCH(QByteArray, rule);
        QCOMPARE(m_client->put(kIdsPolicy, {}).status, 200);
        QCOMPARE(m_client->put(kIdsPolicy + u"/rules/r"_s, json(rule.constData())).errorCode(),
                 255);
    }

    void hasEventsWhereItWatches() {
        const QString url = kServices + u"/ids-summary"_s;
        QCOMPARE(m_client->post(url, {}).results().size(), 0);
        switchOn();
        QCOMPARE(m_client->post(url, {}).results().size(), 0); // nobody asked it to watch
        addPolicy(u"DETECT"_s);
        const QJsonArray summaries = m_client->post(url, {}).results();
        QVERIFY(summaries.size() > 3);
        for (const QJsonValue value : summaries) {
            const QJsonObject event = value.toObject();
            QVERIFY(event.value(u"first_occurence").toInteger() <=
                    event.value(u"latest_occurence").toInteger());
            QVERIFY(event.value(u"total_count").toInt() > 0);
            const QJsonObject flow = event.value(u"ids_flow_details").toObject();
            QCOMPARE(flow.value(u"action_type").toString(), u"ALERT"_s);
            QCOMPARE(event.value(u"vm_details").toObject().value(u"vm_list").toArray().size(), 1);
        }
        // The same again, up to the time.
        const QStringList again = m_client->post(url, {}).column(u"signature_id"_s);
        QCOMPARE(again.size(), summaries.size());
        QCOMPARE(again.first().toInt(),
                 summaries.first().toObject().value(u"signature_id").toInt());
    }

    void countsWhatItsRulesHaveSeen() {
        switchOn();
        addPolicy(u"DETECT"_s);
        qint64 seen = 0;
        for (const QJsonValue value : m_client->post(kServices + u"/ids-summary"_s, {}).results()) {
            const QJsonObject event = value.toObject();
            seen += event.value(u"total_count").toInteger();
            const qint64 age =
                QDateTime::currentMSecsSinceEpoch() - event.value(u"first_occurence").toInteger();
            QVERIFY(age >= 0 && age < qint64{15} * 24 * 3'600'000);
        }
        const auto hits = [this] {
            const QJsonObject first =
                m_client->get(kIdsPolicy + u"/rules/r/statistics"_s).results().first().toObject();
            return first.value(u"statistics").toObject().value(u"hit_count").toInteger();
        };
        QVERIFY(seen > 0);
        QVERIFY(hits() >= seen); // time goes on
        m_client->setHeader("nsx-enable-partial-patch", "true");
        QCOMPARE(m_client->patch(kIdsPolicy + u"/rules/r"_s, {{u"disabled"_s, true}}).status, 200);
        QCOMPARE(hits(), 0);
    }

    void filtersEvents() {
        switchOn();
        addPolicy(u"DETECT"_s);
        const QString url = kServices + u"/ids-summary"_s;
        const QJsonObject first = m_client->post(url, {}).results().first().toObject();
        const QString id = QString::number(first.value(u"signature_id").toInt());
        const auto filter = [](const QString& field, const QString& value) {
            const QJsonObject one = {{u"field_names"_s, field}, {u"value"_s, value}};
            return QJsonObject{{u"filters"_s, QJsonArray{one}}};
        };
        const QStringList found =
            m_client->post(url, filter(u"signature_detail.signature_id"_s, id))
                .column(u"signature_id"_s);
        QVERIFY(!found.isEmpty());
        QCOMPARE(found.count(id), found.size());
        QVERIFY(!m_client->post(url, filter(u"signature_metadata.severity"_s, u"critical"_s))
                     .results()
                     .isEmpty());
        QCOMPARE(m_client->post(url, filter(u"signature_metadata.severity"_s, u"LOW"_s))
                     .results()
                     .size(),
                 0);

        const Reply grouped = m_client->post(kServices + u"/ids-events"_s, {});
        const QStringList ids = grouped.column(u"signature_id"_s);
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
        QVERIFY(!m_client->post(kServices + u"/affected-vms"_s, {}).results().isEmpty());
        QVERIFY(!m_client->post(kServices + u"/affected-ips"_s, {}).results().isEmpty());
        QCOMPARE(m_client->post(kServices + u"/affected-users"_s, {}).status, 200);
        const Reply manager = m_client->post(u"/api/v1/intrusion-services/ids-summary"_s, {});
        QVERIFY(manager.results().first().toObject().contains(u"idsflow_details"));
    }

private:
    void switchOn() {
        const QString id = m_client->get(kServices + u"/cluster-configs"_s)
                               .results()
                               .first()
                               .toObject()
                               .value(u"id")
                               .toString();
        QCOMPARE(
            m_client->patch(kServices + u"/cluster-configs/"_s + id, {{u"ids_enabled"_s, true}})
                .status,
            200);
    }
    void addPolicy(const QString& action) {
        const QJsonObject rule = {
            {u"id"_s, u"r"_s},
            {u"action"_s, action},
            {u"ids_profiles"_s, QJsonArray{kProfiles + u"DefaultIDSProfile"_s}}};
        const Reply made = m_client->put(kIdsPolicy, {{u"rules"_s, QJsonArray{rule}}});
        QVERIFY2(made.status == 200, made.body.constData());
    }
};

QTEST_GUILESS_MAIN(TestIds)
#include "tst_ids.moc"
