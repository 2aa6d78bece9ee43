// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_tree_model.h"

#include "desktop/estate/findings.h"
#include "desktop/firewall/section_words.h"
#include "desktop/hits/hit_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// Rows whose strings are kept; more than any window shows, far less than an estate has.
constexpr qsizetype kMostCachedRows = 2000;

QString categoryKey(const RuleNode& node) {
    return u"category/"_s + node.word;
}

QString categoryWord(const model::SecurityPolicy& policy) {
    return policy.category && !policy.category->text().isEmpty()
               ? cleanLine(policy.category->text())
               : QCoreApplication::translate("RuleTreeModel", "Category not stated");
}

/// `now` with the elements of `gone` where they stood in `before`: each behind the nearest of its
/// former predecessors that is still there, else at the top.
template <typename T>
std::vector<const T*> withDeleted(const std::vector<T>& now, const std::vector<T>& before,
                                  const std::vector<const T*>& gone) {
    QHash<QString, std::vector<const T*>> behind;
    QString predecessor;
    QSet<QString> present;
    for (const T& one : now) {
        present.insert(one.header.path);
    }
    auto next = gone.begin();
    for (const T& one : before) {
        if (next != gone.end() && *next == &one) {
            behind[predecessor].push_back(&one);
            ++next;
        } else if (present.contains(one.header.path)) {
            predecessor = one.header.path;
        }
    }
    std::vector<const T*> all = behind.value(QString());
    for (const T& one : now) {
        all.push_back(&one);
        const std::vector<const T*> followers = behind.value(one.header.path);
        all.insert(all.end(), followers.begin(), followers.end());
    }
    return all;
}

template <typename T>
std::vector<const T*> pointersTo(const std::vector<T>& all) {
    std::vector<const T*> pointers;
    pointers.reserve(all.size());
    for (const T& one : all) {
        pointers.push_back(&one);
    }
    return pointers;
}

void link(RuleNode& parent) {
    for (RuleNode& child : parent.children) {
        child.parent = &parent;
        link(child);
    }
}

void markCells(RuleCells& cells, RowMark mark) {
    Cell& name = cells[static_cast<std::size_t>(RuleColumn::Name)];
    if (mark == RowMark::Deleted) {
        cells[static_cast<std::size_t>(RuleColumn::Number)].text = unknownMark();
        for (Cell& cell : cells) {
            cell.dimmed = true;
        }
    }
    if (mark != RowMark::None) {
        name.badge = name.badge.isEmpty() ? markWord(mark) : markWord(mark) + u" · "_s + name.badge;
    }
}

} // namespace

const QString RuleTreeModel::kRulesMime = u"application/vnd.bulkhead.rules+json"_s;

const QString RuleTreeModel::kPoliciesMime = u"application/vnd.bulkhead.policies"_s;

RuleTreeModel::RuleTreeModel(QObject* parent) : CellModel(parent) {}

void RuleTreeModel::setSnapshot(snapshot::SnapshotPointer snapshot, RowMarks marks) {
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_marks = std::move(marks);
    build();
    endResetModel();
}

void RuleTreeModel::build() {
    m_cells.clear();
    m_categories.clear();
    m_policies.clear();
    if (!m_snapshot) {
        return;
    }
    for (const model::SecurityPolicy* policy : policiesOf(*m_snapshot, m_marks)) {
        addPolicy(*policy, m_marks.of(policy->header.path) == RowMark::Deleted);
    }
    for (RuleNode& category : m_categories) {
        link(category);
        for (const RuleNode& policy : category.children) {
            if (policy.mark != RowMark::Deleted) {
                m_policies.push_back(&policy);
            }
        }
    }
    count();
}

std::vector<const model::SecurityPolicy*>
RuleTreeModel::policiesOf(const snapshot::Snapshot& snapshot, const RowMarks& marks) {
    return marks.deletedPolicies.empty()
               ? pointersTo(snapshot.policies())
               : withDeleted(snapshot.policies(), marks.base->policies(), marks.deletedPolicies);
}

void RuleTreeModel::addPolicy(const model::SecurityPolicy& policy, bool deleted) {
    const QString word = categoryWord(policy);
    if (m_categories.empty() || m_categories.back().word != word) {
        RuleNode category;
        category.row = static_cast<int>(m_categories.size());
        category.category = policy.effectiveCategory();
        category.word = word;
        m_categories.push_back(std::move(category));
    }
    RuleNode& category = m_categories.back();
    RuleNode node;
    node.kind = RuleNodeKind::Policy;
    node.row = static_cast<int>(category.children.size());
    node.ownPolicy = &policy;
    node.category = category.category;
    node.mark = deleted ? RowMark::Deleted : m_marks.of(policy.header.path);
    node.children = rulesOf(policy, m_marks);
    category.children.push_back(std::move(node));
}

std::vector<RuleNode> RuleTreeModel::rulesOf(const model::SecurityPolicy& policy,
                                             const RowMarks& marks) {
    const bool deleted = marks.of(policy.header.path) == RowMark::Deleted;
    const std::vector<const model::Rule*> gone = marks.deletedRules.value(policy.header.path);
    const std::vector<const model::Rule*> rules =
        gone.empty() || deleted
            ? pointersTo(policy.rules.get())
            : withDeleted<model::Rule>(policy.rules, marks.base->policy(policy.header.path)->rules,
                                       gone);
    std::vector<RuleNode> nodes;
    nodes.reserve(rules.size());
    int place = 0;
    for (const model::Rule* rule : rules) {
        RuleNode leaf;
        leaf.kind = RuleNodeKind::Rule;
        leaf.row = static_cast<int>(nodes.size());
        leaf.mark = deleted ? RowMark::Deleted : marks.of(rule->header.path);
        leaf.place = leaf.mark == RowMark::Deleted ? 0 : ++place;
        leaf.rule = rule;
        leaf.category = policy.effectiveCategory();
        nodes.push_back(std::move(leaf));
    }
    return nodes;
}

void RuleTreeModel::count() {
    int rules = 0;
    for (RuleNode& category : m_categories) {
        for (RuleNode& policy : category.children) {
            policy.first = rules;
            rules += ruleCount(policy);
        }
    }
}

void RuleTreeModel::setHits(hits::HitTablePointer hits) {
    m_hits = std::move(hits);
    m_cells.clear();
    const int column = static_cast<int>(RuleColumn::Hits);
    for (const RuleNode& category : m_categories) {
        for (const RuleNode& policy : category.children) {
            if (!policy.children.empty()) {
                const QModelIndex parent = indexOf(policy);
                const int last = static_cast<int>(policy.children.size()) - 1;
                Q_EMIT dataChanged(index(0, column, parent), index(last, column, parent));
            }
        }
    }
}

const RuleNode& RuleTreeModel::node(const QModelIndex& index) const {
    return *static_cast<const RuleNode*>(index.constInternalPointer());
}

int RuleTreeModel::ruleCount(const RuleNode& node) {
    if (node.kind == RuleNodeKind::Policy) {
        // Deleted rules stand among the rows only.
        return node.mark == RowMark::Deleted ? 0 : static_cast<int>(node.ownPolicy->rules.size());
    }
    int count = 0;
    for (const RuleNode& policy : node.children) {
        count += ruleCount(policy);
    }
    return count;
}

const Cell& RuleTreeModel::cell(const QModelIndex& index) const {
    const RuleNode& row = node(index);
    auto found = m_cells.constFind(&row);
    if (found == m_cells.constEnd()) {
        if (m_cells.size() >= kMostCachedRows) {
            m_cells.clear();
        }
        auto cells = std::make_shared<RuleCells>();
        if (row.kind == RuleNodeKind::Rule) {
            const bool deleted = row.mark == RowMark::Deleted;
            *cells = ruleCells(deleted ? *m_marks.base : *m_snapshot, *row.policy(), *row.rule,
                               row.number());
            (*cells)[static_cast<std::size_t>(RuleColumn::Hits)] =
                hitCell(m_hits.get(), row.rule->header.path, QDateTime::currentSecsSinceEpoch());
            markCells(*cells, row.mark);
            if (!deleted) {
                markFindings(*cells, row.rule->header.path);
            }
        } else {
            const SectionWords words = sectionWords(*m_snapshot, row, -1, findingsBelow(row));
            QStringList found;
            if (row.kind == RuleNodeKind::Policy) {
                for (const change::Finding& finding : m_findings.value(row.policy()->header.path)) {
                    found << findingWords(finding);
                }
            }
            for (Cell& cell : *cells) {
                cell.tip = words.tip;
                cell.markWords = found.join(u'\n');
            }
            (*cells)[0].text = words.title;
            (*cells)[static_cast<std::size_t>(RuleColumn::Name)].text =
                words.title + u", "_s + words.details;
        }
        found = m_cells.insert(&row, std::move(cells));
    }
    return (**found)[static_cast<std::size_t>(index.column())];
}

QString RuleTreeModel::key(const QModelIndex& index) const {
    const RuleNode& row = node(index);
    switch (row.kind) {
    case RuleNodeKind::Category:
        return categoryKey(row);
    case RuleNodeKind::Policy:
        return row.policy()->header.path;
    case RuleNodeKind::Rule:
        break;
    }
    return row.rule->header.path;
}

QModelIndex RuleTreeModel::indexOf(const RuleNode& node) const {
    return createIndex(node.row, 0, &node);
}

QModelIndex RuleTreeModel::indexOfKey(const QString& key) const {
    if (!m_snapshot) {
        return {};
    }
    const auto policyNode = [this](const model::SecurityPolicy* policy) {
        return m_policies[static_cast<std::size_t>(policy - m_snapshot->policies().data())];
    };
    if (const auto found = m_snapshot->rule(key); found.rule != nullptr) {
        // Deleted rules stand between the others, so that it is there or further down.
        const std::vector<RuleNode>& rules = policyNode(found.policy)->children;
        auto row = static_cast<std::size_t>(found.rule - found.policy->rules.data());
        while (rules[row].rule != found.rule) {
            ++row;
        }
        return indexOf(rules[row]);
    }
    if (const model::SecurityPolicy* policy = m_snapshot->policy(key)) {
        return indexOf(*policyNode(policy));
    }
    if (const RuleNode* deleted = findDeleted(key)) {
        return indexOf(*deleted);
    }
    for (const RuleNode& category : m_categories) {
        if (categoryKey(category) == key) {
            return indexOf(category);
        }
    }
    return {};
}

const RuleNode* RuleTreeModel::findDeleted(const QString& path) const {
    if (m_marks.of(path) != RowMark::Deleted &&
        m_marks.of(change::policyPathOf(path)) != RowMark::Deleted) {
        return nullptr;
    }
    for (const RuleNode& category : m_categories) {
        for (const RuleNode& policy : category.children) {
            if (policy.ownPolicy->header.path == path) {
                return &policy;
            }
            for (const RuleNode& rule : policy.children) {
                if (rule.mark == RowMark::Deleted && rule.rule->header.path == path) {
                    return &rule;
                }
            }
        }
    }
    return nullptr;
}

bool RuleTreeModel::isSection(const QModelIndex& index) const {
    return node(index).kind != RuleNodeKind::Rule;
}

QModelIndex RuleTreeModel::index(int row, int column, const QModelIndex& parent) const {
    const std::vector<RuleNode>& rows = parent.isValid() ? node(parent).children : m_categories;
    if (row < 0 || column < 0 || column >= kRuleColumnCount || parent.column() > 0 ||
        row >= static_cast<int>(rows.size())) {
        return {};
    }
    return createIndex(row, column, &rows[static_cast<std::size_t>(row)]);
}

QModelIndex RuleTreeModel::parent(const QModelIndex& child) const {
    const RuleNode* parent = child.isValid() ? node(child).parent : nullptr;
    return parent == nullptr ? QModelIndex() : indexOf(*parent);
}

int RuleTreeModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) {
        return 0;
    }
    return static_cast<int>(parent.isValid() ? node(parent).children.size() : m_categories.size());
}

int RuleTreeModel::columnCount(const QModelIndex&) const {
    return kRuleColumnCount;
}

bool RuleTreeModel::hasChildren(const QModelIndex& parent) const {
    return rowCount(parent) > 0;
}

Qt::ItemFlags RuleTreeModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const RuleNode& row = node(index);
    flags.setFlag(Qt::ItemNeverHasChildren, row.kind == RuleNodeKind::Rule);
    const bool isMovable =
        row.kind == RuleNodeKind::Rule ||
        (row.kind == RuleNodeKind::Policy && !row.policy()->isDefault.value_or(false));
    flags.setFlag(Qt::ItemIsDragEnabled, isMovable && row.mark != RowMark::Deleted);
    flags.setFlag(Qt::ItemIsDropEnabled);
    return flags;
}

QVariant RuleTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kRuleColumnCount) {
        return {};
    }
    const auto column = static_cast<RuleColumn>(section);
    switch (role) {
    case Qt::DisplayRole:
        return ruleColumnTitle(column, false);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return ruleColumnTitle(column, true);
    case Qt::TextAlignmentRole: {
        const bool number = column == RuleColumn::Number || column == RuleColumn::RuleId ||
                            column == RuleColumn::Hits;
        return QVariant::fromValue(
            Qt::Alignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    default:
        return {};
    }
}

} // namespace bulkhead::desktop
