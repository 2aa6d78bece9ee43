// SPDX-License-Identifier: MIT
// HistoryReader: reads the audit trail and the undo records, and checks that nobody changed them.
#pragma once

#include "desktop/history/history_entry.h"
#include "guard/guard_files.h"

#include <QObject>

#include <memory>
#include <optional>

namespace bulkhead::desktop {

/// What was written from this account, and whether the trail can be believed.
struct History {
    std::vector<HistoryEntry> entries;
    /// nullopt: it could not be checked, see chainProblem.
    std::optional<guard::AuditVerification> chain;
    QString chainProblem; ///< clean sentence
};

/// One a window; GUI thread. The files are read on threads of their own; making it touches none.
/// The newest 20,000 calls and 2,000 undo records are looked at.
class HistoryReader final : public QObject {
    Q_OBJECT

public:
    HistoryReader(guard::StandardGuard files, QObject* parent = nullptr);

    /// Asks once more if it is already reading. Ends with one of the signals.
    void read();
    [[nodiscard]] bool isReading() const { return m_reading; }

Q_SIGNALS:
    void finished(const bulkhead::desktop::History& history);
    void failed(const bulkhead::Error& error);

private:
    void start();

    guard::StandardGuard m_files;
    std::shared_ptr<const ops::Registry> m_registry;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace bulkhead::desktop
