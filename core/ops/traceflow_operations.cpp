// SPDX-License-Identifier: MIT
#include "ops/traceflow_operations.h"

#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/trace_run.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

namespace s = schema;

Parameter numberWithDefault(QString name, qint64 minimum, qint64 maximum, qint64 value,
                            QString description) {
    Parameter parameter =
        numberParameter(std::move(name), minimum, maximum, std::move(description));
    parameter.defaultValue = value;
    return parameter;
}

QJsonObject observationSchema() {
    // `reason` and `acl_rule_id` are there only where the manager sent them, as ever.
    QJsonObject schema = s::object({
        {u"component", s::nullable(s::text(u"Name of the component that observed the packet."_s))},
        {u"resource_type", s::text(u"Type of the observation, in the Manager API's words."_s)},
        {u"component_type", s::nullable(s::text(u"DFW, LS, LR, EDGE_FW, NAT, PHYSICAL …"_s))},
        {u"transport_node", s::nullable(s::text(u"Name of the host or edge node."_s))},
    });
    QJsonObject properties = schema.value(u"properties"_s).toObject();
    properties.insert(u"reason"_s, s::text(u"Why it was dropped, in NSX's word."_s));
    properties.insert(u"acl_rule_id"_s, s::integer(u"Number of the firewall rule."_s));
    schema.insert(u"properties"_s, properties);
    return schema;
}

QJsonObject hopSchema() {
    return s::object({
        {u"sequence", s::nullable(s::integer(u"0 on the source's host, one more a host."_s))},
        {u"step", s::text(u"received, forwarded, delivered, dropped, relayed, replicated, hidden "
                          "from this user; the type itself if it is not known."_s)},
        {u"component", s::nullable(s::text(u"The component in plain words."_s))},
        {u"component_name", s::nullable(s::text(u"Its own name."_s))},
        {u"component_type", s::nullable(s::text(u"As NSX has it."_s))},
        {u"component_sub_type", s::nullable(s::text(u"As NSX has it, e.g. LR_TIER1."_s))},
        {u"host", s::nullable(s::text(u"Name of the host or edge node."_s))},
        {u"host_type", s::nullable(s::text(u"ESX, EDGE …"_s))},
        {u"next_host", s::nullable(s::text(u"Host that it was sent to."_s))},
        {u"port", s::nullable(s::text(u"Name of the port."_s))},
        {u"port_path", s::nullable(s::text(u"Path of the segment port."_s))},
        {u"rule_id", s::nullable(s::integer(u"Number of the rule that decided here."_s))},
        {u"rule_name", s::nullable(s::text(u"Its display name."_s))},
        {u"rule_path", s::nullable(s::text(u"Its path."_s))},
        {u"policy_name", s::nullable(s::text(u"Display name of its policy."_s))},
        {u"jumpto_rule_id",
         s::nullable(s::integer(u"The JUMP_TO_APPLICATION rule that matched first."_s))},
        {u"jumpto_rule_name", s::nullable(s::text(u"Its display name."_s))},
        {u"nat_rule_id", s::nullable(s::integer(u"The rule that translated an address."_s))},
        {u"reason", s::nullable(s::text(u"Why it was dropped, in NSX's word."_s))},
        {u"reason_in_words", s::nullable(s::text(u"The same in plain words."_s))},
        {u"detail", s::nullable(s::text(u"Next hop, translated addresses, tunnel peer …"_s))},
        {u"timestamp_us", s::nullable(s::integer(u"Microseconds since 1970, by that host."_s))},
    });
}

QJsonObject hitSchema() {
    return s::object({
        {u"component", s::nullable(s::text(u"Name of the firewall."_s))},
        {u"component_type", s::nullable(s::text(u"DFW, EDGE_FW, FW_BRIDGE …"_s))},
        {u"transport_node", s::nullable(s::text(u"Name of the host or edge node."_s))},
        {u"port", s::nullable(s::text(u"Port at which the firewall stood."_s))},
        {u"acl_rule_id", s::integer(u"Number of the rule."_s)},
        {u"action", s::text(u"What happened to the packet: ALLOW, DROP or REJECT."_s)},
        {u"rule_name", s::nullable(s::text(u"Null if nobody could name it."_s))},
        {u"policy_name", s::nullable(s::text(u"Display name of its policy."_s))},
        {u"rule_path", s::nullable(s::text(u"Path of the rule."_s))},
        {u"jumpto_rule_id",
         s::nullable(s::integer(u"The JUMP_TO_APPLICATION rule that matched first."_s))},
        {u"jumpto_rule_name", s::nullable(s::text(u"Its display name."_s))},
    });
}

QJsonObject arrivalSchema() {
    return s::object({
        {u"vm", s::nullable(s::text(u"Name of the virtual machine."_s))},
        {u"vm_id", s::nullable(s::text(u"Its external id."_s))},
        {u"port", s::nullable(s::text(u"Name of the port."_s))},
        {u"port_id", s::nullable(s::text(u"Unique id of the port."_s))},
        {u"port_path", s::nullable(s::text(u"Path of the segment port."_s))},
        {u"component", s::nullable(s::text(u"Segment, or the gateway where it left NSX."_s))},
        {u"host", s::nullable(s::text(u"Name of the host or edge node."_s))},
    });
}

QJsonObject traceSchema() {
    return s::object({
        {u"verdict", s::text(u"DELIVERED, DROPPED, REJECTED, PARTLY_DELIVERED (of several copies "
                             "some arrived), or UNKNOWN."_s)},
        {u"explanation", s::text(u"What became of the packet, in plain words."_s)},
        {u"traceflow_id", s::text(u"What get_traceflow_result takes."_s)},
        {u"operation_state", s::nullable(s::text(u"IN_PROGRESS, FINISHED or FAILED."_s))},
        {u"request_status", s::nullable(s::text(u"SUCCESS, TIMEOUT, SOURCE_PORT_NOT_FOUND …"_s))},
        {u"cleaned_up", s::boolean(u"True: the manager has nothing of this trace any more."_s)},
        {u"src_ip", s::nullable(s::text(u"Address that it was sent from."_s))},
        {u"dst_ip", s::nullable(s::text(u"Address that it was sent to."_s))},
        {u"protocol", s::nullable(s::text(u"TCP, UDP, ICMP, ICMPv6, DNS or DHCP."_s))},
        {u"src_port", s::nullable(s::integer(u"Null without ports."_s))},
        {u"dst_port", s::nullable(s::integer(u"Null without ports."_s))},
        {u"tcp_flags", s::nullable(s::integer(u"Bits of the header; null without TCP."_s))},
        {u"ttl", s::nullable(s::integer(u"Time to live, or hop limit."_s))},
        {u"source", s::nullable(s::text(u"Machine or port that it started at."_s))},
        {u"source_port", s::nullable(s::text(u"Path or id of the source's port."_s))},
        {u"destination",
         s::nullable(s::text(u"Machine that it was meant for, if one was named."_s))},
        {u"observation_count",
         s::nullable(s::integer(u"Null as long as the trace is under way."_s))},
        {u"observations", s::list(observationSchema(), u"In the order of the way."_s)},
        {u"hops", s::list(hopSchema(), u"The same, with everything that is known."_s)},
        {u"dfw_hits", s::list(hitSchema(), u"The firewall rules that decided."_s)},
        {u"delivered_to", s::list(arrivalSchema(), u"Where copies of the packet arrived."_s)},
        {u"overflowed",
         s::nullable(s::boolean(u"True: NSX threw observations away, steps are missing."_s))},
        {u"warnings", s::texts(u"What a careful person would want to know."_s)},
    });
}

TableShape traceTable() {
    TableShape shape;
    shape.fields = {{u"Verdict"_s, u"verdict"_s},
                    {u""_s, u"explanation"_s},
                    {u"From"_s, u"source"_s, false, true},
                    {u"Source"_s, u"src_ip"_s, false, true},
                    {u"To"_s, u"destination"_s, false, true},
                    {u"Destination"_s, u"dst_ip"_s, false, true},
                    {u"Protocol"_s, u"protocol"_s, false, true},
                    {u"Port"_s, u"dst_port"_s, false, true},
                    {u"State"_s, u"operation_state"_s},
                    {u"Warnings"_s, u"warnings"_s},
                    {u"Trace"_s, u"traceflow_id"_s}};
    shape.rowsAt = u"hops"_s;
    shape.columns = {{u"Hop"_s, u"sequence"_s, true},  {u"Host"_s, u"host"_s},
                     {u"Component"_s, u"component"_s}, {u"Step"_s, u"step"_s},
                     {u"Rule"_s, u"rule_id"_s, true},  {u"Rule name"_s, u"rule_name"_s},
                     {u"Policy"_s, u"policy_name"_s},  {u"Detail"_s, u"detail"_s}};
    return shape;
}

} // namespace

Operation runTraceflowOperation() {
    Operation operation;
    operation.name = u"run_traceflow"_s;
    operation.title = u"Trace a packet"_s;
    operation.summary = u"Send a traced packet and show what every component did with it"_s;
    operation.description =
        u"Injects one synthetic packet at a machine's port and reports every step of its way, the "
        "firewall rules that decided, and whether it was delivered or dropped, by whom and why. "
        "Nothing reaches the guest, no configuration changes, and the trace is taken away from the "
        "manager afterwards. A trace that takes longer than 45 seconds is answered with its id "
        "for get_traceflow_result."_s;
    operation.kind = OperationKind::Write;
    operation.risk = guard::Risk::Medium;
    operation.annotations = {false, false, false, true};
    operation.noUndo = u"A trace changes nothing."_s;
    Parameter protocol = choiceParameter(
        u"protocol"_s, {u"TCP"_s, u"UDP"_s, u"ICMP"_s, u"ICMPv6"_s, u"DNS"_s, u"DHCP"_s},
        u"Protocol of the packet. ICMP and ICMPv6 are echo requests, DNS is a query, DHCP asks for "
        u"an "
        "address, of everybody unless a destination is given."_s);
    protocol.defaultValue = u"TCP"_s;
    operation.parameters = {
        textParameter(
            u"src_lport_id"_s,
            u"Port that the packet starts at: the attachment id of a network interface, or "
            "the unique id or path of a segment port. Not needed with src_vm."_s),
        textParameter(u"src_ip"_s, u"Address that the packet comes from. Not needed if the source "
                                   "has only one."_s),
        textParameter(u"dst_ip"_s, u"Address that the packet goes to. Not needed with dst_vm if "
                                   "that has only one."_s),
        textParameter(u"src_vm"_s, u"Name or external id of the source machine."_s),
        textParameter(u"dst_vm"_s, u"Name or external id of the destination machine."_s),
        protocol,
        numberWithDefault(u"dst_port"_s, 0, 65535, 80, u"Destination port, for TCP and UDP."_s),
        numberWithDefault(u"src_port"_s, 0, 65535, 1234, u"Source port, for TCP and UDP."_s),
        textParameter(u"tcp_flags"_s,
                      u"Flags of a TCP packet, e.g. SYN,ACK. By default it is a SYN."_s),
        numberWithDefault(u"ttl"_s, 0, 255, 64, u"Time to live; hop limit in IPv6."_s),
        numberWithDefault(
            u"timeout_seconds"_s, 1, 300, 20,
            u"How long to wait for the result, 45 seconds at most. NSX itself observes "
            "for 5 to 15 seconds."_s),
    };
    operation.resultSchema = traceSchema();
    operation.command = {
        u"traceflow"_s, u"run"_s, {u"src_lport_id"_s}, {{u"protocol"_s, u"proto"_s}}};
    operation.table = traceTable();
    operation.handler = runTrace;
    return operation;
}

Operation getTraceflowResultOperation() {
    Operation operation = readOperation(
        u"get_traceflow_result"_s, u"Show a traced packet"_s, u"Show the result of a trace"_s,
        u"Shows the result of a trace by its id: at once if it ended when it was run, else from "
        u"the "
        "manager, waiting up to 20 seconds. The last 200 results are remembered on this computer, "
        "because traces are taken away from the manager when they have ended."_s);
    operation.parameters = {
        requiredText(u"traceflow_id"_s, u"Id of the trace, as run_traceflow gave it."_s)};
    operation.resultSchema = traceSchema();
    operation.command = {u"traceflow"_s, u"get"_s, {u"traceflow_id"_s}, {}};
    operation.table = traceTable();
    operation.handler = getTrace;
    return operation;
}

} // namespace bulkhead::ops
