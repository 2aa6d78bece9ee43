// SPDX-License-Identifier: MIT
// LiveSource's answers about the inventory: machines, interfaces, segments, services, tags, and who
// uses or excludes them.
#include "base/identifiers.h"
#include "nsx/api_path.h"
#include "nsx/exclude_list_api.h"
#include "nsx/inventory_api.h"
#include "nsx/reference_api.h"
#include "nsx/segment_api.h"
#include "nsx/service_api.h"
#include "nsx/tag_api.h"
#include "nsx/tag_references.h"
#include "ops/live_source.h"
#include "ops/wanted.h"
#include "snapshot/snapshot.h"

#include <algorithm>
#include <limits>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kEverything = std::numeric_limits<qint64>::max();

Task<nsx::ListStretch<model::VirtualMachine>> readMachines(QPointer<nsx::Connection> connection,
                                                           nsx::PagePosition from, qint64 wanted,
                                                           CancellationToken token) {
    const nsx::InventoryApi api(connection);
    auto stretch = co_await api.machinesFrom(from, wanted, token);
    co_return stretch;
}

Task<nsx::ListStretch<model::Service>> readServices(QPointer<nsx::Connection> connection,
                                                    nsx::PagePosition from, qint64 wanted,
                                                    CancellationToken token) {
    const nsx::ServiceApi api(connection);
    auto stretch = co_await api.services(from, wanted, token);
    co_return stretch;
}

Task<nsx::ListStretch<model::Segment>> readSegments(QPointer<nsx::Connection> connection,
                                                    nsx::PagePosition from, qint64 wanted,
                                                    CancellationToken token) {
    const nsx::SegmentApi api(connection);
    auto stretch = co_await api.segments(from, wanted, token);
    co_return stretch;
}

/// The part of a list that was read far enough for it.
template <typename T, typename IsWanted>
ListPart<T> partOfKnown(const KnownList<T>& known, const ListQuery& query,
                        const IsWanted& isWanted) {
    ListPart<T> part = partWhere(known.items, query, isWanted);
    if (known.rest) {
        part.total = known.total;
    }
    return part;
}

} // namespace

Task<std::vector<model::VirtualMachine>> LiveSource::machines(QString wanted,
                                                              CancellationToken token) {
    const nsx::InventoryApi api(m_connection.get());
    auto named = co_await api.machinesByName(wanted, token);
    if (!named || !named->empty()) {
        co_return named;
    }
    if (checkIdentifier(wanted, u"id"_s)) {
        const auto known = co_await api.machineByExternalId(wanted, token);
        if (known) {
            co_return std::vector<model::VirtualMachine>{*known};
        }
        if (known.error().kind != ErrorKind::NotFound) {
            co_return fail(known.error());
        }
    }
    // Another case, or a typing error: only the whole list can tell.
    const auto known = std::make_shared<KnownList<model::VirtualMachine>>();
    const QPointer<nsx::Connection> connection(m_connection.get());
    const auto read = co_await readOn(connection, known, &readMachines, kEverything, token);
    if (!read) {
        co_return fail(read.error());
    }
    snapshot::Content content;
    content.machines = std::move(known->items);
    const auto listed = snapshot::Snapshot::make(std::move(content));
    const auto found = listed->findMachines(wanted);
    if (!found) {
        co_return fail(found.error());
    }
    std::vector<model::VirtualMachine> machines;
    for (const model::VirtualMachine* machine : *found) {
        machines.push_back(*machine);
    }
    co_return machines;
}

Task<ListPart<model::VirtualMachine>> LiveSource::machineList(MachineQuery query,
                                                              CancellationToken token) {
    const auto known = m_machineList.recall({}, query.offset);
    const QPointer<nsx::Connection> connection(m_connection.get());
    const bool isFiltered =
        !query.nameFilter.isEmpty() || !query.tag.isEmpty() || !query.powerState.isEmpty();
    const qint64 wanted = objectsNeeded(query, isFiltered);
    const auto read = co_await readOn(connection, known, &readMachines, wanted, token);
    if (!read) {
        co_return fail(read.error());
    }
    co_return partOfKnown(*known, query, [&query](const model::VirtualMachine& machine) {
        return isWanted(machine, query);
    });
}

Task<std::vector<MachineInterface>> LiveSource::interfacesOf(QString machineId,
                                                             CancellationToken token) {
    const nsx::InventoryApi inventory(m_connection.get());
    const nsx::SegmentApi network(m_connection.get());
    const auto vifs = co_await inventory.interfacesOf(machineId, token);
    if (!vifs) {
        co_return fail(vifs.error());
    }
    QStringList attachments;
    for (const model::VirtualNetworkInterface& vif : *vifs) {
        attachments << vif.portAttachmentId;
    }
    const auto ports = co_await network.portsOf(attachments, token);
    if (!ports) {
        co_return fail(ports.error());
    }
    std::vector<MachineInterface> interfaces;
    for (const model::VirtualNetworkInterface& vif : *vifs) {
        const auto port =
            std::find_if(ports->cbegin(), ports->cend(), [&vif](const model::SegmentPort& one) {
                return one.attachmentId == vif.portAttachmentId;
            });
        interfaces.push_back({vif, {}, {}});
        if (port != ports->cend()) {
            interfaces.back().portPath = port->header.path;
            interfaces.back().segmentPath = port->segmentPath;
        }
    }
    co_return interfaces;
}

Task<MachineGroups> LiveSource::groupsOf(QString machineId, QStringList interfaceIds,
                                         CancellationToken token) {
    const nsx::InventoryApi api(m_connection.get());
    auto groups = co_await api.groupsOf(machineId, interfaceIds, token);
    if (!groups) {
        co_return fail(std::move(groups.error()));
    }
    MachineGroups found;
    found.items = std::move(*groups);
    co_return found;
}

Task<nsx::ExcludeLists> LiveSource::excludeLists(CancellationToken token) {
    const nsx::ExcludeListApi api(m_connection.get());
    auto lists = co_await api.lists(token);
    co_return lists;
}

Task<ListPart<model::Service>> LiveSource::services(ServiceQuery query, CancellationToken token) {
    const auto known = m_serviceList.recall({}, query.offset);
    const QPointer<nsx::Connection> connection(m_connection.get());
    const qint64 wanted =
        objectsNeeded(query, !query.nameFilter.isEmpty() || query.predefined.has_value());
    const auto read = co_await readOn(connection, known, &readServices, wanted, token);
    if (!read) {
        co_return fail(read.error());
    }
    co_return partOfKnown(*known, query, [&query](const model::Service& service) {
        return isWanted(service, query);
    });
}

Task<model::Service> LiveSource::service(QString wanted, CancellationToken token) {
    const nsx::ServiceApi api(m_connection.get());
    const Result<QString> id =
        idToTry(wanted, nsx::infraRoot(m_connection->target()) + u"/services"_s);
    if (!id) {
        co_return fail(id.error());
    }
    if (!id->isEmpty()) {
        auto direct = co_await api.service(*id, token);
        if (direct || direct.error().kind != ErrorKind::NotFound) {
            co_return direct;
        }
    }
    const auto known = std::make_shared<KnownList<model::Service>>();
    const QPointer<nsx::Connection> connection(m_connection.get());
    const auto read = co_await readOn(connection, known, &readServices, kEverything, token);
    if (!read) {
        co_return fail(read.error());
    }
    snapshot::Content content;
    content.services = std::move(known->items);
    const auto listed = snapshot::Snapshot::make(std::move(content));
    const auto found = listed->findService(wanted);
    if (!found) {
        co_return fail(found.error());
    }
    co_return **found;
}

Task<ListPart<model::Segment>> LiveSource::segments(ListQuery query, CancellationToken token) {
    const auto known = m_segmentList.recall({}, query.offset);
    const QPointer<nsx::Connection> connection(m_connection.get());
    const qint64 wanted = objectsNeeded(query, !query.nameFilter.isEmpty());
    const auto read = co_await readOn(connection, known, &readSegments, wanted, token);
    if (!read) {
        co_return fail(read.error());
    }
    co_return partOfKnown(*known, query, [&query](const model::Segment& segment) {
        return hasName(segment.header, query);
    });
}

Task<ListPart<nsx::TagUse>> LiveSource::tags(QString scope, QString value, ListQuery query,
                                             CancellationToken token) {
    const auto known = m_tagList.recall(scope + u'|' + value, query.offset);
    if (known->rest) {
        const nsx::TagApi api(m_connection.get());
        auto tags = co_await api.tags(scope, value, token);
        if (!tags) {
            co_return fail(std::move(tags.error()));
        }
        sortTags(*tags);
        known->items = std::move(*tags);
        known->rest.reset();
    }
    co_return partWhere(known->items, query, [](const nsx::TagUse&) { return true; });
}

Task<nsx::References> LiveSource::referencesTo(QString wanted, CancellationToken token) {
    if (const std::optional<model::Tag> tag = nsx::tagFrom(wanted); tag) {
        const nsx::TagReferenceApi tags(m_connection.get());
        auto found = co_await tags.referencesTo(*tag, token);
        co_return found;
    }
    const nsx::ReferenceApi api(m_connection.get());
    nsx::NamedObject object;
    if (looksLikePath(wanted)) {
        const Result<QString> path = checkPath(wanted, u"object"_s);
        if (!path) {
            co_return fail(path.error());
        }
        object = {*path, {}, UntrustedText(lastSegment(*path))};
    } else {
        const auto found = co_await api.find(wanted, token);
        if (!found) {
            co_return fail(found.error());
        }
        object = *found;
    }
    auto references = co_await api.referencesTo(object.path, token);
    if (!references) {
        co_return fail(std::move(references.error()));
    }
    if (!references->object) {
        if (object.type.isEmpty() && references->items.empty()) {
            co_return fail(ErrorKind::NotFound, u"Check the path, or give its display name."_s,
                           u"The manager knows no object "_s + object.path + u'.', object.path);
        }
        references->object = object;
    }
    co_return references;
}

} // namespace bulkhead::ops
