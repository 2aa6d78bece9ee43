// SPDX-License-Identifier: MIT
// What CommandPalette looks for; its panel stands in command_palette.cpp.
#include "desktop/estate/document.h"
#include "desktop/finder/command_palette.h"
#include "desktop/finder/finder_model.h"
#include "desktop/firewall/rule_search_index.h"
#include "desktop/main_actions.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QtConcurrentRun>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// Groups match packets by address, too: those that hold one of the machine's.
QStringList groupsByAddress(const snapshot::Snapshot& snapshot, const MemberIndex& members,
                            const QString& machineId) {
    QSet<QString> groups;
    const auto interfaces = snapshot.interfacesOf(machineId);
    for (const model::VirtualNetworkInterface* vif : interfaces) {
        for (const QString& address : vif->addresses) {
            if (const auto range = IpRange::parse(address)) {
                groups.unite(members.groupsWith(*range));
            }
        }
    }
    QStringList paths = groups.values();
    paths.sort();
    return paths;
}

/// A line that only says something.
FinderHit remark(const QString& sentence) {
    FinderHit hit;
    hit.name = sentence;
    hit.isEnabled = false;
    return hit;
}

} // namespace

std::optional<FinderKind> CommandPalette::wantedKind() const {
    return m_mode == FinderMode::GroupsOf || m_mode == FinderMode::RulesFor
               ? std::optional(FinderKind::Machine)
               : std::nullopt;
}

void CommandPalette::enter(FinderMode mode, const QString& key) {
    m_mode = mode;
    m_subject = key;
    m_related.clear();
    const QString name =
        key.isEmpty() ? QString() : hitFor(*m_document.snapshot(), key).value_or(FinderHit()).name;
    QString scope;
    QString hint = tr("Search for a command, policy, rule, group, machine or address");
    switch (mode) {
    case FinderMode::Everything:
        break;
    case FinderMode::UsesOf:
        scope = key.isEmpty() ? tr("Where is what used?") : tr("Where %1 is used").arg(name);
        hint = key.isEmpty() ? tr("Which object?") : tr("Narrow the list");
        break;
    case FinderMode::GroupsOf:
        scope = key.isEmpty() ? tr("Groups of which machine?") : tr("Groups of %1").arg(name);
        hint = key.isEmpty() ? tr("Which machine?") : tr("Narrow the list");
        break;
    case FinderMode::RulesFor:
        scope = key.isEmpty() ? tr("Rules for which machine?")
                              : tr("Rules for %1, in the order of evaluation").arg(name);
        hint = key.isEmpty() ? tr("Which machine?") : tr("Narrow the list");
        break;
    }
    m_scope->setText(scope);
    m_scope->setVisible(!scope.isEmpty());
    m_line->setPlaceholderText(hint);
    m_line->setAccessibleName(scope.isEmpty() ? accessibleName() : scope);
    const QSignalBlocker quiet(m_line);
    m_line->clear();
    if (key.isEmpty()) {
        search();
    } else {
        searchRelated();
    }
}

void CommandPalette::search() {
    const int mine = ++*m_newest;
    const FinderQuery query(m_line->text());
    if (!m_subject.isEmpty()) {
        std::vector<FinderHit> hits;
        for (const FinderHit& hit : m_related) {
            const QByteArray text = foldForSearch(hit.name + u' ' + hit.hint);
            if (query.rank(text, foldForSearch(hit.name).size())) {
                hits.push_back(hit);
            }
        }
        if (hits.empty() && !m_related.empty()) {
            hits.push_back(remark(tr("Nothing of it fits what you typed.")));
        }
        list(std::move(hits));
        return;
    }
    m_commands = m_mode == FinderMode::Everything ? actionHits(query) : std::vector<FinderHit>();
    if (m_document.isEmpty() || query.isEmpty()) {
        m_searching = false;
        list(query.isEmpty() ? startHits() : m_commands);
        return;
    }
    m_searching = true;
    if (!m_index) {
        if (!m_indexing.isRunning()) {
            m_indexing.setFuture(QtConcurrent::run(&FinderIndex::make, m_document.snapshot()));
        }
        return; // it is looked for as soon as the index is there
    }
    m_finding.setFuture(
        QtConcurrent::run([index = m_index, query, only = wantedKind(), newest = m_newest, mine] {
            return index->find(query, kMostHits, only, *newest, mine);
        }));
}

FinderHit CommandPalette::nothingFound() {
    return remark(tr("Nothing is called that. Try a part of the name, an id or an address."));
}

std::vector<FinderHit> CommandPalette::startHits() const {
    std::vector<FinderHit> hits;
    if (!m_document.isEmpty()) {
        for (const QString& key : m_recent) {
            const auto hit = hitFor(*m_document.snapshot(), key);
            if (hit && (!wantedKind() || hit->kind == *wantedKind())) {
                hits.push_back(*hit);
            }
        }
    }
    hits.insert(hits.end(), m_commands.begin(), m_commands.end());
    return hits;
}

std::vector<FinderHit> CommandPalette::actionHits(const FinderQuery& query) const {
    std::vector<FinderHit> hits;
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        const QAction* action = m_actions[i];
        const QString name = action->iconText(); // the text without marks for the keyboard
        const QByteArray text = foldForSearch(name);
        const auto rank = query.rank(text, text.size());
        if (rank && action->objectName() != "palette"_L1) {
            FinderHit hit;
            hit.key = QString::number(i);
            hit.name = name;
            hit.hint = action->property(MainActions::kPlaceProperty).toString();
            hit.shortcut = action->shortcut().toString(QKeySequence::NativeText);
            hit.isEnabled = action->isEnabled();
            hit.rank = finderRank(*rank, FinderKind::Action);
            hits.push_back(hit);
        }
    }
    // With nothing typed, what is possible now comes first.
    std::stable_sort(hits.begin(), hits.end(), [](const FinderHit& a, const FinderHit& b) {
        return a.rank == b.rank ? a.isEnabled && !b.isEnabled : a.rank < b.rank;
    });
    return hits;
}

void CommandPalette::searchRelated() {
    const snapshot::SnapshotPointer snapshot = m_document.snapshot();
    if (!snapshot || !hitFor(*snapshot, m_subject)) {
        takeRelated({});
        return;
    }
    const QStringList groups = m_document.members()->groupsOf(m_subject);
    const bool isMachine = snapshot->machine(m_subject) != nullptr;
    if (m_mode == FinderMode::GroupsOf) {
        std::vector<Related> related;
        for (const QString& group : groups) {
            related.push_back({group, {}});
        }
        const QStringList more = groupsByAddress(*snapshot, *m_document.members(), m_subject);
        for (const QString& group : more) {
            if (!groups.contains(group)) {
                related.push_back({group, tr("by its address")});
            }
        }
        takeRelated(related);
    } else if (m_mode == FinderMode::RulesFor || isMachine) {
        m_searching = true;
        m_relating.setFuture(QtConcurrent::run(
            &rulesFor, snapshot, m_subject,
            groups + groupsByAddress(*snapshot, *m_document.members(), m_subject)));
    } else if (m_document.usage() != nullptr) {
        takeRelated(usesOf(*snapshot, *m_document.usage(), m_subject));
    } else {
        m_searching = true; // `indexed` comes in a moment
        list({remark(tr("Looking …"))});
    }
}

void CommandPalette::takeRelated(const std::vector<Related>& related) {
    m_searching = false;
    m_related.clear();
    if (m_subject.isEmpty() || m_document.isEmpty()) {
        return;
    }
    const snapshot::Snapshot& snapshot = *m_document.snapshot();
    if (const auto subject = hitFor(snapshot, m_subject)) {
        FinderHit open = *subject;
        open.name = tr("Open %1").arg(open.name);
        open.opens = true;
        m_related.push_back(open);
    }
    if (snapshot.machine(m_subject) != nullptr) {
        if (m_document.members()->isExcluded(m_subject).value_or(false)) {
            m_related.push_back(
                remark(tr("Not protected: the exclusion list takes it out of the firewall.")));
        }
        if (!m_document.members()->isComplete()) {
            m_related.push_back(remark(tr("Its groups are still being computed.")));
        }
    }
    for (const Related& one : related) {
        if (auto hit = hitFor(snapshot, one.key)) {
            QStringList hints{hit->hint, one.note};
            hints.removeAll(QString());
            hit->hint = hints.join(u" · "_s);
            hit->opens = true;
            m_related.push_back(*hit);
        }
    }
    if (related.empty()) {
        m_related.push_back(remark(m_mode == FinderMode::UsesOf     ? tr("Nothing names it.")
                                   : m_mode == FinderMode::GroupsOf ? tr("It is in no group.")
                                                                    : tr("No rule is about it.")));
    }
    search();
}

void CommandPalette::askMore(const FinderHit& hit) {
    if (hit.kind == FinderKind::Action || !hit.isEnabled) {
        return;
    }
    std::vector<FinderHit> questions;
    const auto ask = [&questions, &hit](FinderMode mode, const QString& text) {
        FinderHit question;
        question.key = hit.key;
        question.name = text;
        question.asks = mode;
        questions.push_back(question);
    };
    const QString name =
        hitFor(*m_document.snapshot(), hit.key).value_or(hit).name; // without "Open"
    FinderHit open = hit;
    open.name = tr("Open %1").arg(name);
    open.opens = true;
    questions.push_back(open);
    if (hit.kind == FinderKind::Machine) {
        ask(FinderMode::RulesFor, tr("Rules for %1").arg(name));
        ask(FinderMode::GroupsOf, tr("Groups of %1").arg(name));
    } else {
        ask(FinderMode::UsesOf, tr("Where %1 is used").arg(name));
    }
    ++*m_newest;
    list(std::move(questions));
}

} // namespace bulkhead::desktop
