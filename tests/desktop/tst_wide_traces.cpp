// SPDX-License-Identifier: MIT
// Traces with dozens of hops and copies in a window: read, seen whole, walked.
// BULKHEAD_TRACE_PICTURES names a folder for pictures of them.
#include "desktop/theme/theme.h"
#include "desktop/traceflow/trace_graph_view.h"
#include "desktop/traceflow/trace_view.h"
#include "desktop/widgets/table_view.h"
#include "ops/trace_format.h"
#include "support/trace_cases.h"

#include <QAction>
#include <QDir>
#include <QScrollBar>
#include <QTest>

#include <algorithm>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;

namespace {

ShownTrace shown(const tests::TraceCase& one) {
    ops::TraceFacts facts;
    facts.trace = one.trace;
    const UntrustedText policy(u"Webshop"_s);
    const UntrustedText deny(u"deny-everything-that-nobody-asked-for"_s);
    facts.rules.insert(1042,
                       ops::TracedRule{UntrustedText(u"web-to-app"_s), {}, u"ALLOW"_s, policy});
    facts.rules.insert(1050, ops::TracedRule{deny, {}, u"DROP"_s, policy});
    for (const model::TraceObservation& met : one.trace.observations) {
        if (met.step() == model::TraceStep::Delivered) {
            facts.arrivals.push_back(
                {{}, {}, met.portName, {}, {}, met.nodeName.line(), met.componentName.line()});
        }
    }
    ShownTrace trace;
    trace.id = u"wide"_s;
    trace.result = ops::formatTrace(facts);
    trace.result.insert(u"src_ip"_s, u"10.10.10.11"_s);
    trace.result.insert(u"dst_ip"_s, u"239.1.1.1"_s);
    trace.result.insert(u"source"_s, u"web-01"_s);
    trace.result.insert(u"protocol"_s, u"UDP"_s);
    trace.result.insert(u"dst_port"_s, 5353);
    return trace;
}

} // namespace

class TestWideTraces final : public QObject {
    Q_OBJECT

    std::unique_ptr<TraceView> m_view;

    void photograph(const QString& name) const {
        const QString folder = qEnvironmentVariable("BULKHEAD_TRACE_PICTURES");
        if (!folder.isEmpty()) {
            QVERIFY(QDir().mkpath(folder));
            QVERIFY(m_view->grab().save(folder + u'/' + name + u".png"_s));
        }
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_view = std::make_unique<TraceView>();
        m_view->resize(1100, 760);
        m_view->setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void areReadSeenWholeAndWalked_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("verdict");
        const auto cases = tests::everyTraceCase();
        const QStringList verdicts{
            u"Delivered to app-01"_s,
            u"Delivered to 35 destinations: web-02 on esx-02.lab, web-03 on esx-03.lab"_s,
            u"Delivered to 40 destinations: app-02"_s};
        for (qsizetype i = 0; i < verdicts.size(); ++i) {
            const std::size_t index = cases.size() - 3 + static_cast<std::size_t>(i);
            QTest::addRow("%s", qPrintable(cases[index].name))
                << static_cast<int>(index) << verdicts[i];
        }
    }
    void areReadSeenWholeAndWalked() {
        QFETCH(const int, index);
        QFETCH(const QString, verdict);
        const tests::TraceCase one = tests::everyTraceCase()[static_cast<std::size_t>(index)];
        m_view->show(shown(one), nullptr);
        const QString name = QString(one.name).replace(u' ', u'-').remove(u',');
        photograph(u"window-"_s + name);
        QVERIFY2(m_view->verdict().startsWith(verdict), qPrintable(m_view->verdict()));
        QVERIFY2(m_view->verdict().size() < 700, "one sentence, not a list of forty");

        TraceGraphView& picture = m_view->picture();
        const auto reach = [&picture] {
            return picture.horizontalScrollBar()->maximum() +
                   picture.verticalScrollBar()->maximum();
        };
        QVERIFY(picture.zoom() >= 0.7); // names can be read, so it must be scrolled
        QVERIFY(reach() > 500);

        picture.setFocus();
        QTest::keyClick(&picture, Qt::Key_F);
        QVERIFY2(reach() <= 2, qPrintable(QString::number(reach())));
        photograph(u"window-whole-"_s + name);
        m_view->resize(1500, 900);
        QTRY_VERIFY(picture.viewport()->width() > 1400);
        QVERIFY(reach() <= 2); // it stays whole in another size

        QTest::keyClick(&picture, Qt::Key_0);
        QCOMPARE(picture.zoom(), 1.0);
        QTest::keyClick(&picture, Qt::Key_End);
        const int last = static_cast<int>(picture.picture().graph().nodes.size()) - 1;
        QCOMPARE(picture.currentNode(), last);
        const graph::Box& box = picture.picture().layout().nodes[static_cast<std::size_t>(last)];
        const QRect seen(picture.horizontalScrollBar()->value(),
                         picture.verticalScrollBar()->value(), picture.viewport()->width(),
                         picture.viewport()->height());
        QVERIFY(seen.contains(QPointF(box.center().x, box.center().y).toPoint()));
        photograph(u"window-end-"_s + name);

        // Home, then always right: every step is another node until the first way has ended.
        QTest::keyClick(&picture, Qt::Key_Home);
        int steps = 0;
        for (int before = -1; before != picture.currentNode(); ++steps) {
            before = picture.currentNode();
            QTest::keyClick(&picture, Qt::Key_Right);
        }
        const auto& columns = picture.picture().layout().columns;
        QVERIFY(steps >= 4 && steps <= 1 + *std::max_element(columns.begin(), columns.end()));
        QVERIFY(!picture.accessibleDescription().isEmpty());
        QCOMPARE(m_view->table().model()->rowCount(),
                 static_cast<int>(one.trace.observations.size()));
    }
};

QTEST_MAIN(TestWideTraces)
#include "tst_wide_traces.moc"
