// SPDX-License-Identifier: MIT
#include "desktop/connection/operation_runner.h"

#include "base/task_keeper.h"
#include "desktop/changes/dialog_confirmer.h"
#include "desktop/connection/manager_session.h"

#include <QPointer>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

OperationRunner::OperationRunner(ManagerSession& session, QWidget* window,
                                 guard::StandardGuard standardGuard)
    : QObject(window), m_session(session), m_window(window), m_guard(std::move(standardGuard)) {
    connect(&session, &ManagerSession::leaving, this, &OperationRunner::cancel);
}

Result<ops::Pipeline> OperationRunner::pipeline() {
    const std::shared_ptr<nsx::Connection>& connection = m_session.connection();
    if (!connection) {
        return fail(ErrorKind::Refused, tr("Connect to a manager first."),
                    tr("There is no manager that could be asked."));
    }
    if (!m_registry) {
        m_registry = std::make_shared<const ops::Registry>(ops::Registry::standard());
    }
    if (connection != m_connection) {
        m_connection = connection;
        m_sources = std::make_shared<ops::SourceProvider>(connection);
    }
    return ops::Pipeline({m_registry, m_sources, m_guard.rules, m_guard.audit, m_guard.undo});
}

void OperationRunner::run(const QString& operation, QJsonObject arguments, const QString& why,
                          Done done, const ops::PartialCallback& partial) {
    Result<ops::Pipeline> ready = pipeline();
    if (!ready) {
        done(fail(ready.error()));
        return;
    }
    if (m_cancel.isCancelled()) { // what was cancelled may still be ending
        m_cancel = CancellationSource();
    }
    const QPointer<OperationRunner> self(this);
    ops::CallContext context;
    context.agent = u"desktop"_s;
    context.token = m_cancel.token();
    context.progress = [self](const Progress& step) {
        if (self) {
            Q_EMIT self->progressed(step);
        }
    };
    if (partial) {
        context.partial = [self, partial](const QJsonObject& result) {
            if (self) {
                partial(result);
            }
        };
    }
    context.confirmer = std::make_shared<DialogConfirmer>(m_window, context.progress);
    context.rationale = why;
    ++m_running;
    Q_EMIT busyChanged();
    keepTask<Result<ops::Outcome>>(
        this, ready->call(operation, std::move(arguments), std::move(context)),
        [this, done = std::move(done), work = m_session.use()](Result<ops::Outcome> outcome) {
            --m_running;
            Q_EMIT busyChanged();
            done(std::move(outcome));
        });
}

void OperationRunner::cancel() {
    m_cancel.cancel();
}

} // namespace bulkhead::desktop
