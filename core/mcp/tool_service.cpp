// SPDX-License-Identifier: MIT
#include "mcp/tool_service.h"

#include "base/task_keeper.h"
#include "base/text.h"
#include "mcp/message.h"
#include "mcp/progress_reporter.h"

#include <QJsonArray>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

ToolOutcome toolOutcome(const Result<ops::Outcome>& outcome) {
    if (!outcome) {
        return {{}, outcome.error().message(), {}};
    }
    return {outcome->result, {}, outcome->notes};
}

} // namespace

ToolService::ToolService(ops::Pipeline pipeline, InFlight& inFlight, QObject* parent)
    : QObject(parent),
      m_pipeline(std::move(pipeline)),
      m_catalogue(m_pipeline.registry()),
      m_inFlight(inFlight) {}

void ToolService::addTo(MethodTable& methods) {
    methods.announce(u"tools"_s, {});
    methods.add(u"tools/list"_s, [this](const Request& request) { list(request); });
    methods.add(u"tools/call"_s, [this](const Request& request) { call(request); });
}

void ToolService::list(const Request& request) const {
    const Reply& reply = request.reply;
    const QJsonValue cursor = request.params.value(u"cursor"_s);
    // All tools stand on one page, so no cursor but the empty one was ever handed out.
    if (!cursor.isUndefined() && (!cursor.isString() || !cursor.toString().isEmpty())) {
        reply.error(kInvalidParams, u"tools/list: this cursor is not known."_s);
        return;
    }
    const QJsonObject result{{u"tools"_s, m_catalogue.tools(request.dialect)}};
    reply.result(request.dialect.stamped(result, Caching::Static));
}

void ToolService::call(const Request& request) {
    const QJsonObject& params = request.params;
    const Reply& reply = request.reply;
    const QJsonValue name = params.value(u"name"_s);
    const QJsonValue arguments = params.value(u"arguments"_s);
    if (!name.isString()) {
        reply.error(kInvalidParams, u"tools/call: params.name must be a text"_s);
        return;
    }
    if (!m_catalogue.contains(name.toString())) {
        const QStringList near = m_catalogue.nearest(name.toString());
        QString text = u"Unknown tool: "_s + elideMiddle(cleanLine(name.toString()), 128);
        if (!near.isEmpty()) {
            text += u". Did you mean "_s + near.constFirst() + u'?';
        }
        reply.error(kInvalidParams, text);
        return;
    }
    if (!arguments.isUndefined() && !arguments.isObject()) {
        reply.error(kInvalidParams, u"tools/call: params.arguments must be an object"_s);
        return;
    }
    ops::CallContext context;
    context.agent = request.client.name;
    context.token = m_inFlight.add(reply);
    context.progress = progressFor(params, reply, request.dialect);
    ++m_running;
    keepTask<Result<ops::Outcome>>(
        this, m_pipeline.call(name.toString(), arguments.toObject(), std::move(context)),
        [this, reply, dialect = request.dialect](Result<ops::Outcome> outcome) {
            finish(reply, dialect, outcome);
        });
}

void ToolService::finish(const Reply& reply, Dialect dialect, const Result<ops::Outcome>& outcome) {
    // A cancelled request was dropped before: this sends nothing then.
    reply.result(dialect.stamped(dialect.toolResult(toolOutcome(outcome)), Caching::None));
    m_inFlight.remove(reply);
    if (--m_running == 0 && m_idle) {
        m_idle();
    }
}

} // namespace bulkhead::mcp
