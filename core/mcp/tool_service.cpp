// SPDX-License-Identifier: MIT
#include "mcp/tool_service.h"

#include "base/task_keeper.h"
#include "base/text.h"
#include "mcp/input_round.h"
#include "mcp/message.h"
#include "mcp/progress_reporter.h"
#include "mcp/result_budget.h"

#include <utility>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

ToolOutcome toolOutcome(const Result<ops::Outcome>& outcome) {
    if (!outcome) {
        // A manager's own message may stand in it, which may be of any length.
        return {{}, elideMiddle(outcome.error().message(), kLongestText), {}};
    }
    return {withinBudget(outcome->result), {}, outcome->notes};
}

/// Empty if the params have the shape that they must have.
QString wrongShape(const QJsonObject& params) {
    if (!params.value(u"name"_s).isString()) {
        return u"tools/call: params.name must be a text"_s;
    }
    if (params.contains(u"arguments"_s) && !params.value(u"arguments"_s).isObject()) {
        return u"tools/call: params.arguments must be an object"_s;
    }
    const QString input = wrongInput(params);
    return input.isEmpty() ? QString() : u"tools/call: "_s + input;
}

} // namespace

ToolService::ToolService(Parts parts, QObject* parent)
    : QObject(parent),
      m_parts(std::move(parts)),
      m_catalogue(m_parts.pipeline.registry(), m_parts.options) {}

void ToolService::addTo(MethodTable& methods) {
    methods.announce(u"tools"_s, {});
    methods.add(u"tools/list"_s, [this](const Request& request) { list(request); });
    methods.add(u"tools/call"_s, [this](const Request& request) { call(request); });
}

void ToolService::list(const Request& request) const {
    const QJsonValue cursor = request.params.value(u"cursor"_s);
    // All tools stand on one page, so no cursor but the empty one was ever handed out.
    if (!cursor.isUndefined() && (!cursor.isString() || !cursor.toString().isEmpty())) {
        request.reply.error(kInvalidParams, u"tools/list: this cursor is not known."_s);
        return;
    }
    const QJsonObject result{{u"tools"_s, m_catalogue.tools(request.dialect)}};
    request.reply.result(request.dialect.stamped(result, Caching::Static));
}

void ToolService::call(const Request& request) {
    const QJsonObject& params = request.params;
    if (const QString wrong = wrongShape(params); !wrong.isEmpty()) {
        request.reply.error(kInvalidParams, wrong);
        return;
    }
    const QString name = params.value(u"name"_s).toString();
    if (!m_catalogue.contains(name)) {
        request.reply.error(kInvalidParams, m_catalogue.refusal(name));
        return;
    }
    auto resolved = m_catalogue.resolve(name, params.value(u"arguments"_s).toObject());
    if (!resolved) {
        answer(request, ToolOutcome{{}, resolved.error().message(), {}});
        return;
    }
    std::shared_ptr<CallConfirmer> confirmer;
    if (resolved->operation->kind == ops::OperationKind::Destructive) {
        confirmer = m_parts.desk.confirmerFor(request, resolved->arguments);
    }
    ops::CallContext context;
    // The audit names whoever called, also a client that does not say who it is.
    context.agent = request.client.name.isEmpty() ? u"mcp"_s : request.client.name;
    context.token = m_parts.inFlight.add(request.reply);
    context.progress = progressFor(params, request.reply, request.dialect);
    context.confirmer = confirmer;
    ++m_running;
    keepTask<Outcome>(
        this,
        m_parts.pipeline.call(resolved->operation->name, resolved->arguments, std::move(context)),
        [this, request, confirmer](Outcome outcome) { finish(request, confirmer, outcome); });
}

void ToolService::finish(const Request& request, const std::shared_ptr<CallConfirmer>& confirmer,
                         const Outcome& outcome) {
    // A cancelled request was dropped before: this sends nothing then.
    if (!outcome && confirmer && confirmer->detour()) {
        answer(request, *confirmer->detour());
    } else {
        if (outcome) {
            for (const QString& note : outcome->notes) {
                m_parts.log.tell(request, LogLevel::Warning, note);
            }
        }
        answer(request, toolOutcome(outcome));
    }
    m_parts.inFlight.remove(request.reply);
    if (--m_running == 0 && m_idle) {
        m_idle();
    }
}

void ToolService::answer(const Request& request, const ToolOutcome& outcome) {
    request.reply.result(
        request.dialect.stamped(request.dialect.toolResult(outcome), Caching::None));
}

void ToolService::answer(const Request& request, const Detour& detour) {
    if (detour.inputRequired) {
        request.reply.result(request.dialect.stampedInputRequired(*detour.inputRequired));
    } else if (!detour.toolError.isEmpty()) {
        answer(request, ToolOutcome{{}, detour.toolError, {}});
    } else {
        request.reply.error(detour.errorCode, detour.errorText, detour.errorData);
    }
}

} // namespace bulkhead::mcp
