// SPDX-License-Identifier: MIT
#include "fake_transport.h"
#include "mcp/log_service.h"
#include "messages.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::mcp;
using namespace bulkhead::tests;

namespace {

class Recorder final : public Outlet {
public:
    QList<QJsonObject> told;
    void answer(const QJsonObject& message) override { answers << message; }
    void drop() override {}
    void notify(const QJsonObject& message) override { told << message; }
    QList<QJsonObject> answers;
};

} // namespace

class TestLogging final : public QObject {
    Q_OBJECT

    static Request request(const std::shared_ptr<Recorder>& recorder, ProtocolVersion version,
                           const QJsonValue& level) {
        QJsonObject params;
        if (!level.isUndefined()) {
            params.insert(u"_meta"_s, QJsonObject{{QString(kLogLevelKey), level}});
        }
        return {u"tools/call"_s, params, Reply(1, recorder), Dialect(version), {}};
    }

private Q_SLOTS:
    void tellsLegacyClientsFromTheirLevelOn_data() {
        QTest::addColumn<QString>("level"); // empty: never set
        QTest::addColumn<bool>("told");
        QTest::newRow("usual") << QString() << true;
        QTest::newRow("debug") << u"debug"_s << true;
        QTest::newRow("warning") << u"warning"_s << true;
        QTest::newRow("error") << u"error"_s << false;
        QTest::newRow("emergency") << u"emergency"_s << false;
    }
    void tellsLegacyClientsFromTheirLevelOn() {
        QFETCH(const QString, level);
        QFETCH(const bool, told);
        LogService log;
        MethodTable methods;
        log.addTo(methods);
        const auto recorder = std::make_shared<Recorder>();
        Request set = request(recorder, ProtocolVersion::V2025_06_18, QJsonValue::Undefined);
        set.method = u"logging/setLevel"_s;
        set.params = {{u"level"_s, level}};
        if (!level.isEmpty()) {
            methods.answer(set);
            QCOMPARE(recorder->answers.size(), 1);
            QCOMPARE(resultOf(recorder->answers.constFirst()), QJsonObject());
        }
        log.tell(request(recorder, ProtocolVersion::V2025_06_18, QJsonValue::Undefined),
                 LogLevel::Warning, u"careful"_s);
        QCOMPARE(recorder->told.size(), told ? 1 : 0);
        if (told) {
            QCOMPARE(recorder->told.constFirst().value(u"params"_s).toObject(),
                     (QJsonObject{{u"level"_s, u"warning"_s},
                                  {u"logger"_s, u"bulkhead"_s},
                                  {u"data"_s, u"careful"_s}}));
        }
    }

    void tellsModernClientsOnlyWhenARequestAsks_data() {
        QTest::addColumn<QJsonValue>("level");
        QTest::addColumn<bool>("told");
        QTest::newRow("unasked") << QJsonValue(QJsonValue::Undefined) << false;
        QTest::newRow("info") << QJsonValue(u"info"_s) << true;
        QTest::newRow("error") << QJsonValue(u"error"_s) << false;
    }
    void tellsModernClientsOnlyWhenARequestAsks() {
        QFETCH(const QJsonValue, level);
        QFETCH(const bool, told);
        const auto recorder = std::make_shared<Recorder>();
        LogService().tell(request(recorder, ProtocolVersion::V2026_07_28, level), LogLevel::Warning,
                          u"careful"_s);
        QCOMPARE(recorder->told.size(), told ? 1 : 0);
    }

    void refusesALevelThatThereIsNot() {
        McpBench bench;
        bench.initialize(u"2025-11-25"_s);
        QCOMPARE(errorCode(bench.ask(u"logging/setLevel"_s, {{u"level"_s, u"loud"_s}})),
                 kInvalidParams);
        QVERIFY(bench.ask(u"logging/setLevel"_s, {{u"level"_s, u"debug"_s}}).contains(u"result"_s));
    }
};

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_logging.moc"
