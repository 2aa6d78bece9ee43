// SPDX-License-Identifier: MIT
#include "desktop/firewall/firewall_place.h"

#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/estate/findings.h"
#include "desktop/firewall/object_cards.h"
#include "desktop/firewall/rule_cell_editing.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_matcher.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_header.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString filterHelp() {
    return FirewallPlace::tr(
        "<table width='380'><tr><td>Words are looked for everywhere. Ask one column with<br>"
        "<b>src:</b> <b>dst:</b> <b>svc:</b> <b>name:</b> <b>policy:</b> <b>id:</b> <b>scope:</b> "
        "<b>profile:</b><br><b>action:</b>allow, drop, reject, jump<br>"
        "<b>is:</b>disabled, logged, default, unused (no hit for 90 days) &nbsp; <b>hits:</b>0<br>"
        "<b>ip:</b>10.1.2.3 finds rules that name the address, through groups too<br>"
        "<b>-</b> before a term means not; quotes keep words together</td></tr></table>");
}

bool asksForMembers(const RuleFilter& filter) {
    return std::any_of(filter.terms.cbegin(), filter.terms.cend(),
                       [](const FilterTerm& term) { return term.range.has_value(); });
}

} // namespace

FirewallPlace::FirewallPlace(Document& document, QWidget* parent)
    : TablePlace(u"firewall"_s, document,
                 tr("Filter rules: web, src:app dst:10.0.0.0/8, svc:443, action:drop, is:disabled"),
                 filterHelp(), parent),
      m_model(new RuleTreeModel(this)),
      m_view(new RuleTableView(m_model, this)),
      m_editor(new RuleEditor(document, *m_view, *m_model, this)),
      m_cells(new RuleCellEditing(document, *m_view, *m_model, *m_editor, this)),
      m_nothing(new EmptyState(this)) {
    install(m_view, {tr("rule"), tr("rules")}, u"search"_s);
    makeNothing();
    connect(&document, &Document::snapshotChanged, this, &FirewallPlace::showSnapshot);
    connect(&document, &Document::indexed, this, [this] {
        if (!filterBar().text().isEmpty()) {
            filterAgain();
        }
        inspectLater();
    });
    connect(&document, &Document::membersChanged, this, [this] {
        if (asksForMembers(RuleFilter::parse(filterBar().text()))) {
            filterAgain();
        }
        inspectLater();
    });
    connect(&document, &Document::hitsChanged, this, [this] {
        m_model->setHits(this->document().hits()); // the filter stays: nothing vanishes by itself
        if (!inspector().isAncestorOf(QApplication::focusWidget())) {
            inspectLater(); // else somebody is typing in it
        }
    });
    connect(&document.findings(), &Findings::changed, this, [this] {
        m_model->setFindings(this->document().findings().all());
        inspectLater();
    });
    connect(m_editor, &RuleEditor::failed, this, &TablePlace::failed);
    connect(&filterBar(), &FilterBar::filterChanged, this, [this] { m_kept.clear(); });
}

int FirewallPlace::count() const {
    return document().isEmpty() ? -1 : static_cast<int>(document().snapshot()->ruleCount());
}

void FirewallPlace::makeNothing() {
    m_nothing->hide(); // shown in the place of the table, never above it
    m_nothing->setContent(
        u"brick-wall-shield"_s, tr("No policies"),
        tr("This distributed firewall has no policy yet. A policy holds rules that "
           "belong together, in the order in which they are asked."));
    for (QAction* action : m_editor->actions()) {
        if (action != nullptr && action->objectName() == u"newPolicy") {
            connect(m_nothing->addButton(u"firstPolicy"_s, tr("Make the first one")),
                    &QPushButton::clicked, action, &QAction::trigger);
        }
    }
}

void FirewallPlace::showSnapshot() {
    const bool isNothing = !document().isEmpty() && document().snapshot()->policies().empty();
    showInstead(isNothing ? m_nothing : nullptr);
    // A filter narrows by an index that is made again. Until then the rows that are shown stay, and
    // so does what was edited: nothing vanishes under the hand.
    if (document().edits() != nullptr) {
        for (const change::Edit& edit : document().edits()->net()) {
            m_kept.insert(edit.path);
        }
    }
    QSet<QString> shown = m_kept;
    const bool filtered = m_view->proxy().isFiltered();
    const auto isShown = [this, &shown] {
        return
            [this, shown](const QModelIndex& index) { return shown.contains(m_model->key(index)); };
    };
    if (filtered) {
        shown += m_view->shownKeys();
        m_view->replaceFilter(isShown()); // the old one looks into the snapshot that is going
    }
    const RowMarks marks =
        document().edits() != nullptr ? rowMarks(*document().edits()) : RowMarks();
    m_view->clearChipSelection();
    if (m_model->follow(document().snapshot(), marks)) {
        m_view->viewport()->update(); // numbers, counts and names
    } else {
        m_view->setFilter({});
        m_model->setSnapshot(document().snapshot(), marks);
        if (filtered) {
            m_view->setFilter(isShown());
        }
    }
    showShown();
    if (!m_view->currentIndex().isValid() && m_model->rowCount({}) > 0) {
        const QModelIndex policy = m_model->index(0, 0, m_model->index(0, 0, {}));
        const QModelIndex rule = m_model->index(0, 0, policy);
        m_view->setCurrentIndex(m_view->proxy()
                                    .mapFromSource(rule.isValid() ? rule : policy)
                                    .siblingAtColumn(static_cast<int>(RuleColumn::Name)));
    }
    inspectLater();
}

void FirewallPlace::applyFilter(const QString& text) {
    const RuleFilter filter = RuleFilter::parse(text);
    filterBar().setProblem(filter.problems.join(u' '));
    if (filter.isEmpty() || document().search() == nullptr) {
        // Without the index the filter waits for `indexed`, a moment after a snapshot has come.
        m_view->setFilter({});
        return;
    }
    const RuleMatcher matcher(filter, *document().snapshot(), *document().search(),
                              *document().members(), document().hits());
    m_view->setFilter([this, matcher](const QModelIndex& index) {
        const RuleNode& node = m_model->node(index);
        if (node.kind == RuleNodeKind::Rule && m_kept.contains(node.rule->header.path)) {
            return true;
        }
        return node.kind == RuleNodeKind::Rule && node.mark != RowMark::Deleted &&
               matcher.matches(*node.rule, static_cast<std::size_t>(node.number()) - 1);
    });
}

void FirewallPlace::inspect() {
    if (document().isEmpty()) {
        inspector().showNothing({});
        return;
    }
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid()) {
        inspector().showNothing(tr("Choose a rule or policy to see everything about it."));
        return;
    }
    if (const QString chip = m_view->selectedChipPath(); !chip.isEmpty()) {
        describeObject(inspector(), document(), chip);
        return;
    }
    const RuleNode& node = m_model->node(m_view->proxy().mapToSource(current));
    const CardContext card{inspector(), document(), *m_editor, *m_cells};
    switch (node.kind) {
    case RuleNodeKind::Rule:
        if (node.mark == RowMark::Deleted) {
            describeRule(inspector(), document(), {node.policy(), node.rule});
        } else {
            const QStringList rules = m_editor->selectedRules();
            showRuleCard(card, rules.size() > 1 ? rules : QStringList{node.rule->header.path});
        }
        break;
    case RuleNodeKind::Policy:
        if (node.mark == RowMark::Deleted) {
            describePolicy(inspector(), document(), *node.policy());
        } else {
            const QStringList policies = m_editor->selectedPolicies();
            showPolicyCard(card, policies.size() > 1 ? policies
                                                     : QStringList{node.policy()->header.path});
        }
        break;
    case RuleNodeKind::Category:
        inspector().begin(u"layers"_s, tr("Category"), node.word);
        inspector().addField(tr("Policies"), QString::number(node.children.size()));
        inspector().addField(tr("Rules"), QString::number(RuleTreeModel::ruleCount(node)));
        inspector().finish();
        break;
    }
}

void FirewallPlace::showField(const QString& field) {
    const QModelIndex current = m_view->currentIndex();
    const int column = static_cast<int>(columnOfField(field));
    if (current.isValid() && !m_view->tableHeader().isSectionHidden(column)) {
        m_view->selectionModel()->setCurrentIndex(current.siblingAtColumn(column),
                                                  QItemSelectionModel::NoUpdate);
        m_view->scrollTo(m_view->currentIndex());
    }
}

void FirewallPlace::copySelection() const {
    m_editor->copy();
}

void FirewallPlace::copyInWords() const {
    QGuiApplication::clipboard()->setText(m_view->selectionInWords());
}

void FirewallPlace::fillContextMenu(QMenu& menu) const {
    if (document().edits() != nullptr) {
        for (QAction* action : m_editor->actions()) {
            action != nullptr ? menu.addAction(action) : void(menu.addSeparator());
        }
        m_editor->fillCategoryMenu(*menu.addMenu(tr("New policy in")));
        menu.addSeparator();
        m_editor->fillBulkMenu(menu);
        menu.addSeparator();
    }
    TablePlace::fillContextMenu(menu);
    menu.addAction(tr("Copy rule in words"), this, &FirewallPlace::copyInWords);
    menu.addSeparator();
    menu.addAction(tr("Expand all"), m_view, &QTreeView::expandAll);
    menu.addAction(tr("Collapse policies"), m_view, [this] {
        for (int row = 0; row < m_view->model()->rowCount(); ++row) {
            const QModelIndex category = m_view->model()->index(row, 0);
            for (int policy = 0; policy < m_view->model()->rowCount(category); ++policy) {
                m_view->collapse(m_view->model()->index(policy, 0, category));
            }
        }
    });
}

} // namespace bulkhead::desktop
