// SPDX-License-Identifier: MIT
// What TraceflowPlace asks the manager for, and what it does with the answers.
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/traceflow/suite_panel.h"
#include "desktop/traceflow/trace_form.h"
#include "desktop/traceflow/trace_list.h"
#include "desktop/traceflow/trace_view.h"
#include "desktop/traceflow/traceflow_place.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/widgets/progress_strip.h"

#include <QPointer>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void TraceflowPlace::runSuite(const QString& text) {
    if (m_runner.isBusy()) {
        return;
    }
    constexpr int kPatience = 3600;
    m_notice->hide();
    m_progress->begin(tr("Tracing the suite"));
    const QPointer<TraceflowPlace> self(this);
    m_runner.run(
        u"run_traceflow_suite"_s, {{u"suite"_s, text}, {u"timeout_seconds"_s, kPatience}}, {},
        [self](const Result<ops::Outcome>& outcome) {
            if (!self) {
                return;
            }
            self->m_progress->end();
            self->m_list->reload();
            if (outcome) {
                self->m_suite->showResult(outcome->result, true);
            } else if (outcome.error().kind != ErrorKind::Cancelled) {
                self->m_notice->clearActions();
                self->m_notice->showError(outcome.error());
            }
        },
        [self](const QJsonObject& part) {
            if (self) {
                self->m_suite->showResult(part, false);
            }
        });
}

void TraceflowPlace::run(const QJsonObject& arguments) {
    if (m_runner.isBusy()) {
        return;
    }
    m_notice->hide();
    m_progress->begin(tr("Tracing %1").arg(flowWords(arguments)));
    ShownTrace trace;
    trace.isRunning = true;
    trace.arguments = arguments;
    m_list->setCurrentTrace({});
    m_view->show(trace, document().snapshot().get());
    const QPointer<TraceflowPlace> self(this);
    m_runner.run(
        u"run_traceflow"_s, arguments, {},
        [self, arguments](const Result<ops::Outcome>& outcome) {
            if (self) {
                self->finish(arguments, outcome);
            }
        },
        [self, arguments](const QJsonObject& part) {
            if (self) {
                self->showPart(arguments, part);
            }
        });
}

void TraceflowPlace::pickUp(const ShownTrace& trace) {
    if (m_runner.isBusy()) {
        return;
    }
    m_notice->hide();
    m_progress->begin(tr("Asking for the trace %1").arg(flowWords(trace.result)));
    m_view->show(trace, document().snapshot().get());
    const QPointer<TraceflowPlace> self(this);
    m_runner.run(u"get_traceflow_result"_s, {{u"traceflow_id"_s, trace.id}}, {},
                 [self, arguments = trace.arguments](const Result<ops::Outcome>& outcome) {
                     if (self) {
                         self->finish(arguments, outcome);
                     }
                 });
}

bool TraceflowPlace::isTracing() const {
    return m_runner.isBusy();
}

void TraceflowPlace::stop(std::function<void()> then) {
    if (!m_runner.isBusy()) {
        then();
        return;
    }
    connect(
        &m_runner, &OperationRunner::busyChanged, this,
        [this, then = std::move(then)] {
            if (!m_runner.isBusy()) {
                then();
            }
        },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    m_runner.cancel();
}

void TraceflowPlace::showPart(const QJsonObject& arguments, const QJsonObject& result) {
    ShownTrace trace;
    trace.isRunning = true;
    trace.arguments = arguments;
    trace.result = result;
    m_view->show(std::move(trace), document().snapshot().get());
}

void TraceflowPlace::finish(const QJsonObject& arguments, const Result<ops::Outcome>& outcome) {
    m_progress->end();
    if (!outcome) {
        // What was observed until then stays; nobody claims to know the end.
        ShownTrace trace = m_view->trace();
        trace.isRunning = false;
        const bool isCancelled = outcome.error().kind == ErrorKind::Cancelled;
        trace.result.insert(u"verdict"_s, u"UNKNOWN"_s);
        trace.result.insert(u"explanation"_s, isCancelled
                                                  ? tr("The trace was cancelled before it ended.")
                                                  : tr("The trace ended without a result."));
        if (trace.result.value(u"hops"_s).isUndefined()) {
            m_view->clear();
        } else {
            m_view->show(std::move(trace), document().snapshot().get());
        }
        if (!isCancelled) {
            m_notice->clearActions();
            m_notice->showError(outcome.error());
        }
        return;
    }
    ShownTrace trace;
    trace.id = outcome->result.value(u"traceflow_id"_s).toString();
    trace.arguments = arguments;
    trace.result = outcome->result;
    m_list->reload();
    for (const ShownTrace& kept : m_list->traces()) {
        if (kept.id == trace.id) {
            trace.startedAt = kept.startedAt;
            trace.manager = kept.manager;
        }
    }
    show(std::move(trace));
}

} // namespace bulkhead::desktop
