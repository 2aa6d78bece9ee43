// SPDX-License-Identifier: MIT
#include "ops/trace_suite.h"

#include "base/ip_range.h"
#include "base/text.h"
#include "config/yaml_fields.h"

#include <QJsonArray>
#include <QSet>

#include <yaml-cpp/yaml.h>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;
using config::YamlFields;

namespace {

constexpr int kHighestPort = 65535;
constexpr int kDefaultPort = 80;
constexpr int kDefaultSourcePort = 1234;
const QStringList kSuiteKeys{u"name"_s, u"target"_s, u"flows"_s};
const QStringList kFlowKeys{u"name"_s,       u"from"_s,     u"to"_s,   u"from_address"_s,
                            u"to_address"_s, u"protocol"_s, u"port"_s, u"source_port"_s,
                            u"flags"_s,      u"expect"_s,   u"rule"_s};
const QStringList kProtocols{u"TCP"_s, u"UDP"_s, u"ICMP"_s, u"ICMPv6"_s, u"DNS"_s, u"DHCP"_s};
const QStringList kExpectations{u"delivered"_s, u"dropped"_s};

void putText(QJsonObject& arguments, const QString& key, const QString& text) {
    if (!text.isEmpty()) {
        arguments.insert(key, text);
    }
}

QJsonObject argumentsOf(YamlFields& fields) {
    QJsonObject arguments;
    const QString from = fields.text(u"from"_s, std::nullopt);
    arguments.insert(from.startsWith(u'/') ? u"src_lport_id"_s : u"src_vm"_s, from);
    putText(arguments, u"src_ip"_s, fields.optionalText(u"from_address"_s));
    const QString protocol = kProtocols.at(fields.choice(u"protocol"_s, kProtocols, 0));
    arguments.insert(u"protocol"_s, protocol);
    const bool needsDestination = protocol != u"DHCP";
    const QString to =
        needsDestination ? fields.text(u"to"_s, std::nullopt) : fields.optionalText(u"to"_s);
    putText(arguments, IpAddress::parse(to) ? u"dst_ip"_s : u"dst_vm"_s, to);
    putText(arguments, u"dst_ip"_s, fields.optionalText(u"to_address"_s));
    arguments.insert(u"dst_port"_s, fields.number(u"port"_s, kDefaultPort, 0, kHighestPort));
    arguments.insert(u"src_port"_s,
                     fields.number(u"source_port"_s, kDefaultSourcePort, 0, kHighestPort));
    putText(arguments, u"tcp_flags"_s, fields.optionalText(u"flags"_s));
    return arguments;
}

Result<SuiteFlow> readFlow(const YAML::Node& node, const QString& file, int index) {
    const QString key = u"flows[%1]"_s.arg(index + 1);
    const int line = config::lineOfNode(node, 1);
    YamlFields fields(node, file, key, line, kFlowKeys);
    SuiteFlow flow;
    flow.line = line;
    flow.arguments = argumentsOf(fields);
    flow.expected = fields.choice(u"expect"_s, kExpectations, 0) == 0 ? TraceExpectation::Delivered
                                                                      : TraceExpectation::Dropped;
    flow.rule = fields.optionalText(u"rule"_s);
    const QString from = fields.optionalText(u"from"_s);
    const QString to = fields.optionalText(u"to"_s);
    flow.name = cleanLine(fields.optionalText(u"name"_s));
    if (flow.name.isEmpty()) {
        flow.name = cleanLine(from + u" → "_s + (to.isEmpty() ? u"everybody"_s : to));
    }
    if (fields.error()) {
        return fail(*fields.error());
    }
    return flow;
}

Result<TraceSuite> readSuite(const YAML::Node& root, const QString& file) {
    YamlFields fields(root, file, {}, 1, kSuiteKeys);
    TraceSuite suite;
    suite.name = cleanLine(fields.optionalText(u"name"_s));
    suite.target = fields.optionalText(u"target"_s);
    const YAML::Node flows = fields.node(u"flows"_s);
    if (!fields.error() && !flows.IsSequence()) {
        fields.refuse(u"flows"_s, config::describeFound(flows), u"a list of flows"_s);
    } else if (!fields.error() && (flows.size() == 0 || flows.size() > kMostFlows)) {
        fields.refuse(u"flows"_s, u"%1 flows"_s.arg(flows.size()),
                      u"1 to %1 flows"_s.arg(kMostFlows));
    }
    if (fields.error()) {
        return fail(*fields.error());
    }
    QSet<QString> names;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        auto flow = readFlow(flows[i], file, static_cast<int>(i));
        if (!flow) {
            return fail(flow.error());
        }
        if (names.contains(flow->name)) {
            return fail(config::configurationError(
                file, flow->line, u"flows[%1].name"_s.arg(i + 1), u"Give each flow its own name."_s,
                u"found \""_s + flow->name + u"\" a second time."_s));
        }
        names.insert(flow->name);
        suite.flows.push_back(std::move(*flow));
    }
    return suite;
}

} // namespace

QString expectationWord(TraceExpectation expected) {
    return expected == TraceExpectation::Delivered ? u"DELIVERED"_s : u"DROPPED"_s;
}

bool SuiteFlow::isMetBy(const QJsonObject& result) const {
    const QString verdict = result.value(u"verdict"_s).toString();
    const bool isRight = expected == TraceExpectation::Delivered
                             ? verdict == u"DELIVERED"
                             : verdict == u"DROPPED" || verdict == u"REJECTED";
    if (!isRight || rule.isEmpty()) {
        return isRight;
    }
    // The last firewall decided: an earlier one let the packet pass.
    const QJsonArray hits = result.value(u"dfw_hits"_s).toArray();
    if (hits.isEmpty()) {
        return false;
    }
    const QJsonObject last = hits.last().toObject();
    return last.value(u"rule_name"_s).toString() == rule ||
           last.value(u"rule_path"_s).toString() == rule ||
           QString::number(last.value(u"acl_rule_id"_s).toInteger()) == rule;
}

Result<TraceSuite> readTraceSuite(const QByteArray& bytes, const QString& name) {
    const auto asInput = [](Error error) {
        error.kind = ErrorKind::InvalidInput;
        return fail(std::move(error));
    };
    try {
        auto suite = readSuite(YAML::Load(bytes.toStdString()), name);
        return suite ? suite : asInput(suite.error());
    } catch (const YAML::Exception& problem) {
        return asInput(config::configurationError(
            name, problem.mark.line >= 0 ? problem.mark.line + 1 : 1, {},
            u"Correct the YAML in this line or the one before it."_s,
            u"found text that is not valid YAML ("_s +
                cleanLine(QString::fromStdString(problem.msg)) + u")."_s));
    }
}

} // namespace bulkhead::ops
