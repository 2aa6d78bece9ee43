// SPDX-License-Identifier: MIT
#include "nsx/inventory_api.h"

#include "base/text.h"
#include "nsx/api_path.h"
#include "nsx/list_decoding.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"
#include "nsx/paging.h"
#include "nsx/stretch_reader.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

const QString kMachinesPath = u"/api/v1/fabric/virtual-machines"_s;

Task<std::vector<model::VirtualMachine>> readMachines(QPointer<Connection> connection,
                                                      QUrlQuery query, CancellationToken token) {
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const auto read = co_await pages(connection, kMachinesPath, query, {}, token);
    if (!read) {
        co_return fail(read.error());
    }
    std::vector<model::VirtualMachine> machines;
    for (const QByteArray& body : read->bodies) {
        if (auto done = appendResults(machines, body, place); !done) {
            co_return fail(std::move(done.error()));
        }
    }
    co_return machines;
}

} // namespace

Task<std::vector<model::VirtualMachine>>
InventoryApi::machinesByName(QString name, CancellationToken token) const {
    const QUrlQuery query = makeQuery({{u"display_name"_s, name}});
    auto machines = co_await readMachines(m_connection, query, token);
    if (machines) {
        std::erase_if(*machines, [&name](const model::VirtualMachine& machine) {
            return machine.displayName.raw() != name;
        });
    }
    co_return machines;
}

Task<model::VirtualMachine> InventoryApi::machineByExternalId(QString id,
                                                              CancellationToken token) const {
    const QUrlQuery query = makeQuery({{u"external_id"_s, id}});
    auto machines = co_await readMachines(m_connection, query, token);
    if (!machines) {
        co_return fail(std::move(machines.error()));
    }
    const auto found =
        std::find_if(machines->begin(), machines->end(),
                     [&id](const model::VirtualMachine& m) { return m.externalId == id; });
    if (found == machines->end()) {
        co_return fail(ErrorKind::NotFound, u"Check the external id of the machine."_s,
                       u"No virtual machine has the external id \""_s +
                           elideMiddle(cleanLine(id), 80) + u"\"."_s,
                       id);
    }
    co_return std::move(*found);
}

Task<MachinePage> InventoryApi::machines(qint64 limit, QString cursor,
                                         CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    QUrlQuery query =
        makeQuery({{u"page_size"_s, QString::number(std::clamp<qint64>(limit, 1, 1000))}});
    if (!cursor.isEmpty()) {
        query.addQueryItem(u"cursor"_s, encodeSegment(cursor));
    }
    const auto answer = co_await connection->get(kMachinesPath, query, token);
    if (!answer) {
        co_return fail(answer.error());
    }
    const auto head = readPageHead(answer->body, place);
    if (!head) {
        co_return fail(head.error());
    }
    MachinePage page;
    page.total = head->resultCount;
    PageWalk walk(PagingStyle::Cursor);
    page.nextCursor = walk.next(head->cursor, head->results).value_or(QString());
    if (auto done = appendResults(page.machines, answer->body, place); !done) {
        co_return fail(std::move(done.error()));
    }
    co_return page;
}

Task<ListStretch<model::VirtualMachine>>
InventoryApi::machinesFrom(PagePosition from, qint64 wanted, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    if (connection->target().project.isEmpty()) {
        auto stretch = co_await readStretch<model::VirtualMachine>(connection, kMachinesPath, {},
                                                                   from, wanted, token);
        co_return stretch;
    }
    // A project's user may not read the fabric; this list names no cursor to go on from.
    const QString place = connection->place();
    const QString path = infraRoot(connection->target()) + u"/realized-state/virtual-machines"_s;
    PagingOptions options;
    options.style = PagingStyle::Offset;
    const auto read = co_await pages(connection, path, {}, options, token);
    if (!read) {
        co_return fail(read.error());
    }
    ListStretch<model::VirtualMachine> whole;
    for (const QByteArray& body : read->bodies) {
        if (auto done = appendResults(whole.items, body, place); !done) {
            co_return fail(std::move(done.error()));
        }
    }
    whole.total = read->objects;
    co_return whole;
}

Task<std::vector<model::VirtualNetworkInterface>>
InventoryApi::interfacesOf(QString machineId, CancellationToken token) const {
    const QUrlQuery query = makeQuery({{u"owner_vm_id"_s, machineId}});
    auto all = co_await readStretch<model::VirtualNetworkInterface>(
        m_connection, u"/api/v1/fabric/vifs"_s, query, {}, 1000, token);
    if (!all) {
        co_return fail(std::move(all.error()));
    }
    co_return std::move(all->items);
}

Task<std::vector<NamedObject>> InventoryApi::groupsOf(QString machineId, QStringList interfaceIds,
                                                      CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString root = infraRoot(connection->target());
    const ObjectApi api(connection);
    std::vector<Task<QJsonArray>> questions;
    const QUrlQuery ofMachine = makeQuery({{u"vm_external_id"_s, machineId}});
    questions.push_back(
        api.list(root + u"/virtual-machine-group-associations"_s, ofMachine, token));
    for (const QString& id : std::as_const(interfaceIds)) {
        const QUrlQuery ofInterface = makeQuery({{u"vif_external_id"_s, id}});
        questions.push_back(api.list(root + u"/virtual-network-interface-group-associations"_s,
                                     ofInterface, token));
    }
    std::vector<NamedObject> groups;
    std::optional<Error> failure;
    for (Task<QJsonArray>& question : questions) {
        const auto list = co_await question;
        if (!list) {
            failure = failure ? failure : list.error();
            continue;
        }
        for (const QJsonValue group : *list) {
            const QString named = group[u"path"_s].toString();
            groups.push_back({named.isEmpty() ? group[u"target_id"_s].toString() : named,
                              u"Group"_s,
                              UntrustedText(group[u"target_display_name"_s].toString())});
        }
    }
    if (failure) {
        co_return fail(std::move(*failure));
    }
    const auto key = [](const NamedObject& group) {
        return std::tie(group.displayName, group.path);
    };
    std::sort(groups.begin(), groups.end(),
              [&key](const NamedObject& a, const NamedObject& b) { return key(a) < key(b); });
    const auto isSame = [](const NamedObject& a, const NamedObject& b) { return a.path == b.path; };
    groups.erase(std::unique(groups.begin(), groups.end(), isSame), groups.end());
    co_return groups;
}

} // namespace bulkhead::nsx
