// SPDX-License-Identifier: MIT
// SuitePanel: a named set of flows, run as a whole, with green and red.
#pragma once

#include "base/result.h"
#include "ops/trace_suite.h"

#include <QJsonObject>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace bulkhead::desktop {

class EmptyState;

/// Shows a suite and what came of each flow; whoever owns it runs run_traceflow_suite.
class SuitePanel final : public QWidget {
    Q_OBJECT

public:
    explicit SuitePanel(QWidget* parent = nullptr);

    /// Reads a suite (ops/trace_suite.h); what was shown stays if it is wrong.
    [[nodiscard]] Result<void> open(const QString& file);
    /// What run_traceflow_suite has answered, whole or so far.
    void showResult(const QJsonObject& result, bool isWhole);
    /// Why it cannot be run at the moment; empty if it can.
    void setObstacle(const QString& sentence);
    [[nodiscard]] bool isEmpty() const { return m_suite.flows.empty(); }
    /// "3 of 5 flows went as expected." For tests and screen readers.
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    /// `text` is the file's content.
    void runRequested(const QString& text);
    /// The trace of a flow that was run.
    void traceChosen(const QString& traceId);
    void failed(const bulkhead::Error& error);

private:
    void chooseFile();
    void fill();

    ops::TraceSuite m_suite;
    QString m_text;
    QJsonObject m_result;
    bool m_isWhole = true;
    QString m_obstacle;
    QLabel* m_title;
    QLabel* m_summary;
    QListWidget* m_list;
    QPushButton* m_open;
    QPushButton* m_run;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
};

} // namespace bulkhead::desktop
