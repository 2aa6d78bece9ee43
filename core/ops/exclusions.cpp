// SPDX-License-Identifier: MIT
#include "ops/exclusions.h"

#include "base/identifiers.h"
#include "base/text.h"

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

bool isGroup(const QString& path) {
    return path.section(u'/', -2, -2) == u"groups";
}

QStringList membersOf(const nsx::ExcludeLists& lists) {
    return lists.user + lists.system.value_or(QStringList());
}

MachineExclusion excludedBy(const QString& what) {
    return {true, u"The distributed firewall does not reach it: "_s + what +
                      u" is on the exclude list."_s};
}

/// "/infra/realized-state/…/virtual-machines/5020…" of the machine itself.
bool isMachine(const QString& path, const model::VirtualMachine& machine) {
    return path.section(u'/', -2, -2) == u"virtual-machines" &&
           lastSegment(path) == machine.externalId;
}

bool isRegular(const model::VirtualMachine& machine) {
    return machine.type.isEmpty() || machine.type == u"REGULAR";
}

MachineExclusion unknown(const QString& why) {
    return {std::nullopt, u"It is unknown whether the distributed firewall reaches it: "_s + why};
}

} // namespace

QStringList interfaceIds(const std::vector<MachineInterface>& interfaces) {
    QStringList ids;
    for (const MachineInterface& one : interfaces) {
        ids << one.vif.externalId;
    }
    ids.removeAll(QString());
    return ids;
}

QString exclusionNote(const Result<nsx::ExcludeLists>& lists) {
    if (!lists) {
        return u"It is unknown whom the distributed firewall does not reach: "_s +
               lists.error().explanation();
    }
    // The system's own members are machines of NSX itself, which nobody expects policies to reach.
    const qsizetype count = lists->user.size();
    if (count == 0) {
        return {};
    }
    return (count == 1
                ? u"One object is on the exclude list: no policy reaches its members; "_s
                : u"%1 objects are on the exclude list: no policy reaches their members; "_s.arg(
                      count)) +
           u"list_dfw_exclusions shows them."_s;
}

MachineExclusion exclusionOf(const model::VirtualMachine& machine,
                             const Result<nsx::ExcludeLists>& lists,
                             const Result<MachineGroups>& groups,
                             const Result<std::vector<MachineInterface>>& interfaces) {
    if (!lists) {
        return unknown(lists.error().explanation());
    }
    MachineExclusion doubt{false, {}};
    if (!lists->system && !isRegular(machine)) {
        doubt = unknown(u"the system excludes machines of its own, which are not known here."_s);
    }
    for (const QString& member : membersOf(*lists)) {
        if (isMachine(member, machine)) {
            return excludedBy(u"the machine itself"_s);
        }
        if (isGroup(member)) {
            if (!groups) {
                doubt = unknown(groups.error().explanation());
                continue;
            }
            const auto found = std::find_if(
                groups->items.cbegin(), groups->items.cend(),
                [&member](const nsx::NamedObject& group) { return group.path == member; });
            if (found != groups->items.cend()) {
                return excludedBy(u"its group "_s + found->displayName.line());
            }
            if (groups->doubtful.contains(member)) {
                doubt = unknown(u"the criteria of the group "_s + cleanLine(lastSegment(member)) +
                                u" on the exclude list cannot be evaluated here."_s);
            }
            continue;
        }
        if (!interfaces) {
            doubt = unknown(interfaces.error().explanation());
            continue;
        }
        for (const MachineInterface& one : *interfaces) {
            if (one.portPath == member || one.segmentPath == member) {
                const bool isPort = one.portPath == member;
                return excludedBy((isPort ? u"its port "_s : u"its segment "_s) +
                                  cleanLine(lastSegment(member)));
            }
        }
    }
    return doubt;
}

Task<MachineExclusion> readExclusion(std::shared_ptr<Source> source, model::VirtualMachine machine,
                                     nsx::ExcludeLists lists, CancellationToken token) {
    if (membersOf(lists).isEmpty()) {
        co_return exclusionOf(machine, std::move(lists), MachineGroups{},
                              std::vector<MachineInterface>{});
    }
    const auto interfaces = co_await source->interfacesOf(machine.externalId, token);
    const QStringList ids = interfaces ? interfaceIds(*interfaces) : QStringList();
    Result<MachineGroups> groups = co_await source->groupsOf(machine.externalId, ids, token);
    if (groups && !interfaces) {
        groups = fail(interfaces.error()); // groups of segments were not asked for
    }
    if (!groups && groups.error().kind == ErrorKind::Cancelled) {
        co_return fail(groups.error());
    }
    if (!interfaces && interfaces.error().kind == ErrorKind::Cancelled) {
        co_return fail(interfaces.error());
    }
    co_return exclusionOf(machine, std::move(lists), groups, interfaces);
}

} // namespace bulkhead::ops
