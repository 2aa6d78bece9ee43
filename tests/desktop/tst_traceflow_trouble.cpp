// SPDX-License-Identifier: MIT
// Traces that take long, are cancelled, or lose their manager: what is known stays, nothing is
// left.
#include "desktop/trace_bench.h"
#include "desktop/widgets/notice_strip.h"

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::tests::TraceBench;

class TestTraceflowTrouble final : public QObject, protected TraceBench {
    Q_OBJECT

    void begin(int delayMs) {
        start(delayMs);
        fill(u"web-01"_s, u"app-01"_s, 8443);
        press(u"traceRun"_s);
        QVERIFY(!isDone());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void cleanup() { stop(); }

    void thePictureGrows() {
        begin(2500);
        const TraceView& view = m_place->view();
        QTRY_VERIFY_WITH_TIMEOUT(!view.graph().hops.empty(), 10'000);
        QVERIFY(!isDone());
        const std::size_t early = view.graph().hops.size();
        QVERIFY2(view.verdict().startsWith(u"The packet is under way"_s),
                 qPrintable(view.verdict()));
        QVERIFY(nodeTitled(u"Under way"_s) > 0);
        QVERIFY(!button(u"traceRun"_s).isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 15'000);
        QVERIFY(view.graph().hops.size() > early);
        QVERIFY(view.verdict().startsWith(u"Delivered"_s));
        QCOMPARE(nodeTitled(u"Under way"_s), -1);
        QVERIFY(button(u"traceRun"_s).isEnabled());
    }

    void cancellingKeepsWhatIsKnownAndLeavesNothing() {
        begin(60'000);
        const TraceView& view = m_place->view();
        QTRY_VERIFY_WITH_TIMEOUT(count("GET") > 0, 10'000);
        m_runner->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 10'000);
        QCOMPARE(count("PUT"), 1);
        QCOMPARE(count("DELETE"), 1);
        QVERIFY(!m_place->findChild<NoticeStrip*>(u"traceNotice"_s)->isVisible());
        QVERIFY(view.trace().result.isEmpty() || view.verdict().contains(u"cancelled"_s));
        QVERIFY(!view.trace().isRunning);
    }

    void aManagerThatDiesIsSaid() {
        begin(60'000);
        QTRY_VERIFY_WITH_TIMEOUT(count("GET") > 0, 10'000);
        m_manager.reset();
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60'000);
        const auto* notice = m_place->findChild<NoticeStrip*>(u"traceNotice"_s);
        QVERIFY(notice->isVisible());
        QVERIFY(!notice->text().isEmpty());
        QVERIFY(!m_place->view().trace().isRunning);
        QVERIFY(!m_place->view().verdict().contains(u"Delivered"_s));
    }

    void aConfigurationThatSomebodyDeletesIsSaid() {
        begin(60'000);
        const TraceView& view = m_place->view();
        QTRY_VERIFY_WITH_TIMEOUT(!view.graph().hops.empty() || count("GET") > 2, 10'000);
        simulator::Fault gone;
        gone.kind = simulator::Fault::Kind::Status;
        gone.method = "GET";
        gone.pathContains = "/traceflows/";
        gone.status = 404;
        gone.count = -1;
        m_manager->addFault(gone);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 20'000);
        const auto* notice = m_place->findChild<NoticeStrip*>(u"traceNotice"_s);
        QVERIFY(notice->isVisible());
        QVERIFY(!notice->text().isEmpty());
        QVERIFY(!view.trace().isRunning);
        // What was observed until then stays, and nobody claims to know the end.
        QVERIFY2(view.trace().result.isEmpty() || view.verdict().contains(u"without a result"_s),
                 qPrintable(view.verdict()));
    }

    void aTraceThatTakesTooLongIsPickedUpLater() {
        start(4000);
        fill(u"web-01"_s, u"app-01"_s, 8443);
        QJsonObject arguments{{u"src_vm"_s, u"web-01"_s},
                              {u"dst_vm"_s, u"app-01"_s},
                              {u"dst_port"_s, 8443},
                              {u"timeout_seconds"_s, 1}};
        m_place->run(arguments);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 15'000);
        const TraceView& view = m_place->view();
        QVERIFY2(view.verdict().startsWith(u"The trace is still under way"_s),
                 qPrintable(view.verdict()));
        QCOMPARE(count("DELETE"), 0);
        const ShownTrace kept = m_place->list().traces().front();
        QVERIFY(kept.isRunning);
        Q_EMIT m_place->list().traceChosen(kept);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 25'000);
        QVERIFY2(view.verdict().startsWith(u"Delivered"_s), qPrintable(view.verdict()));
        QCOMPARE(count("DELETE"), 1);
    }

    void leavingTakesTheTraceAwayFirst() {
        begin(60'000);
        QTRY_VERIFY_WITH_TIMEOUT(count("GET") > 0, 10'000);
        bool left = false;
        m_place->stop([&left] { left = true; });
        QVERIFY(!left);
        QTRY_VERIFY_WITH_TIMEOUT(left, 10'000);
        QCOMPARE(count("DELETE"), 1);
        QVERIFY(isDone());
        left = false;
        m_place->stop([&left] { left = true; });
        QVERIFY(left); // nothing is under way
    }

    void connectingElsewhereTakesTheTraceAwayFirst() {
        begin(60'000);
        QTRY_VERIFY_WITH_TIMEOUT(count("GET") > 0, 10'000);
        // Whom the window goes to does not matter: the old manager is left all the same.
        config::Target elsewhere = *m_session->target();
        elsewhere.name = u"elsewhere"_s;
        elsewhere.host = u"192.0.2.1"_s;
        m_session->open(elsewhere);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 10'000);
        QCOMPARE(count("DELETE"), 1);
        QTRY_COMPARE(m_manager->openSessions(), 0);
        QVERIFY(m_place->view().trace().result.isEmpty() ||
                m_place->view().verdict().contains(u"cancelled"_s));
        QVERIFY(!m_place->findChild<NoticeStrip*>(u"traceNotice"_s)->isVisible());
        m_session->cancel();
    }

    void aManagerThatIsFoundAgainForgetsTheTrace() {
        begin(60'000);
        QTRY_VERIFY_WITH_TIMEOUT(count("GET") > 0, 10'000);
        simulator::Fault gone;
        gone.kind = simulator::Fault::Kind::LoseRequest;
        gone.count = -1;
        m_manager->addFault(gone);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 60'000);
        m_manager->clearFaults();
        m_manager->clearRequests();
        m_session->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(count("DELETE"), 1, 15'000);
        m_session->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->isBusy(), 15'000);
        QCOMPARE(count("DELETE"), 1); // once is enough
    }
};

QTEST_MAIN(TestTraceflowTrouble)
#include "tst_traceflow_trouble.moc"
