// SPDX-License-Identifier: MIT
// The order of policies and rules: categories, numbers, moves.
#include "manager_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::simulator;
using namespace bulkhead::simulator::test;

namespace {

const QString kPolicies = u"/policy/api/v1/infra/domains/default/security-policies"_s;

QJsonObject rule(const QString& id, int sequence) {
    return {{u"resource_type"_s, u"Rule"_s},
            {u"id"_s, id},
            {u"action"_s, u"ALLOW"_s},
            {u"sequence_number"_s, sequence}};
}

} // namespace

class TestOrder : public ManagerTest {
    Q_OBJECT

private Q_SLOTS:
    void ordersByCategoryThenNumber() {
        m_client->put(kPolicies + u"/app"_s, {{u"sequence_number"_s, 1}});
        m_client->put(kPolicies + u"/emergency"_s,
                      {{u"category"_s, u"Emergency"_s}, {u"sequence_number"_s, 999999}});
        const auto internal = [&](const QString& id) {
            return m_client->get(kPolicies + u'/' + id)
                .json()
                .value(u"internal_sequence_number")
                .toInteger();
        };
        QVERIFY(internal(u"emergency"_s) < internal(u"app"_s));
        QVERIFY(internal(u"app"_s) < internal(u"default-layer3-section"_s));
    }

    void movesPolicies_data() {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("anchor");
        QTest::addColumn<QStringList>("order");
        QTest::newRow("top") << u"insert_top"_s << QString()
                             << QStringList({u"c"_s, u"a"_s, u"b"_s});
        QTest::newRow("bottom") << u"insert_bottom"_s << QString()
                                << QStringList({u"a"_s, u"b"_s, u"c"_s});
        QTest::newRow("before") << u"insert_before"_s << u"b"_s
                                << QStringList({u"a"_s, u"c"_s, u"b"_s});
        QTest::newRow("after") << u"insert_after"_s << u"a"_s
                               << QStringList({u"a"_s, u"c"_s, u"b"_s});
        QTest::newRow("default") << QString() << QString() << QStringList({u"c"_s, u"a"_s, u"b"_s});
    }
    void movesPolicies() {
        QFETCH(QString, operation);
        QFETCH(QString, anchor);
        QFETCH(QStringList, order);
        // Neighbouring numbers: without room between them everybody is renumbered.
        m_client->put(kPolicies + u"/a"_s, {{u"sequence_number"_s, 1}});
        m_client->put(kPolicies + u"/b"_s, {{u"sequence_number"_s, 2}});
        QJsonObject moved = m_client->put(kPolicies + u"/c"_s, {{u"sequence_number"_s, 3}}).json();
        QString query = u"?action=revise"_s;
        if (!operation.isEmpty()) {
            query += u"&operation="_s + operation;
        }
        if (!anchor.isEmpty()) {
            query += u"&anchor_path=/infra/domains/default/security-policies/"_s + anchor;
        }
        moved.insert(u"description"_s, u"moved"_s);
        const Reply reply = m_client->post(kPolicies + u"/c"_s + query, moved);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json().value(u"description").toString(), u"moved"_s);
        QStringList ids =
            m_client->get(kPolicies + u"?sort_by=internal_sequence_number"_s).column(u"id"_s);
        ids.removeIf([](const QString& id) { return id.startsWith(u"default"_s); });
        QCOMPARE(ids, order);
    }

    void movesRulesAndChecksTheRevision() {
        const QString url = kPolicies + u"/web"_s;
        m_client->put(
            url, {{u"rules"_s, QJsonArray{rule(u"a"_s, 10), rule(u"b"_s, 20), rule(u"c"_s, 30)}}});
        const QJsonObject c = m_client->get(url + u"/rules/c"_s).json();
        const QString move = u"/rules/c?action=revise&operation=insert_before&anchor_path="
                             u"/infra/domains/default/security-policies/web/rules/b"_s;
        QCOMPARE(m_client->post(url + move, c).status, 200);
        QCOMPARE(ruleIds(url), QStringList({u"a"_s, u"c"_s, u"b"_s}));
        // There was room: nobody else changed.
        QCOMPARE(m_client->get(url + u"/rules/b"_s).revision(), 0);
        QCOMPARE(m_client->post(url + move, c).status, 412);
        const Reply lost = m_client->post(
            url + u"/rules/c?action=revise&operation=insert_after&anchor_path=/infra/nowhere"_s,
            m_client->get(url + u"/rules/c"_s).json());
        QCOMPARE(lost.errorCode(), 500012);
    }

private:
    QStringList ruleIds(const QString& url) {
        QStringList ids;
        const QJsonArray rules = m_client->get(url).json().value(u"rules").toArray();
        for (const QJsonValue value : rules) {
            ids << value.toObject().value(u"id").toString();
        }
        return ids;
    }
};

QTEST_GUILESS_MAIN(TestOrder)
#include "tst_order.moc"
