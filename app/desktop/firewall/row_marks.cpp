// SPDX-License-Identifier: MIT
#include "desktop/firewall/row_marks.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// Of an edit that changes something.
bool onlyNumberDiffers(const change::Edit& edit) {
    const std::array numbers = {u"sequence_number"_s, u"internal_sequence_number"_s};
    QJsonObject before = edit.before.toObject();
    QJsonObject after = edit.after.toObject();
    if (std::none_of(numbers.begin(), numbers.end(),
                     [&](const QString& key) { return before.value(key) != after.value(key); })) {
        return false; // the usual edit, told without comparing all of it
    }
    for (const QString& key : numbers) {
        before.remove(key);
        after.remove(key);
    }
    return before == after;
}

/// The fewest elements of `now` that must have moved so that the others stand as they did: those
/// outside a longest ascending run of their former places. Elements without one are left out.
template <typename T>
QSet<QString> movedAmong(const std::vector<T>& before, const std::vector<T>& now) {
    QHash<QString, qsizetype> formerly;
    for (const T& one : before) {
        formerly.insert(one.header.path, formerly.size());
    }
    std::vector<QString> paths;
    std::vector<qsizetype> places;
    for (const T& one : now) {
        if (const auto found = formerly.constFind(one.header.path); found != formerly.cend()) {
            paths.push_back(one.header.path);
            places.push_back(*found);
        }
    }
    // Patience sorting with links back: the tail of each pile is an index into `places`.
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> tails;
    std::vector<std::size_t> previous(places.size(), none);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto pile = std::lower_bound(
            tails.begin(), tails.end(), places[i],
            [&places](std::size_t tail, qsizetype place) { return places[tail] < place; });
        previous[i] = pile == tails.begin() ? none : *std::prev(pile);
        if (pile == tails.end()) {
            tails.push_back(i);
        } else {
            *pile = i;
        }
    }
    QSet<QString> moved(paths.begin(), paths.end());
    for (std::size_t i = tails.empty() ? none : tails.back(); i != none; i = previous[i]) {
        moved.remove(paths[i]);
    }
    return moved;
}

class Marker final {
public:
    explicit Marker(const change::ChangeSet& edits)
        : m_edits(edits), m_base(*edits.base()), m_now(*edits.current()) {}

    RowMarks run() {
        if (m_edits.net().empty()) {
            return {};
        }
        m_result.base = m_edits.base();
        for (const change::Edit& edit : m_edits.net()) {
            if (edit.kind == change::ObjectKind::Rule || edit.kind == change::ObjectKind::Policy) {
                mark(edit);
            }
        }
        collectDeleted();
        return std::move(m_result);
    }

private:
    void mark(const change::Edit& edit) {
        RowMark found = RowMark::Changed;
        if (edit.isCreation()) {
            found = RowMark::New;
        } else if (edit.isDeletion()) {
            found = RowMark::Deleted;
        } else if (onlyNumberDiffers(edit)) {
            found = hasMoved(edit) ? RowMark::Moved : RowMark::None;
        }
        if (found != RowMark::None) {
            m_result.marks.insert(edit.path, found);
        }
    }

    bool hasMoved(const change::Edit& edit) {
        if (edit.kind == change::ObjectKind::Policy) {
            if (!m_movedPolicies) {
                m_movedPolicies = movedAmong(m_base.policies(), m_now.policies());
            }
            return m_movedPolicies->contains(edit.path);
        }
        const QString policyPath = change::policyPathOf(edit.path);
        auto known = m_movedRules.constFind(policyPath);
        if (known == m_movedRules.constEnd()) {
            const model::SecurityPolicy* before = m_base.policy(policyPath);
            const model::SecurityPolicy* now = m_now.policy(policyPath);
            known = m_movedRules.insert(policyPath,
                                        before != nullptr && now != nullptr
                                            ? movedAmong(before->rules.get(), now->rules.get())
                                            : QSet<QString>());
        }
        return known->contains(edit.path);
    }

    void collectDeleted() {
        QSet<QString> losers; // policies that are gone or have lost rules
        for (auto mark = m_result.marks.cbegin(); mark != m_result.marks.cend(); ++mark) {
            if (mark.value() == RowMark::Deleted) {
                const bool isPolicy = m_base.policy(mark.key()) != nullptr;
                losers.insert(isPolicy ? mark.key() : change::policyPathOf(mark.key()));
            }
        }
        if (losers.isEmpty()) {
            return;
        }
        for (const model::SecurityPolicy& policy : m_base.policies()) {
            if (!losers.contains(policy.header.path)) {
                continue;
            }
            if (m_result.of(policy.header.path) == RowMark::Deleted) {
                m_result.deletedPolicies.push_back(&policy);
            }
            std::vector<const model::Rule*> rules;
            for (const model::Rule& rule : policy.rules) {
                if (m_result.of(rule.header.path) == RowMark::Deleted) {
                    rules.push_back(&rule);
                }
            }
            if (!rules.empty()) {
                m_result.deletedRules.insert(policy.header.path, rules);
            }
        }
    }

    const change::ChangeSet& m_edits;
    const snapshot::Snapshot& m_base;
    const snapshot::Snapshot& m_now;
    std::optional<QSet<QString>> m_movedPolicies;
    QHash<QString, QSet<QString>> m_movedRules;
    RowMarks m_result;
};

} // namespace

RowMarks rowMarks(const change::ChangeSet& edits) {
    return Marker(edits).run();
}

QString markWord(RowMark mark) {
    const auto word = [](const char* text) { return QCoreApplication::translate("RowMark", text); };
    switch (mark) {
    case RowMark::None:
        break;
    case RowMark::New:
        return word("new");
    case RowMark::Changed:
        return word("changed");
    case RowMark::Moved:
        return word("moved");
    case RowMark::Deleted:
        return word("deleted");
    }
    return {};
}

} // namespace bulkhead::desktop
