// SPDX-License-Identifier: MIT
#include "mcp/tool_catalogue.h"

#include "base/text.h"
#include "mcp/confirmation_desk.h"
#include "ops/parameter_check.h"

#include <algorithm>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownLength = 128;

bool isOffered(const ops::Operation& operation, const ServerOptions& options) {
    const bool isWanted = options.tools.isEmpty() || options.tools.contains(operation.name);
    const bool isExcluded = options.excludedTools.contains(operation.name);
    return isWanted && !isExcluded && !(options.readOnly && operation.isWrite());
}

/// What an agent gives back after its person has agreed.
ops::Parameter tokenParameter() {
    ops::Parameter parameter;
    parameter.name = kTokenArgument;
    parameter.description = u"What the first call has answered, once your person has agreed to all "
                            "that stood beside it. Leave it out at first."_s;
    return parameter;
}

} // namespace

ToolCatalogue::ToolCatalogue(const ops::Registry& registry, const ServerOptions& options,
                             const std::vector<Fold>& folds, std::size_t most)
    : m_registry(registry), m_givesTokens(options.destructive == DestructivePolicy::Token) {
    std::vector<ops::Operation> offered;
    for (const ops::Operation& operation : registry.operations()) {
        if (!isOffered(operation, options)) {
            continue;
        }
        m_offered << operation.name;
        offered.push_back(operation);
        if (m_givesTokens && operation.kind == ops::OperationKind::Destructive) {
            offered.back().parameters.push_back(tokenParameter());
        }
    }
    m_tools = foldedTools(offered, folds, most);
}

Result<void> ToolCatalogue::checkNames(const ops::Registry& registry,
                                       const ServerOptions& options) {
    const QStringList given = options.tools + options.excludedTools;
    for (const QString& name : given) {
        if (registry.find(name) != nullptr) {
            continue;
        }
        const QStringList near = nearestMatches(name, registry.names(), 1);
        return fail(ErrorKind::InvalidInput,
                    near.isEmpty() ? u"Give names as tools/list has them."_s
                                   : u"Use "_s + near.constFirst() + u'.',
                    u"There is no tool "_s + elideMiddle(cleanLine(name), kShownLength) + u'.',
                    name);
    }
    return {};
}

QJsonArray ToolCatalogue::tools(const Dialect& dialect) const {
    QJsonArray tools;
    for (const Tool& tool : m_tools) {
        tools.append(dialect.tool(tool.shape));
    }
    return tools;
}

const Tool* ToolCatalogue::find(const QString& name) const {
    const auto found = std::find_if(m_tools.cbegin(), m_tools.cend(),
                                    [&name](const Tool& one) { return one.shape.name == name; });
    return found == m_tools.cend() ? nullptr : &*found;
}

QStringList ToolCatalogue::names() const {
    QStringList names;
    for (const Tool& tool : m_tools) {
        names << tool.shape.name;
    }
    return names;
}

bool ToolCatalogue::contains(const QString& name) const {
    return m_offered.contains(name) || find(name) != nullptr;
}

QString ToolCatalogue::refusal(const QString& name) const {
    const QString shown = elideMiddle(cleanLine(name), kShownLength);
    if (m_registry.find(name) != nullptr) {
        return u"Unknown tool: "_s + shown +
               u". This server was started without it (--read-only, --tools or --exclude-tools)."_s;
    }
    const QStringList near = nearestMatches(name, names(), 1);
    return u"Unknown tool: "_s + shown +
           (near.isEmpty() ? QString() : u". Did you mean "_s + near.constFirst() + u'?');
}

Result<ToolCall> ToolCatalogue::resolve(const QString& name, QJsonObject arguments) const {
    const Tool* tool = find(name);
    if (tool == nullptr || tool->actions.empty()) {
        return ToolCall{m_registry.find(name), std::move(arguments)};
    }
    // Only the action is checked here: the operation knows its own parameters best.
    ops::Operation choice;
    choice.name = name;
    choice.parameters = {tool->shape.parameters.front()};
    QJsonObject given;
    if (arguments.contains(kActionArgument)) {
        given.insert(kActionArgument, arguments.take(kActionArgument));
    }
    const Result<QJsonObject> checked = ops::checkArguments(choice, given);
    if (!checked) {
        return fail(checked.error());
    }
    const QString wanted = checked->value(kActionArgument).toString();
    const auto action =
        std::find_if(tool->actions.cbegin(), tool->actions.cend(),
                     [&wanted](const Fold::Action& one) { return one.name == wanted; });
    return ToolCall{m_registry.find(action->operation), std::move(arguments)};
}

} // namespace bulkhead::mcp
