// SPDX-License-Identifier: MIT
// TraceflowPlace: asks for a packet, runs it, draws its way, and keeps what was found.
#pragma once

#include "base/progress.h"
#include "desktop/places/place.h"
#include "desktop/traceflow/shown_trace.h"
#include "ops/pipeline.h"

class QSplitter;

namespace bulkhead::desktop {

class NoticeStrip;
class OperationRunner;
class ProgressStrip;
class SuitePanel;
class TraceForm;
class TraceList;
class TraceView;

/// Runs run_traceflow and run_traceflow_suite, nothing else: what it injects it takes away itself,
/// also when it is cancelled or the window closes.
class TraceflowPlace final : public Place {
    Q_OBJECT

public:
    /// `runner` is this place's alone, because Cancel ends everything that it runs; it outlives the
    /// place.
    TraceflowPlace(Document& document, OperationRunner& runner, QWidget* parent = nullptr);

    /// Fills the form with a machine, address or port as the source, or from a rule's path with one
    /// machine of its sources, one of its destinations, and its first port. Nothing is sent. Empty:
    /// the form stays as it is.
    void startFrom(const QString& pathOrId);
    /// What the engine expects; empty for none.
    void setPredictor(TracePredictor predictor) { m_predictor = std::move(predictor); }
    /// Whether there is a manager that could be asked.
    void setConnected(bool connected);
    void run(const QJsonObject& arguments);
    /// Cancels what is under way and calls `then` once the manager has nothing of it any more; at
    /// once if nothing is. For whoever is about to leave the manager.
    void stop(std::function<void()> then);
    [[nodiscard]] bool isTracing() const;
    /// Runs a suite of flows (ops/trace_suite.h), given as its text.
    void runSuite(const QString& text);
    /// Shows a trace and where `other` went on otherwise.
    void compare(const ShownTrace& before, const ShownTrace& after);

    void focusContent() override;
    void focusFilter() override;
    void setInspectorVisible(bool visible) override;
    void copySelection() const override;
    void saveLayout() const override;
    [[nodiscard]] bool needsSnapshot() const override { return false; }
    [[nodiscard]] std::vector<QAction*> commands() const override;
    [[nodiscard]] Inspector* inspectorPane() const override { return m_inspector; }
    [[nodiscard]] TraceForm& form() const { return *m_form; }
    [[nodiscard]] TraceView& view() const { return *m_view; }
    [[nodiscard]] TraceList& list() const { return *m_list; }
    [[nodiscard]] SuitePanel& suite() const { return *m_suite; }

private:
    void connectParts();
    void connectSuite();
    [[nodiscard]] QWidget* makeSide();
    /// A trace that took longer than its run waited for: its end is the manager's to tell.
    void pickUp(const ShownTrace& trace);
    void showKept(const QString& traceId);
    void show(ShownTrace trace);
    void showPart(const QJsonObject& arguments, const QJsonObject& result);
    void finish(const QJsonObject& arguments, const Result<ops::Outcome>& outcome);
    void inspect();
    void updateObstacle();

    OperationRunner& m_runner;
    TracePredictor m_predictor;
    QSplitter* m_splitter;
    TraceForm* m_form;
    TraceList* m_list;
    SuitePanel* m_suite;
    TraceView* m_view;
    Inspector* m_inspector;
    ProgressStrip* m_progress;
    NoticeStrip* m_notice;
    bool m_connected = false;
};

} // namespace bulkhead::desktop
