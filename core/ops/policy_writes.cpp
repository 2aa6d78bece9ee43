// SPDX-License-Identifier: MIT
#include "ops/policy_writes.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "change/difference.h"
#include "change/undo_planner.h"
#include "nsx/object_api.h"
#include "ops/policy_reader.h"
#include "ops/read_operation.h"
#include "ops/reference_resolver.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHighestSequence = 999999; // NSX 4.2 Policy API, SecurityPolicy.sequence_number
constexpr int kShownRules = 50;

QStringList categories() {
    return {u"Ethernet"_s, u"Emergency"_s, u"Infrastructure"_s, u"Environment"_s, u"Application"_s};
}

/// The fields that create and update share.
std::vector<Parameter> fieldParameters() {
    return {
        textParameter(u"description"_s, u"Free text, at most 1024 characters."_s),
        numberParameter(u"sequence_number"_s, 0, kHighestSequence,
                        u"Order inside the category, the lowest first."_s),
        flagParameter(u"stateful"_s, u"False: answers need rules of their own. Default true; "
                                     "Ethernet policies are always stateless."_s),
        flagParameter(u"tcp_strict"_s, u"Connections must begin with a handshake; only in a "
                                       "stateful policy."_s),
        listParameter(u"scope"_s, u"Applied To: groups by path, id or name, or ANY. Replaces "
                                  "the Applied To of its rules."_s),
        flagParameter(u"locked"_s, u"True: nobody else may change it."_s),
        textParameter(u"comments"_s, u"Why it is locked."_s),
        textParameter(u"scheduler_path"_s, u"Path of the firewall schedule that it follows."_s),
        choiceParameter(u"connectivity_preference"_s,
                        {u"NONE"_s, u"ALLOWLIST"_s, u"DENYLIST"_s, u"ALLOWLIST_ENABLE_LOGGING"_s,
                         u"DENYLIST_ENABLE_LOGGING"_s},
                        u"Default rule that NSX adds for its Applied To."_s),
        tagsParameter(),
    };
}

/// Puts the given fields into the object and resolves names in `scope`.
Task<QJsonObject> withGivenFields(Call call, QJsonObject object) {
    copyGiven(call.arguments,
              {{u"display_name", u"display_name"},
               {u"description", u"description"},
               {u"sequence_number", u"sequence_number"},
               {u"stateful", u"stateful"},
               {u"tcp_strict", u"tcp_strict"},
               {u"locked", u"locked"},
               {u"comments", u"comments"},
               {u"scheduler_path", u"scheduler_path"},
               {u"connectivity_preference", u"connectivity_preference"}},
              object);
    if (const Result<void> tagged = copyTags(call.arguments, object); !tagged) {
        co_return fail(tagged.error());
    }
    if (call.arguments.contains(u"scope"_s)) {
        const ReferenceResolver resolver(call);
        const QStringList words = call.arguments.value(u"scope"_s).toVariant().toStringList();
        const auto scope = co_await resolver.groups(words, u"scope"_s);
        if (!scope) {
            co_return fail(scope.error());
        }
        object.insert(u"scope"_s, *scope);
    }
    co_return object;
}

/// What NSX would refuse, said before it is sent.
Result<void> checkPolicy(const QJsonObject& policy) {
    const bool stateful = policy.value(u"stateful"_s).toBool(true);
    const QString label = labelOf(policy);
    if (policy.value(u"category"_s).toString() == u"Ethernet" && stateful) {
        return fail(ErrorKind::InvalidInput, u"Leave stateful out, or set it to false."_s,
                    u"Policy "_s + label +
                        u" is in category Ethernet, which is always stateless."_s,
                    u"stateful"_s);
    }
    if (!stateful && policy.value(u"tcp_strict"_s).toBool(false)) {
        return fail(ErrorKind::InvalidInput, u"Set tcp_strict to false, or stateful to true."_s,
                    u"tcp_strict needs a stateful policy; "_s + label + u" is stateless."_s,
                    u"tcp_strict"_s);
    }
    return {};
}

QStringList warningsFor(const QJsonObject& policy) {
    QStringList warnings;
    const QString category = policy.value(u"category"_s).toString();
    if (category == u"Emergency") {
        warnings
            << u"Category Emergency is evaluated before Infrastructure, Environment and "
               "Application: it is meant for quarantine and the like, not for routine rules."_s;
    }
    if (!policy.value(u"stateful"_s).toBool(true) && category != u"Ethernet") {
        warnings << u"A stateless policy needs rules for both directions of each connection."_s;
    }
    if (policy.value(u"locked"_s).toBool()) {
        warnings << u"While it is locked, only the user who locked it can change it."_s;
    }
    return warnings;
}

/// Two policies of one category with the same number have no order that can be relied on.
void warnOfTies(const QJsonArray& policies, const QJsonObject& policy, QStringList& warnings) {
    for (const QJsonValue value : policies) {
        const QJsonObject other = value.toObject();
        if (other.value(u"category"_s) == policy.value(u"category"_s) &&
            other.value(u"sequence_number"_s) == policy.value(u"sequence_number"_s) &&
            other.value(u"id"_s) != policy.value(u"id"_s)) {
            warnings << u"Policy %1 has the same sequence number %2 in %3: NSX does not say which "
                        "of the two comes first."_s.arg(labelOf(other))
                            .arg(policy.value(u"sequence_number"_s).toInt())
                            .arg(policy.value(u"category"_s).toString());
            return;
        }
    }
}

Task<change::WritePlan> planCreate(Call call) {
    const auto id =
        checkIdentifier(call.arguments.value(u"policy_id"_s).toString(), u"policy_id"_s);
    if (!id) {
        co_return fail(id.error());
    }
    const nsx::ObjectApi objects(call.manager);
    const QString path = domainPath(*call.manager, u"security-policies/"_s + *id);
    const auto existing = co_await objects.find(path, call.token);
    if (!existing) {
        co_return fail(existing.error());
    }
    if (*existing) {
        co_return fail(alreadyThere(u"Policy"_s, path,
                                    u"Choose another policy_id, or use update_dfw_policy."_s));
    }
    QJsonObject fresh{{u"resource_type"_s, u"SecurityPolicy"_s},
                      {u"id"_s, *id},
                      {u"category"_s, call.arguments.value(u"category"_s)}};
    const bool isEthernet = fresh.value(u"category"_s).toString() == u"Ethernet";
    fresh.insert(u"stateful"_s, !isEthernet);
    const auto policy = co_await withGivenFields(call, fresh);
    if (!policy) {
        co_return fail(policy.error());
    }
    if (const Result<void> fits = checkPolicy(*policy); !fits) {
        co_return fail(fits.error());
    }
    const QString collection = nsx::objectUrl(domainPath(*call.manager, u"security-policies"_s));
    const auto others = co_await objects.list(collection, {}, call.token);
    if (!others) {
        co_return fail(others.error());
    }
    change::WritePlan plan;
    plan.status = u"created"_s;
    plan.summary =
        u"Create policy %1 in %2"_s.arg(labelOf(*policy), policy->value(u"category"_s).toString());
    plan.object = path;
    plan.requests.push_back(change::putObject(path, *policy, QJsonValue()));
    plan.images.push_back(objectImage(path, QJsonValue(), *policy));
    plan.warnings = warningsFor(*policy);
    warnOfTies(*others, *policy, plan.warnings);
    plan.realizationOf = {path};
    plan.answersObject = true;
    co_return plan;
}

Task<change::WritePlan> planUpdate(Call call) {
    const auto current = co_await readPolicy(call, call.arguments.value(u"policy_id"_s).toString());
    if (!current) {
        co_return fail(current.error());
    }
    const auto policy = co_await withGivenFields(call, *current);
    if (!policy) {
        co_return fail(policy.error());
    }
    if (const Result<void> fits = checkPolicy(*policy); !fits) {
        co_return fail(fits.error());
    }
    const QString path = current->value(u"path"_s).toString();
    change::WritePlan plan;
    plan.status = u"updated"_s;
    plan.summary = u"Update policy "_s + labelOf(*current);
    plan.object = path;
    plan.answersObject = true;
    const QStringList lines = change::difference(*current, *policy);
    if (lines.isEmpty()) {
        plan.warnings << u"The policy already is as asked for."_s;
        co_return plan;
    }
    // PUT replaces the list of rules, so they go along as they were read (NSX 4.2 Policy API).
    plan.requests.push_back(change::putObject(path, *policy, *current));
    plan.images.push_back(objectImage(path, *current, *policy));
    plan.warnings = warningsFor(*policy);
    plan.realizationOf = {path};
    co_return plan;
}

Task<change::WritePlan> planDelete(Call call) {
    const auto policy = co_await readPolicy(call, call.arguments.value(u"policy_id"_s).toString());
    if (!policy) {
        co_return fail(policy.error());
    }
    const QString label = labelOf(*policy);
    const QString path = policy->value(u"path"_s).toString();
    if (policy->value(u"is_default"_s).toBool()) {
        co_return fail(ErrorKind::Refused, u"Leave it: its rules can be changed."_s,
                       u"Policy "_s + label + u" is a default policy, which NSX keeps."_s, path);
    }
    const std::vector<QJsonObject> rules = rulesInOrder(*policy);
    if (!rules.empty()) {
        QStringList ids;
        for (const QJsonObject& rule : rules) {
            ids << rule.value(u"id"_s).toString();
        }
        QString named = QStringList(ids.mid(0, kShownRules)).join(u", "_s);
        if (ids.size() > kShownRules) {
            named += u" and %1 more"_s.arg(ids.size() - kShownRules);
        }
        co_return fail(
            ErrorKind::Refused, u"Delete or move its rules first."_s,
            u"Policy %1 still has %2: %3."_s.arg(
                label, ids.size() == 1 ? u"1 rule"_s : u"%1 rules"_s.arg(ids.size()), named),
            path);
    }
    change::WritePlan plan;
    plan.status = u"deleted"_s;
    plan.summary = u"Delete policy "_s + label;
    plan.object = path;
    plan.requests.push_back(change::deleteObject(path));
    plan.images.push_back(objectImage(path, *policy, QJsonValue()));
    plan.consequences << u"The policy %1 (%2, no rules) is removed."_s.arg(
        label, policy->value(u"category"_s).toString());
    plan.result = {
        {u"message"_s, u"Policy "_s + policy->value(u"id"_s).toString() + u" is deleted."_s}};
    co_return plan;
}

Parameter policyParameter() {
    return requiredText(u"policy_id"_s, u"Id, path or unique display name of the policy."_s);
}

} // namespace

Operation createPolicyOperation() {
    Operation operation = writeOperation(
        u"create_dfw_policy"_s, u"Create a firewall policy"_s,
        u"Create a security policy; never overwrites one"_s,
        u"Creates an empty security policy. Categories are evaluated in the order Ethernet, "
        u"Emergency, Infrastructure, Environment, Application, and the category cannot be changed "
        u"later. Fails if the id exists."_s,
        planCreate);
    operation.parameters = {
        requiredText(u"policy_id"_s, u"Id of the new policy, the last part of its path."_s),
        requiredText(u"display_name"_s, u"Name that people see."_s),
        choiceParameter(u"category"_s, categories(), u"Where it is evaluated; fixed for ever."_s)};
    operation.parameters.back().defaultValue = u"Application"_s;
    for (Parameter& parameter : fieldParameters()) {
        if (parameter.name == u"sequence_number") {
            parameter.defaultValue = 10;
        } else if (parameter.name == u"description") {
            parameter.defaultValue = QString();
        }
        operation.parameters.push_back(std::move(parameter));
    }
    operation.resultSchema = schema::written();
    operation.command = {u"policy"_s, u"create"_s, {u"policy_id"_s}, {}};
    return operation;
}

Operation updatePolicyOperation() {
    Operation operation = writeOperation(
        u"update_dfw_policy"_s, u"Change a firewall policy"_s,
        u"Change fields of a security policy; its rules stay as they are"_s,
        u"Changes only the fields that are given, on the policy as it is now; fails if somebody "
        u"else changes it at the same time. The category cannot be changed."_s,
        planUpdate);
    operation.annotations.destructive = true;
    operation.annotations.idempotent = true;
    operation.parameters = {policyParameter(),
                            textParameter(u"display_name"_s, u"Name that people see."_s)};
    for (Parameter& parameter : fieldParameters()) {
        operation.parameters.push_back(std::move(parameter));
    }
    operation.resultSchema = schema::written();
    operation.command = {u"policy"_s, u"update"_s, {u"policy_id"_s}, {}};
    return operation;
}

Operation deletePolicyOperation() {
    Operation operation = destructiveOperation(
        u"delete_dfw_policy"_s, u"Delete a firewall policy"_s,
        u"Delete a policy that has no rules"_s,
        u"Deletes a security policy. Refuses while it has rules and names them: delete or move "
        u"them first."_s,
        planDelete);
    operation.parameters = {policyParameter()};
    operation.resultSchema = schema::written({{u"message", schema::text(u"What was deleted."_s)}});
    operation.command = {u"policy"_s, u"delete"_s, {u"policy_id"_s}, {}};
    return operation;
}

} // namespace bulkhead::ops
