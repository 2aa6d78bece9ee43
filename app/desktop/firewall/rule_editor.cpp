// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_editor.h"

#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/rule_constraints.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/theme/icons.h"
#include "desktop/widgets/index_vector_proxy.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

RuleEditor::RuleEditor(Document& document, RuleTableView& view, RuleTreeModel& model,
                       QObject* parent)
    : QObject(parent), m_document(document), m_view(view), m_model(model) {
    add(u"newRule"_s, tr("&New rule"), QKeySequence(tr("Ctrl+N")), u"plus"_s, Needs::Nothing,
        &RuleEditor::addRule);
    add(u"newPolicy"_s, tr("New &policy"), QKeySequence(tr("Ctrl+Shift+N")), u"list-plus"_s,
        Needs::Nothing, &RuleEditor::addPolicy);
    m_actions.push_back(nullptr);
    add(u"duplicateRules"_s, tr("&Duplicate"), QKeySequence(tr("Ctrl+D")), u"copy-plus"_s,
        Needs::Rules, &RuleEditor::duplicate);
    add(u"toggleRules"_s, tr("&Enable or disable"), QKeySequence(Qt::Key_Space), u"power"_s,
        Needs::Rules, &RuleEditor::toggleEnabled);
    add(u"deleteRules"_s, tr("De&lete"), QKeySequence::Delete, u"trash-2"_s, Needs::RulesOrPolicies,
        &RuleEditor::remove);
    m_actions.push_back(nullptr);
    add(u"cutRules"_s, tr("Cu&t rules"), QKeySequence::Cut, u"scissors"_s, Needs::Rules,
        &RuleEditor::cut);
    add(u"pasteRules"_s, tr("P&aste rules"), QKeySequence::Paste, u"clipboard-paste"_s,
        Needs::Place, &RuleEditor::paste);
    m_actions.push_back(nullptr);
    add(u"moveRulesUp"_s, tr("Move &up"), QKeySequence(tr("Alt+Up")), u"arrow-up"_s,
        Needs::RulesOrPolicies, &RuleEditor::moveUp);
    add(u"moveRulesDown"_s, tr("Move do&wn"), QKeySequence(tr("Alt+Down")), u"arrow-down"_s,
        Needs::RulesOrPolicies, &RuleEditor::moveDown);
    m_actions.push_back(nullptr);
    add(u"addToColumn"_s, tr("Add to the colu&mn…"), QKeySequence(tr("Ctrl+Shift+A")), u"plus"_s,
        Needs::Rules, &RuleEditor::addToColumn);
    add(u"takeOutOfColumn"_s, tr("Ta&ke out of the column…"), QKeySequence(tr("Ctrl+Shift+R")),
        u"x"_s, Needs::Rules, &RuleEditor::takeOutOfColumn);
    add(u"logLabel"_s, tr("Lo&g label…"), QKeySequence(tr("Ctrl+L")), u"scroll-text"_s,
        Needs::Rules, &RuleEditor::labelWanted);
    view.setDragData([this] { return selectionData(); });
    connect(&view, &RuleTableView::operandDropped, this, &RuleEditor::takeOperand);
    connect(&view, &RuleTableView::rulesDropped, this,
            [this](const QMimeData* data, const QString& policy, const change::Place& place,
                   bool move) {
                if (move) {
                    moveTo(selectedRules(), policy, place);
                } else {
                    insert(*data, policy, place);
                }
            });
    connect(&view, &RuleTableView::policiesDropped, this, &RuleEditor::movePoliciesTo);
    connect(&view, &TableView::inspectionChanged, this, &RuleEditor::updateEnabled);
    connect(&document, &Document::editsChanged, this, &RuleEditor::updateEnabled);
    updateEnabled();
}

void RuleEditor::add(const QString& name, const QString& text, const QKeySequence& shortcut,
                     const QString& icon, Needs needs, void (RuleEditor::*run)()) {
    auto* action = new QAction(desktop::icon(icon, Color::TextMuted), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    // Only the table's own keys: Space and Delete belong to whatever has the focus.
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, run](bool) { (this->*run)(); });
    m_view.addAction(action);
    m_actions.push_back(action);
    m_needs.emplace_back(action, needs);
}

void RuleEditor::refuse(const Error& why) {
    Q_EMIT failed(why);
}

void RuleEditor::complain(ErrorKind kind, const QString& remedy, const QString& problem) {
    Q_EMIT failed({kind, remedy, problem, {}, std::nullopt});
}

const RuleNode* RuleEditor::currentNode() const {
    const QModelIndex current = m_view.currentIndex();
    return current.isValid() ? &m_model.node(m_view.proxy().mapToSource(current)) : nullptr;
}

QStringList RuleEditor::selectedRules() const {
    std::vector<const RuleNode*> nodes;
    const QModelIndexList rows = m_view.selectionModel()->selectedRows();
    for (const QModelIndex& row : rows) {
        const RuleNode& node = m_model.node(m_view.proxy().mapToSource(row));
        if (node.kind == RuleNodeKind::Rule && node.mark != RowMark::Deleted) {
            nodes.push_back(&node);
        }
    }
    std::sort(nodes.begin(), nodes.end(),
              [](const RuleNode* a, const RuleNode* b) { return a->number() < b->number(); });
    QStringList paths;
    for (const RuleNode* node : nodes) {
        paths << node->rule->header.path;
    }
    return paths;
}

QStringList RuleEditor::selectedPolicies() const {
    std::vector<const model::SecurityPolicy*> policies;
    const QModelIndexList rows = m_view.selectionModel()->selectedRows();
    for (const QModelIndex& row : rows) {
        const RuleNode& node = m_model.node(m_view.proxy().mapToSource(row));
        if (node.kind == RuleNodeKind::Policy && node.mark != RowMark::Deleted) {
            policies.push_back(node.policy());
        }
    }
    // They are elements of one vector, which stands in the order of evaluation.
    std::sort(policies.begin(), policies.end());
    QStringList paths;
    for (const model::SecurityPolicy* policy : policies) {
        paths << policy->header.path;
    }
    return paths;
}

QStringList RuleEditor::created(const change::Step& step) {
    QStringList paths;
    for (const change::Edit& edit : step.edits) {
        if (edit.isCreation()) {
            paths << edit.path;
        }
    }
    return paths;
}

bool RuleEditor::stage(const Result<change::Step>& step, const QStringList& select) {
    Result<void> staged = checkStep(*m_document.snapshot(), step);
    if (staged) {
        staged = m_document.stage(step);
    }
    if (!staged) {
        Q_EMIT failed(staged.error());
        return false;
    }
    m_view.selectKeys(select.isEmpty() ? created(*step) : select);
    return true;
}

void RuleEditor::change(const QString& field, const std::function<void(model::Rule&)>& edit) {
    const QStringList rules = selectedRules();
    if (!rules.isEmpty()) {
        stage(change::changeRules(*m_document.snapshot(), rules, field, edit), rules);
    }
}

void RuleEditor::changeRules(const QStringList& rules, const QString& field,
                             const std::function<void(model::Rule&)>& edit) {
    stage(change::changeRules(*m_document.snapshot(), rules, field, edit), rules);
}

void RuleEditor::changePolicies(const QStringList& policies, const QString& field,
                                const std::function<void(model::SecurityPolicy&)>& edit) {
    stage(change::changePolicies(*m_document.snapshot(), policies, field, edit), policies);
}

void RuleEditor::chooseCategory(const QString& policy, model::Category category) {
    stage(change::chooseCategory(*m_document.snapshot(), policy, category), {policy});
}

void RuleEditor::focusTable() {
    m_view.setFocus(Qt::OtherFocusReason);
}

std::optional<RuleEditor::Target> RuleEditor::insertionPoint() const {
    const RuleNode* node = currentNode();
    if (node == nullptr || node->policy() == nullptr || node->mark == RowMark::Deleted) {
        return std::nullopt;
    }
    const QString policy = node->policy()->header.path;
    return node->kind == RuleNodeKind::Rule
               ? Target{policy, change::Place::after(node->rule->header.path)}
               : Target{policy, change::Place::top()};
}

void RuleEditor::addRule() {
    const auto target = insertionPoint();
    if (!target) {
        complain(ErrorKind::Refused, tr("Choose the policy that the rule goes into."),
                 tr("No policy is chosen."));
        return;
    }
    model::Rule rule;
    rule.header.displayName = UntrustedText(tr("New rule"));
    rule.action = model::RuleAction::Allow;
    rule.direction = model::Direction::InOut;
    rule.ipProtocol = model::IpProtocol::Ipv4Ipv6;
    // From anywhere to anywhere until somebody has filled it in: it must not work before.
    rule.disabled = true;
    const model::SecurityPolicy* policy = m_document.snapshot()->policy(target->policy);
    if (policy != nullptr && policy->effectiveCategory() == model::Category::Ethernet) {
        rule.ipProtocol.reset();
    }
    const auto step =
        change::createRules(*m_document.snapshot(), target->policy, {rule}, target->place);
    if (stage(step)) {
        Q_EMIT nameWanted(created(*step).value(0));
    }
}

void RuleEditor::addPolicy() {
    const RuleNode* node = currentNode();
    addPolicyIn(node != nullptr && node->category != model::Category::Unknown
                    ? node->category
                    : model::Category::Application);
}

void RuleEditor::addPolicyIn(model::Category category) {
    const RuleNode* node = currentNode();
    model::SecurityPolicy policy;
    policy.header.displayName = UntrustedText(tr("New policy"));
    policy.category = category;
    const bool hasAnchor = node != nullptr && node->policy() != nullptr &&
                           node->mark != RowMark::Deleted && node->category == category &&
                           !node->policy()->isDefault.value_or(false);
    const change::Place place =
        hasAnchor ? change::Place::before(node->policy()->header.path) : change::Place::top();
    const auto step = change::createPolicy(*m_document.snapshot(), policy, place);
    if (stage(step)) {
        Q_EMIT nameWanted(created(*step).value(0));
    }
}

void RuleEditor::duplicate() {
    const QStringList rules = selectedRules();
    if (!rules.isEmpty()) {
        stage(change::duplicateRules(*m_document.snapshot(), rules));
    }
}

void RuleEditor::remove() {
    if (const QString operand = m_view.selectedChipPath(); !operand.isEmpty()) {
        removeOperand(m_view.currentIndex(), operand);
        return;
    }
    const QStringList policies = selectedPolicies();
    if (!policies.isEmpty()) {
        stage(change::deletePolicies(*m_document.snapshot(), policies), policies);
        return;
    }
    const QStringList rules = selectedRules();
    if (!rules.isEmpty()) {
        stage(change::deleteRules(*m_document.snapshot(), rules), rules);
    }
}

void RuleEditor::toggleEnabled() {
    const QStringList rules = selectedRules();
    const bool anyEnabled = std::any_of(rules.begin(), rules.end(), [this](const QString& path) {
        return !m_document.snapshot()->rule(path).rule->isDisabled();
    });
    change(tr("state"), [anyEnabled](model::Rule& rule) { rule.disabled = anyEnabled; });
}

void RuleEditor::addToColumn() {
    Q_EMIT operandsWanted(OperandChange::Add);
}

void RuleEditor::takeOutOfColumn() {
    Q_EMIT operandsWanted(OperandChange::TakeOut);
}

void RuleEditor::updateEnabled() {
    const bool editable = m_document.edits() != nullptr;
    const bool rules = !selectedRules().isEmpty();
    const auto met = [&](Needs needs) {
        switch (needs) {
        case Needs::Nothing:
            break;
        case Needs::Place:
            return insertionPoint().has_value();
        case Needs::Rules:
            return rules;
        case Needs::RulesOrPolicies:
            return rules || !selectedPolicies().isEmpty();
        }
        return true;
    };
    for (const auto& [action, needs] : m_needs) {
        action->setEnabled(editable && met(needs));
    }
}

} // namespace bulkhead::desktop
