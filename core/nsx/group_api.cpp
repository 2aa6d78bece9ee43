// SPDX-License-Identifier: MIT
#include "nsx/group_api.h"

#include "nsx/api_path.h"
#include "nsx/list_decoding.h"
#include "nsx/list_window.h"
#include "nsx/paging.h"
#include "nsx/stretch_reader.h"

#include <algorithm>
#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

QString listPath(const Connection& connection) {
    return domainRoot(connection.target()) + u"/groups"_s;
}

Result<void> appendMembers(std::vector<MachineMember>& members, const QByteArray& body,
                           const QString& place) {
    const auto reader = JsonReader::parse(body, u"The answer"_s);
    simdjson::dom::array results;
    if (!reader) {
        return fail(undecodable(place, reader.error()));
    }
    if (reader->root()["results"].get_array().get(results) != simdjson::SUCCESS) {
        return fail(notAManager(place, u"answered a list without results"_s));
    }
    const auto text = [](const simdjson::dom::element& element, std::string_view key) {
        std::string_view utf8;
        return element[key].get_string().get(utf8) == simdjson::SUCCESS
                   ? QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()))
                   : QString();
    };
    for (const simdjson::dom::element element : results) {
        MachineMember member;
        // Managers differ in which of the two carries the machine's external id.
        member.id = text(element, "external_id");
        if (member.id.isEmpty()) {
            member.id = text(element, "id");
        }
        member.displayName = UntrustedText(text(element, "display_name"));
        // Members come with "vm_running", the inventory with "VM_RUNNING".
        member.powerState = text(element, "power_state").toUpper();
        members.push_back(std::move(member));
    }
    return {};
}

} // namespace

Task<Listing<model::Group>> GroupApi::groups(ListRequest request, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    PagingOptions options;
    if (request.nameFilter.isEmpty()) {
        // The manager sorts by display name itself, so the first pages are the ones asked for.
        options.limitOfObjects = std::max<qint64>(1, request.offset + request.limit);
    }
    const auto read = co_await pages(connection, listPath(*connection), {}, options, token);
    if (!read) {
        co_return fail(read.error());
    }
    std::vector<model::Group> groups;
    for (const QByteArray& body : read->bodies) {
        if (auto done = appendResults(groups, body, place); !done) {
            co_return fail(std::move(done.error()));
        }
    }
    auto listing = windowOf(std::move(groups), request);
    if (!read->complete) {
        listing.total = read->total;
    }
    co_return listing;
}

Task<ListStretch<model::Group>> GroupApi::groupsFrom(PagePosition from, qint64 wanted,
                                                     CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = listPath(*connection);
    auto stretch = co_await readStretch<model::Group>(connection, path, {}, from, wanted, token);
    co_return stretch;
}

Task<model::Group> GroupApi::group(QString id, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const QString path = listPath(*connection) + u'/' + encodeSegment(id);
    const auto answer = co_await connection->get(path, {}, token);
    if (!answer) {
        co_return fail(answer.error());
    }
    co_return decodeObject<model::Group>(answer->body, place);
}

Task<MachineMembers> GroupApi::machineMembers(QString id, qint64 limit,
                                              CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const QString path =
        listPath(*connection) + u'/' + encodeSegment(id) + u"/members/virtual-machines"_s;
    PagingOptions options;
    options.limitOfObjects = std::max<qint64>(1, limit);
    const auto read = co_await pages(connection, path, {}, options, token);
    if (!read) {
        co_return fail(read.error());
    }
    MachineMembers found;
    for (const QByteArray& body : read->bodies) {
        if (auto done = appendMembers(found.members, body, place); !done) {
            co_return fail(std::move(done.error()));
        }
    }
    found.total = read->total;
    if (read->complete) {
        found.total = read->objects;
    }
    const auto most = static_cast<std::size_t>(std::max<qint64>(0, limit));
    found.members.resize(std::min(found.members.size(), most));
    co_return found;
}

} // namespace bulkhead::nsx
