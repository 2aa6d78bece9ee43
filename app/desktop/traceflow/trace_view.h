// SPDX-License-Identifier: MIT
// TraceView: one trace: the verdict in a sentence, the picture, and the same as a table.
#pragma once

#include "base/result.h"
#include "desktop/traceflow/shown_trace.h"

#include <QFrame>

#include <vector>

class QAction;
class QHBoxLayout;
class QKeySequence;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace bulkhead::snapshot {
class Snapshot;
}

namespace bulkhead::desktop {

class EmptyState;
class HopTableModel;
class IconLabel;
class NoticeStrip;
class TableView;
class TraceGraphView;

/// Picture and table share one current hop.
class TraceView final : public QFrame {
    Q_OBJECT

public:
    explicit TraceView(QWidget* parent = nullptr);

    /// `snapshot` names rules that the manager has not named; may be null.
    void show(ShownTrace trace, const snapshot::Snapshot* snapshot);
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_graph.nodes.empty() && m_trace.result.isEmpty(); }
    [[nodiscard]] const ShownTrace& trace() const { return m_trace; }
    [[nodiscard]] const graph::HopGraph& graph() const { return m_graph; }
    /// -1: none.
    [[nodiscard]] int currentHop() const { return m_hop; }
    void setCurrentHop(int hop);
    /// A sentence about a comparison, with one button; hidden by the next show.
    void showComparison(const QString& sentence, const QString& button,
                        const std::function<void()>& run);
    /// The sentence on top. For tests.
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] Result<void> exportTo(const QString& file) const;
    void focusPicture();
    void copySelection() const;
    void saveLayout() const;
    /// In the order of a menu.
    [[nodiscard]] const std::vector<QAction*>& commands() const { return m_commands; }
    [[nodiscard]] TraceGraphView& picture() const { return *m_picture; }
    [[nodiscard]] TableView& table() const { return *m_table; }

Q_SIGNALS:
    void currentHopChanged(int hop);
    void openRequested(const QString& path);
    void repeatRequested();
    void failed(const bulkhead::Error& error);

private:
    QWidget* makeHeader();
    QAction* addCommand(QHBoxLayout& row, const QString& name, const QString& iconName,
                        const QString& text, const QKeySequence& shortcut);
    void chooseFile();
    void openRuleOf(int hop);
    void showWarnings();
    void look();

    ShownTrace m_trace;
    graph::HopGraph m_graph;
    int m_hop = -1;
    bool m_isTelling = false; ///< keeps the two from answering each other
    IconLabel* m_icon;
    QLabel* m_verdict;
    QLabel* m_flow;
    QAction* m_repeat = nullptr;
    QAction* m_export = nullptr;
    std::vector<QAction*> m_commands;
    NoticeStrip* m_warnings;
    NoticeStrip* m_comparison;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QSplitter* m_splitter;
    TraceGraphView* m_picture;
    HopTableModel* m_model;
    TableView* m_table;
};

} // namespace bulkhead::desktop
