// SPDX-License-Identifier: MIT
// What edits mean for the reach of the firewall; the other findings stand in finder.cpp.
#include "change/finder.h"
#include "snapshot/excluded_machines.h"

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShown = 5;

QString namesOf(const snapshot::Snapshot& snapshot, const QSet<QString>& machineIds) {
    QStringList names;
    for (const QString& id : machineIds) {
        const model::VirtualMachine* machine = snapshot.machine(id);
        names << (machine == nullptr ? cleanLine(id) : machine->label());
    }
    names.sort(Qt::CaseInsensitive);
    const qsizetype more = names.size() - kShown;
    return names.mid(0, kShown).join(u", "_s) +
           (more > 0 ? u" and %1 more"_s.arg(more) : QString());
}

bool canChangeReach(const Edit& edit) {
    return edit.kind == ObjectKind::ExcludeList || edit.kind == ObjectKind::Group ||
           edit.kind == ObjectKind::MachineTags;
}

} // namespace

void Finder::lookAtExclusions() {
    if (!m_after->excludeList() || std::none_of(m_net.begin(), m_net.end(), canChangeReach)) {
        return;
    }
    const QSet<QString> before =
        snapshot::excludedMachines(*m_base, m_membersBefore).value_or(QSet<QString>());
    const QSet<QString> after =
        snapshot::excludedMachines(*m_after, m_membersAfter).value_or(QSet<QString>());
    const QString path = m_after->excludeList()->header.path;
    if (const QSet<QString> lost = after - before; !lost.isEmpty()) {
        add(FindingKind::Unprotected, Severity::Warning, path, u"members"_s,
            u"The firewall leaves alone from now on: %1. No rule applies to them, and all their "
            "traffic passes."_s.arg(namesOf(*m_after, lost)),
            u"Take them off the exclude list unless they must never be cut off."_s);
    }
    if (const QSet<QString> regained = before - after; !regained.isEmpty()) {
        add(FindingKind::ProtectedAgain, Severity::Hint, path, u"members"_s,
            u"All rules apply again at once to: %1."_s.arg(namesOf(*m_after, regained)),
            u"Make sure that what they need is allowed."_s);
    }
}

} // namespace bulkhead::change
