// SPDX-License-Identifier: MIT
// TraceList: the traces that were run, newest first, to look at, to repeat and to compare.
#pragma once

#include "desktop/traceflow/shown_trace.h"

#include <QListWidget>

#include <vector>

namespace bulkhead::desktop {

class TraceList final : public QListWidget {
    Q_OBJECT

public:
    explicit TraceList(QWidget* parent = nullptr);

    /// Reads what this computer keeps of earlier traces (ops/trace_store.h).
    void reload();
    [[nodiscard]] const std::vector<ShownTrace>& traces() const { return m_traces; }
    /// Marks the one that is shown; nothing is shown by this.
    void setCurrentTrace(const QString& id);

Q_SIGNALS:
    void traceChosen(const bulkhead::desktop::ShownTrace& trace);
    void repeatRequested(const bulkhead::desktop::ShownTrace& trace);
    /// This one with the one that is shown.
    void compareRequested(const bulkhead::desktop::ShownTrace& trace);
    void forgetRequested(const QString& id);

private:
    void showMenu(const QPoint& place);
    [[nodiscard]] const ShownTrace* traceOf(const QListWidgetItem* item) const;

    std::vector<ShownTrace> m_traces;
    QString m_shown;
};

} // namespace bulkhead::desktop
