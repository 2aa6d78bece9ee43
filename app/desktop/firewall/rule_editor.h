// SPDX-License-Identifier: MIT
// RuleEditor: everything that can be done to the selected rules and policies, as staged edits.
#pragma once

#include "base/result.h"
#include "change/place.h"
#include "change/step.h"
#include "desktop/firewall/rule_cells.h"
#include "model/security_policy.h"

#include <QObject>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

class QAction;
class QKeySequence;
class QMenu;
class QMimeData;

namespace bulkhead::desktop {

class Document;
class RuleTableView;
class RuleTreeModel;
struct RuleNode;

enum class OperandChange : quint8 { Add, TakeOut };

/// One a firewall table; GUI thread. Nothing here is sent: every command stages a step on the
/// document. The view keeps what was edited selected.
class RuleEditor final : public QObject {
    Q_OBJECT

public:
    /// None of them is owned; all outlive the editor.
    RuleEditor(Document& document, RuleTableView& view, RuleTreeModel& model, QObject* parent);

    /// The commands with their shortcuts, in the order of the menu; nullptr is a separator.
    [[nodiscard]] const std::vector<QAction*>& actions() const { return m_actions; }
    /// What edits many rules at once, for the context menu.
    void fillBulkMenu(QMenu& menu);
    /// The words that a column may hold, with a mark at that of the rule: action, direction,
    /// protocol or logging. What NSX does not allow there says why.
    void fillWords(QMenu& menu, RuleColumn column, const RuleNode& node);
    /// Stages a step, or says why not. `select`: the paths to select afterwards.
    bool stage(const Result<change::Step>& step, const QStringList& select = {});
    /// Changes all selected rules at once.
    void change(const QString& field, const std::function<void(model::Rule&)>& edit);
    void changeRules(const QStringList& rules, const QString& field,
                     const std::function<void(model::Rule&)>& edit);
    void changePolicies(const QStringList& policies, const QString& field,
                        const std::function<void(model::SecurityPolicy&)>& edit);
    /// Only of a policy that is new.
    void chooseCategory(const QString& policy, model::Category category);
    /// The keyboard goes back to the table.
    void focusTable();
    /// The selected rules in the order of the table; deleted ones are left out.
    [[nodiscard]] QStringList selectedRules() const;
    [[nodiscard]] QStringList selectedPolicies() const;

    /// The selected rules for clipboard and drag: as a table, and as rules that can be pasted. The
    /// caller owns it; nullptr if nothing is selected.
    [[nodiscard]] QMimeData* selectionData() const;
    void copy() const;
    void paste();
    /// Adds an object or address to the operands of a cell, e.g. a chip that was dropped there.
    void addOperand(const QModelIndex& cell, const QString& operand);
    /// The same for a dropped one, which leaves `from` (a cell of the view) if that is valid.
    void takeOperand(const QModelIndex& cell, const QString& operand, const QModelIndex& from);
    /// Moves rules to a place of a policy; the drop of a drag.
    void moveTo(const QStringList& rules, const QString& policy, const change::Place& place);
    void movePoliciesTo(const QStringList& policies, const bulkhead::change::Place& place);
    /// A new policy of a category, among its siblings where that is possible.
    void addPolicyIn(model::Category category);
    void fillCategoryMenu(QMenu& menu);
    /// Says why something cannot be done.
    void refuse(const Error& why);

Q_SIGNALS:
    void failed(const bulkhead::Error& error);
    /// A new rule wants its name typed.
    void nameWanted(const QString& path);
    /// The log label of the selected rules is to be typed.
    void labelWanted();
    /// The current column of the selected rules gets or loses objects.
    void operandsWanted(bulkhead::desktop::OperandChange change);

private:
    /// What has to be chosen before a command can run.
    enum class Needs : quint8 { Nothing, Place, Rules, RulesOrPolicies };
    void add(const QString& name, const QString& text, const QKeySequence& shortcut,
             const QString& icon, Needs needs, void (RuleEditor::*run)());
    void complain(ErrorKind kind, const QString& remedy, const QString& problem);
    void addRule();
    void addPolicy();
    void duplicate();
    void remove();
    void toggleEnabled();
    void moveUp();
    void moveDown();
    void cut();
    void moveBy(int step);
    void movePoliciesBy(int step);
    void addToColumn();
    void takeOutOfColumn();
    /// The paths of what a step makes.
    [[nodiscard]] static QStringList created(const change::Step& step);
    /// Operands that stand in a text: names of objects and addresses.
    [[nodiscard]] Result<QStringList> operandsIn(const QString& text, RuleColumn column) const;
    /// Where the object of another window is here; Refused if nowhere.
    [[nodiscard]] Result<QString> hereFor(const QMimeData& data) const;
    [[nodiscard]] Result<void> fits(RuleColumn column, const QString& operand) const;
    void addOperands(const QModelIndex& cell, const QStringList& operands, const QModelIndex& from);
    void insert(const QMimeData& data, const QString& policy, const change::Place& place);
    void removeOperand(const QModelIndex& cell, const QString& operand);
    void sayLastOne();
    void updateEnabled();
    [[nodiscard]] const RuleNode* currentNode() const;
    /// Where something new goes: behind the current rule, or at the top of the current policy.
    struct Target {
        QString policy;
        change::Place place;
    };
    [[nodiscard]] std::optional<Target> insertionPoint() const;

    Document& m_document;
    RuleTableView& m_view;
    RuleTreeModel& m_model;
    std::vector<QAction*> m_actions;
    std::vector<std::pair<QAction*, Needs>> m_needs;
};

} // namespace bulkhead::desktop
