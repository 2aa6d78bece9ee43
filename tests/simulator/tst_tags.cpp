// SPDX-License-Identifier: MIT
// Tags on machines: every way to write them, lists of them, bulk operations.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kMachines = u"/api/v1/fabric/virtual-machines"_s;
const QString kInfra = u"/policy/api/v1/infra"_s;

QJsonObject tagged(const QString& machine, const QStringList& tags) {
    QJsonArray list;
    for (const QString& tag : tags) {
        list.append(
            QJsonObject{{u"scope"_s, tag.section(u'|', 0, 0)}, {u"tag"_s, tag.section(u'|', 1)}});
    }
    return {{u"external_id"_s, machine}, {u"tags"_s, list}};
}

QStringList numbered(int count) {
    QStringList tags;
    for (int i = 0; i < count; ++i) {
        tags << u"n|"_s + QString::number(i);
    }
    return tags;
}

} // namespace

class TestTags : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void addsRemovesAndReplaces() {
        const Reply added = m_client->post(kMachines + u"?action=add_tags"_s,
                                           tagged(u"vm-1"_s, {u"env|prod"_s, u"app|shop"_s}));
        QCOMPARE(added.status, 204);
        QVERIFY(added.body.isEmpty());
        QVERIFY(!added.hasHeader("Content-Type"));
        QCOMPARE(tags(u"vm-1"_s), QStringList({u"env|prod"_s, u"app|shop"_s}));

        m_client->post(kMachines + u"?action=remove_tags"_s,
                       tagged(u"vm-1"_s, {u"env|prod"_s, u"never|there"_s}));
        QCOMPARE(tags(u"vm-1"_s), QStringList{u"app|shop"_s});

        m_client->post(kMachines + u"?action=update_tags"_s, tagged(u"vm-1"_s, {u"a|b"_s}));
        QCOMPARE(tags(u"vm-1"_s), QStringList{u"a|b"_s});

        m_client->post(kMachines + u"?action=update_tags"_s, tagged(u"vm-1"_s, {}));
        const QJsonObject machine =
            m_client->get(kMachines + u"?external_id=vm-1"_s).results().first().toObject();
        QVERIFY(!machine.contains(u"tags"));
    }

    void keepsOneScopeTwice() {
        m_client->post(kMachines + u"?action=add_tags"_s,
                       tagged(u"vm-2"_s, {u"app|a"_s, u"app|b"_s, u"app|a"_s}));
        QCOMPARE(tags(u"vm-2"_s), QStringList({u"app|b"_s, u"app|a"_s}));
    }

    void replacesThroughThePolicyApi() {
        const Reply reply = m_client->post(kInfra + u"/realized-state/virtual-machines/vm-1/tags"_s,
                                           tagged(u"ignored"_s, {u"x|y"_s}));
        QCOMPARE(reply.status, 204);
        QCOMPARE(tags(u"vm-1"_s), QStringList{u"x|y"_s});
        QCOMPARE(m_client
                     ->post(kInfra + u"/realized-state/enforcement-points/default/"
                                     u"virtual-machines?action=update_tags"_s,
                            json(R"({"virtual_machine_id": "vm-2", "tags": [{"tag": "old"}]})"))
                     .status,
                 204);
        QCOMPARE(tags(u"vm-2"_s), QStringList{u"|old"_s});
    }

    void refusesBadTags_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const QString& action, const QJsonObject& body,
                            int status) { QTest::newRow(name) << action << body << status; };
        row("machine", u"add_tags"_s, tagged(u"vm-9"_s, {u"a|b"_s}), 404);
        row("action", u"set_tags"_s, tagged(u"vm-1"_s, {u"a|b"_s}), 400);
        row("no tags", u"add_tags"_s, {{u"external_id"_s, u"vm-1"_s}}, 400);
        row("empty tag", u"add_tags"_s, tagged(u"vm-1"_s, {u"|"_s}), 400);
        row("long scope", u"add_tags"_s, tagged(u"vm-1"_s, {QString(129, u's') + u"|x"_s}), 400);
        row("long tag", u"add_tags"_s, tagged(u"vm-1"_s, {u"s|"_s + QString(257, u't')}), 400);
        row("31 at once", u"update_tags"_s, tagged(u"vm-1"_s, numbered(31)), 400);
        row("31 in the end", u"add_tags"_s, tagged(u"vm-1"_s, numbered(30)), 400);
    }
    void refusesBadTags() {
        QFETCH(QString, action);
        QFETCH(QJsonObject, body);
        QFETCH(int, status);
        QCOMPARE(m_client->post(kMachines + u"?action="_s + action, body).status, status);
        QCOMPARE(tags(u"vm-1"_s), QStringList{u"env|prod"_s});
    }

    void countsTagsOverAllObjects() {
        const Reply reply = m_client->get(kInfra + u"/tags"_s);
        QCOMPARE(reply.results().size(), 1);
        QCOMPARE(reply.results().first().toObject().value(u"tagged_objects_count").toInt(), 2);
    }

    void filtersTags_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("scope") << u"scope=env"_s << QStringList({u"dev"_s, u"prod"_s});
        QTest::newRow("start") << u"tag=pr*"_s << QStringList{u"prod"_s};
        QTest::newRow("end") << u"tag=*v"_s << QStringList{u"dev"_s};
        QTest::newRow("middle") << u"tag=*O*"_s << QStringList({u"prod"_s, u"shop"_s});
        QTest::newRow("both") << u"scope=app&tag=prod"_s << QStringList();
        QTest::newRow("descending")
            << u"scope=env&sort_ascending=false"_s << QStringList({u"prod"_s, u"dev"_s});
    }
    void filtersTags() {
        QFETCH(QString, query);
        QFETCH(QStringList, found);
        m_client->post(kMachines + u"?action=add_tags"_s,
                       tagged(u"vm-2"_s, {u"env|dev"_s, u"app|shop"_s}));
        QCOMPARE(m_client->get(kInfra + u"/tags?"_s + query).column(u"tag"_s), found);
    }

    void sortsTagsOnlyByTagAndScope() {
        QCOMPARE(m_client->get(kInfra + u"/tags?sort_by=scope"_s).status, 200);
        QCOMPARE(m_client->get(kInfra + u"/tags?sort_by=tagged_objects_count"_s).status, 400);
    }

    void saysWhatCarriesATag() {
        const Reply reply =
            m_client->get(kInfra + u"/tags/effective-resources?scope=env&tag=prod"_s);
        QCOMPARE(reply.column(u"target_type"_s), QStringList({u"Segment"_s, u"VirtualMachine"_s}));
    }

    void filtersAndSortsWhatCarriesATag() {
        const QString url = kInfra + u"/tags/effective-resources?scope=env&tag=prod"_s;
        const QStringList all = m_client->get(url).column(u"target_display_name"_s);
        QVERIFY(all.size() > 1);
        QCOMPARE(m_client->get(url + u"&filter_text="_s + all.last().toUpper())
                     .column(u"target_display_name"_s),
                 QStringList{all.last()});
        const QStringList types =
            m_client->get(url + u"&filter_by=target_type&filter_text=virtual&sort_by=target_type"_s)
                .column(u"target_type"_s);
        QVERIFY(!types.isEmpty());
        QCOMPARE(types.count(u"VirtualMachine"_s), types.size());
        QCOMPARE(m_client->get(url + u"&sort_by=path"_s).errorCode(), 255);
        QCOMPARE(m_client->get(url + u"&filter_by=path"_s).errorCode(), 255);
    }

    void knowsTheSourcesOfTags() {
        const QString url = kInfra + u"/tags?source="_s;
        QVERIFY(!m_client->get(url + u"NSX"_s).results().isEmpty());
        QCOMPARE(m_client->get(url + u"ANY"_s).results().size(),
                 m_client->get(url + u"NSX"_s).results().size());
        QCOMPARE(m_client->get(url + u"Azure"_s).results().size(), 0);
        QCOMPARE(m_client->get(url + u"Moon"_s).errorCode(), 255);
    }

    void keepsThirtyTagsAndNoMore() {
        QJsonArray tags;
        for (int i = 0; i < 30; ++i) {
            tags.append(QJsonObject{{u"scope"_s, u"n"_s}, {u"tag"_s, QString::number(i)}});
        }
        const QString url = u"/api/v1/fabric/virtual-machines?action="_s;
        const auto body = [](const QJsonArray& list) {
            return QJsonObject{{u"external_id"_s, u"vm-1"_s}, {u"tags"_s, list}};
        };
        QCOMPARE(m_client->post(url + u"update_tags"_s, body(tags)).status, 204);
        const QJsonArray one = {QJsonObject{{u"scope"_s, u"n"_s}, {u"tag"_s, u"more"_s}}};
        QCOMPARE(m_client->post(url + u"add_tags"_s, body(one)).errorCode(), 255);
        // One that it has already is no thirty-first.
        QCOMPARE(m_client->post(url + u"add_tags"_s, body({tags.first()})).status, 204);
        QCOMPARE(m_client->post(url + u"remove_tags"_s, body({tags.first()})).status, 204);
        QCOMPARE(m_client->post(url + u"add_tags"_s, body(one)).status, 204);
    }

    void tagsManyAtOnce() {
        const QString operation = kInfra + u"/tags/tag-operations/op-1"_s;
        const Reply made = m_client->put(operation, json(R"({
          "tag": {"scope": "env", "tag": "prod"},
          "apply_to": [{"resource_type": "VirtualMachine", "resource_ids": ["vm-2", "vm-9"]}],
          "remove_from": [{"resource_type": "VirtualMachine", "resource_ids": ["vm-1"]}]})"));
        QCOMPARE(made.status, 200);
        QCOMPARE(tags(u"vm-1"_s), QStringList());
        QCOMPARE(tags(u"vm-2"_s), QStringList{u"env|prod"_s});

        QCOMPARE(m_client->get(operation).json().value(u"id").toString(), u"op-1"_s);
        const QJsonObject status = m_client->get(operation + u"/status"_s).json();
        QCOMPARE(status.value(u"status").toString(), u"Error"_s);
        const QJsonArray applied = status.value(u"apply_to")
                                       .toArray()
                                       .first()
                                       .toObject()
                                       .value(u"resource_tag_status")
                                       .toArray();
        QCOMPARE(applied.at(0).toObject().value(u"tag_status").toString(), u"Success"_s);
        QCOMPARE(applied.at(0).toObject().value(u"resource_display_name").toString(), u"two"_s);
        QCOMPARE(applied.at(1).toObject().value(u"tag_status").toString(), u"Error"_s);
        QVERIFY(!applied.at(1).toObject().value(u"details").toString().isEmpty());
        QCOMPARE(m_client->get(kInfra + u"/tags/tag-operations/other/status"_s).status, 404);
    }

    void refusesBadOperations() {
        const QString operation = kInfra + u"/tags/tag-operations/op-1"_s;
        QCOMPARE(m_client->put(operation, {}).status, 400);
        QCOMPARE(m_client
                     ->put(operation, json(R"({"tag": {"tag": "x"}, "apply_to": [
                         {"resource_type": "Cat", "resource_ids": ["vm-1"]}]})"))
                     .status,
                 400);
        QCOMPARE(m_client->get(operation).status, 404);
    }

private:
    Estate estate() const override {
        return estateOf(R"({
          "infra": {"resource_type": "Infra", "children": [
            {"resource_type": "ChildSegment", "Segment": {"id": "net",
              "tags": [{"scope": "env", "tag": "prod"}]}}]},
          "virtual_machines": [
            {"external_id": "vm-1", "display_name": "one",
             "tags": [{"scope": "env", "tag": "prod"}]},
            {"external_id": "vm-2", "display_name": "two"}]})");
    }
    QStringList tags(const QString& machine) {
        QStringList result;
        const QJsonObject found =
            m_client->get(kMachines + u"?external_id="_s + machine).results().first().toObject();
        for (const QJsonValue value : found.value(u"tags").toArray()) {
            const QJsonObject tag = value.toObject();
            result << tag.value(u"scope").toString() + u'|' + tag.value(u"tag").toString();
        }
        return result;
    }
};

QTEST_GUILESS_MAIN(TestTags)
#include "tst_tags.moc"
