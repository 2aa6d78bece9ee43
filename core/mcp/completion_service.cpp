// SPDX-License-Identifier: MIT
#include "mcp/completion_service.h"

#include "mcp/message.h"
#include "mcp/prompt_catalogue.h"
#include "mcp/request_params.h"
#include "mcp/resource_address.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestTyped = 255;

/// What an argument of this name holds, in prompts and in templates.
std::optional<NameKind> kindOf(const QString& argument) {
    if (argument == u"target") {
        return NameKind::Target;
    }
    if (argument == u"policy") {
        return NameKind::Policy;
    }
    if (argument == u"group") {
        return NameKind::Group;
    }
    // Where an address is as good as a machine, machines are proposed.
    if (argument == u"vm" || argument == u"destination") {
        return NameKind::Machine;
    }
    return std::nullopt;
}

bool hasArgument(const Prompt& prompt, const QString& name) {
    return std::any_of(prompt.arguments.cbegin(), prompt.arguments.cend(),
                       [&](const PromptArgument& argument) { return argument.name == name; });
}

/// True if the reference exists; `takesArgument` tells whether it has such an argument.
bool isKnown(const QJsonObject& reference, const QString& argument, bool& takesArgument) {
    const QString type = reference.value(u"type"_s).toString();
    if (type == u"ref/prompt") {
        const Prompt* found = prompt(reference.value(u"name"_s).toString());
        takesArgument = found != nullptr && hasArgument(*found, argument);
        return found != nullptr;
    }
    const QString uri = reference.value(u"uri"_s).toString();
    takesArgument = uri.contains(u'{' + argument + u'}');
    return type == u"ref/resource" &&
           (uri == uriTemplate(ResourceKind::PolicyRules) ||
            uri == uriTemplate(ResourceKind::Group) || uri == uriTemplate(ResourceKind::Overview) ||
            uri == uriTemplate(ResourceKind::Changes));
}

QJsonObject resultOf(const Names& names) {
    return {{u"completion"_s, QJsonObject{{u"values"_s, QJsonArray::fromStringList(names.values)},
                                          {u"total"_s, names.total},
                                          {u"hasMore"_s, names.hasMore}}}};
}

} // namespace

CompletionService::CompletionService(NameSource names, InFlight& inFlight, TaskCounter& running,
                                     QObject* parent)
    : QObject(parent), m_names(std::move(names)), m_inFlight(inFlight), m_running(running) {}

void CompletionService::complete(const Request& request) {
    const QJsonObject argument = request.params.value(u"argument"_s).toObject();
    const QString name = argument.value(u"name"_s).toString();
    const QJsonValue typed = argument.value(u"value"_s);
    if (name.isEmpty() || !typed.isString() || typed.toString().size() > kLongestTyped) {
        refuseParams(request, u"params.argument needs name and value, which are texts"_s);
        return;
    }
    bool takesArgument = false;
    if (!isKnown(request.params.value(u"ref"_s).toObject(), name, takesArgument)) {
        refuseParams(request, u"params.ref names no prompt and no resource template"_s);
        return;
    }
    const std::optional<NameKind> kind = takesArgument ? kindOf(name) : std::nullopt;
    if (!kind) {
        request.reply.result(request.dialect.stamped(resultOf({}), Caching::None));
        return;
    }
    const QJsonObject given =
        request.params.value(u"context"_s).toObject().value(u"arguments"_s).toObject();
    ops::CallContext context;
    context.agent = request.client.name;
    context.token = m_inFlight.add(request.reply);
    keepTask<Result<Names>>(
        this, m_names.find(*kind, typed.toString(), given.value(u"target"_s).toString(), context),
        [this, request, ticket = m_running.take()](const Result<Names>& names) {
            if (names) {
                request.reply.result(request.dialect.stamped(resultOf(*names), Caching::None));
            } else {
                request.reply.error(kInternalError, names.error().message());
            }
            m_inFlight.remove(request.reply);
        });
}

} // namespace bulkhead::mcp
