// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_editor.h"

#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/rule_operands.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/theme/icons.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "model/decode.h"
#include "ops/rule_fields.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMenu>
#include <QMimeData>

#include <algorithm>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// What the person pasted can be anything; more than this is no selection of rules.
constexpr qsizetype kMostPasted = qsizetype{32} * 1024 * 1024;

QStringList created(const change::Step& step) {
    QStringList paths;
    for (const change::Edit& edit : step.edits) {
        if (edit.isCreation()) {
            paths << edit.path;
        }
    }
    return paths;
}

Error notRules() {
    return fail(ErrorKind::InvalidInput, RuleEditor::tr("Copy rules in Bulkhead first."),
                RuleEditor::tr("The clipboard holds no rules."))
        .value();
}

Result<std::vector<model::Rule>> rulesOf(const QByteArray& json) {
    const QJsonDocument parsed = QJsonDocument::fromJson(json);
    if (json.size() > kMostPasted || !parsed.isArray() || parsed.array().isEmpty()) {
        return tl::make_unexpected(notRules());
    }
    std::vector<model::Rule> rules;
    for (const QJsonValue one : parsed.array()) {
        auto rule = model::decode<model::Rule>(one.toObject());
        if (!rule) {
            return fail(rule.error());
        }
        // A pasted rule is a new one: its id comes from its name.
        rule->header.id.clear();
        rule->header.path.clear();
        rules.push_back(std::move(*rule));
    }
    return rules;
}

} // namespace

RuleEditor::RuleEditor(Document& document, RuleTableView& view, RuleTreeModel& model,
                       QObject* parent)
    : QObject(parent), m_document(document), m_view(view), m_model(model) {
    add(u"newRule"_s, tr("&New rule"), QKeySequence(tr("Ctrl+N")), u"plus"_s, &RuleEditor::addRule);
    add(u"newPolicy"_s, tr("New &policy"), QKeySequence(tr("Ctrl+Shift+N")), u"list-plus"_s,
        &RuleEditor::addPolicy);
    m_actions.push_back(nullptr);
    add(u"duplicateRules"_s, tr("&Duplicate"), QKeySequence(tr("Ctrl+D")), u"copy-plus"_s,
        &RuleEditor::duplicate);
    add(u"toggleRules"_s, tr("&Enable or disable"), QKeySequence(Qt::Key_Space), u"power"_s,
        &RuleEditor::toggleEnabled);
    add(u"deleteRules"_s, tr("De&lete"), QKeySequence::Delete, u"trash-2"_s, &RuleEditor::remove);
    m_actions.push_back(nullptr);
    add(u"cutRules"_s, tr("Cu&t rules"), QKeySequence::Cut, u"scissors"_s, &RuleEditor::cut);
    add(u"pasteRules"_s, tr("P&aste rules"), QKeySequence::Paste, u"clipboard-paste"_s,
        &RuleEditor::paste);
    m_actions.push_back(nullptr);
    add(u"moveRulesUp"_s, tr("Move &up"), QKeySequence(tr("Alt+Up")), u"arrow-up"_s,
        &RuleEditor::moveUp);
    add(u"moveRulesDown"_s, tr("Move do&wn"), QKeySequence(tr("Alt+Down")), u"arrow-down"_s,
        &RuleEditor::moveDown);
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

QAction* RuleEditor::add(const QString& name, const QString& text, const QKeySequence& shortcut,
                         const QString& icon, void (RuleEditor::*run)()) {
    auto* action = new QAction(desktop::icon(icon, Color::TextMuted), text, this);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    // Only the table's own keys: Space and Delete belong to whatever has the focus.
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, run](bool) { (this->*run)(); });
    m_view.addAction(action);
    m_actions.push_back(action);
    return action;
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
        Q_EMIT failed(fail(ErrorKind::Refused, tr("Choose the policy that the rule goes into."),
                           tr("No policy is chosen."))
                          .value());
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

QMimeData* RuleEditor::selectionData() const {
    const QString table = m_view.selectionAsTsv();
    if (table.isEmpty()) {
        return nullptr;
    }
    QJsonArray rules;
    const QStringList paths = selectedRules();
    for (const QString& path : paths) {
        rules.append(model::encode(*m_document.snapshot()->rule(path).rule));
    }
    auto* data = new QMimeData;
    data->setText(table);
    if (!rules.isEmpty()) {
        data->setData(RuleTreeModel::kRulesMime,
                      QJsonDocument(rules).toJson(QJsonDocument::Compact));
    }
    return data;
}

void RuleEditor::copy() const {
    if (const QString operand = m_view.selectedChipPath(); !operand.isEmpty()) {
        auto* data = new QMimeData;
        data->setText(m_document.snapshot()->nameOf(operand));
        data->setData(RuleTableView::kOperandMime, operand.toUtf8());
        QGuiApplication::clipboard()->setMimeData(data);
    } else if (QMimeData* data = selectionData()) {
        QGuiApplication::clipboard()->setMimeData(data);
    }
}

void RuleEditor::cut() {
    if (!selectedRules().isEmpty()) {
        copy();
        remove();
    }
}

void RuleEditor::paste() {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    const auto target = insertionPoint();
    if (data == nullptr || !target) {
        return;
    }
    if (data->hasFormat(RuleTableView::kOperandMime)) {
        addOperand(m_view.currentIndex(),
                   QString::fromUtf8(data->data(RuleTableView::kOperandMime)));
    } else {
        insert(*data, target->policy, target->place);
    }
}

void RuleEditor::insert(const QMimeData& data, const QString& policy, const change::Place& place) {
    // Rules travel as text, too: through a mail, a ticket or a terminal.
    const QByteArray json = data.hasFormat(RuleTreeModel::kRulesMime)
                                ? data.data(RuleTreeModel::kRulesMime)
                                : data.text().toUtf8();
    Result<std::vector<model::Rule>> rules = rulesOf(json);
    if (!rules) {
        Q_EMIT failed(rules.error());
        return;
    }
    stage(change::createRules(*m_document.snapshot(), policy, std::move(*rules), place));
}

void RuleEditor::addOperand(const QModelIndex& cell, const QString& operand) {
    const RuleNode* node =
        cell.isValid() ? &m_model.node(m_view.proxy().mapToSource(cell)) : nullptr;
    const auto column = static_cast<RuleColumn>(cell.column());
    if (node == nullptr || node->rule == nullptr || !takesOperands(column)) {
        Q_EMIT failed(fail(ErrorKind::InvalidInput,
                           tr("Choose a cell that holds groups, services or profiles."),
                           tr("The object cannot go there."))
                          .value());
        return;
    }
    const bool fits = m_document.snapshot()->service(operand) != nullptr
                          ? column == RuleColumn::Services
                      : m_document.snapshot()->contextProfile(operand) != nullptr
                          ? column == RuleColumn::Profiles
                          : column != RuleColumn::Services && column != RuleColumn::Profiles;
    if (!fits) {
        Q_EMIT failed(
            fail(ErrorKind::InvalidInput, tr("Drop it onto a cell of its own kind."),
                 tr("%1 does not belong into %2.")
                     .arg(m_document.snapshot()->nameOf(operand), ruleColumnTitle(column, true)))
                .value());
        return;
    }
    const QString path = node->rule->header.path;
    const auto add = [column, &operand](model::Rule& rule) {
        QStringList& operands = operandsOf(rule, column);
        if (model::isAny(operands)) {
            operands = {operand};
        } else if (!operands.contains(operand)) {
            operands << operand;
        }
    };
    stage(change::changeRules(*m_document.snapshot(), {path},
                              ruleColumnTitle(column, true).toLower(), add),
          {path});
}

void RuleEditor::removeOperand(const QModelIndex& cell, const QString& operand) {
    const RuleNode& node = m_model.node(m_view.proxy().mapToSource(cell));
    const auto column = static_cast<RuleColumn>(cell.column());
    if (node.rule == nullptr || !takesOperands(column)) {
        return;
    }
    const QString path = node.rule->header.path;
    const auto without = [column, &operand](model::Rule& rule) {
        operandsOf(rule, column).removeAll(operand);
    };
    const QStringList left = [&] {
        model::Rule rule = *node.rule;
        without(rule);
        return operandsOf(rule, column);
    }();
    if (left.isEmpty()) {
        // An empty list means ANY: taking the last one out would open the rule to everything.
        Q_EMIT failed(fail(ErrorKind::Refused,
                           tr("Choose Any in the cell if you mean it, or delete the rule."),
                           tr("Without its last object the rule would hold for everything."))
                          .value());
        return;
    }
    stage(change::changeRules(*m_document.snapshot(), {path},
                              ruleColumnTitle(column, true).toLower(), without),
          {path});
}

void RuleEditor::fillWords(QMenu& menu, RuleColumn column, const model::Rule& rule) {
    const auto choice = [this, &menu](const QString& text, bool checked, const QString& field,
                                      const std::function<void(model::Rule&)>& edit) {
        QAction* made = menu.addAction(text, this, [this, field, edit] { change(field, edit); });
        made->setCheckable(true);
        made->setChecked(checked);
        if (checked) {
            menu.setActiveAction(made);
        }
    };
    const auto words = [&](const QString& field, auto current, auto member, auto values) {
        for (const auto& [text, value] : values) {
            choice(text, current == value, field,
                   [member, value = value](model::Rule& edited) { edited.*member = value; });
        }
    };
    switch (column) {
    case RuleColumn::Action:
        words(tr("action"), rule.action ? rule.action->value() : model::RuleAction::Unknown,
              &model::Rule::action,
              std::vector<std::pair<QString, model::RuleAction>>{
                  {tr("Allow"), model::RuleAction::Allow},
                  {tr("Drop"), model::RuleAction::Drop},
                  {tr("Reject"), model::RuleAction::Reject},
                  {tr("Jump to Application"), model::RuleAction::JumpToApplication}});
        break;
    case RuleColumn::Direction:
        words(tr("direction"), rule.effectiveDirection(), &model::Rule::direction,
              std::vector<std::pair<QString, model::Direction>>{
                  {tr("In and out"), model::Direction::InOut},
                  {tr("In"), model::Direction::In},
                  {tr("Out"), model::Direction::Out}});
        break;
    case RuleColumn::Protocol:
        words(tr("IP protocol"),
              rule.ipProtocol ? rule.ipProtocol->value() : model::IpProtocol::Unknown,
              &model::Rule::ipProtocol,
              std::vector<std::pair<QString, model::IpProtocol>>{
                  {tr("IPv4 and IPv6"), model::IpProtocol::Ipv4Ipv6},
                  {tr("IPv4"), model::IpProtocol::Ipv4},
                  {tr("IPv6"), model::IpProtocol::Ipv6}});
        break;
    case RuleColumn::Log:
        words(
            tr("logging"), rule.isLogged(), &model::Rule::logged,
            std::vector<std::pair<QString, bool>>{{tr("Logged"), true}, {tr("Not logged"), false}});
        break;
    default:
        break;
    }
}

void RuleEditor::fillBulkMenu(QMenu& menu) {
    const RuleNode* node = currentNode();
    if (node == nullptr || node->kind != RuleNodeKind::Rule || node->mark == RowMark::Deleted) {
        return;
    }
    for (const RuleColumn column :
         {RuleColumn::Action, RuleColumn::Direction, RuleColumn::Protocol, RuleColumn::Log}) {
        fillWords(*menu.addMenu(ruleColumnTitle(column, true)), column, *node->rule);
    }
}

Result<void> RuleEditor::check(const snapshot::Snapshot& snapshot,
                               const Result<change::Step>& step) {
    if (!step) {
        return fail(step.error());
    }
    for (const change::Edit& edit : step->edits) {
        if (edit.kind != change::ObjectKind::Rule || edit.after.isNull()) {
            continue;
        }
        const QJsonValue policy =
            change::stateIn(snapshot, change::ObjectKind::Policy, change::policyPathOf(edit.path));
        if (const Result<void> fits = ops::checkRule(policy.toObject(), edit.after.toObject());
            !fits) {
            return fits;
        }
    }
    return {};
}

void RuleEditor::updateEnabled() {
    const bool editable = m_document.edits() != nullptr;
    const bool rules = editable && !selectedRules().isEmpty();
    const bool policies = editable && !selectedPolicies().isEmpty();
    for (QAction* action : m_actions) {
        if (action == nullptr) {
            continue;
        }
        const QString name = action->objectName();
        const bool any = name == u"newPolicy"_s;
        const bool anchored = name == u"newRule"_s || name == u"pasteRules"_s;
        const bool either = name == u"deleteRules"_s || name.startsWith(u"moveRules"_s);
        action->setEnabled(any        ? editable
                           : anchored ? editable && insertionPoint().has_value()
                           : either   ? rules || policies
                                      : rules);
    }
}

} // namespace bulkhead::desktop
