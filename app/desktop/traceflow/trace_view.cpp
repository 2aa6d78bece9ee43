// SPDX-License-Identifier: MIT
#include "desktop/traceflow/trace_view.h"

#include "base/text.h"
#include "desktop/settings.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/traceflow/hop_table_model.h"
#include "desktop/traceflow/trace_export.h"
#include "desktop/traceflow/trace_form.h"
#include "desktop/traceflow/trace_graph_view.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/icon_label.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/table_header.h"
#include "desktop/widgets/table_view.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVerdictIcon = 22;
constexpr int kPictureHeight = 340;
constexpr int kTableHeight = 320;
const QString kSplitter = u"splitter/traceView"_s;

Color colorOf(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Delivered:
        return Color::Allow;
    case VerdictKind::Dropped:
    case VerdictKind::Partly:
        return Color::Stop;
    default:
        return Color::TextMuted;
    }
}

} // namespace

TraceView::TraceView(QWidget* parent)
    : QFrame(parent),
      m_icon(new IconLabel(kVerdictIcon, this)),
      m_verdict(new QLabel(this)),
      m_flow(new QLabel(this)),
      m_warnings(new NoticeStrip(u"traceWarnings"_s, this)),
      m_comparison(new NoticeStrip(u"traceComparison"_s, this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_splitter(new QSplitter(Qt::Vertical, this)),
      m_picture(new TraceGraphView(this)),
      m_model(new HopTableModel(this)),
      m_table(new TableView(u"traceHops"_s, m_model, this)) {
    setObjectName(u"traceView"_s);
    m_table->setAccessibleName(tr("Observations in the order of the way"));
    m_table->tableHeader().setFlexible(
        {static_cast<int>(HopColumn::Host), static_cast<int>(HopColumn::Component),
         static_cast<int>(HopColumn::Rule), static_cast<int>(HopColumn::Policy),
         static_cast<int>(HopColumn::Detail)});
    m_table->tableHeader().setDefaultWidths({48, 150, 190, 110, 160, 120, 220, 76});
    m_empty->setContent(
        u"route"_s, tr("Where does a packet go?"),
        tr("Type two machines and a port, and press Trace. The manager injects one packet, watches "
           "it from host to host, and takes the trace away again."));
    m_splitter->setObjectName(u"traceSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_picture);
    m_splitter->addWidget(m_table);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({kPictureHeight, kTableHeight});
    m_splitter->restoreState(settings().value(kSplitter).toByteArray());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    m_warnings->setClosable(true);
    m_comparison->setClosable(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_warnings);
    layout->addWidget(m_comparison);
    layout->addWidget(m_stack, 1);
    connect(m_picture, &TraceGraphView::currentHopChanged, this, &TraceView::setCurrentHop);
    connect(m_picture, &TraceGraphView::hopActivated, this, &TraceView::openRuleOf);
    connect(m_table, &TableView::inspectionChanged, this, [this] {
        bool isNumber = false;
        const int hop = m_table->currentKey().toInt(&isNumber);
        if (isNumber) {
            setCurrentHop(hop);
        }
    });
    connect(m_table, &TableView::chipActivated, this, &TraceView::openRequested);
    connect(&Theme::current(), &Theme::changed, this, &TraceView::look);
    look();
}

QAction* TraceView::addCommand(QHBoxLayout& row, const QString& name, const QString& iconName,
                               const QString& text, const QKeySequence& shortcut) {
    auto* action = new QAction(icon(iconName, Color::TextMuted), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(u"%1 (%2)"_s.arg(text, shortcut.toString(QKeySequence::NativeText)));
    addAction(action);
    m_commands.push_back(action);
    auto* button = new QToolButton(this);
    button->setObjectName(name + u"Button"_s);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    row.addWidget(button);
    return action;
}

QWidget* TraceView::makeHeader() {
    auto* header = new QFrame(this);
    header->setObjectName(u"traceHeader"_s);
    m_verdict->setObjectName(u"traceVerdict"_s);
    m_verdict->setProperty("role", u"strong"_s);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_flow->setObjectName(u"traceFlow"_s);
    m_flow->setProperty("role", u"small"_s);
    m_flow->setTextFormat(Qt::PlainText);
    auto* words = new QVBoxLayout;
    words->setSpacing(space::hair);
    words->addWidget(m_flow);
    words->addWidget(m_verdict);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(space::large, space::small, space::small, space::small);
    row->setSpacing(space::small);
    row->addWidget(m_icon);
    row->addSpacing(space::tight);
    row->addLayout(words, 1);
    m_repeat = addCommand(*row, u"traceRepeat"_s, u"repeat"_s, tr("Run this trace again"),
                          QKeySequence(tr("Ctrl+R")));
    m_export =
        addCommand(*row, u"traceExport"_s, u"download"_s,
                   tr("Save the trace as SVG, PNG, PDF or JSON…"), QKeySequence(tr("Ctrl+E")));
    connect(m_repeat, &QAction::triggered, this, [this](bool) { Q_EMIT repeatRequested(); });
    connect(m_export, &QAction::triggered, this, [this](bool) { chooseFile(); });
    const auto zoom = [this, row](const QString& name, const QString& iconName, const QString& text,
                                  const QKeySequence& shortcut, void (TraceGraphView::*run)()) {
        connect(addCommand(*row, name, iconName, text, shortcut), &QAction::triggered, m_picture,
                [this, run](bool) { (m_picture->*run)(); });
    };
    zoom(u"traceZoomOut"_s, u"zoom-out"_s, tr("Smaller picture"), QKeySequence(tr("Alt+-")),
         &TraceGraphView::zoomOut);
    zoom(u"traceZoomIn"_s, u"zoom-in"_s, tr("Larger picture"), QKeySequence(tr("Alt++")),
         &TraceGraphView::zoomIn);
    zoom(u"traceFit"_s, u"maximize"_s, tr("Fit the picture"), QKeySequence(tr("Alt+0")),
         &TraceGraphView::fit);
    return header;
}

void TraceView::show(ShownTrace trace, const snapshot::Snapshot* snapshot) {
    const bool isGrowing = m_trace.isRunning;
    const int before = m_hop;
    m_trace = std::move(trace);
    m_graph =
        graph::graphOf(hopsOf(m_trace.result, snapshot),
                       m_trace.isRunning ? graph::WayState::InProgress : graph::WayState::Finished);
    const int observed = static_cast<int>(m_graph.hops.size());
    if (m_trace.prediction) {
        graph::addPrediction(m_graph, m_trace.prediction->hops);
    }
    m_comparison->hide();
    m_isTelling = true;
    m_picture->setPicture(TracePicture(m_graph), isGrowing);
    graph::Hops rows = m_graph.hops;
    rows.resize(static_cast<std::size_t>(observed)); // what was predicted is no observation
    m_model->show(std::move(rows), m_trace.differentHop.value_or(-1));
    m_table->setCurrentIndex({}); // the row of another trace says nothing about this one
    m_isTelling = false;
    if (m_trace.differentHop) {
        m_picture->setDifferentNode(m_graph.nodeOf(*m_trace.differentHop));
    }
    m_hop = -1;
    if (m_trace.differentHop) {
        setCurrentHop(*m_trace.differentHop);
    } else if (isGrowing && before >= 0 && before < observed) {
        setCurrentHop(before);
    } else {
        Q_EMIT currentHopChanged(-1);
    }
    showWarnings();
    look();
}

void TraceView::clear() {
    show({}, nullptr);
}

void TraceView::look() {
    const bool hasTrace = !m_trace.result.isEmpty() || m_trace.isRunning;
    const VerdictKind kind = verdictOf(m_trace);
    const QString sentence = hasTrace ? verdictSentence(m_trace, m_graph) : QString();
    m_icon->setVisible(hasTrace);
    m_icon->setIcon(verdictIcon(kind), colorOf(kind));
    m_verdict->setText(hasTrace ? sentence : tr("No trace is shown."));
    m_flow->setText(hasTrace
                        ? flowWords(m_trace.result.isEmpty() ? m_trace.arguments : m_trace.result)
                        : QString());
    m_flow->setVisible(hasTrace);
    m_repeat->setEnabled(hasTrace && !m_trace.isRunning && !m_trace.arguments.isEmpty());
    m_export->setEnabled(hasTrace && !m_trace.result.isEmpty());
    m_picture->setVerdict(sentence);
    m_stack->setCurrentWidget(hasTrace ? static_cast<QWidget*>(m_splitter)
                                       : static_cast<QWidget*>(m_empty));
}

void TraceView::showWarnings() {
    QStringList warnings;
    const QJsonArray all = m_trace.result.value(u"warnings"_s).toArray();
    for (const QJsonValue warning : all) {
        warnings << cleanLine(warning.toString());
    }
    if (warnings.isEmpty()) {
        m_warnings->hide();
        return;
    }
    m_warnings->showNotice(NoticeKind::Warning, tr("Keep in mind:"), warnings.join(u' '));
}

void TraceView::showComparison(const QString& sentence, const QString& button,
                               const std::function<void()>& run) {
    m_comparison->clearActions();
    m_comparison->showNotice(NoticeKind::Info, tr("Compared:"), sentence);
    m_comparison->addAction(u"traceShowOther"_s, button, run);
}

void TraceView::setCurrentHop(int hop) {
    if (m_isTelling || hop == m_hop) {
        return;
    }
    m_hop = hop;
    m_isTelling = true;
    m_picture->setCurrentHop(hop);
    if (hop >= 0) {
        m_table->goTo(QString::number(hop));
    }
    m_isTelling = false;
    Q_EMIT currentHopChanged(hop);
}

void TraceView::openRuleOf(int hop) {
    if (hop < 0) {
        return;
    }
    const QString path = m_graph.hops[static_cast<std::size_t>(hop)].rulePath;
    if (!path.isEmpty()) {
        Q_EMIT openRequested(path);
    }
}

QString TraceView::verdict() const {
    return m_verdict->text();
}

Result<void> TraceView::exportTo(const QString& file) const {
    return exportTrace({m_picture->picture(), verdictSentence(m_trace, m_graph),
                        flowWords(m_trace.result), m_trace.result},
                       file);
}

void TraceView::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Save the trace"));
    dialog->setObjectName(u"traceFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Vector picture (*.svg)"), tr("Picture (*.png)"),
                            tr("Document (*.pdf)"), tr("Result (*.json)")});
    dialog->setDefaultSuffix(u"svg"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(u"*."_s, 1).remove(u')'));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (const Result<void> written = exportTo(file); !written) {
            Q_EMIT failed(written.error());
        }
    });
    dialog->open();
}

void TraceView::focusPicture() {
    m_picture->setFocus(Qt::OtherFocusReason);
}

void TraceView::copySelection() const {
    const QString rows = m_table->selectionAsTsv();
    QGuiApplication::clipboard()->setText(m_table->hasFocus() && !rows.isEmpty()
                                              ? rows
                                              : flowWords(m_trace.result) + u'\n' + verdict());
}

void TraceView::saveLayout() const {
    settings().setValue(kSplitter, m_splitter->saveState());
    m_table->tableHeader().saveLayout();
}

} // namespace bulkhead::desktop
