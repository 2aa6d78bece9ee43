// SPDX-License-Identifier: MIT
#include "ops/live_source.h"

#include "base/identifiers.h"
#include "nsx/api_path.h"
#include "nsx/group_api.h"
#include "nsx/inventory_api.h"
#include "nsx/security_policy_api.h"
#include "snapshot/snapshot.h"

#include <algorithm>
#include <limits>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMachinePage = 1000;

nsx::ListRequest everything() {
    return {{}, std::numeric_limits<int>::max(), 0};
}

nsx::ListRequest requestOf(const ListQuery& query) {
    return {query.nameFilter, query.limit, query.offset};
}

template <typename T>
ListPart<T> partFrom(nsx::Listing<T> listing) {
    return {std::move(listing.items), listing.total};
}

bool isMissing(const Error& error) {
    return error.kind == ErrorKind::NotFound;
}

} // namespace

LiveSource::LiveSource(std::unique_ptr<nsx::Connection> connection)
    : m_connection(std::move(connection)), m_names(m_connection.get()) {}

LiveSource::~LiveSource() = default;

Result<QString> LiveSource::idToTry(const QString& wanted, const QString& collection) const {
    if (!looksLikePath(wanted)) {
        return checkIdentifier(wanted, u"id"_s).value_or(QString());
    }
    const Result<QString> path = checkPath(wanted, u"path"_s);
    if (!path) {
        return fail(path.error());
    }
    // The URL of the domain ends with its object path: "/policy/api/v1" + "/infra/domains/default".
    const QString folder = path->left(path->lastIndexOf(u'/'));
    const QString here = nsx::domainRoot(m_connection->target()) + u'/' + collection;
    if (!here.endsWith(u"/v1"_s + folder)) {
        return fail(ErrorKind::NotFound,
                    u"Give a path below "_s + here.mid(here.indexOf(u"/v1"_s) + 3) + u'.',
                    u"This target reads another place than "_s + wanted + u'.', wanted);
    }
    return lastSegment(*path);
}

Task<ListPart<model::SecurityPolicy>> LiveSource::policies(ListQuery query,
                                                           CancellationToken token) {
    const nsx::SecurityPolicyApi api(m_connection.get());
    auto listing = co_await api.policies(requestOf(query), token);
    if (!listing) {
        co_return fail(listing.error());
    }
    co_return partFrom(std::move(*listing));
}

Task<model::SecurityPolicy> LiveSource::policy(QString wanted, CancellationToken token) {
    const nsx::SecurityPolicyApi api(m_connection.get());
    const Result<QString> id = idToTry(wanted, u"security-policies"_s);
    if (!id) {
        co_return fail(id.error());
    }
    if (!id->isEmpty()) {
        auto direct = co_await api.policy(*id, token);
        if (direct || !isMissing(direct.error())) {
            co_return direct;
        }
    }
    // The same search as offline, over what the manager lists: one wording for all its errors.
    auto all = co_await api.policies(everything(), token);
    if (!all) {
        co_return fail(all.error());
    }
    snapshot::Content content;
    content.policies = std::move(all->items);
    const auto listed = snapshot::Snapshot::make(std::move(content));
    const auto found = listed->findPolicy(wanted);
    if (!found) {
        co_return fail(found.error());
    }
    auto named = co_await api.policy((*found)->header.id, token);
    co_return named;
}

Task<ListPart<model::Group>> LiveSource::groups(ListQuery query, CancellationToken token) {
    const nsx::GroupApi api(m_connection.get());
    auto listing = co_await api.groups(requestOf(query), token);
    if (!listing) {
        co_return fail(listing.error());
    }
    co_return partFrom(std::move(*listing));
}

Task<model::Group> LiveSource::group(QString wanted, CancellationToken token) {
    const nsx::GroupApi api(m_connection.get());
    const Result<QString> id = idToTry(wanted, u"groups"_s);
    if (!id) {
        co_return fail(id.error());
    }
    if (!id->isEmpty()) {
        auto direct = co_await api.group(*id, token);
        if (direct || !isMissing(direct.error())) {
            co_return direct;
        }
    }
    auto all = co_await api.groups(everything(), token);
    if (!all) {
        co_return fail(all.error());
    }
    snapshot::Content content;
    content.groups = std::move(all->items);
    const auto listed = snapshot::Snapshot::make(std::move(content));
    const auto found = listed->findGroup(wanted);
    if (!found) {
        co_return fail(found.error());
    }
    co_return **found;
}

Task<MachineMembers> LiveSource::membersOf(QString groupPath, int limit, CancellationToken token) {
    const nsx::GroupApi api(m_connection.get());
    const auto realized = co_await api.machineMembers(lastSegment(groupPath), limit, token);
    if (!realized) {
        co_return fail(realized.error());
    }
    MachineMembers members;
    for (const model::RecordedMember& member : realized->members) {
        members.items.push_back({member.id, member.displayName});
    }
    std::sort(members.items.begin(), members.items.end(),
              [](const MachineMember& a, const MachineMember& b) {
                  return a.displayName == b.displayName ? a.id < b.id
                                                        : a.displayName < b.displayName;
              });
    members.total = realized->total;
    co_return members;
}

Task<std::vector<model::VirtualMachine>> LiveSource::allMachines(CancellationToken token) {
    const nsx::InventoryApi api(m_connection.get());
    std::vector<model::VirtualMachine> machines;
    QString cursor;
    do {
        auto page = co_await api.machines(kMachinePage, cursor, token);
        if (!page) {
            co_return fail(page.error());
        }
        std::move(page->machines.begin(), page->machines.end(), std::back_inserter(machines));
        cursor = page->nextCursor;
    } while (!cursor.isEmpty());
    co_return machines;
}

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
        if (!isMissing(known.error())) {
            co_return fail(known.error());
        }
    }
    // Another case, or a typing error: only the whole list can tell.
    auto all = co_await allMachines(token);
    if (!all) {
        co_return fail(all.error());
    }
    snapshot::Content content;
    content.machines = std::move(*all);
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

Task<PathNames> LiveSource::namesOf(QStringList paths, CancellationToken token) {
    auto names = co_await m_names.namesOf(paths, token);
    co_return names;
}

} // namespace bulkhead::ops
