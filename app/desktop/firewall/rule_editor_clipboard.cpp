// SPDX-License-Identifier: MIT
// RuleEditor's clipboard, drops and operands; its commands stand in rule_editor.cpp.
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_operands.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "model/decode.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMimeData>

namespace bulkhead::desktop {

namespace {

/// What the person pasted can be anything; more than this is no selection of rules.
constexpr qsizetype kMostPasted = qsizetype{32} * 1024 * 1024;

Result<std::vector<model::Rule>> rulesOf(const QByteArray& json) {
    const QJsonDocument parsed =
        json.size() > kMostPasted ? QJsonDocument() : QJsonDocument::fromJson(json);
    if (!parsed.isArray() || parsed.array().isEmpty()) {
        return fail(ErrorKind::InvalidInput, RuleEditor::tr("Copy rules in Bulkhead first."),
                    RuleEditor::tr("The clipboard holds no rules."));
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
        complain(ErrorKind::InvalidInput,
                 tr("Choose a cell that holds groups, services or profiles."),
                 tr("The object cannot go there."));
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
        complain(ErrorKind::Refused,
                 tr("Choose Any in the cell if you mean it, or delete the rule."),
                 tr("Without its last object the rule would hold for everything."));
        return;
    }
    stage(change::changeRules(*m_document.snapshot(), {path},
                              ruleColumnTitle(column, true).toLower(), without),
          {path});
}

} // namespace bulkhead::desktop
