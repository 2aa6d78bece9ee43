// SPDX-License-Identifier: MIT
#include "mcp/prompt_texts.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

/// How every write is made. The person decides on what the dry run shows, not on a promise of it.
QString writeSteps() {
    return u"For each write: call the tool with dry_run true, show the requests, the difference "
           u"and every warning, and wait for a yes. Then call it again without dry_run. Keep the "
           u"undo_id of each result; undo_change with it takes the write back. Stop at the first "
           u"failure and report what was made and what was not.\n"_s;
}

} // namespace

QString microsegmentText() {
    return u"Microsegment the application below.\n\n"
           u"1. Look before you write. list_dfw_policies shows the order of evaluation; use the "
           u"category Application, never Emergency. list_tags and list_vms show which tags exist; "
           u"reuse a spelling that is there.\n"
           u"2. Tags first. Check each machine with list_vm_tags, tag with apply_vm_tag, and list "
           u"again: a group on a tag that no machine carries matches nothing, and the policy would "
           u"look applied while it enforces nothing.\n"
           u"3. One group a tier with create_group, then get_group: the members must be the "
           u"machines that you expect, no more and no fewer.\n"
           u"4. create_dfw_policy, stateful. Then create_dfw_rule in this order: ALLOW for "
           u"management (DNS, NTP, vCenter, SSH from the jump host) first, because a deny without "
           u"it locks everybody out; ALLOW inside each tier; ALLOW from tier to tier on the ports "
           u"that are needed. Every rule with logged true.\n"
           u"5. Verify each allowed flow with run_traceflow and get_traceflow_result, and read the "
           u"chain of rules from top to bottom: an earlier DROP of another category may shadow "
           u"yours.\n"
           u"6. Only then the last rule: DROP from any to any, with scope set to the groups of the "
           u"application and logged true. Trace the same flows again, management too.\n\n"_s +
           writeSteps();
}

QString traceText() {
    return u"Find out why the traffic below is blocked, and prove it.\n\n"
           u"1. get_vm of the source, and of the destination if it is a machine: addresses, tags, "
           u"groups, and whether the machine is excluded from the firewall.\n"
           u"2. run_traceflow with src_vm and dst_vm (or dst_ip), protocol and dst_port. If it "
           u"answers before the trace has ended, ask get_traceflow_result with its "
           u"traceflow_id.\n"
           u"3. Read the observations in their order, not only the verdict: which rule decided, on "
           u"which side (out of the source or into the destination), on which host.\n"
           u"4. Show that rule with get_dfw_rule and its neighbours with list_dfw_rules. If a "
           u"later rule was meant to allow the flow, say which earlier one shadows it. "
           u"get_dfw_rule_stats tells whether it is being hit.\n"
           u"5. Report: verdict, the deciding rule with policy and category, the evidence, and the "
           u"smallest change that would help. Change nothing without being asked; then:\n\n"_s +
           writeSteps();
}

QString tagText() {
    return u"Tag the machine below and verify the effect.\n\n"
           u"1. list_vm_tags of the machine: its external id and the tags it has. If several "
           u"machines have this name, ask which one.\n"
           u"2. list_tags with the scope: is the value in use? If a value that is spelled almost "
           u"the same is, ask before you make a new one.\n"
           u"3. apply_vm_tag with dry_run true. It shows which groups the machine would join and "
           u"so which rules would hold for it; explain that in words.\n"
           u"4. After the write, list_vm_tags again: the new tag must be there and nothing else "
           u"may have changed. get_group of each group that should have gained the machine.\n\n"_s +
           writeSteps();
}

QString auditText() {
    return u"Audit the policy below. Change nothing.\n\n"
           u"1. get_dfw_policy and list_dfw_rules until truncated is false. Each group that "
           u"decides something: get_group for its criteria and effective members.\n"
           u"2. For each rule: get_dfw_rule_stats. null means unknown, not zero.\n"
           u"3. Look for: ANY as source, destination or service of an ALLOW; groups without "
           u"members; disabled rules; rules without hits; rules without logging, silent drops "
           u"above all; rules that an earlier one covers, also of an earlier policy or category "
           u"(list_dfw_policies tells the order); a deny without an ALLOW for management ahead of "
           u"it; a stateless policy with only one direction; Emergency used for daily work.\n"
           u"4. list_dfw_exclusions: whom the policy does not reach at all.\n"
           u"5. Report a table: rule, finding, evidence (tool and field), severity, proposal. Keep "
           u"what is certain apart from what only looks so.\n"_s;
}

QString unusedText() {
    return u"Find the rules that are not used. Change nothing.\n\n"
           u"1. list_dfw_rules with unused_days 90, of the policy below or without policy_id of "
           u"all, until truncated is false. Its notes say how many rules were not watched for so "
           u"long: of these nobody knows. If that is most of them, ask for fewer days.\n"
           u"2. get_dfw_rule_stats of the policies with candidates: counters since the last reset, "
           u"last hit, and since when this computer watches. null means unknown, not zero, and a "
           u"rule may serve a yearly job.\n"
           u"3. For each rule without hits find out why: disabled, a group without members "
           u"(get_group), covered by an earlier rule, or really without traffic. where_used tells "
           u"who else uses a group before anybody thinks of removing it.\n"
           u"4. Propose one of: keep, disable with logging and look again in thirty days, delete. "
           u"Never delete what was not disabled first.\n"
           u"5. Report a table: policy, rule, hits, reason, proposal. If the person decides to "
           u"act, use update_dfw_rule with disabled true:\n\n"_s +
           writeSteps();
}

QString changeText() {
    return u"Prepare the change below for a person to approve. Send nothing yet.\n\n"
           u"1. Read what is there: list_dfw_policies, list_dfw_rules, get_group, list_services. "
           u"where_used before touching an object that others may share.\n"
           u"2. Write the smallest change as one document: title, reason, and a list of changes, "
           u"each of which creates, updates, moves or deletes a policy, rule, group, service, the "
           u"tags of a machine or the exclusions. It is carried out whole or not at all, so that "
           u"nobody is cut off between two steps.\n"
           u"3. Call preview_change with it. Show every sentence and every finding, and mend the "
           u"document until no finding is an error. publish_change with dry_run true shows the "
           u"exact requests.\n"
           u"4. Say how it is verified afterwards (run_traceflow with concrete machines and ports, "
           u"before and after) and how it is taken back (revert_change).\n"
           u"5. Ask for approval of the whole document. After a yes call publish_change once, look "
           u"at realization, verify, and name the undo_id. Change nothing else.\n"_s;
}

} // namespace bulkhead::mcp
