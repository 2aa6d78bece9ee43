// SPDX-License-Identifier: MIT
// What a trace leaves on a manager that could not be asked to forget it is taken away later.
#include "ops/trace_bench.h"
#include "ops/trace_debt.h"

#include <QDir>
#include <QJsonDocument>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;
using bulkhead::tests::TraceBench;
using simulator::Fault;

class TestTraceDebt final : public QObject, protected TraceBench {
    Q_OBJECT

    [[nodiscard]] static QStringList notes() {
        return QDir(TraceDebt::defaultFolder()).entryList(QDir::Files | QDir::NoDotAndDotDot);
    }
    [[nodiscard]] int tracesOnManager() const {
        const auto left = tests::await(m_source->manager()->get(
            u"/policy/api/v1/infra/traceflows"_s, {}, CancellationToken()));
        return left ? QJsonDocument::fromJson(left->body)[u"result_count"].toInt(-1) : -1;
    }
    void pay() const { tests::await(payTraceDebts(m_source->manager())); }
    [[nodiscard]] QString place() const { return m_source->manager()->place(); }
    static nsx::RunningTrace trace(const QString& id) { return {id, nsx::TraceFace::Policy}; }

private Q_SLOTS:
    void initTestCase() { useOwnState(); }
    void init() {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        start(0);
    }
    void cleanup() {
        stop();
        QDir(TraceDebt::defaultFolder()).removeRecursively();
    }

    void aTraceThatWasTakenAwayOwesNothing() {
        QVERIFY(run(webToApp()));
        QCOMPARE(notes(), QStringList());
        QCOMPARE(count("DELETE"), 1);
    }

    void whatIsRefusedBeforeItIsMadeOwesNothing() {
        fault(Fault::Kind::Status, "PUT", "/infra/traceflows", 1, 400);
        QVERIFY(!run(webToApp()));
        QCOMPARE(notes(), QStringList());
    }

    void aManagerThatComesBackIsPaid_data() {
        QTest::addColumn<bool>("byTrace");
        QTest::newRow("at the next connection") << false;
        QTest::newRow("by the next trace") << true;
    }
    void aManagerThatComesBackIsPaid() {
        QFETCH(const bool, byTrace);
        fault(Fault::Kind::LoseRequest, "DELETE", "/traceflows", -1);
        const auto first = run(webToApp());
        QVERIFY2(first, qPrintable(words(first)));
        QCOMPARE(first->value(u"cleaned_up"_s), QJsonValue(false));
        const QString warning = first->value(u"warnings"_s).toArray().last().toString();
        QVERIFY2(warning.contains(u"The next trace there takes it away"_s), qPrintable(warning));
        QCOMPARE(notes().size(), 1);
        QCOMPARE(tracesOnManager(), 1);
        m_manager->clearFaults();
        if (byTrace) {
            QVERIFY(run(webToApp(23)));
        } else {
            pay();
        }
        QCOMPARE(tracesOnManager(), 0);
        QCOMPARE(notes(), QStringList());
        m_manager->clearRequests();
        pay();
        QCOMPARE(m_manager->requests().size(), std::size_t{0});
    }

    void aManagerThatIsStillGoneStaysInDebt() {
        fault(Fault::Kind::LoseRequest, "DELETE", "/traceflows", -1);
        QVERIFY(run(webToApp()));
        pay();
        QCOMPARE(notes().size(), 1);
        QCOMPARE(tracesOnManager(), 1);
    }

    void aTraceWhoseStartIsDoubtfulIsTakenAwayByName() {
        fault(Fault::Kind::DropConnection, "PUT", "/traceflows", 1); // it was made all the same
        fault(Fault::Kind::LoseRequest, "DELETE", "/traceflows", -1);
        QVERIFY(!run(webToApp()));
        QCOMPARE(tracesOnManager(), 1);
        m_manager->clearFaults();
        pay();
        QCOMPARE(tracesOnManager(), 0);
        QCOMPARE(notes(), QStringList());
    }

    void theManagersOwnNameIsRemembered() {
        fault(Fault::Kind::Status, "PUT", "/infra/traceflows", -1, 404);
        fault(Fault::Kind::LoseRequest, "DELETE", "/traceflows", -1);
        const auto first = run(webToApp());
        QVERIFY2(first, qPrintable(words(first)));
        const QString id = first->value(u"traceflow_id"_s).toString();
        QCOMPARE(notes(), QStringList{id + u".json"_s});
        m_manager->clearFaults();
        pay();
        QCOMPARE(count("DELETE", "/api/v1/traceflows/" + id.toLatin1()), 4); // three in vain
        QCOMPARE(notes(), QStringList());
    }

    void whatSomebodyMayStillAskForWaits() {
        start(3000);
        QJsonObject arguments = webToApp();
        arguments.insert(u"timeout_seconds"_s, 1);
        const auto handle = run(arguments);
        QVERIFY2(handle, qPrintable(words(handle)));
        pay();
        QCOMPARE(count("DELETE"), 0);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(TraceDebt::due(place(), now.addSecs(29 * 60)).size(), std::size_t{0});
        QCOMPARE(TraceDebt::due(place(), now.addSecs(31 * 60)).size(), std::size_t{1});
        const QString id = handle->value(u"traceflow_id"_s).toString();
        QVERIFY(call(u"get_traceflow_result"_s, {{u"traceflow_id"_s, id}}));
        QCOMPARE(notes(), QStringList());
    }

    void aRunThatIsUnderWayIsLeftAlone() {
        TraceDebt mine = TraceDebt::incur(place(), trace(u"under-way"_s));
        QCOMPARE(TraceDebt::due(place()).size(), std::size_t{0});
        mine = TraceDebt(); // the run ended without having settled
        QCOMPARE(TraceDebt::due(place()).size(), std::size_t{1});
        QCOMPARE(TraceDebt::due(u"10.0.0.1:443"_s).size(), std::size_t{0});
    }

    void whatTheManagerDroppedByItselfIsForgotten() {
        static_cast<void>(TraceDebt::incur(u"10.0.0.1:443"_s, trace(u"old"_s)));
        const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(3 * 3600);
        QCOMPARE(TraceDebt::due(u"10.0.0.1:443"_s, later).size(), std::size_t{0});
        QCOMPARE(notes(), QStringList());
    }

    void aNoteThatIsNoneIsDropped() {
        QVERIFY(QDir().mkpath(TraceDebt::defaultFolder()));
        for (const QString& name : {u"/torn.json"_s, u"/other.json"_s}) {
            QFile file(TraceDebt::defaultFolder() + name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            // Its id is not its name: nobody is sent to take away what somebody else made.
            file.write(name == u"/torn.json"_s ? QByteArray("{\"format\":1,")
                                               : QByteArray(R"({"format":1,"id":"x"})"));
        }
        pay();
        QCOMPARE(notes(), QStringList());
        QCOMPARE(count("DELETE"), 0);
    }

    void aHomeThatCannotBeWrittenCostsNoTrace() {
        QFile blocker(m_state.filePath(u"flat"_s));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        TraceDebt debt = TraceDebt::incur(place(), trace(u"a"_s), blocker.fileName() + u"/left"_s);
        debt.postpone(QDateTime::currentDateTimeUtc());
        debt.settle();
        QCOMPARE(debt.trace().id, u"a"_s);
    }
};

QTEST_GUILESS_MAIN(TestTraceDebt)
#include "tst_trace_debt.moc"
