// SPDX-License-Identifier: MIT
#include "ops/live_source.h"

#include "base/identifiers.h"
#include "nsx/api_path.h"
#include "nsx/group_api.h"
#include "nsx/security_policy_api.h"
#include "ops/list_part.h"
#include "snapshot/snapshot.h"

#include <algorithm>
#include <limits>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

nsx::ListRequest everything() {
    return {{}, std::numeric_limits<int>::max(), 0};
}

/// The manager neither filters nor sorts policies in the order of evaluation: all at once.
Task<nsx::ListStretch<model::SecurityPolicy>> readPolicies(QPointer<nsx::Connection> connection,
                                                           nsx::PagePosition /*from*/,
                                                           qint64 /*wanted*/,
                                                           CancellationToken token) {
    const nsx::SecurityPolicyApi api(connection);
    const nsx::ListRequest request = everything();
    auto listing = co_await api.policies(request, token);
    if (!listing) {
        co_return fail(std::move(listing.error()));
    }
    nsx::ListStretch<model::SecurityPolicy> whole;
    whole.items = std::move(listing->items);
    whole.total = listing->total;
    co_return whole;
}

Task<nsx::ListStretch<model::Group>> readGroups(QPointer<nsx::Connection> connection,
                                                nsx::PagePosition from, qint64 wanted,
                                                CancellationToken token) {
    const nsx::GroupApi api(connection);
    auto stretch = co_await api.groupsFrom(from, wanted, token);
    co_return stretch;
}

/// The part of a list that was read far enough for it.
template <typename T>
ListPart<T> partOfKnown(const KnownList<T>& known, const ListQuery& query) {
    ListPart<T> part = partOf(known.items, query);
    if (known.rest) {
        part.total = known.total;
    }
    return part;
}

bool isMissing(const Error& error) {
    return error.kind == ErrorKind::NotFound;
}

} // namespace

LiveSource::LiveSource(std::shared_ptr<nsx::Connection> connection)
    : m_connection(std::move(connection)), m_names(m_connection.get()) {}

LiveSource::~LiveSource() = default;

Result<QString> LiveSource::idToTry(const QString& wanted, const QString& url) const {
    if (!looksLikePath(wanted)) {
        return checkIdentifier(wanted, u"id"_s).value_or(QString());
    }
    const Result<QString> path = checkPath(wanted, u"path"_s);
    if (!path) {
        return fail(path.error());
    }
    // A URL ends with the path of what it lists: "/policy/api/v1" +
    // "/infra/domains/default/groups".
    const QString folder = path->left(path->lastIndexOf(u'/'));
    if (!url.endsWith(u"/v1"_s + folder)) {
        return fail(ErrorKind::NotFound,
                    u"Give a path below "_s + url.mid(url.indexOf(u"/v1"_s) + 3) + u'.',
                    u"This target reads another place than "_s + wanted + u'.', wanted);
    }
    return lastSegment(*path);
}

Task<ListPart<model::SecurityPolicy>> LiveSource::policies(ListQuery query,
                                                           CancellationToken token) {
    const auto known = m_policyList.recall({}, query.offset);
    const QPointer<nsx::Connection> connection(m_connection.get());
    const qint64 wanted = objectsNeeded(query, true);
    const auto read = co_await readOn(connection, known, &readPolicies, wanted, token);
    if (!read) {
        co_return fail(read.error());
    }
    co_return partOfKnown(*known, query);
}

Task<model::SecurityPolicy> LiveSource::policy(QString wanted, CancellationToken token) {
    const nsx::SecurityPolicyApi api(m_connection.get());
    const Result<QString> id =
        idToTry(wanted, nsx::domainRoot(m_connection->target()) + u"/security-policies"_s);
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
    const auto known = m_groupList.recall({}, query.offset);
    const QPointer<nsx::Connection> connection(m_connection.get());
    const qint64 wanted = objectsNeeded(query, !query.nameFilter.isEmpty());
    const auto read = co_await readOn(connection, known, &readGroups, wanted, token);
    if (!read) {
        co_return fail(read.error());
    }
    co_return partOfKnown(*known, query);
}

Task<model::Group> LiveSource::group(QString wanted, CancellationToken token) {
    const nsx::GroupApi api(m_connection.get());
    const Result<QString> id =
        idToTry(wanted, nsx::domainRoot(m_connection->target()) + u"/groups"_s);
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
    for (const nsx::MachineMember& member : realized->members) {
        members.items.push_back({member.id, member.displayName, member.powerState});
    }
    std::sort(members.items.begin(), members.items.end(),
              [](const MachineMember& a, const MachineMember& b) {
                  return a.displayName == b.displayName ? a.id < b.id
                                                        : a.displayName < b.displayName;
              });
    members.total = realized->total;
    co_return members;
}

Task<PathNames> LiveSource::namesOf(QStringList paths, CancellationToken token) {
    auto names = co_await m_names.namesOf(paths, token);
    co_return names;
}

} // namespace bulkhead::ops
