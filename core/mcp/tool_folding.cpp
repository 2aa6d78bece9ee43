// SPDX-License-Identifier: MIT
#include "mcp/tool_folding.h"

#include "ops/schema.h"

#include <QJsonArray>

#include <algorithm>
#include <optional>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

using ops::Operation;

const Operation* find(const std::vector<Operation>& operations, const QString& name) {
    const auto found = std::find_if(operations.cbegin(), operations.cend(),
                                    [&name](const Operation& known) { return known.name == name; });
    return found == operations.cend() ? nullptr : &*found;
}

std::vector<Fold::Action> presentActions(const Fold& fold,
                                         const std::vector<Operation>& operations) {
    std::vector<Fold::Action> present;
    for (const Fold::Action& action : fold.actions) {
        if (find(operations, action.operation) != nullptr) {
            present.push_back(action);
        }
    }
    return present;
}

bool isRequired(const QJsonObject& schema, const QString& name) {
    return schema.value(u"required"_s).toArray().contains(name);
}

/// All properties of both; what one of them may lack is not required.
QJsonObject unitedSchema(const QJsonObject& one, const QJsonObject& other) {
    QJsonObject properties = one.value(u"properties"_s).toObject();
    const QJsonObject more = other.value(u"properties"_s).toObject();
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        const QJsonValue known = properties.value(it.key());
        const bool differs = !known.isUndefined() && known != it.value();
        properties.insert(
            it.key(), differs ? QJsonValue(QJsonObject{{u"anyOf"_s, QJsonArray{known, it.value()}}})
                              : it.value());
    }
    QJsonArray required;
    for (const QJsonValue name : one.value(u"required"_s).toArray()) {
        if (isRequired(other, name.toString())) {
            required.append(name);
        }
    }
    return {{u"type"_s, u"object"_s}, {u"properties"_s, properties}, {u"required"_s, required}};
}

void addParameters(Operation& shape, const Operation& member, const QString& action) {
    for (const ops::Parameter& parameter : member.parameters) {
        const auto same = std::find_if(
            shape.parameters.begin(), shape.parameters.end(),
            [&parameter](const ops::Parameter& known) { return known.name == parameter.name; });
        if (same != shape.parameters.end()) {
            continue; // the operation itself checks it
        }
        ops::Parameter added = parameter;
        added.required = false;
        added.description = parameter.name == u"target"
                                ? parameter.description
                                : u"For %1: %2"_s.arg(action, parameter.description);
        shape.parameters.push_back(std::move(added));
    }
}

Tool toolOf(const Fold& fold, const std::vector<Fold::Action>& actions,
            const std::vector<Operation>& operations) {
    Tool tool;
    tool.actions = actions;
    Operation& shape = tool.shape;
    shape = *find(operations, actions.front().operation);
    shape.name = fold.tool;
    shape.title = fold.title;
    shape.description = fold.description;
    shape.parameters.clear();
    ops::Parameter choice;
    choice.name = kActionArgument;
    choice.required = true;
    choice.description = u"What to do."_s;
    for (const Fold::Action& action : actions) {
        choice.allowed << action.name;
    }
    shape.parameters.push_back(choice);
    for (const Fold::Action& action : actions) {
        const Operation& member = *find(operations, action.operation);
        addParameters(shape, member, action.name);
        shape.resultSchema = unitedSchema(shape.resultSchema, member.resultSchema);
        ops::Annotations& sum = shape.annotations;
        sum.readOnly = sum.readOnly && member.annotations.readOnly;
        sum.destructive = sum.destructive || member.annotations.destructive;
        sum.idempotent = sum.idempotent && member.annotations.idempotent;
        sum.openWorld = sum.openWorld || member.annotations.openWorld;
    }
    return tool;
}

} // namespace

const std::vector<Fold>& standardFolds() {
    static const std::vector<Fold> folds{
        {u"read_inventory"_s,
         u"Look up services, segments and tags"_s,
         u"Lists the services that rules name, shows one service with its ports, lists the "
         u"segments, or lists the tags in use with the number of objects that carry them."_s,
         {{u"services"_s, u"list_services"_s},
          {u"service"_s, u"get_service"_s},
          {u"segments"_s, u"list_segments"_s},
          {u"tags"_s, u"list_tags"_s}}},
        {u"read_idps"_s,
         u"Look up intrusion events, rules and signatures"_s,
         u"Lists what intrusion detection saw, the rules that watch, or the signatures that they "
         u"look for."_s,
         {{u"events"_s, u"list_idps_events"_s},
          {u"rules"_s, u"list_idps_rules"_s},
          {u"signatures"_s, u"list_idps_signatures"_s}}},
        {u"read_vms"_s,
         u"Look up virtual machines"_s,
         u"Lists virtual machines, or shows one with its addresses, tags and groups."_s,
         {{u"list"_s, u"list_vms"_s}, {u"get"_s, u"get_vm"_s}}},
        {u"move_dfw"_s,
         u"Move a policy or rule"_s,
         u"Moves a policy among the policies of its category, or a rule within its policy."_s,
         {{u"policy"_s, u"move_dfw_policy"_s}, {u"rule"_s, u"move_dfw_rule"_s}}},
    };
    return folds;
}

std::vector<Tool> foldedTools(const std::vector<Operation>& operations,
                              const std::vector<Fold>& folds, std::size_t most) {
    std::vector<Tool> tools;
    tools.reserve(operations.size());
    for (const Operation& operation : operations) {
        tools.push_back({operation, {}});
    }
    for (const Fold& fold : folds) {
        const std::vector<Fold::Action> actions = presentActions(fold, operations);
        if (tools.size() <= most) {
            break;
        }
        if (actions.size() < 2) {
            continue;
        }
        const auto isMember = [&actions](const Tool& tool) {
            return std::any_of(actions.cbegin(), actions.cend(), [&tool](const Fold::Action& one) {
                return one.operation == tool.shape.name;
            });
        };
        const auto first = std::find_if(tools.begin(), tools.end(), isMember);
        *first = toolOf(fold, actions, operations);
        tools.erase(std::remove_if(first + 1, tools.end(), isMember), tools.end());
    }
    return tools;
}

} // namespace bulkhead::mcp
