// SPDX-License-Identifier: MIT
#include "desktop/exclusions/exclusion_edit.h"

#include "change/object_edits.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Exclusions", text);
}

QStringList membersOf(const snapshot::Snapshot& snapshot) {
    return snapshot.excludeList() ? snapshot.excludeList()->members : QStringList();
}

QString titleFor(const snapshot::Snapshot& snapshot, const QStringList& before,
                 const QStringList& after) {
    QStringList added;
    QStringList removed;
    for (const QString& path : after) {
        if (!before.contains(path)) {
            added << snapshot.nameOf(path);
        }
    }
    for (const QString& path : before) {
        if (!after.contains(path)) {
            removed << snapshot.nameOf(path);
        }
    }
    if (removed.isEmpty() && added.size() == 1) {
        return translated("Exclude '%1' from the firewall").arg(added.constFirst());
    }
    if (added.isEmpty() && removed.size() == 1) {
        return translated("Protect '%1' again").arg(removed.constFirst());
    }
    return translated("Change the exclusion list");
}

Result<change::Step> listStep(const snapshot::Snapshot& snapshot, const QStringList& members) {
    Result<change::Step> step = change::setExcludeList(snapshot, members);
    if (step) {
        step->title = titleFor(snapshot, membersOf(snapshot), members);
    }
    return step;
}

} // namespace

QStringList portsOfMachine(const snapshot::Snapshot& snapshot, const QString& machineId) {
    QStringList ports;
    for (const model::VirtualNetworkInterface* vif : snapshot.interfacesOf(machineId)) {
        if (const model::SegmentPort* port = snapshot.portOf(*vif)) {
            ports << port->header.path;
        }
    }
    return ports;
}

Result<change::Step> excludeExactly(const snapshot::Snapshot& snapshot,
                                    const QStringList& membersAndMachines) {
    QStringList members;
    for (const QString& one : membersAndMachines) {
        const model::VirtualMachine* machine = snapshot.machine(one);
        if (machine == nullptr) {
            members << one;
            continue;
        }
        const QStringList ports = portsOfMachine(snapshot, one);
        if (ports.isEmpty()) {
            return fail(ErrorKind::NotFound,
                        translated("Exclude a group that it belongs to instead."),
                        translated("No segment port of %1 is known, and NSX excludes machines by "
                                   "their ports.")
                            .arg(machine->label()),
                        one);
        }
        members += ports;
    }
    members.removeDuplicates();
    return listStep(snapshot, members);
}

Result<change::Step> exclude(const snapshot::Snapshot& snapshot,
                             const QStringList& membersAndMachines) {
    return excludeExactly(snapshot, membersOf(snapshot) + membersAndMachines);
}

Result<change::Step> includeAgain(const snapshot::Snapshot& snapshot, const QStringList& members) {
    QStringList kept = membersOf(snapshot);
    for (const QString& member : members) {
        kept.removeAll(member);
    }
    return listStep(snapshot, kept);
}

Result<change::Step> protectMachines(const snapshot::Snapshot& snapshot,
                                     const QStringList& machineIds) {
    const QStringList listed = membersOf(snapshot);
    QStringList leaving;
    for (const QString& id : machineIds) {
        const QStringList ports = portsOfMachine(snapshot, id);
        const qsizetype before = leaving.size();
        for (const QString& port : ports) {
            if (listed.contains(port)) {
                leaving << port;
            }
        }
        if (leaving.size() == before) {
            return fail(ErrorKind::Refused,
                        translated("Take its group or segment off the list in Exclusions, or take "
                                   "the machine out of that group."),
                        translated("%1 is not on the exclusion list by a port of its own.")
                            .arg(snapshot.machine(id) == nullptr ? cleanLine(id)
                                                                 : snapshot.machine(id)->label()),
                        id);
        }
    }
    return includeAgain(snapshot, leaving);
}

} // namespace bulkhead::desktop
