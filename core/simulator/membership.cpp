// SPDX-License-Identifier: MIT
#include "simulator/membership.h"

#include "base/ip_range.h"

#include <QSet>

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

bool isLinkLocal(const QString& address) {
    static const Result<IpRange> v6 = IpRange::parse(u"fe80::/10"_s);
    static const Result<IpRange> v4 = IpRange::parse(u"169.254.0.0/16"_s);
    const std::optional<IpAddress> parsed = IpAddress::parse(address);
    return parsed && (v6->contains(*parsed) || v4->contains(*parsed));
}

} // namespace

QStringList interfaceAddresses(const QJsonObject& vif) {
    QStringList addresses;
    for (const QJsonValue info : vif.value(u"ip_address_info"_s).toArray()) {
        for (const QJsonValue address : info.toObject().value(u"ip_addresses"_s).toArray()) {
            addresses << address.toString();
        }
    }
    return addresses;
}

QStringList boundAddresses(const QJsonObject& port) {
    QStringList addresses;
    for (const QJsonValue binding : port.value(u"address_bindings"_s).toArray()) {
        addresses << binding.toObject().value(u"ip_address"_s).toString();
    }
    return addresses;
}

Subject Membership::machineSubject(qsizetype index) const {
    const QJsonObject& fields = m_world.inventory.machines()[static_cast<std::size_t>(index)];
    return {Subject::Kind::Machine, {}, fields.value(u"external_id"_s).toString(), fields, {}, {}};
}

Subject Membership::interfaceSubject(qsizetype index) const {
    const QJsonObject& fields = m_world.inventory.vifs()[static_cast<std::size_t>(index)];
    return {
        Subject::Kind::Interface, {}, fields.value(u"external_id"_s).toString(), fields, {}, {}};
}

Subject Membership::objectSubject(const StoredObject& stored) const {
    if (stored.type == u"Segment"_s) {
        return {Subject::Kind::Segment, stored.path, {}, stored.fields, {}, {}};
    }
    if (stored.type == u"SegmentPort"_s) {
        return {Subject::Kind::Port,
                stored.path,
                {},
                stored.fields,
                m_world.store.find(stored.parentPath)->fields,
                stored.parentPath};
    }
    return {Subject::Kind::Group, stored.path, {}, stored.fields, {}, {}};
}

std::shared_ptr<const Criteria> Membership::criteria(const QString& groupPath) const {
    const StoredObject* group = m_world.store.find(groupPath);
    if (group == nullptr) {
        static const auto nothing = std::make_shared<const Criteria>();
        return nothing;
    }
    MembershipCache::Entry& known = m_world.membershipCache.criteria[groupPath];
    if (!known.criteria || known.stamp != group->stamp) {
        known = {group->stamp, std::make_shared<const Criteria>(
                                   readCriteria(group->fields.value(u"expression"_s).toArray()))};
    }
    return known.criteria;
}

bool Membership::contains(const QString& groupPath, const Subject& subject) const {
    QStringList under;
    return contains(groupPath, subject, under);
}

/// `under` holds the groups that are being evaluated: a cycle of nested groups ends there.
bool Membership::contains(const QString& groupPath, const Subject& subject,
                          QStringList& under) const {
    if (under.contains(groupPath)) {
        return false;
    }
    under.append(groupPath);
    const std::shared_ptr<const Criteria> any = criteria(groupPath);
    const bool isMember =
        std::any_of(any->begin(), any->end(), [&](const std::vector<Criterion>& all) {
            return std::all_of(all.begin(), all.end(), [&](const Criterion& criterion) {
                return matches(criterion, subject, under);
            });
        });
    under.removeLast();
    return isMember;
}

bool Membership::matches(const Criterion& criterion, const Subject& subject,
                         QStringList& under) const {
    if (!criterion.conditions.empty()) {
        return std::all_of(
            criterion.conditions.begin(), criterion.conditions.end(),
            [&](const Condition& condition) { return matches(condition, subject, under); });
    }
    if (!criterion.externalIds.isEmpty()) {
        const bool fits = (subject.kind == Subject::Kind::Machine &&
                           criterion.externalType == u"VirtualMachine"_s) ||
                          (subject.kind == Subject::Kind::Interface &&
                           criterion.externalType == u"VirtualNetworkInterface"_s);
        return fits && criterion.externalIds.contains(subject.externalId);
    }
    return isAmong(criterion.paths, subject, under);
}

bool Membership::matches(const Condition& condition, const Subject& subject,
                         QStringList& under) const {
    const QString& type = condition.memberType;
    bool fits = false;
    if (type == u"Group"_s) {
        // The members of every group that has the tag or the name.
        const auto groups = m_world.store.ofType(u"Group"_s);
        fits = std::any_of(groups.begin(), groups.end(), [&](const StoredObject* group) {
            return condition.matches(group->fields) && contains(group->path, subject, under);
        });
    } else if (type == u"VirtualMachine"_s) {
        fits = subject.kind == Subject::Kind::Machine && condition.matches(subject.fields);
    } else if (type == u"Segment"_s || type == u"LogicalSwitch"_s) {
        // A segment that fits brings its ports.
        fits = (subject.kind == Subject::Kind::Segment && condition.matches(subject.fields)) ||
               (subject.kind == Subject::Kind::Port && condition.matches(subject.segment));
    } else if (type == u"SegmentPort"_s || type == u"LogicalPort"_s) {
        fits = subject.kind == Subject::Kind::Port && condition.matches(subject.fields);
    }
    return fits && !isAmong(condition.excludedPaths, subject, under);
}

bool Membership::isAmong(const QStringList& paths, const Subject& subject,
                         QStringList& under) const {
    return std::any_of(paths.begin(), paths.end(), [&](const QString& path) {
        if (subject.kind == Subject::Kind::Machine) {
            if (path.endsWith(u"/virtual-machines/"_s + subject.externalId)) {
                return true;
            }
        } else if (path == subject.path ||
                   (!subject.segmentPath.isEmpty() && path == subject.segmentPath)) {
            return true;
        }
        const StoredObject* nested = m_world.store.find(path);
        return nested != nullptr && nested->type == u"Group"_s && contains(path, subject, under);
    });
}

const StoredObject* Membership::portOf(qsizetype vif) const {
    MembershipCache& cache = m_world.membershipCache;
    const quint64 version = m_world.store.version(u"SegmentPort"_s);
    if (cache.portsVersion != version) {
        cache.portByAttachment.clear();
        for (const StoredObject* port : m_world.store.ofType(u"SegmentPort"_s)) {
            cache.portByAttachment.insert(
                port->fields.value(u"attachment"_s).toObject().value(u"id"_s).toString(),
                port->path);
        }
        cache.portsVersion = version;
    }
    const QString attachment = m_world.inventory.vifs()[static_cast<std::size_t>(vif)]
                                   .value(u"lport_attachment_id"_s)
                                   .toString();
    return attachment.isEmpty() ? nullptr
                                : m_world.store.find(cache.portByAttachment.value(attachment));
}

bool Membership::containsInterface(const QString& groupPath, qsizetype vif) const {
    const QString owner =
        m_world.inventory.vifs()[static_cast<std::size_t>(vif)].value(u"owner_vm_id"_s).toString();
    const qsizetype machineIndex = m_world.inventory.machineIndex(owner);
    const StoredObject* port = portOf(vif);
    return contains(groupPath, interfaceSubject(vif)) ||
           (machineIndex >= 0 && contains(groupPath, machineSubject(machineIndex))) ||
           (port != nullptr && contains(groupPath, objectSubject(*port)));
}

std::vector<qsizetype> Membership::machines(const QString& groupPath) const {
    std::vector<qsizetype> members;
    const auto count = static_cast<qsizetype>(m_world.inventory.machines().size());
    for (qsizetype i = 0; i < count; ++i) {
        if (contains(groupPath, machineSubject(i))) {
            members.push_back(i);
        }
    }
    return members;
}

std::vector<qsizetype> Membership::interfaces(const QString& groupPath) const {
    std::vector<qsizetype> members;
    const auto count = static_cast<qsizetype>(m_world.inventory.vifs().size());
    for (qsizetype i = 0; i < count; ++i) {
        if (containsInterface(groupPath, i)) {
            members.push_back(i);
        }
    }
    return members;
}

std::vector<const StoredObject*> Membership::segments(const QString& groupPath) const {
    std::vector<const StoredObject*> members = m_world.store.ofType(u"Segment"_s);
    std::erase_if(members, [&](const StoredObject* segment) {
        return !contains(groupPath, objectSubject(*segment));
    });
    return members;
}

std::vector<const StoredObject*> Membership::ports(const QString& groupPath) const {
    std::vector<const StoredObject*> members = m_world.store.ofType(u"SegmentPort"_s);
    std::erase_if(members, [&](const StoredObject* port) {
        return !contains(groupPath, objectSubject(*port));
    });
    return members;
}

QStringList Membership::addresses(const QString& groupPath) const {
    QStringList all = writtenAddresses(groupPath);
    for (const qsizetype vif : interfaces(groupPath)) {
        all << interfaceAddresses(m_world.inventory.vifs()[static_cast<std::size_t>(vif)]);
    }
    for (const StoredObject* port : ports(groupPath)) {
        all << boundAddresses(port->fields);
    }
    all.removeIf([](const QString& address) { return address.isEmpty() || isLinkLocal(address); });
    all.removeDuplicates();
    return all;
}

/// Which lists a kind of criterion can fill is not documented in one place; this is by section.
QStringList Membership::memberTypes(const QString& groupPath) const {
    QSet<QString> types;
    const auto add = [&](std::initializer_list<QString> more) {
        for (const QString& type : more) {
            types.insert(type);
        }
    };
    const auto addKind = [&](const QString& kind) {
        if (kind == u"VirtualMachine"_s) {
            add({u"VirtualMachine"_s, u"VirtualNetworkInterface"_s, u"IPAddress"_s});
        } else if (kind == u"VirtualNetworkInterface"_s) {
            add({u"VirtualNetworkInterface"_s, u"IPAddress"_s});
        } else if (kind == u"Segment"_s) {
            add({u"Segment"_s, u"SegmentPort"_s, u"VirtualNetworkInterface"_s, u"IPAddress"_s});
        } else if (kind == u"SegmentPort"_s) {
            add({u"SegmentPort"_s, u"VirtualNetworkInterface"_s, u"IPAddress"_s});
        } else if (kind != u"Group"_s && !kind.isEmpty()) {
            add({kind});
        }
    };
    for (const QString& group : withNested(groupPath)) {
        const std::shared_ptr<const Criteria> any = criteria(group);
        for (const std::vector<Criterion>& all : *any) {
            for (const Criterion& criterion : all) {
                for (const Condition& condition : criterion.conditions) {
                    addKind(condition.memberType);
                }
                addKind(criterion.externalType);
                addKind(criterion.addresses.isEmpty() ? QString() : u"IPAddress"_s);
                for (const QString& path : criterion.paths) {
                    const StoredObject* target = m_world.store.find(path);
                    addKind(target != nullptr                        ? target->type
                            : path.contains(u"/virtual-machines/"_s) ? u"VirtualMachine"_s
                                                                     : QString());
                }
            }
        }
    }
    QStringList sorted(types.begin(), types.end());
    sorted.sort();
    return sorted;
}

} // namespace bulkhead::simulator
