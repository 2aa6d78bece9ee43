// SPDX-License-Identifier: MIT
// OperationRunner: the window's way to the operations: guarded, confirmed in a dialog, audited.
#pragma once

#include "base/cancellation.h"
#include "guard/guard_files.h"
#include "ops/pipeline.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>

namespace bulkhead::desktop {

class ManagerSession;

/// One a window; GUI thread. Operations run on the manager of the window's session, through the
/// connection that is open already. Nothing on disk is touched before the first call.
class OperationRunner final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Result<ops::Outcome>)>;

    /// Neither is owned; the session outlives the runner. `window` carries the questions and is its
    /// parent.
    OperationRunner(ManagerSession& session, QWidget* window,
                    guard::StandardGuard standardGuard = guard::standardGuard());

    /// Runs one operation (ops/registry.h) and calls `done` once, unless the runner dies before.
    /// Without a connection it fails with Refused. `why` goes to the audit trail.
    /// `partial` is shown what is known before the result is whole, if the operation can tell.
    void run(const QString& operation, QJsonObject arguments, const QString& why, Done done,
             const ops::PartialCallback& partial = {});
    /// Ends every operation that is under way; a write that was sent is finished and recorded. Also
    /// happens when the session leaves its manager, which waits for that.
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_running > 0; }
    [[nodiscard]] const guard::StandardGuard& files() const { return m_guard; }

Q_SIGNALS:
    void busyChanged();
    void progressed(const bulkhead::Progress& progress);

private:
    [[nodiscard]] Result<ops::Pipeline> pipeline();

    ManagerSession& m_session;
    QWidget* m_window;
    guard::StandardGuard m_guard;
    std::shared_ptr<const ops::Registry> m_registry;
    std::shared_ptr<nsx::Connection> m_connection; ///< the one that m_sources stands on
    std::shared_ptr<ops::SourceProvider> m_sources;
    CancellationSource m_cancel;
    int m_running = 0;
};

} // namespace bulkhead::desktop
