// SPDX-License-Identifier: MIT
// RuleEditor's moves of rules and policies; its other commands stand in rule_editor.cpp.
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_table_view.h"

namespace bulkhead::desktop {

void RuleEditor::moveUp() {
    moveBy(-1);
}

void RuleEditor::moveDown() {
    moveBy(1);
}

void RuleEditor::moveBy(int step) {
    const QStringList rules = selectedRules();
    if (rules.isEmpty()) {
        movePoliciesBy(step);
        return;
    }
    // The rows move past the neighbour of the outermost one, into the next policy at an edge.
    const auto edge =
        m_document.snapshot()->rule(step < 0 ? rules.constFirst() : rules.constLast());
    const std::vector<model::Rule>& siblings = edge.policy->rules;
    const auto next = (edge.rule - siblings.data()) + step;
    if (next >= 0 && next < std::ssize(siblings)) {
        const QString anchor = siblings[static_cast<std::size_t>(next)].header.path;
        moveTo(rules, edge.policy->header.path,
               step < 0 ? change::Place::before(anchor) : change::Place::after(anchor));
        return;
    }
    const auto& all = m_document.snapshot()->policies();
    const auto neighbour = (edge.policy - all.data()) + step;
    if (neighbour >= 0 && neighbour < std::ssize(all)) {
        moveTo(rules, all[static_cast<std::size_t>(neighbour)].header.path,
               step < 0 ? change::Place::bottom() : change::Place::top());
    }
}

void RuleEditor::movePoliciesBy(int step) {
    const QStringList policies = selectedPolicies();
    if (policies.isEmpty()) {
        return;
    }
    const auto& all = m_document.snapshot()->policies();
    const model::SecurityPolicy* edge =
        m_document.snapshot()->policy(step < 0 ? policies.constFirst() : policies.constLast());
    const auto neighbour = (edge - all.data()) + step;
    if (neighbour >= 0 && neighbour < std::ssize(all)) {
        const QString path = all[static_cast<std::size_t>(neighbour)].header.path;
        movePoliciesTo(policies,
                       step < 0 ? change::Place::before(path) : change::Place::after(path));
    }
}

void RuleEditor::movePoliciesTo(const QStringList& policies, const change::Place& place) {
    stage(change::movePolicies(*m_document.snapshot(), policies, place), policies);
}

void RuleEditor::moveTo(const QStringList& rules, const QString& policy,
                        const change::Place& place) {
    const auto step = change::moveRules(*m_document.snapshot(), rules, policy, place);
    if (step) {
        // In another policy they are new objects; in their own one they keep their paths.
        const QStringList now = created(*step);
        stage(step, now.isEmpty() ? rules : now);
    } else {
        stage(step);
    }
}

} // namespace bulkhead::desktop
