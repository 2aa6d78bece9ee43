// SPDX-License-Identifier: MIT
// Subscriptions of both eras on a manager whose objects change.
#include "guard/guard_files.h"
#include "mcp/context_service.h"
#include "mcp/message.h"
#include "support/write_bench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Sink final : public mcp::Outlet {
public:
    QList<QJsonObject> messages;
    int dropped = 0;
    void answer(const QJsonObject& message) override { messages << message; }
    void drop() override { ++dropped; }
    void notify(const QJsonObject& message) override { messages << message; }
    [[nodiscard]] int count(const QString& method) const {
        return static_cast<int>(
            std::count_if(messages.cbegin(), messages.cend(), [&](const QJsonObject& one) {
                return one.value(u"method"_s).toString() == method;
            }));
    }
};

const mcp::Dialect kLegacy(mcp::ProtocolVersion::V2025_11_25);
const mcp::Dialect kModern(mcp::ProtocolVersion::V2026_07_28);

/// A context service on a simulated manager; `wire` is what the client reads.
struct Bench {
    WriteBench writes;
    std::shared_ptr<Sink> wire = std::make_shared<Sink>();
    mcp::InFlight inFlight;
    mcp::ContextService context;
    mcp::MethodTable methods;

    explicit Bench(std::chrono::milliseconds interval = 10ms)
        : context(writes.pipeline(), guard::standardGuard().reader, inFlight, wire, interval) {
        context.addTo(methods);
    }

    bool send(const QString& method, const QJsonObject& params, const QJsonValue& id,
              const mcp::Dialect& dialect) {
        const qsizetype before = wire->messages.size();
        methods.answer({method, params, mcp::Reply(id, wire), dialect, {u"test"_s, false}});
        return wire->messages.size() > before;
    }
    bool listen(const QJsonArray& uris, const QJsonValue& id) {
        return send(u"subscriptions/listen"_s,
                    {{u"notifications"_s, QJsonObject{{u"resourceSubscriptions"_s, uris},
                                                      {u"toolsListChanged"_s, true}}}},
                    id, kModern);
    }
    [[nodiscard]] int reads() {
        int count = 0;
        for (const simulator::RequestRecord& request : writes.manager().requests()) {
            count += request.method == "GET" ? 1 : 0;
        }
        return count;
    }
    /// Waits until the watched objects have been looked at so often.
    bool look(int times) {
        const int before = reads();
        return QTest::qWaitFor([&] { return reads() >= before + times; }, 20'000);
    }
    void rename(const QString& policy, const QString& name) {
        static_cast<void>(writes.must(u"update_dfw_policy"_s,
                                      {{u"policy_id"_s, policy}, {u"display_name"_s, name}}));
    }
};

const QString kUpdated = u"notifications/resources/updated"_s;
const QString kRules = u"nsx://lab/policies/app-webshop/rules"_s;

} // namespace

class TestSubscriptions final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void legacyClientIsToldWithoutATag() {
        Bench bench;
        QVERIFY(bench.send(u"resources/subscribe"_s, {{u"uri"_s, kRules}}, 12, kLegacy));
        QCOMPARE(bench.wire->messages.constFirst().value(u"result"_s).toObject(), QJsonObject());
        QVERIFY(bench.look(3));
        QCOMPARE(bench.wire->count(kUpdated), 0);
        bench.rename(u"app-webshop"_s, u"Shop"_s);
        QTRY_COMPARE(bench.wire->count(kUpdated), 1);
        const QJsonObject params = bench.wire->messages.constLast().value(u"params"_s).toObject();
        QCOMPARE(params, QJsonObject({{u"uri"_s, kRules}}));
        QVERIFY(bench.send(u"resources/unsubscribe"_s, {{u"uri"_s, kRules}}, 13, kLegacy));
        QTRY_VERIFY(bench.context.isIdle());
        bench.rename(u"app-webshop"_s, u"Shop again"_s);
        QCOMPARE(bench.wire->count(kUpdated), 1);
    }

    void nobodyIsAskedWhileNobodyListens() {
        Bench bench;
        QVERIFY(bench.send(u"resources/subscribe"_s, {{u"uri"_s, kRules}}, 1, kLegacy));
        QVERIFY(bench.look(2));
        bench.context.forgetLegacy();
        QTRY_VERIFY(bench.context.isIdle());
        bench.writes.manager().clearRequests();
        // Together these take many times the interval.
        for (int i = 0; i < 20; ++i) {
            static_cast<void>(bench.writes.must(u"list_groups"_s, {}));
        }
        QVERIFY(bench.reads() > 0);
        const std::vector<simulator::RequestRecord> requests = bench.writes.manager().requests();
        for (const simulator::RequestRecord& request : requests) {
            QVERIFY2(!request.path.contains("app-webshop"), request.path.constData());
        }
    }

    void modernStreamCarriesItsIdInTheSameType_data() {
        QTest::addColumn<QJsonValue>("id");
        QTest::newRow("text") << QJsonValue(u"listen:0"_s);
        QTest::newRow("number") << QJsonValue(7);
        QTest::newRow("zero") << QJsonValue(0);
        QTest::newRow("empty") << QJsonValue(u""_s);
    }
    void modernStreamCarriesItsIdInTheSameType() {
        QFETCH(const QJsonValue, id);
        Bench bench;
        QVERIFY(bench.listen({kRules, u"nsx://nobody/overview"_s, u"file:///x"_s, 5}, id));
        const QJsonObject first = bench.wire->messages.constFirst();
        QCOMPARE(first.value(u"method"_s).toString(),
                 u"notifications/subscriptions/acknowledged"_s);
        const QJsonObject params = first.value(u"params"_s).toObject();
        QCOMPARE(params.value(u"notifications"_s).toObject(),
                 QJsonObject({{u"resourceSubscriptions"_s, QJsonArray{kRules}}}));
        QCOMPARE(params.value(u"_meta"_s).toObject().value(mcp::kSubscriptionKey), id);
        QVERIFY(bench.look(3));
        bench.rename(u"app-webshop"_s, u"Shop"_s);
        QTRY_COMPARE(bench.wire->count(kUpdated), 1);
        const QJsonObject told = bench.wire->messages.constLast().value(u"params"_s).toObject();
        QCOMPARE(told.value(u"uri"_s).toString(), kRules);
        QCOMPARE(told.value(u"_meta"_s).toObject().value(mcp::kSubscriptionKey), id);
        // Cancelled: silence.
        const qsizetype before = bench.wire->messages.size();
        bench.inFlight.cancel(id);
        QTRY_VERIFY(bench.context.isIdle());
        bench.rename(u"app-webshop"_s, u"Shop again"_s);
        QCOMPARE(bench.wire->messages.size(), before);
        QCOMPARE(bench.wire->dropped, 1);
    }

    void closingEndsStreamsWithTheirResult() {
        Bench bench;
        QVERIFY(bench.listen({}, u"l"_s));
        const QJsonObject ack = bench.wire->messages.constFirst().value(u"params"_s).toObject();
        QCOMPARE(ack.value(u"notifications"_s).toObject(), QJsonObject());
        bench.context.close();
        const QJsonObject result = bench.wire->messages.constLast().value(u"result"_s).toObject();
        QCOMPARE(result.value(u"resultType"_s).toString(), u"complete"_s);
        QCOMPARE(result.value(u"_meta"_s).toObject().value(mcp::kSubscriptionKey), u"l"_s);
        QVERIFY(!bench.inFlight.contains(u"l"_s));
    }

    void membersOfAGroupCount() {
        Bench bench;
        const QString uri = u"nsx://lab/groups/webshop-web"_s;
        QVERIFY(bench.listen({uri}, 1));
        QVERIFY(bench.look(4));
        const QJsonObject group =
            bench.writes.must(u"get_group"_s, {{u"group_id"_s, u"webshop-web"_s}});
        const QJsonObject member =
            group.value(u"members"_s).toObject().value(u"items"_s).toArray().at(0).toObject();
        const QString machine = member.value(u"id"_s).toString();
        QVERIFY2(!machine.isEmpty(), QJsonDocument(group).toJson().constData());
        const QJsonObject tags =
            bench.writes.must(u"list_vm_tags"_s, {{u"vm_display_name"_s, machine}});
        const QJsonArray list =
            tags.value(u"items"_s).toArray().at(0).toObject().value(u"tags"_s).toArray();
        for (const QJsonValue tag : list) {
            static_cast<void>(bench.writes.must(
                u"remove_vm_tag"_s, {{u"vm_id"_s, machine},
                                     {u"tag_scope"_s, tag.toObject().value(u"scope"_s)},
                                     {u"tag_value"_s, tag.toObject().value(u"tag"_s)}}));
        }
        QTRY_VERIFY(bench.wire->count(kUpdated) >= 1);
    }

    void anObjectThatGoesIsAChange() {
        Bench bench;
        static_cast<void>(
            bench.writes.must(u"create_dfw_policy"_s, {{u"policy_id"_s, u"short-lived"_s},
                                                       {u"display_name"_s, u"Short"_s}}));
        QVERIFY(bench.listen({u"nsx://lab/policies/short-lived/rules"_s}, 1));
        QVERIFY(bench.look(3));
        static_cast<void>(
            bench.writes.must(u"delete_dfw_policy"_s, {{u"policy_id"_s, u"short-lived"_s}}));
        QTRY_COMPARE(bench.wire->count(kUpdated), 1);
    }

    void refuses_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<bool>("modern");
        QTest::addColumn<int>("code");
        QTest::newRow("legacy, unknown")
            << u"resources/subscribe"_s << QJsonObject{{u"uri"_s, u"nsx://nobody/overview"_s}}
            << false << -32002;
        QTest::newRow("legacy, no uri")
            << u"resources/subscribe"_s << QJsonObject() << false << -32602;
        QTest::newRow("modern, nothing wanted")
            << u"subscriptions/listen"_s << QJsonObject() << true << -32602;
        QTest::newRow("modern, no list")
            << u"subscriptions/listen"_s
            << QJsonObject{{u"notifications"_s, QJsonObject{{u"resourceSubscriptions"_s, 1}}}}
            << true << -32602;
    }
    void refuses() {
        QFETCH(const QString, method);
        QFETCH(const QJsonObject, params);
        QFETCH(const bool, modern);
        QFETCH(const int, code);
        Bench bench;
        QVERIFY(bench.send(method, params, 1, modern ? kModern : kLegacy));
        const QJsonObject error = bench.wire->messages.constLast().value(u"error"_s).toObject();
        QCOMPARE(error.value(u"code"_s).toInt(), code);
    }

    void eachEraHasItsOwnMethods() {
        Bench bench;
        QVERIFY(bench.send(u"resources/subscribe"_s, {{u"uri"_s, kRules}}, 1, kModern));
        QVERIFY(bench.send(u"resources/unsubscribe"_s, {{u"uri"_s, kRules}}, 2, kModern));
        QVERIFY(bench.send(u"subscriptions/listen"_s, {}, 3, kLegacy));
        for (const QJsonObject& message : bench.wire->messages) {
            QCOMPARE(message.value(u"error"_s).toObject().value(u"code"_s).toInt(), -32601);
        }
    }

    void tooManyAreRefused() {
        Bench bench(1h);
        for (int i = 0; i < mcp::ChangeWatch::kMost; ++i) {
            QVERIFY(bench.send(u"resources/subscribe"_s,
                               {{u"uri"_s, u"nsx://lab/groups/g%1"_s.arg(i)}}, i, kLegacy));
        }
        QCOMPARE(bench.wire->messages.size(), mcp::ChangeWatch::kMost);
        QVERIFY(bench.send(u"resources/subscribe"_s, {{u"uri"_s, kRules}}, 99, kLegacy));
        const QJsonObject error = bench.wire->messages.constLast().value(u"error"_s).toObject();
        QCOMPARE(error.value(u"code"_s).toInt(), -32603);
        bench.context.close();
        QTRY_VERIFY(bench.context.isIdle());
    }
};

QTEST_GUILESS_MAIN(TestSubscriptions)
#include "tst_subscriptions.moc"
