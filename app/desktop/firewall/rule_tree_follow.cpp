// SPDX-License-Identifier: MIT
// RuleTreeModel::follow: the rows after one more step, made anew only where it has touched them.
#include "desktop/firewall/rule_tree_model.h"

#include <QSet>

#include <algorithm>
#include <utility>

namespace bulkhead::desktop {

namespace {

/// Policies with a row whose mark is another one now.
QSet<QString> remarked(const RowMarks& before, const RowMarks& now) {
    QSet<QString> policies;
    const auto compare = [&policies](const RowMarks& one, const RowMarks& other) {
        for (auto mark = one.marks.cbegin(); mark != one.marks.cend(); ++mark) {
            if (other.of(mark.key()) != mark.value()) {
                const bool isRule = change::kindOfPath(mark.key()) == change::ObjectKind::Rule;
                policies.insert(isRule ? change::policyPathOf(mark.key()) : mark.key());
            }
        }
    };
    compare(before, now);
    compare(now, before);
    return policies;
}

bool isSameCategory(const model::SecurityPolicy& a, const model::SecurityPolicy& b) {
    return a.effectiveCategory() == b.effectiveCategory() &&
           (a.effectiveCategory() != model::Category::Unknown ||
            (a.category ? a.category->text() : QString()) ==
                (b.category ? b.category->text() : QString()));
}

bool areTheSameRules(const std::vector<RuleNode>& a, const std::vector<RuleNode>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const RuleNode& one, const RuleNode& other) {
                          return one.rule->header.path == other.rule->header.path;
                      });
}

} // namespace

bool RuleTreeModel::hasTheseRows(const std::vector<const model::SecurityPolicy*>& policies,
                                 const RowMarks& marks) const {
    auto next = policies.begin();
    for (const RuleNode& category : m_categories) {
        for (const RuleNode& policy : category.children) {
            if (next == policies.end() || policy.ownPolicy->header.path != (*next)->header.path ||
                !isSameCategory(*policy.ownPolicy, **next) ||
                (policy.mark == RowMark::Deleted) !=
                    (marks.of((*next)->header.path) == RowMark::Deleted)) {
                return false;
            }
            ++next;
        }
    }
    return next == policies.end();
}

std::vector<RuleTreeModel::Rebuilt>
RuleTreeModel::rebuilt(const std::vector<const model::SecurityPolicy*>& policies,
                       const RowMarks& marks) {
    const QSet<QString> others = remarked(m_marks, marks);
    std::vector<Rebuilt> all;
    auto next = policies.begin();
    for (RuleNode& category : m_categories) {
        for (RuleNode& policy : category.children) {
            const model::SecurityPolicy& now = **next++;
            if (policy.ownPolicy->rules.sharesWith(now.rules) &&
                !others.contains(now.header.path)) {
                continue;
            }
            Rebuilt one{&policy, rulesOf(now, marks), false};
            one.isReordered = !areTheSameRules(policy.children, one.rules);
            all.push_back(std::move(one));
        }
    }
    return all;
}

void RuleTreeModel::moveIndexes(const std::vector<Rebuilt>& old) {
    QHash<const RuleNode*, const RuleNode*> now; // by the row that was
    for (const Rebuilt& one : old) {
        QHash<QString, const RuleNode*> byPath;
        for (const RuleNode& rule : one.policy->children) {
            byPath.insert(rule.rule->header.path, &rule);
        }
        for (const RuleNode& rule : one.rules) {
            now.insert(&rule, byPath.value(rule.rule->header.path));
        }
    }
    const QModelIndexList indexes = persistentIndexList();
    for (const QModelIndex& index : indexes) {
        const auto found = now.constFind(&node(index));
        if (found != now.constEnd()) {
            changePersistentIndex(index, *found == nullptr
                                             ? QModelIndex()
                                             : createIndex((*found)->row, index.column(), *found));
        }
    }
}

bool RuleTreeModel::follow(const snapshot::SnapshotPointer& snapshot, const RowMarks& marks) {
    const bool isSameBase = !marks.base || !m_marks.base || marks.base == m_marks.base;
    if (!m_snapshot || !snapshot || !isSameBase) {
        return false;
    }
    const std::vector<const model::SecurityPolicy*> policies = policiesOf(*snapshot, marks);
    if (!hasTheseRows(policies, marks)) {
        return false;
    }
    std::vector<Rebuilt> changed = rebuilt(policies, marks);
    QList<QPersistentModelIndex> reordered;
    QSet<QString> inPlace;
    for (const Rebuilt& one : changed) {
        if (one.isReordered) {
            reordered << indexOf(*one.policy);
        } else {
            inPlace.insert(one.policy->ownPolicy->header.path);
        }
    }
    if (!reordered.isEmpty()) {
        Q_EMIT layoutAboutToBeChanged(reordered);
    }
    const snapshot::SnapshotPointer before = std::exchange(m_snapshot, snapshot);
    const RowMarks marksBefore = std::exchange(m_marks, marks); // what old rows name stays alive
    m_cells.clear();
    auto next = policies.begin();
    for (RuleNode& category : m_categories) {
        for (RuleNode& policy : category.children) {
            policy.ownPolicy = *next++;
            policy.mark = m_marks.of(policy.ownPolicy->header.path);
        }
    }
    for (Rebuilt& one : changed) {
        for (RuleNode& rule : one.rules) {
            rule.parent = one.policy;
        }
        if (one.isReordered) {
            one.policy->children.swap(one.rules);
        } else {
            std::copy(one.rules.begin(), one.rules.end(), one.policy->children.begin());
        }
    }
    count();
    if (!reordered.isEmpty()) {
        std::erase_if(changed, [](const Rebuilt& one) { return !one.isReordered; });
        moveIndexes(changed);
        Q_EMIT layoutChanged(reordered);
    }
    tellOf(inPlace);
    return true;
}

} // namespace bulkhead::desktop
