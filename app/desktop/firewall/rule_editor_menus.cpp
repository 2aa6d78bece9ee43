// SPDX-License-Identifier: MIT
// RuleEditor's menus of words, and what NSX would refuse; its commands stand in rule_editor.cpp.
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_table_view.h"
#include "ops/rule_fields.h"

#include <QAction>
#include <QMenu>

namespace bulkhead::desktop {

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

} // namespace bulkhead::desktop
