// SPDX-License-Identifier: MIT
#include "desktop/traceflow/shown_trace.h"

#include "base/text.h"
#include "ops/trace_hops.h"
#include "snapshot/snapshot.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("ShownTrace", text);
}

struct KnownRule {
    QString name;
    QString path;
    QString policy;
};

/// The rules of the snapshot that the hops met, by the number that the data path knows.
QHash<qint64, KnownRule> rulesOf(const graph::Hops& hops, const snapshot::Snapshot& snapshot) {
    QSet<qint64> wanted;
    for (const graph::Hop& hop : hops) {
        if (hop.ruleId && (hop.ruleName.isEmpty() || hop.rulePath.isEmpty())) {
            wanted.insert(*hop.ruleId);
        }
    }
    QHash<qint64, KnownRule> known;
    if (wanted.isEmpty()) {
        return known;
    }
    for (const model::SecurityPolicy& policy : snapshot.policies()) {
        for (const model::Rule& rule : policy.rules) {
            if (rule.ruleId && wanted.contains(*rule.ruleId)) {
                known.insert(*rule.ruleId,
                             {rule.header.label(), rule.header.path, policy.header.label()});
            }
        }
    }
    return known;
}

/// How far the packet came: "in 7 hops, 2 firewall checks".
QString lengthWords(const graph::HopGraph& graph) {
    const auto isShown = [](const graph::Node& node) {
        return node.isObserved && node.kind != graph::NodeKind::Drop &&
               node.kind != graph::NodeKind::OpenEnd;
    };
    const auto hops = std::count_if(graph.nodes.cbegin(), graph.nodes.cend(), isShown);
    const auto checks =
        std::count_if(graph.nodes.cbegin(), graph.nodes.cend(), [](const graph::Node& node) {
            return node.isObserved && node.ruleHop &&
                   (node.kind == graph::NodeKind::Firewall ||
                    node.kind == graph::NodeKind::GatewayFirewall);
        });
    const QString first = hops == 1 ? translated("1 hop") : translated("%1 hops").arg(hops);
    const QString second =
        checks == 1 ? translated("1 firewall check") : translated("%1 firewall checks").arg(checks);
    return first + u", "_s + second;
}

} // namespace

graph::Hops hopsOf(const QJsonObject& result, const snapshot::Snapshot* snapshot) {
    graph::Hops hops = ops::hopsOf(result);
    if (snapshot == nullptr) {
        return hops;
    }
    const QHash<qint64, KnownRule> known = rulesOf(hops, *snapshot);
    for (graph::Hop& hop : hops) {
        const auto rule = hop.ruleId ? known.constFind(*hop.ruleId) : known.cend();
        if (rule == known.cend()) {
            continue;
        }
        if (hop.ruleName.isEmpty()) {
            hop.ruleName = rule->name;
            hop.policyName = rule->policy;
        }
        if (hop.rulePath.isEmpty()) {
            hop.rulePath = rule->path;
        }
    }
    return hops;
}

VerdictKind verdictOf(const ShownTrace& trace) {
    if (trace.isRunning) {
        return VerdictKind::Running;
    }
    const QString verdict = trace.result.value(u"verdict"_s).toString();
    if (verdict == u"DELIVERED") {
        return VerdictKind::Delivered;
    }
    if (verdict == u"DROPPED" || verdict == u"REJECTED") {
        return VerdictKind::Dropped;
    }
    return verdict == u"PARTLY_DELIVERED" ? VerdictKind::Partly : VerdictKind::Unknown;
}

QString verdictIcon(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Delivered:
        return u"circle-check"_s;
    case VerdictKind::Dropped:
        return u"octagon-x"_s;
    case VerdictKind::Partly:
        return u"split"_s;
    case VerdictKind::Running:
        return u"loader"_s;
    case VerdictKind::Unknown:
        break;
    }
    return u"circle-help"_s;
}

QString verdictName(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Delivered:
        return translated("Delivered");
    case VerdictKind::Dropped:
        return translated("Dropped");
    case VerdictKind::Partly:
        return translated("Partly delivered");
    case VerdictKind::Running:
        return translated("Under way");
    case VerdictKind::Unknown:
        break;
    }
    return translated("Not known");
}

QString verdictSentence(const ShownTrace& trace, const graph::HopGraph& graph) {
    if (trace.isRunning) {
        return graph.hops.empty()
                   ? translated("The packet is under way; nothing has been observed yet.")
                   : translated("The packet is under way: %1 so far.").arg(lengthWords(graph));
    }
    QString sentence = cleanLine(trace.result.value(u"explanation"_s).toString());
    if (!graph.hops.empty()) {
        sentence += u" ("_s + lengthWords(graph) + u")"_s;
    }
    if (trace.prediction && !trace.prediction->sentence.isEmpty()) {
        sentence += u' ' + trace.prediction->sentence;
    }
    return sentence;
}

} // namespace bulkhead::desktop
