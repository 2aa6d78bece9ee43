// SPDX-License-Identifier: MIT
#include "mcp/prompt_catalogue.h"

#include "mcp/prompt_texts.h"

#include <algorithm>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

PromptArgument required(const QString& name, const QString& description) {
    return {name, description, true};
}

PromptArgument optional(const QString& name, const QString& description) {
    return {name, description, false};
}

PromptArgument target() {
    return optional(u"target"_s, u"Name of the NSX manager; without it the default target of the "
                                 u"configuration."_s);
}

std::vector<Prompt> makePrompts() {
    std::vector<Prompt> list;
    list.push_back({u"microsegment_application"_s,
                    u"Microsegment an application"_s,
                    u"Put an application behind rules of its own, tier by tier, without locking "
                    u"anybody out"_s,
                    {required(u"application"_s, u"The application in words: name and tiers."_s),
                     optional(u"tag_scope"_s, u"Scope of the tags that mark its tiers."_s),
                     optional(u"management"_s, u"Where administrators come from: groups or "
                                               u"addresses, and the services they need."_s),
                     target()},
                    microsegmentText()});
    list.push_back({u"trace_blocked_flow"_s,
                    u"Trace a blocked flow"_s,
                    u"Find the rule that stops traffic between two machines, with evidence"_s,
                    {required(u"vm"_s, u"Name of the machine that sends."_s),
                     required(u"destination"_s, u"Name of a machine, or an address."_s),
                     optional(u"protocol"_s, u"TCP, UDP or ICMP; without it TCP."_s),
                     optional(u"port"_s, u"Destination port."_s), target()},
                    traceText()});
    list.push_back({u"tag_and_verify"_s,
                    u"Tag a machine and verify"_s,
                    u"Give a machine a tag and show what that changes"_s,
                    {required(u"vm"_s, u"Name of the machine."_s),
                     required(u"tag_scope"_s, u"Scope of the tag, e.g. tier."_s),
                     required(u"tag_value"_s, u"Value of the tag, e.g. web."_s), target()},
                    tagText()});
    list.push_back({u"audit_policy"_s,
                    u"Audit a policy"_s,
                    u"Review one policy for rules that are too wide, dead, silent or shadowed"_s,
                    {required(u"policy"_s, u"Id or display name of the policy."_s), target()},
                    auditText()});
    list.push_back(
        {u"review_unused_rules"_s,
         u"Review unused rules"_s,
         u"Find rules without hits and propose what to do with each"_s,
         {optional(u"policy"_s, u"Id or display name; without it all policies."_s), target()},
         unusedText()});
    list.push_back({u"prepare_change"_s,
                    u"Prepare a change"_s,
                    u"Work a change out as one document, for a person to approve"_s,
                    {required(u"change"_s, u"What is wanted, in words."_s), target()},
                    changeText()});
    return list;
}

} // namespace

const std::vector<Prompt>& prompts() {
    static const std::vector<Prompt> list = makePrompts();
    return list;
}

const Prompt* prompt(const QString& name) {
    const std::vector<Prompt>& list = prompts();
    const auto found = std::find_if(list.cbegin(), list.cend(),
                                    [&](const Prompt& known) { return known.name == name; });
    return found == list.cend() ? nullptr : &*found;
}

QJsonArray listedPrompts(const Dialect& dialect) {
    QJsonArray list;
    for (const Prompt& one : prompts()) {
        QJsonArray arguments;
        for (const PromptArgument& argument : one.arguments) {
            arguments.append(QJsonObject{{u"name"_s, argument.name},
                                         {u"description"_s, argument.description},
                                         {u"required"_s, argument.isRequired}});
        }
        QJsonObject object{{u"name"_s, one.name},
                           {u"description"_s, one.description},
                           {u"arguments"_s, arguments}};
        if (dialect.hasTitles()) {
            object.insert(u"title"_s, one.title);
        }
        list.append(object);
    }
    return list;
}

} // namespace bulkhead::mcp
