// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_editor.h"

#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/theme/icons.h"
#include "desktop/widgets/index_vector_proxy.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QStringList created(const change::Step& step) {
    QStringList paths;
    for (const change::Edit& edit : step.edits) {
        if (edit.isCreation()) {
            paths << edit.path;
        }
    }
    return paths;
}

} // namespace

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
    view.setDragData([this] { return selectionData(); });
    connect(&view, &RuleTableView::operandDropped, this, &RuleEditor::addOperand);
    connect(&view, &RuleTableView::rulesDropped, this,
            [this](const QMimeData* data, const QString& policy, const change::Place& place,
                   bool move) {
                if (move) {
                    moveTo(selectedRules(), policy, place);
                } else {
                    insert(*data, policy, place);
                }
            });
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
              [](const RuleNode* a, const RuleNode* b) { return a->number < b->number; });
    QStringList paths;
    for (const RuleNode* node : nodes) {
        paths << node->rule->header.path;
    }
    return paths;
}

QStringList RuleEditor::selectedPolicies() const {
    QStringList paths;
    const QModelIndexList rows = m_view.selectionModel()->selectedRows();
    for (const QModelIndex& row : rows) {
        const RuleNode& node = m_model.node(m_view.proxy().mapToSource(row));
        if (node.kind == RuleNodeKind::Policy && node.mark != RowMark::Deleted) {
            paths << node.policy->header.path;
        }
    }
    return paths;
}

bool RuleEditor::stage(const Result<change::Step>& step, const QStringList& select) {
    Result<void> staged = check(*m_document.snapshot(), step);
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

std::optional<RuleEditor::Target> RuleEditor::insertionPoint() const {
    const RuleNode* node = currentNode();
    if (node == nullptr || node->policy == nullptr || node->mark == RowMark::Deleted) {
        return std::nullopt;
    }
    const QString policy = node->policy->header.path;
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
    model::SecurityPolicy policy;
    policy.header.displayName = UntrustedText(tr("New policy"));
    policy.category = node != nullptr && node->category != model::Category::Unknown
                          ? node->category
                          : model::Category::Application;
    const bool hasAnchor =
        node != nullptr && node->policy != nullptr && node->mark != RowMark::Deleted;
    const change::Place place =
        hasAnchor ? change::Place::before(node->policy->header.path) : change::Place::top();
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

void RuleEditor::moveUp() {
    moveBy(-1);
}

void RuleEditor::moveDown() {
    moveBy(1);
}

void RuleEditor::moveBy(int step) {
    const QStringList rules = selectedRules();
    if (rules.isEmpty()) {
        const QStringList policies = selectedPolicies();
        if (policies.size() == 1) {
            const auto& all = m_document.snapshot()->policies();
            const model::SecurityPolicy* policy = m_document.snapshot()->policy(policies.first());
            const auto neighbour = (policy - all.data()) + step;
            if (neighbour >= 0 && neighbour < std::ssize(all)) {
                const QString path = all[static_cast<std::size_t>(neighbour)].header.path;
                stage(change::movePolicies(*m_document.snapshot(), policies,
                                           step < 0 ? change::Place::before(path)
                                                    : change::Place::after(path)),
                      policies);
            }
        }
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
