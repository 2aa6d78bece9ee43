// SPDX-License-Identifier: MIT
// RuleTreeModel's marks of findings; its rows stand in rule_tree_model.cpp.
#include "desktop/estate/findings.h"
#include "desktop/firewall/rule_tree_model.h"
#include "desktop/firewall/section_words.h"

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void RuleTreeModel::setFindings(const std::vector<change::Finding>& findings) {
    const auto before = m_found.keys();
    QSet<QString> policies(before.begin(), before.end());
    m_findings.clear();
    m_found.clear();
    for (const change::Finding& finding : findings) {
        const auto kind = change::kindOfPath(finding.path);
        if (kind != change::ObjectKind::Rule && kind != change::ObjectKind::Policy) {
            continue;
        }
        std::vector<change::Finding>& here = m_findings[finding.path];
        const QString policy =
            kind == change::ObjectKind::Rule ? change::policyPathOf(finding.path) : finding.path;
        if (here.empty()) {
            m_found[policy].push_back(finding.path);
        }
        here.push_back(finding);
        policies.insert(policy);
    }
    m_cells.clear();
    tellOf(policies);
}

void RuleTreeModel::tellOf(const QSet<QString>& policyPaths) {
    if (!m_snapshot) {
        return;
    }
    for (const QString& path : policyPaths) {
        const QModelIndex policy = indexOfKey(path);
        if (!policy.isValid()) {
            continue;
        }
        Q_EMIT dataChanged(policy, policy.siblingAtColumn(kRuleColumnCount - 1));
        if (const int rules = rowCount(policy); rules > 0) {
            Q_EMIT dataChanged(index(0, 0, policy), index(rules - 1, kRuleColumnCount - 1, policy));
        }
    }
}

SectionFindings RuleTreeModel::findingsBelow(const RuleNode& node) const {
    SectionFindings below;
    if (node.kind == RuleNodeKind::Category || m_findings.isEmpty()) {
        return below;
    }
    for (const QString& path : m_found.value(node.policy()->header.path)) {
        for (const change::Finding& finding : m_findings.value(path)) {
            ++below.count;
            below.worst = std::max(below.worst, finding.severity);
        }
    }
    return below;
}

void RuleTreeModel::markFindings(RuleCells& cells, const QString& path) const {
    const auto mark = [](Cell& cell, const change::Finding& finding) {
        if (cell.mark.isEmpty()) { // the worst comes first
            const SeverityLook look = lookOf(finding.severity);
            cell.mark = look.icon;
            cell.markColor = look.color;
        }
        cell.markWords += (cell.markWords.isEmpty() ? QString() : u"\n"_s) + findingWords(finding);
    };
    const std::vector<change::Finding> here = m_findings.value(path);
    for (const change::Finding& finding : here) {
        const RuleColumn column = columnOfField(finding.field);
        mark(cells[static_cast<std::size_t>(column)], finding);
        // The row says it, too: the column may be hidden or out of sight.
        if (column != RuleColumn::Name) {
            mark(cells[static_cast<std::size_t>(RuleColumn::Name)], finding);
        }
    }
}

} // namespace bulkhead::desktop
