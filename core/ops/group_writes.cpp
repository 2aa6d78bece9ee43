// SPDX-License-Identifier: MIT
#include "ops/group_writes.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "change/difference.h"
#include "change/undo_planner.h"
#include "nsx/object_api.h"
#include "ops/group_expression.h"
#include "ops/group_reader.h"
#include "ops/machine_tags.h"
#include "ops/member_resolver.h"
#include "ops/policy_reader.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/tag_advice.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 255;         // NSX 4.2, display_name
constexpr qsizetype kLongestDescription = 1024; // NSX 4.2, description

QStringList wordsOf(const Call& call, const QString& parameter) {
    return call.arguments.value(parameter).toVariant().toStringList();
}

Result<void> checkLength(const QJsonObject& object, const QString& field, qsizetype most) {
    const qsizetype length = object.value(field).toString().size();
    if (length <= most) {
        return {};
    }
    return fail(ErrorKind::InvalidInput, u"Give at most %1 characters."_s.arg(most),
                u"%1 has %2 characters."_s.arg(field).arg(length), field);
}

/// Name, description and tags as given, checked.
Result<QJsonObject> withTexts(const Call& call, QJsonObject group) {
    copyGiven(call.arguments,
              {{u"display_name", u"display_name"}, {u"description", u"description"}}, group);
    if (const Result<void> tagged = copyTags(call.arguments, group); !tagged) {
        return fail(tagged.error());
    }
    for (const auto& [field, most] : {std::pair{u"display_name"_s, kLongestName},
                                      std::pair{u"description"_s, kLongestDescription}}) {
        if (const Result<void> fits = checkLength(group, field, most); !fits) {
            return fail(fits.error());
        }
    }
    return group;
}

/// The contract's plain parameters, one criterion each, joined by OR to what `expression` says.
Task<QJsonArray> newExpression(Call call) {
    QJsonArray expression = call.arguments.value(u"expression"_s).toArray();
    const QString scope = call.arguments.value(u"tag_scope"_s).toString();
    const QString value = call.arguments.value(u"tag_value"_s).toString();
    if (!scope.isEmpty() || !value.isEmpty()) {
        const auto tag = checkedTag(scope, value, u"tag_value"_s);
        if (!tag) {
            co_return fail(tag.error());
        }
        expression = orElement(expression, tagCondition(scope, value));
    }
    const auto addressed = withAddresses(expression, wordsOf(call, u"ip_addresses"_s));
    if (!addressed) {
        co_return fail(addressed.error());
    }
    const QStringList segments = wordsOf(call, u"segment_paths"_s);
    const auto paths = co_await memberPaths(call, segments, u"segment_paths"_s);
    if (!paths) {
        co_return fail(paths.error());
    }
    const ExpressionEdit complete = withPaths(addressed->expression, *paths);
    co_return complete.expression;
}

/// What NSX would refuse fails; the rest becomes warnings of the plan.
Task<std::monostate> judgeExpression(Call call, std::shared_ptr<change::WritePlan> plan,
                                     QJsonArray expression) {
    const bool isGlobal = call.manager->target().kind == config::ManagerKind::Global;
    const auto checked = checkedExpression(expression, isGlobal);
    if (!checked) {
        co_return fail(checked.error());
    }
    plan->warnings += *checked;
    const auto advice = co_await adviceOnExpression(call, expression);
    if (!advice) {
        co_return fail(advice.error());
    }
    plan->warnings += *advice;
    co_return done();
}

Task<change::WritePlan> planCreate(Call call) {
    const auto id = checkIdentifier(call.arguments.value(u"group_id"_s).toString(), u"group_id"_s);
    if (!id) {
        co_return fail(id.error());
    }
    const nsx::ObjectApi objects(call.manager);
    const QString path = domainPath(*call.manager, u"groups/"_s + *id);
    const auto existing = co_await objects.find(path, call.token);
    if (!existing) {
        co_return fail(existing.error());
    }
    if (*existing) {
        co_return fail(
            alreadyThere(u"Group"_s, path, u"Choose another group_id, or use update_group."_s));
    }
    const QJsonObject fresh{
        {u"resource_type"_s, u"Group"_s}, {u"id"_s, *id}, {u"display_name"_s, *id}};
    auto group = withTexts(call, fresh);
    if (!group) {
        co_return fail(group.error());
    }
    const auto expression = co_await newExpression(call);
    if (!expression) {
        co_return fail(expression.error());
    }
    group->insert(u"expression"_s, *expression);
    const auto plan = std::make_shared<change::WritePlan>();
    const auto judged = co_await judgeExpression(call, plan, *expression);
    if (!judged) {
        co_return fail(judged.error());
    }
    plan->status = u"created"_s;
    plan->summary = u"Create group "_s + labelOf(*group);
    plan->object = path;
    plan->requests.push_back(change::putObject(path, *group, QJsonValue()));
    plan->images.push_back(objectImage(path, QJsonValue(), *group));
    plan->realizationOf = {path};
    plan->answersObject = true;
    co_return *plan;
}

/// The expression as the arguments change it: replaced first, then added to and taken from.
Task<ExpressionEdit> changedExpression(Call call, QJsonArray expression) {
    if (call.arguments.contains(u"expression"_s)) {
        expression = call.arguments.value(u"expression"_s).toArray();
    }
    ExpressionEdit edit{expression, {}};
    const auto take = [&edit](const ExpressionEdit& next) {
        edit.expression = next.expression;
        edit.notes += next.notes;
    };
    const auto fewer = withoutAddresses(edit.expression, wordsOf(call, u"remove_ip_addresses"_s));
    if (!fewer) {
        co_return fail(fewer.error());
    }
    take(*fewer);
    const auto more = withAddresses(edit.expression, wordsOf(call, u"add_ip_addresses"_s));
    if (!more) {
        co_return fail(more.error());
    }
    take(*more);
    const QStringList removed = wordsOf(call, u"remove_members"_s);
    const QStringList known = pathsIn(edit.expression);
    const auto present = co_await presentPaths(call, removed, known, u"remove_members"_s);
    if (!present) {
        co_return fail(present.error());
    }
    take(withoutPaths(edit.expression, present->found + present->absent));
    const QStringList added = wordsOf(call, u"add_members"_s);
    const auto paths = co_await memberPaths(call, added, u"add_members"_s);
    if (!paths) {
        co_return fail(paths.error());
    }
    take(withPaths(edit.expression, *paths));
    co_return edit;
}

Task<change::WritePlan> planUpdate(Call call) {
    const auto current = co_await readGroup(call, call.arguments.value(u"group_id"_s).toString());
    if (!current) {
        co_return fail(current.error());
    }
    const QString path = current->value(u"path"_s).toString();
    if (current->value(u"_system_owned"_s).toBool()) {
        co_return fail(ErrorKind::Refused, u"Make a group of your own."_s,
                       u"Group %1 belongs to the system."_s.arg(labelOf(*current)), path);
    }
    auto group = withTexts(call, *current);
    if (!group) {
        co_return fail(group.error());
    }
    const QJsonArray before = current->value(u"expression"_s).toArray();
    const auto edit = co_await changedExpression(call, before);
    if (!edit) {
        co_return fail(edit.error());
    }
    const auto plan = std::make_shared<change::WritePlan>();
    plan->status = u"updated"_s;
    plan->summary = u"Update group "_s + labelOf(*current);
    plan->object = path;
    plan->answersObject = true;
    plan->warnings = edit->notes;
    if (edit->expression != before) {
        group->insert(u"expression"_s, edit->expression);
        const auto judged = co_await judgeExpression(call, plan, edit->expression);
        if (!judged) {
            co_return fail(judged.error());
        }
    }
    if (change::difference(*current, *group).isEmpty()) {
        plan->warnings << u"The group already is as asked for."_s;
        co_return *plan;
    }
    plan->requests.push_back(change::putObject(path, *group, *current));
    plan->images.push_back(objectImage(path, *current, *group));
    plan->realizationOf = {path};
    co_return *plan;
}

Parameter expressionParameter(const QString& beginning) {
    Parameter parameter;
    parameter.name = u"expression"_s;
    parameter.type = ParameterType::Json;
    parameter.description =
        beginning + u" NSX's own list: criteria (Condition, NestedExpression, IPAddressExpression, "
                    "MACAddressExpression, PathExpression, ExternalIDExpression) and a "
                    "ConjunctionOperator between each two."_s;
    parameter.schema = {{u"type"_s, u"array"_s},
                        {u"items"_s, QJsonObject{{u"type"_s, u"object"_s}}}};
    return parameter;
}

} // namespace

Operation createGroupOperation() {
    Operation operation = writeOperation(
        u"create_group"_s, u"Create a group"_s,
        u"Create a group from a tag, addresses, segments or an expression; never overwrites"_s,
        u"Creates a group of virtual machines with a tag, of addresses, of segments, or of any "
        u"criteria that NSX knows; several are joined by OR. Warns when a criterion matches "
        u"nothing now and when a tag looks mistyped. Fails if the id exists."_s,
        planCreate);
    operation.parameters = {
        requiredText(u"group_id"_s, u"Id of the new group, the last part of its path."_s),
        textParameter(u"display_name"_s, u"Name that people see; without it the id."_s),
        textParameter(u"description"_s, u"Free text, at most 1024 characters."_s),
        textParameter(u"tag_scope"_s, u"Virtual machines with a tag of this scope, such as env."_s),
        textParameter(u"tag_value"_s, u"Virtual machines with this tag, such as prod."_s),
        listParameter(u"ip_addresses"_s, u"Addresses, prefixes and ranges, IPv4 and IPv6."_s),
        listParameter(u"segment_paths"_s,
                      u"Segments, ports or other groups by path, id or unique name."_s),
        expressionParameter(u"Criteria beyond that."_s),
        tagsParameter()};
    operation.resultSchema = schema::written();
    operation.command = {u"group"_s, u"create"_s, {u"group_id"_s}, {}};
    return operation;
}

Operation updateGroupOperation() {
    Operation operation = writeOperation(
        u"update_group"_s, u"Change a group"_s, u"Change fields or criteria of a group"_s,
        u"Changes only what is given, on the group as it is now; fails and shows both versions if "
        u"somebody else changes it at the same time. Every rule that uses the group follows at "
        u"once. Addresses and members can be added and removed one by one."_s,
        planUpdate);
    operation.annotations.destructive = true;
    operation.annotations.idempotent = true;
    operation.parameters = {
        requiredText(u"group_id"_s, u"Id, path or unique display name of the group."_s),
        textParameter(u"display_name"_s, u"Name that people see."_s),
        textParameter(u"description"_s, u"Free text, at most 1024 characters."_s),
        listParameter(u"add_ip_addresses"_s, u"Addresses, prefixes and ranges to add."_s),
        listParameter(u"remove_ip_addresses"_s,
                      u"Addresses, prefixes and ranges to remove, as whole entries."_s),
        listParameter(u"add_members"_s,
                      u"Groups, segments or ports to add, by path, id or unique name."_s),
        listParameter(u"remove_members"_s, u"Groups, segments or ports to remove, likewise."_s),
        expressionParameter(u"New criteria in place of all that are there."_s),
        tagsParameter()};
    operation.resultSchema = schema::written();
    operation.command = {u"group"_s, u"update"_s, {u"group_id"_s}, {}};
    return operation;
}

} // namespace bulkhead::ops
