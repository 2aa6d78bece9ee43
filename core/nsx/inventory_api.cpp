// SPDX-License-Identifier: MIT
#include "nsx/inventory_api.h"

#include "base/text.h"
#include "nsx/api_path.h"
#include "nsx/list_decoding.h"
#include "nsx/list_window.h"
#include "nsx/paging.h"

#include <algorithm>
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

} // namespace bulkhead::nsx
