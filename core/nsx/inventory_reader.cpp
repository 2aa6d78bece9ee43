// SPDX-License-Identifier: MIT
#include "nsx/api_path.h"
#include "nsx/list_decoding.h"
#include "nsx/paging.h"
#include "nsx/pool.h"
#include "nsx/snapshot_parts.h"
#include "snapshot/formats.h"

#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

/// Decodes one page into a content; both kinds of page have one of these.
using AddPage = Result<snapshot::Page> (*)(snapshot::Content&, const QByteArray&, const QString&);

struct ListKind {
    QString path;
    QString plural;
    PagingStyle style = PagingStyle::Cursor;
    AddPage add = nullptr;
};

Result<snapshot::Content> decodePages(const std::vector<QByteArray>& bodies, AddPage add,
                                      const QString& place) {
    snapshot::Content content;
    for (const QByteArray& body : bodies) {
        if (const auto page = add(content, body, u"The answer"_s); !page) {
            return fail(undecodable(place, page.error()));
        }
    }
    return content;
}

snapshot::Content onlyRemark(const QString& remark) {
    snapshot::Content content;
    content.remarks << remark;
    return content;
}

Task<snapshot::Content> readInventory(LoadContextPointer context, ListKind kind) {
    if (context->target.kind == config::ManagerKind::Global) {
        // NSX 4.2: the inventory is only on the Local Managers.
        co_return onlyRemark(u"A Global Manager has no "_s + kind.plural +
                             u"; members of groups by tag are unknown."_s);
    }
    PagingOptions options;
    options.style = kind.style;
    options.onPage = [context, plural = kind.plural](qint64 objects, std::optional<qint64> total) {
        context->report(u"Reading "_s + plural, objects, total);
    };
    auto read = co_await pages(context->connection, kind.path, {}, options, context->stop.token());
    if (!read) {
        const ErrorKind why = read.error().kind;
        if (why == ErrorKind::Permission || why == ErrorKind::NotFound) {
            co_return onlyRemark(
                u"The "_s + kind.plural +
                u" could not be read, so members of groups by tag are unknown: "_s +
                read.error().explanation());
        }
        context->stop.cancel();
        co_return fail(std::move(read.error()));
    }
    const std::function<Result<snapshot::Content>()> work =
        [bodies = std::move(read->bodies), add = kind.add, place = context->place] {
            return decodePages(bodies, add, place);
        };
    auto content = co_await runInPool(work);
    if (!content) {
        context->stop.cancel();
    }
    co_return std::move(content);
}

} // namespace

Task<snapshot::Content> readMachines(LoadContextPointer context) {
    ListKind kind{u"/api/v1/fabric/virtual-machines"_s, u"virtual machines"_s, PagingStyle::Cursor,
                  &snapshot::addMachinePage};
    if (!context->target.project.isEmpty()) {
        // A project's user may not read the fabric, but the machines of its own project.
        kind.path = infraRoot(context->target) + u"/realized-state/virtual-machines"_s;
        kind.style = PagingStyle::Offset;
    }
    return readInventory(std::move(context), std::move(kind));
}

Task<snapshot::Content> readInterfaces(LoadContextPointer context) {
    return readInventory(std::move(context), {u"/api/v1/fabric/vifs"_s, u"network interfaces"_s,
                                              PagingStyle::Cursor, &snapshot::addInterfacePage});
}

} // namespace bulkhead::nsx
