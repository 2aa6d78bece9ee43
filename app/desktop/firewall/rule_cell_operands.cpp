// SPDX-License-Identifier: MIT
// RuleCellEditing's panel of operands; the other editors stand in rule_cell_editing.cpp.
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/rule_cell_editing.h"
#include "desktop/firewall/rule_constraints.h"
#include "desktop/firewall/rule_operands.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/widgets/index_vector_proxy.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

std::vector<OperandCandidate> candidatesFor(const snapshot::Snapshot& snapshot, RuleColumn column) {
    return column == RuleColumn::Services   ? serviceCandidates(snapshot)
           : column == RuleColumn::Profiles ? profileCandidates(snapshot)
                                            : groupCandidates(snapshot);
}

bool takesAddresses(RuleColumn column) {
    return column == RuleColumn::Sources || column == RuleColumn::Destinations;
}

} // namespace

QRect RuleCellEditing::placeOf(const QModelIndex& index) const {
    const QRect cell = m_view.visualRect(index);
    return {m_view.viewport()->mapTo(m_view.window(), cell.topLeft()), cell.size()};
}

OperandQuestion RuleCellEditing::questionAbout(RuleColumn column) const {
    OperandQuestion question;
    question.title = ruleColumnTitle(column, true);
    question.takesAddresses = takesAddresses(column);
    question.candidates = candidatesFor(*m_document.snapshot(), column);
    question.creates = column == RuleColumn::Services   ? NewOperand::Service
                       : column == RuleColumn::Profiles ? NewOperand::Nothing
                                                        : NewOperand::Group;
    const QStringList rules = m_editor.selectedRules();
    const QString current = m_view.currentKey();
    const model::Rule* shown =
        m_document.snapshot()->rule(rules.contains(current) ? current : rules.value(0)).rule;
    if (shown != nullptr) {
        model::Rule rule = *shown;
        question.operands = operandsOf(rule, column);
        if (const std::optional<bool>* negated = negationOf(rule, column)) {
            question.canBeNegated = true;
            question.negated = negated->value_or(false);
        }
    }
    return question;
}

void RuleCellEditing::openPanel(OperandQuestion question, const QRect& place,
                                const QStringList& select, const MakeStep& make) {
    if (m_operands) {
        m_operands->done();
    }
    auto* panel = new OperandEditor(std::move(question), m_document.snapshot(), m_view.window());
    m_operands = panel;
    connect(panel, &OperandEditor::finished, this,
            [this, make, select](int step) { finishOperands(make, select, step); });
    connect(panel, &OperandEditor::cancelled, &m_view, qOverload<>(&QWidget::setFocus));
    panel->endWith(m_view);
    panel->showAt(place);
}

void RuleCellEditing::openOperands(const QModelIndex& index, RuleColumn column,
                                   const QString& typed) {
    m_view.scrollTo(index);
    openPanel(questionAbout(column), placeOf(index), m_editor.selectedRules(), replacing(column));
    if (!typed.isEmpty()) {
        m_operands->startWith(typed);
    }
}

void RuleCellEditing::openOperandsBeside(RuleColumn column, QWidget* button) {
    openPanel(questionAbout(column), {button->mapTo(button->window(), QPoint()), button->size()},
              m_editor.selectedRules(), replacing(column));
}

void RuleCellEditing::openMany(OperandChange change) {
    const QModelIndex current = m_view.currentIndex();
    const QStringList rules = m_editor.selectedRules();
    const auto column = static_cast<RuleColumn>(current.column());
    if (rules.isEmpty() || !takesOperands(column)) {
        m_editor.refuse({ErrorKind::InvalidInput,
                         tr("Go to the column of sources, destinations, services, profiles or "
                            "Applied To first."),
                         tr("This column holds no objects."),
                         {},
                         std::nullopt});
        return;
    }
    if (!isFree(m_model.node(m_view.proxy().mapToSource(current)), column)) {
        return;
    }
    OperandQuestion question = questionAbout(column);
    question.canBeNegated = false;
    question.operands.clear();
    question.canBeAny = false;
    if (change == OperandChange::Add) {
        question.title = tr("Add to %1").arg(question.title);
        openPanel(std::move(question), placeOf(current), rules, adding(column));
        return;
    }
    question.title = tr("Take out of %1").arg(question.title);
    question.creates = NewOperand::Nothing;
    question.candidates.clear();
    QSet<QString> listed;
    for (const QString& path : rules) {
        model::Rule rule = *m_document.snapshot()->rule(path).rule;
        for (const QString& operand : operandsOf(rule, column)) {
            if (!model::isAny({operand}) && !listed.contains(operand)) {
                listed.insert(operand);
                const QString name = m_document.snapshot()->nameOf(operand);
                question.candidates.push_back({operand, name, {}, name.toLower()});
            }
        }
    }
    openPanel(std::move(question), placeOf(current), rules, takingOut(column));
}

RuleCellEditing::MakeStep RuleCellEditing::replacing(RuleColumn column) const {
    return [this, column, rules = m_editor.selectedRules()](const QStringList& operands,
                                                            bool negated) {
        const auto change = [&operands, negated, column](model::Rule& rule) {
            QStringList& now = operandsOf(rule, column);
            if (!model::isAny(now) || !model::isAny(operands)) { // "anything" has two spellings
                now = operands;
            }
            std::optional<bool>* negation = negationOf(rule, column);
            if (negation != nullptr && negation->value_or(false) != negated) {
                *negation = negated;
            }
        };
        return change::changeRules(*m_document.snapshot(), rules,
                                   ruleColumnTitle(column, true).toLower(), change);
    };
}

RuleCellEditing::MakeStep RuleCellEditing::adding(RuleColumn column) const {
    return [this, column, rules = m_editor.selectedRules()](const QStringList& operands,
                                                            bool) -> Result<change::Step> {
        if (model::isAny(operands)) {
            return fail(ErrorKind::InvalidInput, tr("Choose what to add, or leave with Esc."), {});
        }
        return change::changeRules(*m_document.snapshot(), rules,
                                   ruleColumnTitle(column, true).toLower(),
                                   [&operands, column](model::Rule& rule) {
                                       addOperands(operandsOf(rule, column), operands);
                                   });
    };
}

RuleCellEditing::MakeStep RuleCellEditing::takingOut(RuleColumn column) const {
    return [this, column, rules = m_editor.selectedRules()](const QStringList& operands,
                                                            bool) -> Result<change::Step> {
        QString emptied;
        auto step = change::changeRules(
            *m_document.snapshot(), rules, ruleColumnTitle(column, true).toLower(),
            [&operands, &emptied, column](model::Rule& rule) {
                QStringList& now = operandsOf(rule, column);
                const bool hadSome = !now.isEmpty();
                now.removeIf([&operands](const QString& one) { return operands.contains(one); });
                if (hadSome && now.isEmpty() && emptied.isEmpty()) {
                    emptied = rule.header.label();
                }
            });
        if (!emptied.isEmpty()) {
            // An empty list means ANY: taking the last one out would open the rule to everything.
            return fail(ErrorKind::Refused,
                        tr("Leave one in, or choose Any in the cell if you mean it."),
                        tr("“%1” would hold for everything.").arg(emptied));
        }
        return step;
    };
}

void RuleCellEditing::openPolicyScope(const QStringList& policies, QWidget* button) {
    OperandQuestion question;
    question.title = ruleColumnTitle(RuleColumn::AppliedTo, true);
    question.operands = m_document.snapshot()->policy(policies.constFirst())->scope;
    question.candidates = groupCandidates(*m_document.snapshot());
    question.creates = NewOperand::Group;
    openPanel(std::move(question), {button->mapTo(button->window(), QPoint()), button->size()},
              policies, [this, policies](const QStringList& operands, bool) {
                  return change::changePolicies(*m_document.snapshot(), policies, tr("Applied To"),
                                                [&operands](model::SecurityPolicy& policy) {
                                                    if (!model::isAny(policy.scope) ||
                                                        !model::isAny(operands)) {
                                                        policy.scope = operands;
                                                    }
                                                });
              });
}

void RuleCellEditing::finishOperands(const MakeStep& make, const QStringList& select, int step) {
    QStringList operands = m_operands->operands();
    const auto created = makeNewOperands(*m_document.snapshot(), m_operands->creates(), operands);
    const auto made =
        created ? withNewOperands(*created, make(operands, m_operands->isNegated())) : created;
    const Result<void> fits = checkStep(*m_document.snapshot(), made);
    if (!fits) {
        m_operands->showProblem(fits.error().message()); // the mistake stays where it was made
        return;
    }
    m_operands->done();
    m_view.setFocus();
    m_editor.stage(made, select);
    goOn(step);
}

} // namespace bulkhead::desktop
