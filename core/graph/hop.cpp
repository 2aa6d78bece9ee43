// SPDX-License-Identifier: MIT
#include "graph/hop.h"

#include "base/text.h"
#include "model/trace_words.h"

namespace bulkhead::graph {

using namespace Qt::StringLiterals;

namespace {

/// The rule that decided at a step, whatever its kind.
std::optional<qint64> decidingRule(const model::TraceObservation& one) {
    for (const auto& id : {one.ruleId, one.ethernetRuleId, one.natRuleId, one.jumpRuleId}) {
        if (id) {
            return id;
        }
    }
    return std::nullopt;
}

QString pathOfRule(const model::TraceObservation& one) {
    if (one.ruleId) {
        return one.rulePath;
    }
    return one.ethernetRuleId ? one.ethernetRulePath : one.natRulePath;
}

} // namespace

QString Hop::portOwner() const {
    return port.contains(u".vmx@"_s) ? port.section(u'/', 0, 0) : port;
}

Hop hopOf(const model::TraceObservation& one) {
    Hop hop;
    hop.step = one.step();
    hop.stepWords = model::stepInWords(one);
    if (one.sequence && *one.sequence != model::kUnknownSequence) {
        hop.sequence = one.sequence;
    }
    hop.host = one.nodeName.line();
    hop.hostType = cleanLine(one.nodeType);
    hop.component = model::componentInWords(one);
    hop.componentName = one.componentName.line();
    hop.componentType = cleanLine(one.componentType);
    hop.componentSubType = cleanLine(one.componentSubType);
    hop.port = one.portName.line();
    hop.portPath = cleanLine(one.portPath);
    hop.ruleId = decidingRule(one);
    hop.rulePath = cleanLine(pathOfRule(one));
    hop.jumpRuleId = one.jumpRuleId;
    hop.natRuleId = one.natRuleId;
    if (hop.step == model::TraceStep::Dropped) {
        hop.reason = model::dropReasonInWords(one);
    }
    hop.detail = model::detailInWords(one);
    hop.nextHost = one.nextNode.line();
    hop.timestampMicro = one.timestampMicro;
    return hop;
}

} // namespace bulkhead::graph
