// SPDX-License-Identifier: MIT
// RuleEditor's menus of words; its commands stand in rule_editor.cpp.
#include "desktop/firewall/rule_constraints.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/firewall/rule_words.h"

#include <QAction>
#include <QMenu>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void RuleEditor::fillWords(QMenu& menu, RuleColumn column, const RuleNode& node) {
    for (const RuleWord& word : ruleWords(column)) {
        const QString obstacle = word.obstacle(node.category);
        QAction* made =
            menu.addAction(obstacle.isEmpty() ? word.text : word.text + u" — "_s + obstacle, this,
                           [this, word] { change(word.field, word.set); });
        made->setEnabled(obstacle.isEmpty());
        made->setCheckable(true);
        made->setChecked(word.is(*node.rule));
        if (made->isChecked()) {
            menu.setActiveAction(made);
        }
    }
}

void RuleEditor::fillCategoryMenu(QMenu& menu) {
    for (const model::Category category : allCategories()) {
        menu.addAction(model::NsxEnum<model::Category>(category).text(), this,
                       [this, category] { addPolicyIn(category); });
    }
}

void RuleEditor::fillBulkMenu(QMenu& menu) {
    const RuleNode* node = currentNode();
    if (node == nullptr || node->kind != RuleNodeKind::Rule || node->mark == RowMark::Deleted) {
        return;
    }
    for (const RuleColumn column :
         {RuleColumn::Action, RuleColumn::Direction, RuleColumn::Protocol, RuleColumn::Log}) {
        fillWords(*menu.addMenu(ruleColumnTitle(column, true)), column, *node);
    }
}

} // namespace bulkhead::desktop
