// SPDX-License-Identifier: MIT
#include "desktop/traceflow/traceflow_place.h"

#include "base/text.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/settings.h"
#include "desktop/theme/theme.h"
#include "desktop/traceflow/flow_suggestion.h"
#include "desktop/traceflow/suite_panel.h"
#include "desktop/traceflow/trace_details.h"
#include "desktop/traceflow/trace_form.h"
#include "desktop/traceflow/trace_graph_view.h"
#include "desktop/traceflow/trace_list.h"
#include "desktop/traceflow/trace_view.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/progress_strip.h"
#include "graph/trace_comparison.h"
#include "ops/trace_store.h"

#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSideWidth = 300;
constexpr int kViewWidth = 900;
constexpr int kInspectorWidth = 300;
constexpr int kSmallestSide = 250;
constexpr int kSmallestInspector = 220;
const QString kSplitter = u"splitter/traceflow"_s;

} // namespace

TraceflowPlace::TraceflowPlace(Document& document, OperationRunner& runner, QWidget* parent)
    : Place(u"traceflow"_s, document, parent),
      m_runner(runner),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_form(new TraceForm(document, this)),
      m_list(new TraceList(this)),
      m_suite(new SuitePanel(this)),
      m_view(new TraceView(this)),
      m_inspector(new Inspector(this)),
      m_progress(new ProgressStrip(this)),
      m_notice(new NoticeStrip(u"traceNotice"_s, this)) {
    auto* middle = new QWidget(this);
    auto* middleLayout = new QVBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->setSpacing(0);
    middleLayout->addWidget(m_progress);
    middleLayout->addWidget(m_notice);
    middleLayout->addWidget(m_view, 1);
    m_progress->hide();
    m_notice->setClosable(true);
    m_inspector->setMinimumWidth(kSmallestInspector);
    m_splitter->setObjectName(u"traceflowSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeSide());
    m_splitter->addWidget(middle);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setSizes({kSideWidth, kViewWidth, kInspectorWidth});
    m_splitter->restoreState(settings().value(kSplitter).toByteArray());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    connectParts();
    m_list->reload();
    updateObstacle();
    inspect();
}

QWidget* TraceflowPlace::makeSide() {
    auto* side = new QWidget(this);
    side->setObjectName(u"traceSide"_s);
    const auto giveLettersRoom = [side] {
        side->setMinimumWidth(kSmallestSide * Theme::current().zoom() / 100);
    };
    giveLettersRoom();
    connect(&Theme::current(), &Theme::changed, side, giveLettersRoom);
    auto* tabs = new QTabWidget(side);
    tabs->setObjectName(u"traceTabs"_s);
    tabs->setAccessibleName(tr("Traces and suites"));
    tabs->setDocumentMode(true);
    tabs->addTab(m_list, tr("Traces"));
    tabs->addTab(m_suite, tr("Suite"));
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_form);
    layout->addWidget(tabs, 1);
    return side;
}

void TraceflowPlace::connectSuite() {
    connect(m_suite, &SuitePanel::runRequested, this, &TraceflowPlace::runSuite);
    connect(m_suite, &SuitePanel::traceChosen, this, &TraceflowPlace::showKept);
    connect(m_suite, &SuitePanel::failed, this,
            [this](const Error& error) { m_notice->showError(error); });
}

void TraceflowPlace::showKept(const QString& traceId) {
    const auto& traces = m_list->traces();
    const auto found = std::find_if(traces.cbegin(), traces.cend(),
                                    [&](const ShownTrace& one) { return one.id == traceId; });
    if (found != traces.cend()) {
        show(ShownTrace(*found));
    }
}

void TraceflowPlace::connectParts() {
    connectSuite();
    connect(m_form, &TraceForm::traceRequested, this, &TraceflowPlace::run);
    connect(m_view, &TraceView::repeatRequested, this, [this] {
        const QJsonObject again = m_view->trace().arguments;
        m_form->fill(again);
        run(again);
    });
    connect(m_view, &TraceView::currentHopChanged, this, [this](int) { inspect(); });
    connect(m_view, &TraceView::openRequested, this, &Place::openRequested);
    connect(m_view, &TraceView::failed, this, &Place::failed);
    connect(m_inspector, &Inspector::chipActivated, this, &Place::openRequested);
    connect(&Theme::current(), &Theme::changed, this, &TraceflowPlace::inspect);
    connect(m_list, &TraceList::traceChosen, this, [this](const ShownTrace& trace) {
        if (trace.isRunning) {
            pickUp(trace);
        } else {
            show(trace);
        }
    });
    connect(m_list, &TraceList::repeatRequested, this, [this](const ShownTrace& trace) {
        m_form->fill(trace.arguments);
        run(trace.arguments);
    });
    connect(m_list, &TraceList::compareRequested, this, [this](const ShownTrace& trace) {
        const ShownTrace shown = m_view->trace();
        const bool isEarlier = trace.startedAt < shown.startedAt;
        compare(isEarlier ? trace : shown, isEarlier ? shown : trace);
    });
    connect(m_list, &TraceList::forgetRequested, this, [this](const QString& id) {
        ops::TraceStore().forget(id);
        m_list->reload();
    });
    connect(m_progress, &ProgressStrip::cancelled, &m_runner, &OperationRunner::cancel);
    connect(&m_runner, &OperationRunner::progressed, m_progress, &ProgressStrip::showProgress);
    connect(&m_runner, &OperationRunner::busyChanged, this, [this] {
        if (!m_runner.isBusy()) {
            m_progress->end();
        }
        updateObstacle();
    });
    connect(&document(), &Document::snapshotChanged, this, &TraceflowPlace::inspect);
}

void TraceflowPlace::updateObstacle() {
    const QString obstacle = m_runner.isBusy() ? tr("Wait for the trace that is under way.")
                             : m_connected
                                 ? QString()
                                 : tr("Connect to a manager: a snapshot cannot be traced.");
    m_form->setObstacle(obstacle);
    m_suite->setObstacle(obstacle);
}

void TraceflowPlace::setConnected(bool connected) {
    m_connected = connected;
    updateObstacle();
}

void TraceflowPlace::startFrom(const QString& pathOrId) {
    if (document().isEmpty() || pathOrId.isEmpty()) {
        m_form->focusFirst();
        return;
    }
    const Result<QJsonObject> flow = suggestFlow(document(), pathOrId);
    if (flow) {
        m_form->fill(*flow);
    } else {
        m_notice->showError(flow.error());
    }
    m_form->focusFirst();
}

void TraceflowPlace::show(ShownTrace trace) {
    if (m_runner.isBusy()) {
        return; // the one under way is shown
    }
    m_notice->hide();
    const snapshot::Snapshot* snapshot = document().snapshot().get();
    if (m_predictor && snapshot != nullptr) {
        trace.prediction = m_predictor(*snapshot, trace.result);
    }
    m_list->setCurrentTrace(trace.id);
    m_view->show(std::move(trace), snapshot);
}

void TraceflowPlace::compare(const ShownTrace& before, const ShownTrace& after) {
    const snapshot::Snapshot* snapshot = document().snapshot().get();
    const auto difference =
        graph::firstDifference(hopsOf(before.result, snapshot), hopsOf(after.result, snapshot));
    ShownTrace later = after;
    later.differentHop = difference ? difference->after : std::nullopt;
    show(later);
    const QString sentence = difference
                                 ? difference->sentence
                                 : tr("Both traces took the same way and met the same rules.");
    m_view->showComparison(sentence, tr("Show the earlier one"), [this, before, after] {
        const snapshot::Snapshot* now = document().snapshot().get();
        const auto again =
            graph::firstDifference(hopsOf(before.result, now), hopsOf(after.result, now));
        ShownTrace earlier = before;
        earlier.differentHop = again ? again->before : std::nullopt;
        show(earlier);
        m_view->showComparison(
            again ? again->sentence : tr("Both traces took the same way and met the same rules."),
            tr("Show the later one"), [this, before, after] { compare(before, after); });
    });
}

void TraceflowPlace::inspect() {
    const int node = m_view->picture().currentNode();
    if (node >= 0 && node < static_cast<int>(m_view->graph().nodes.size())) {
        describeNode(*m_inspector, document(), m_view->graph(), node);
    } else if (!m_view->trace().result.isEmpty()) {
        describeTrace(*m_inspector, m_view->trace());
    } else {
        m_inspector->showNothing(tr("Choose a hop to see what was observed there."));
    }
}

void TraceflowPlace::focusContent() {
    if (m_view->isEmpty()) {
        m_form->focusFirst();
    } else {
        m_view->focusPicture();
    }
}

void TraceflowPlace::focusFilter() {
    m_form->focusFirst();
}

void TraceflowPlace::setInspectorVisible(bool visible) {
    m_inspector->setVisible(visible);
}

void TraceflowPlace::copySelection() const {
    m_view->copySelection();
}

std::vector<QAction*> TraceflowPlace::commands() const {
    return m_view->commands();
}

void TraceflowPlace::saveLayout() const {
    settings().setValue(kSplitter, m_splitter->saveState());
    m_view->saveLayout();
}

} // namespace bulkhead::desktop
