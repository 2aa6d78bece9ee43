// SPDX-License-Identifier: MIT
#include "desktop/traceflow/trace_details.h"

#include "base/text.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/traceflow/trace_form.h"
#include "desktop/traceflow/trace_picture.h"
#include "desktop/widgets/inspector.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("TraceDetails", text);
}

/// The rule as a chip where the snapshot has it, else its name.
void addRule(Inspector& inspector, const Document& document, const QString& label,
             const QString& path, const QString& name, qint64 id) {
    const QString words = name.isEmpty() ? QString::number(id) : u"%1 (%2)"_s.arg(name).arg(id);
    const bool isHere = !document.isEmpty() && document.snapshot()->rule(path).rule != nullptr;
    if (!isHere) {
        inspector.addField(label, words);
        return;
    }
    ChipCell chips;
    chips.chips.push_back({ChipKind::Rule, words, path});
    inspector.addChips(label, chips);
}

QString clockWords(const graph::Hop& hop) {
    if (!hop.timestampMicro) {
        return {};
    }
    constexpr qint64 kThousand = 1000;
    return QDateTime::fromMSecsSinceEpoch(*hop.timestampMicro / kThousand)
               .toString(u"HH:mm:ss.zzz"_s) +
           QString::number(*hop.timestampMicro % kThousand).rightJustified(3, u'0');
}

void describeHop(Inspector& inspector, const Document& document, const graph::Hop& hop) {
    inspector.addSection(hop.stepWords.isEmpty()
                             ? translated("observed")
                             : hop.stepWords.at(0).toUpper() + hop.stepWords.mid(1));
    if (hop.ruleId) {
        addRule(inspector, document, translated("Rule"), hop.rulePath, hop.ruleName, *hop.ruleId);
    }
    inspector.addField(translated("Policy"), hop.policyName);
    if (hop.jumpRuleId) {
        addRule(inspector, document, translated("Jump rule"), {}, hop.jumpRuleName,
                *hop.jumpRuleId);
    }
    inspector.addField(translated("Why"), hop.reason, Color::Drop);
    inspector.addField(translated("Port"), hop.port);
    inspector.addField(translated("Detail"), hop.detail);
    inspector.addField(translated("Time"), clockWords(hop));
}

} // namespace

void describeNode(Inspector& inspector, const Document& document, const graph::HopGraph& graph,
                  int node) {
    const graph::Node& one = graph.nodes[static_cast<std::size_t>(node)];
    inspector.begin(nodeIcon(one.kind), translated("Hop"), one.title);
    const graph::Lane& lane = graph.lanes[static_cast<std::size_t>(one.lane)];
    inspector.addField(translated("Component"), one.subtitle);
    inspector.addField(translated("Host"), lane.name);
    if (!one.hops.empty()) {
        const auto& sequence = graph.hops[static_cast<std::size_t>(one.hops.front())].sequence;
        inspector.addField(translated("Hop"),
                           sequence ? QString::number(*sequence) : translated("not known"));
    }
    if (one.delayMicro) {
        const QString delay = graph::delayInWords(*one.delayMicro);
        inspector.addField(translated("After"),
                           one.crossesClocks ? translated("about %1: two hosts' clocks").arg(delay)
                                             : delay);
    }
    for (const int hop : one.hops) {
        describeHop(inspector, document, graph.hops[static_cast<std::size_t>(hop)]);
    }
    if (!one.isObserved) {
        inspector.addParagraph(translated("Predicted; nobody observed it."), true);
    }
    inspector.finish();
}

void describeTrace(Inspector& inspector, const ShownTrace& trace) {
    const QJsonObject& result = trace.result;
    const auto text = [&result](const QString& key) {
        return cleanLine(result.value(key).toString());
    };
    const auto number = [&result](const QString& key) {
        const QJsonValue value = result.value(key);
        return value.isDouble() ? QString::number(value.toInteger()) : QString();
    };
    inspector.begin(u"route"_s, translated("Trace"), flowWords(result));
    inspector.addField(translated("Verdict"), verdictName(verdictOf(trace)));
    inspector.addField(translated("State"), text(u"operation_state"_s));
    inspector.addField(translated("Observations"), number(u"observation_count"_s));
    inspector.addSection(translated("Packet"));
    inspector.addField(translated("From"), text(u"source"_s));
    inspector.addField(translated("Address"), text(u"src_ip"_s));
    inspector.addField(translated("To"), text(u"destination"_s));
    inspector.addField(translated("Address"), text(u"dst_ip"_s));
    inspector.addField(translated("Protocol"), text(u"protocol"_s));
    inspector.addField(translated("Source port"), number(u"src_port"_s));
    inspector.addField(translated("Port"), number(u"dst_port"_s));
    inspector.addField(translated("Time to live"), number(u"ttl"_s));
    inspector.addSection(translated("Run"));
    inspector.addField(translated("When"),
                       trace.startedAt.isValid()
                           ? QLocale().toString(trace.startedAt.toLocalTime(), QLocale::ShortFormat)
                           : QString());
    inspector.addField(translated("Manager"), trace.manager);
    inspector.addField(translated("ID"), text(u"traceflow_id"_s));
    const QJsonValue cleaned = result.value(u"cleaned_up"_s);
    if (!trace.isRunning && cleaned.isBool()) {
        inspector.addField(translated("On the manager"),
                           cleaned.toBool() ? translated("taken away") : translated("still there"));
    }
    inspector.addRaw([result] { return result; });
    inspector.finish();
}

} // namespace bulkhead::desktop
