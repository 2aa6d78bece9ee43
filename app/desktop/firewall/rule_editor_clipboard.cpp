// SPDX-License-Identifier: MIT
// RuleEditor's clipboard, drops and operands; its commands stand in rule_editor.cpp.
#include "base/identifiers.h"
#include "base/ip_range.h"
#include "base/text.h"
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
#include <QRegularExpression>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// What the person pasted can be anything; more than this is no selection of rules.
constexpr qsizetype kMostPasted = qsizetype{32} * 1024 * 1024;
/// Of names and addresses for one cell; NSX takes 128 of them.
constexpr qsizetype kMostPastedText = qsizetype{64} * 1024;

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
    } else if (const QStringList policies = selectedPolicies(); !policies.isEmpty()) {
        data->setData(RuleTreeModel::kPoliciesMime, policies.join(u'\n').toUtf8());
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
    const QModelIndex cell = m_view.currentIndex();
    const auto column = static_cast<RuleColumn>(cell.column());
    if (data->hasFormat(RuleTableView::kOperandMime)) {
        const Result<QString> operand = hereFor(*data);
        operand ? addOperand(cell, *operand) : refuse(operand.error());
        return;
    }
    const bool isRules =
        data->hasFormat(RuleTreeModel::kRulesMime) || data->text().trimmed().startsWith(u'[');
    if (isRules || !takesOperands(column) || currentNode()->kind != RuleNodeKind::Rule) {
        insert(*data, target->policy, target->place);
        return;
    }
    const Result<QStringList> operands = operandsIn(data->text(), column);
    operands ? addOperands(cell, *operands, {}) : refuse(operands.error());
}

Result<QString> RuleEditor::hereFor(const QMimeData& data) const {
    const snapshot::Snapshot& snapshot = *m_document.snapshot();
    QString operand = QString::fromUtf8(data.data(RuleTableView::kOperandMime));
    if (!looksLikePath(operand) || snapshot.knows(operand)) {
        return operand;
    }
    // From a window on another manager: there the object has another path, perhaps the same name.
    const QString name = data.text();
    if (const auto group = snapshot.findGroup(name)) {
        return (*group)->header.path;
    }
    if (const auto service = snapshot.findService(name)) {
        return (*service)->header.path;
    }
    return fail(ErrorKind::NotFound, tr("Create it here first."),
                tr("This firewall has no “%1”.").arg(cleanLine(name)), operand);
}

Result<QStringList> RuleEditor::operandsIn(const QString& text, RuleColumn column) const {
    static const QRegularExpression separators(u"[,;\\r\\n\\t]+"_s);
    QStringList operands;
    const QStringList words = text.left(kMostPastedText).split(separators, Qt::SkipEmptyParts);
    const snapshot::Snapshot& snapshot = *m_document.snapshot();
    for (const QString& raw : words) {
        const QString word = raw.trimmed();
        if (word.isEmpty()) {
            continue;
        }
        const auto profile =
            std::find_if(snapshot.contextProfiles().begin(), snapshot.contextProfiles().end(),
                         [&word](const model::ContextProfile& one) {
                             return one.header.label().compare(word, Qt::CaseInsensitive) == 0;
                         });
        const bool takesAddresses =
            column == RuleColumn::Sources || column == RuleColumn::Destinations;
        const auto group = snapshot.findGroup(word);
        const auto service = snapshot.findService(word);
        if (takesAddresses && IpRange::parse(word)) {
            operands << word;
        } else if (column == RuleColumn::Services && service) {
            operands << (*service)->header.path;
        } else if (column == RuleColumn::Profiles && profile != snapshot.contextProfiles().end()) {
            operands << profile->header.path;
        } else if (column != RuleColumn::Services && column != RuleColumn::Profiles && group) {
            operands << (*group)->header.path;
        } else {
            return fail(ErrorKind::InvalidInput,
                        tr("Copy names of objects%1, or rules, first.")
                            .arg(takesAddresses ? tr(" or addresses") : QString()),
                        tr("“%1” is none that %2 could hold.")
                            .arg(elideMiddle(cleanLine(word), 60), ruleColumnTitle(column, true)));
        }
    }
    if (operands.isEmpty()) {
        return fail(ErrorKind::InvalidInput, tr("Copy names or addresses first."),
                    tr("The clipboard holds no text."));
    }
    return operands;
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

Result<void> RuleEditor::fits(RuleColumn column, const QString& operand) const {
    const snapshot::Snapshot& snapshot = *m_document.snapshot();
    const bool fits = snapshot.service(operand) != nullptr          ? column == RuleColumn::Services
                      : snapshot.contextProfile(operand) != nullptr ? column == RuleColumn::Profiles
                      : IpRange::parse(operand)
                          ? column == RuleColumn::Sources || column == RuleColumn::Destinations
                          : column != RuleColumn::Services && column != RuleColumn::Profiles;
    if (!fits) {
        return fail(ErrorKind::InvalidInput, tr("Drop it onto a cell of its own kind."),
                    tr("%1 does not belong into %2.")
                        .arg(snapshot.nameOf(operand), ruleColumnTitle(column, true)));
    }
    return {};
}

void RuleEditor::addOperand(const QModelIndex& cell, const QString& operand) {
    addOperands(cell, {operand}, {});
}

void RuleEditor::takeOperand(const QModelIndex& cell, const QString& operand,
                             const QModelIndex& from) {
    addOperands(cell, {operand}, from);
}

void RuleEditor::addOperands(const QModelIndex& cell, const QStringList& operands,
                             const QModelIndex& from) {
    const auto nodeOf = [this](const QModelIndex& index) {
        return index.isValid() ? &m_model.node(m_view.proxy().mapToSource(index)) : nullptr;
    };
    const RuleNode* node = nodeOf(cell);
    const RuleNode* source = nodeOf(from);
    const auto column = static_cast<RuleColumn>(cell.column());
    if (node == nullptr || node->rule == nullptr || !takesOperands(column)) {
        complain(ErrorKind::InvalidInput,
                 tr("Choose a cell that holds groups, services or profiles."),
                 tr("The object cannot go there."));
        return;
    }
    for (const QString& operand : operands) {
        if (const Result<void> fitting = fits(column, operand); !fitting) {
            refuse(fitting.error());
            return;
        }
    }
    const QString target = node->rule->header.path;
    const QString origin = source != nullptr ? source->rule->header.path : QString();
    const auto left = static_cast<RuleColumn>(from.column());
    if (!origin.isEmpty() && (origin != target || left != column)) {
        model::Rule rule = *source->rule;
        if (operandsOf(rule, left).size() == operands.size()) {
            sayLastOne();
            return;
        }
    }
    QStringList rules{target};
    if (!origin.isEmpty() && origin != target) {
        rules << origin;
    }
    const auto edit = [&](model::Rule& rule) {
        if (rule.header.path == origin) {
            operandsOf(rule, left).removeIf([&operands](const QString& one) {
                return operands.contains(one);
            });
        }
        if (rule.header.path == target) {
            desktop::addOperands(operandsOf(rule, column), operands);
        }
    };
    stage(change::changeRules(*m_document.snapshot(), rules,
                              ruleColumnTitle(column, true).toLower(), edit),
          {target});
}

void RuleEditor::sayLastOne() {
    // An empty list means ANY: taking the last one out would open the rule to everything.
    complain(ErrorKind::Refused, tr("Choose Any in the cell if you mean it, or delete the rule."),
             tr("Without its last object the rule would hold for everything."));
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
        sayLastOne();
        return;
    }
    stage(change::changeRules(*m_document.snapshot(), {path},
                              ruleColumnTitle(column, true).toLower(), without),
          {path});
}

} // namespace bulkhead::desktop
