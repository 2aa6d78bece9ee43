// SPDX-License-Identifier: MIT
#include "ops/trace_sentence.h"

#include "model/trace_words.h"

#include <QSet>

#include <algorithm>
#include <utility>
#include <vector>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

using model::TraceObservation;
using model::TraceStep;
using model::TraceVerdict;

constexpr int kNamedEnds = 4; ///< more are counted

/// NSX names a machine's port "web-01/web-01.vmx@uuid".
QString ownerInPortName(const UntrustedText& portName) {
    const QString name = portName.line();
    return name.contains(u".vmx@"_s) ? name.section(u'/', 0, 0) : QString();
}

QString joined(const QStringList& words) {
    if (words.size() > kNamedEnds) {
        return words.mid(0, kNamedEnds).join(u", "_s) +
               u" and %1 more"_s.arg(words.size() - kNamedEnds);
    }
    return words.size() < 2
               ? words.join(QString())
               : words.mid(0, words.size() - 1).join(u", "_s) + u" and "_s + words.constLast();
}

/// Where a copy arrived: "app-01 on esx-02.lab".
QString arrivalInWords(const TraceArrival& arrival) {
    QString who = arrival.machineName.line();
    if (who.isEmpty()) {
        who = ownerInPortName(arrival.portName);
    }
    if (who.isEmpty()) {
        who = arrival.portName.isEmpty() ? arrival.component : u"port "_s + arrival.portName.line();
    }
    if (who.isEmpty()) {
        who = u"an unnamed port"_s;
    }
    return arrival.host.isEmpty() ? who : who + u" on "_s + arrival.host;
}

/// Who or what dropped it, to stand behind the place.
QString causeInWords(const TraceObservation& drop, const TracedRules& rules) {
    const std::optional<qint64> id = drop.ruleId ? drop.ruleId : drop.ethernetRuleId;
    if (id) {
        return u" by "_s + ruleInWords(*id, rules);
    }
    const QString reason = dropReasonInWords(drop);
    return reason.isEmpty() ? QString() : u", because "_s + reason;
}

/// Names, with their number in front where not all of them are named.
QString counted(const QStringList& names, const QString& what) {
    return names.size() > kNamedEnds ? u"%1 %2: "_s.arg(names.size()).arg(what) + joined(names)
                                     : joined(names);
}

/// The rules that let the packet pass, in the order of the way.
QString allowedBy(const TraceFacts& facts) {
    QStringList rules;
    for (const TraceObservation& one : facts.trace.observations) {
        if (one.ruleId && one.step() == TraceStep::Forwarded) {
            rules << ruleInWords(*one.ruleId, facts.rules);
        }
    }
    rules.removeDuplicates();
    return rules.isEmpty() ? QString() : u", allowed by "_s + joined(rules);
}

QString delivered(const TraceFacts& facts) {
    QStringList ends;
    bool isOutside = !facts.arrivals.empty();
    for (const TraceArrival& arrival : facts.arrivals) {
        ends << arrivalInWords(arrival);
        isOutside = isOutside && arrival.portName.isEmpty() && arrival.portId.isEmpty();
    }
    return (isOutside ? u"Left NSX at "_s : u"Delivered to "_s) + counted(ends, u"destinations"_s);
}

/// A rule that dropped several copies is named once.
QString dropped(const TraceFacts& facts) {
    std::vector<std::pair<QString, QStringList>> causes;
    for (const TraceObservation& one : facts.trace.observations) {
        if (one.step() != TraceStep::Dropped) {
            continue;
        }
        const QString cause = causeInWords(one, facts.rules);
        auto known = std::find_if(causes.begin(), causes.end(),
                                  [&cause](const auto& other) { return other.first == cause; });
        if (known == causes.end()) {
            known = causes.insert(causes.end(), {cause, {}});
        }
        known->second << placeInWords(one);
    }
    QStringList parts;
    for (const auto& [cause, places] : causes) {
        parts << counted(places, u"places"_s) + cause;
    }
    return joined(parts);
}

QString unknown(const TraceFacts& facts) {
    const model::TraceStatus& status = facts.trace.status;
    const QString why = model::requestStatusInWords(status.requestStatus);
    if (status.state == model::TraceState::InProgress) {
        return u"The trace is still under way."_s;
    }
    if (status.state == model::TraceState::Failed) {
        return u"NSX could not run the trace"_s + (why.isEmpty() ? QString() : u": "_s + why) +
               u'.';
    }
    if (facts.trace.observations.empty()) {
        return u"NSX observed nothing"_s + (why.isEmpty() ? QString() : u": "_s + why) + u'.';
    }
    const TraceObservation& last = facts.trace.observations.back();
    return u"Neither a delivery nor a drop was observed; the packet was last seen at %1 (%2)."_s
        .arg(placeInWords(last), stepInWords(last));
}

bool isRejected(const TraceFacts& facts) {
    // With several drops only all together are a rejection.
    return std::all_of(facts.trace.observations.cbegin(), facts.trace.observations.cend(),
                       [&facts](const TraceObservation& one) {
                           return one.step() != TraceStep::Dropped ||
                                  facts.rules.value(one.ruleId.value_or(-1)).action == u"REJECT";
                       });
}

} // namespace

QString ruleInWords(qint64 id, const TracedRules& rules) {
    const TracedRule rule = rules.value(id);
    if (rule.name.isEmpty()) {
        return u"rule %1"_s.arg(id);
    }
    const QString named = u"rule %1 (%2)"_s.arg(rule.name.line()).arg(id);
    return rule.policyName.isEmpty() ? named : named + u" of policy "_s + rule.policyName.line();
}

QString placeInWords(const TraceObservation& observation) {
    QString component = componentInWords(observation);
    const QString host = observation.nodeName.line();
    if (observation.componentType == u"DFW") {
        const QString owner = ownerInPortName(observation.portName);
        if (!owner.isEmpty()) {
            return owner + u"'s "_s + component;
        }
        if (!observation.portName.isEmpty()) {
            component += u" at port "_s + observation.portName.line();
        }
    }
    if (component.isEmpty()) {
        component = u"an unnamed component"_s;
    }
    return host.isEmpty() ? component : component + u" on "_s + host;
}

QString verdictWord(const TraceFacts& facts) {
    switch (verdictOf(facts.trace)) {
    case TraceVerdict::Delivered:
        return u"DELIVERED"_s;
    case TraceVerdict::Dropped:
        return isRejected(facts) ? u"REJECTED"_s : u"DROPPED"_s;
    case TraceVerdict::PartlyDelivered:
        return u"PARTLY_DELIVERED"_s;
    case TraceVerdict::Unknown:
        break;
    }
    return u"UNKNOWN"_s;
}

QString verdictSentence(const TraceFacts& facts) {
    QString text;
    switch (verdictOf(facts.trace)) {
    case TraceVerdict::Delivered:
        text = delivered(facts) + allowedBy(facts) + u'.';
        break;
    case TraceVerdict::Dropped:
        text = (isRejected(facts) ? u"Rejected at "_s : u"Dropped at "_s) + dropped(facts) + u'.';
        break;
    case TraceVerdict::PartlyDelivered:
        text = delivered(facts) + u"; dropped at "_s + dropped(facts) + u'.';
        break;
    case TraceVerdict::Unknown:
        text = unknown(facts);
        break;
    }
    if (facts.trace.status.state == model::TraceState::Finished &&
        facts.trace.status.requestStatus == u"TIMEOUT") {
        text += u" Not all observations came in time."_s;
    }
    if (facts.trace.status.overflowed.value_or(false)) {
        text += u" There were more observations than NSX keeps: steps are missing."_s;
    }
    return text;
}

} // namespace bulkhead::ops
