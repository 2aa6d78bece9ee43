// SPDX-License-Identifier: MIT
// What a person does with traces: type two names, see the way, walk along it, compare, save.
#include "desktop/trace_bench.h"
#include "desktop/traceflow/end_list_model.h"
#include "desktop/traceflow/hop_table_model.h"
#include "desktop/traceflow/suite_panel.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/notice_strip.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QListWidget>
#include <QRegularExpression>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::tests::TraceBench;

class TestTraceflowPlace final : public QObject, protected TraceBench {
    Q_OBJECT

    [[nodiscard]] const NoticeStrip& notice() const {
        return *m_place->findChild<NoticeStrip*>(u"traceNotice"_s);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        // A list below a field wants the keyboard, which the offscreen platform cannot give.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)."_s));
        start(0);
    }
    void cleanup() { stop(); }

    void twoNamesAndAPortAreEnough() {
        trace(u"web-01"_s, u"app-01"_s, 8443);
        const TraceView& view = m_place->view();
        QVERIFY2(view.verdict().startsWith(u"Delivered to app-01 on esx-2"_s),
                 qPrintable(view.verdict()));
        QVERIFY2(view.verdict().contains(u"2 firewall checks"_s), qPrintable(view.verdict()));
        const auto* sentence = m_place->findChild<QLabel*>(u"traceVerdict"_s);
        QTRY_VERIFY2(sentence->height() >= sentence->heightForWidth(sentence->width()),
                     "the sentence is cut");
        QCOMPARE(view.graph().lanes.size(), 2U);
        const graph::Node& end = view.graph().nodes.back();
        QVERIFY(end.isDelivered);
        QCOMPARE(count("PUT"), 1);
        QCOMPARE(count("DELETE"), 1);
        QCOMPARE(m_place->list().traces().size(), 1U);
        QVERIFY(m_place->list().traces().front().startedAt.isValid());
    }

    void theDropStandsWhereItHappened() {
        trace(u"web-01"_s, u"app-01"_s, 23);
        const TraceView& view = m_place->view();
        const int octagon = nodeTitled(u"Dropped"_s);
        QVERIFY(octagon > 0);
        const graph::Node& drop = view.graph().nodes[static_cast<std::size_t>(octagon)];
        QCOMPARE(drop.subtitle, u"a firewall rule says so"_s);
        const graph::Node& wall = view.graph().nodes[static_cast<std::size_t>(drop.parent)];
        QCOMPARE(view.graph().hops[static_cast<std::size_t>(*wall.ruleHop)].ruleName,
                 u"no telnet"_s);
        QVERIFY(view.picture().picture().sentence(drop.parent).contains(u"dropped by no telnet"_s));
    }

    void pictureAndTableShareTheHop() {
        trace(u"web-01"_s, u"app-01"_s, 8443);
        TraceView& view = m_place->view();
        QSignalSpy opened(m_place, &Place::openRequested);
        view.focusPicture();
        QTest::keyClick(&view.picture(), Qt::Key_Home);
        QCOMPARE(view.picture().currentNode(), 0);
        QCOMPARE(view.table().currentKey(), u"0"_s);
        QTest::keyClick(&view.picture(), Qt::Key_Right);
        QCOMPARE(view.picture().currentNode(), 1);
        QCOMPARE(view.currentHop(), 2); // where the firewall decided
        QCOMPARE(view.table().currentKey(), u"2"_s);
        QVERIFY(view.picture().accessibleDescription().contains(u"allowed by allow app"_s));
        QTest::keyClick(&view.picture(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toString(),
                 u"/infra/domains/default/security-policies/tier/rules/allow-app"_s);
        view.table().goTo(QString::number(view.graph().hops.size() - 1));
        QCOMPARE(view.picture().currentNode(), static_cast<int>(view.graph().nodes.size()) - 1);
        QCOMPARE(m_place->findChild<QLabel*>(u"inspectorTitle"_s)->text(),
                 view.graph().nodes.back().title);
    }

    void theFormSaysBeforehandWhatWouldFail_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("says");
        QTest::addRow("off") << u"off-01"_s << u"app-01"_s << u"it is switched off"_s;
        QTest::addRow("bare") << u"bare-01"_s << u"app-01"_s << u"no network interface"_s;
        QTest::addRow("several")
            << u"multi"_s << u"app-01"_s
            << u"Type one of its addresses instead: 10.10.10.12, 10.10.10.13"_s;
        QTest::addRow("twins") << u"twin"_s << u"app-01"_s << u"2 machines are called twin"_s;
        QTest::addRow("typo") << u"web-1"_s << u"app-01"_s << u"web-01"_s;
        QTest::addRow("nobody's") << u"10.99.0.1"_s << u"app-01"_s << u"no machine"_s;
        QTest::addRow("itself") << u"web-01"_s << u"10.10.10.11"_s << u"both 10.10.10.11"_s;
    }
    void theFormSaysBeforehandWhatWouldFail() {
        QFETCH(const QString, from);
        QFETCH(const QString, to);
        QFETCH(const QString, says);
        const auto requests = m_manager->requests().size();
        fill(from, to, 443);
        QVERIFY2(m_place->form().problem().contains(says), qPrintable(m_place->form().problem()));
        QVERIFY(!button(u"traceRun"_s).isEnabled());
        QTest::keyClick(&field(u"traceDestination"_s), Qt::Key_Return);
        QVERIFY(isDone());
        QCOMPARE(m_manager->requests().size(), requests);
    }

    void everyKindOfPacketCanBeAskedFor() {
        auto* protocol = m_place->findChild<QComboBox*>(u"traceProtocol"_s);
        TraceForm& form = m_place->form();
        fill(u"web-01"_s, u"app-01"_s, 443);
        m_place->findChild<QCheckBox*>(u"traceFlagACK"_s)->setChecked(true);
        QCOMPARE(form.arguments().value(u"tcp_flags"_s).toString(), u"SYN,ACK"_s);
        protocol->setCurrentText(u"ICMP"_s);
        QVERIFY(!form.arguments().contains(u"dst_port"_s));
        QVERIFY(!form.arguments().contains(u"tcp_flags"_s));
        QVERIFY(!m_place->findChild<QSpinBox*>(u"tracePort"_s)->isEnabled());
        type(u"traceDestination"_s, u"fd00:20::21"_s);
        QVERIFY(form.arguments().isEmpty() || form.problem().isEmpty());
        type(u"traceDestination"_s, u" "_s);
        QVERIFY(form.arguments().isEmpty());
        protocol->setCurrentText(u"DHCP"_s);
        QCOMPARE(form.arguments().value(u"protocol"_s).toString(), u"DHCP"_s);
        QVERIFY(!form.arguments().contains(u"dst_ip"_s));
        const QJsonObject dhcp = form.arguments();
        fill(u"multi"_s, u"app-01"_s, 1);
        form.fill(dhcp);
        QCOMPARE(form.arguments(), dhcp); // run again as it was
    }

    void halfANameIsNoProblemYet() {
        QLineEdit& line = field(u"traceSource"_s);
        line.setFocus();
        QTest::keyClicks(&line, u"we"_s);
        QVERIFY(m_place->findChild<QLabel*>(u"traceSourceWords"_s)->isHidden());
    }

    void aPoweredOffDestinationIsAWarning() {
        fill(u"web-01"_s, u"off-01"_s, 443);
        QVERIFY(words(u"traceDestinationWords"_s).contains(u"off-01 is switched off"_s));
        QVERIFY(button(u"traceRun"_s).isEnabled());
    }

    void withoutAManagerNothingCanBeTraced() {
        fill(u"web-01"_s, u"app-01"_s, 443);
        m_place->setConnected(false);
        QVERIFY(!button(u"traceRun"_s).isEnabled());
        QCOMPARE(words(u"traceProblem"_s), u"Connect to a manager: a snapshot cannot be traced."_s);
    }

    void twoTracesAreCompared() {
        trace(u"web-01"_s, u"app-01"_s, 8443);
        const ShownTrace before = m_place->view().trace();
        trace(u"web-01"_s, u"app-01"_s, 23);
        m_place->compare(before, m_place->view().trace());
        const TraceView& view = m_place->view();
        const auto* strip = m_place->findChild<NoticeStrip*>(u"traceComparison"_s);
        QVERIFY(strip->isVisible());
        QVERIFY2(strip->text().contains(u"First difference at observation 3"_s),
                 qPrintable(strip->text()));
        QCOMPARE(view.currentHop(), 2);
        QCOMPARE(view.trace().differentHop, 2);
        m_place->findChild<QAbstractButton*>(u"traceShowOther"_s)->click();
        QVERIFY(view.verdict().startsWith(u"Delivered"_s));
        QVERIFY(strip->isVisible());
    }

    void aTraceIsRepeated() {
        trace(u"web-01"_s, u"app-01"_s, 8443);
        m_place->findChild<QAction*>(u"traceRepeat"_s)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 15'000);
        QCOMPARE(count("PUT"), 2);
        QCOMPARE(m_place->list().traces().size(), 2U);
        QVERIFY(m_place->view().verdict().startsWith(u"Delivered"_s));
    }

    void aPredictionHasItsPlace() {
        m_place->setPredictor([](const snapshot::Snapshot&, const QJsonObject& result) {
            Prediction prediction;
            prediction.sentence = u"The snapshot predicted the same."_s;
            prediction.hops = hopsOf(result, nullptr);
            return std::optional(prediction);
        });
        trace(u"web-01"_s, u"app-01"_s, 8443);
        const TraceView& view = m_place->view();
        QVERIFY(view.verdict().endsWith(u"The snapshot predicted the same."_s));
        const auto& nodes = view.graph().nodes;
        QVERIFY(std::all_of(nodes.cbegin(), nodes.cend(),
                            [](const graph::Node& node) { return node.isPredicted; }));
        QCOMPARE(view.table().model()->rowCount(), view.trace().result[u"hops"].toArray().size());
    }

    void aRuleAndAMachineSuggestAFlow() {
        m_place->startFrom(u"id-web-01"_s);
        QCOMPARE(field(u"traceSource"_s).text(), u"id-web-01"_s);
        QVERIFY(words(u"traceSourceWords"_s).contains(u"10.10.10.11"_s));
        m_place->startFrom(u"/infra/domains/default/security-policies/tier/rules/no-telnet"_s);
        QCOMPARE(m_place->findChild<QSpinBox*>(u"tracePort"_s)->value(), 23);
        m_place->startFrom(u"/infra/segments/web"_s);
        QVERIFY(notice().isVisible());
    }

    void theFieldCompletesByAddressAndSegment() {
        QLineEdit& line = field(u"traceDestination"_s);
        line.setFocus();
        QTRY_VERIFY(line.hasFocus());
        QTest::keyClicks(&line, u"10.10.20.21"_s);
        QCompleter* completer = line.completer();
        completer->setCompletionPrefix(u"10.20.21"_s);
        QCOMPARE(completer->completionCount(), 1);
        QCOMPARE(completer->currentCompletion(), u"app-01"_s);
        completer->setCompletionPrefix(u"· app"_s);
        QCOMPARE(completer->completionCount(), 2); // both machines on the segment
        completer->popup()->hide();
    }

    void aSuiteShowsGreenAndRed() {
        QFile file(m_folder->filePath(u"web.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("name: Web\nflows:\n"
                   "  - {name: good, from: web-01, to: app-01, port: 8443}\n"
                   "  - {name: bad, from: web-01, to: app-01, port: 23}\n");
        file.close();
        SuitePanel& suite = m_place->suite();
        QVERIFY(suite.isEmpty());
        QVERIFY(!button(u"suiteRun"_s).isEnabled());
        const auto opened = suite.open(file.fileName());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message()));
        QCOMPARE(suite.summary(), u"2 flows, not run yet."_s);
        button(u"suiteRun"_s).click();
        QTRY_VERIFY_WITH_TIMEOUT(isDone(), 20'000);
        QCOMPARE(suite.summary(), u"1 of 2 flows went as expected."_s);
        auto* list = m_place->findChild<QListWidget*>(u"suiteList"_s);
        QVERIFY(list->item(0)->text().contains(u"as expected: delivered"_s));
        QVERIFY(list->item(1)->text().contains(u"not as expected: dropped"_s));
        Q_EMIT list->itemActivated(list->item(1));
        QVERIFY(m_place->view().verdict().startsWith(u"Dropped"_s));
        QVERIFY(!suite.open(m_folder->filePath(u"missing.yaml"_s)));
    }

    void aTraceIsSavedInEveryFormat_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("start");
        QTest::addRow("svg") << u"svg"_s << QByteArray("<?xml");
        QTest::addRow("png") << u"png"_s << QByteArray("\x89PNG");
        QTest::addRow("pdf") << u"pdf"_s << QByteArray("%PDF");
        QTest::addRow("json") << u"json"_s << QByteArray("{");
    }
    void aTraceIsSavedInEveryFormat() {
        QFETCH(const QString, ending);
        QFETCH(const QByteArray, start);
        trace(u"web-01"_s, u"app-01"_s, 23);
        const QString name = m_folder->filePath(u"trace."_s + ending);
        const auto written = m_place->view().exportTo(name);
        QVERIFY2(written, written ? "" : qPrintable(written.error().message()));
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith(start));
        if (ending == u"svg" || ending == u"json") {
            QVERIFY(bytes.contains("no telnet"));
        }
        QVERIFY(bytes.size() > 500);
        QVERIFY(!m_place->view().exportTo(m_folder->filePath(u"trace.doc"_s)));
        QVERIFY(!m_place->view().exportTo(u"/no/such/folder/trace."_s + ending));
    }

    void whatAFieldOffersIsAProperModel() {
        EndListModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show({{u"web-01"_s, u"web-01  10.1.0.7"_s}, {u"app-01"_s, u"app-01"_s}});
        QCOMPARE(model.rowCount({}), 2);
        QVERIFY(!model.index(1, 0).data(Qt::DisplayRole).toString().isEmpty());
        QVERIFY(!model.index(0, 0).data(EndListModel::kInsertedRole).toString().isEmpty());
        model.show({});
        QCOMPARE(model.rowCount({}), 0);
    }

    void theTableIsAProperModel() {
        HopTableModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        trace(u"web-01"_s, u"app-01"_s, 8443);
        model.show(m_place->view().graph().hops, 1);
        QCOMPARE(model.rowCount({}), static_cast<int>(m_place->view().graph().hops.size()));
        QVERIFY(model.indexOfKey(u"1"_s).isValid());
        QVERIFY(!model.indexOfKey(u"x"_s).isValid());
        model.show({});
    }
};

QTEST_MAIN(TestTraceflowPlace)
#include "tst_traceflow_place.moc"
