// SPDX-License-Identifier: MIT
#include "nsx/api_path.h"
#include "nsx/list_decoding.h"
#include "nsx/pool.h"
#include "nsx/snapshot_parts.h"
#include "snapshot/formats.h"

#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

/// A parent that is not listed cuts the chain to its children: Domain leads to policies and groups,
/// Tier1 to the segments that hang on a gateway.
const QString kTreeFilter = u"Type-Domain|SecurityPolicy|Rule|Group|Service|ServiceEntry|"
                            "PolicyContextProfile|PolicyFirewallScheduler|Tier1|Segment|"
                            "SegmentPort|PolicyExcludeList"_s;

Result<snapshot::Content> decodeTree(const QByteArray& body, const QString& place) {
    snapshot::Content content;
    if (auto done = snapshot::addHierarchy(content, body, u"The answer"_s); !done) {
        return fail(undecodable(place, done.error()));
    }
    return content;
}

/// Failures that say "not this way", not "not at all".
bool mayAskAnotherWay(ErrorKind kind) {
    return kind == ErrorKind::Permission || kind == ErrorKind::NotFound ||
           kind == ErrorKind::Failed || kind == ErrorKind::Unreachable;
}

Task<snapshot::Content> readTree(LoadContextPointer context) {
    const QString activity = u"Reading the configuration"_s;
    const auto onBytes = [context, activity](qint64 received, std::optional<qint64> total) {
        context->report(activity + u" (bytes)"_s, received, total);
    };
    context->report(activity, 0, std::nullopt);
    const QUrlQuery query = makeQuery({{u"filter"_s, kTreeFilter}});
    auto answer = co_await context->connection->get(infraRoot(context->target), query, onBytes,
                                                    context->stop.token());
    if (!answer) {
        co_return fail(std::move(answer.error()));
    }
    context->report(u"Decoding the configuration (bytes)"_s, 0, answer->body.size());
    const std::function<Result<snapshot::Content>()> work = [body = std::move(answer->body),
                                                             place = context->place] {
        return decodeTree(body, place);
    };
    co_return co_await runInPool(work);
}

/// The tree of some managers lacks the exclude list. Without it nobody knows who has no firewall at
/// all, so it stays unset and is said, but it does not cost the rest of the snapshot.
Task<std::monostate> addExcludeList(LoadContextPointer context,
                                    std::shared_ptr<snapshot::Content> content) {
    if (!context->connection) {
        co_return fail(cancelledError(u"Loading"_s));
    }
    const QString path = infraRoot(context->target) + u"/settings/firewall/security/exclude-list"_s;
    const auto answer = co_await context->connection->get(path, {}, context->stop.token());
    Result<model::ExcludeList> list =
        answer ? decodeObject<model::ExcludeList>(answer->body, context->place)
               : Result<model::ExcludeList>(fail(answer.error()));
    if (list) {
        content->excludeList = std::move(*list);
    } else if (list.error().kind == ErrorKind::Cancelled) {
        co_return fail(list.error());
    } else {
        content->remarks << u"The exclude list could not be read, so nobody knows which machines "
                            "have no firewall: "_s +
                                list.error().explanation();
    }
    co_return done();
}

} // namespace

Task<snapshot::Content> readConfiguration(LoadContextPointer context) {
    auto read = co_await readTree(context);
    if (!read) {
        if (!mayAskAnotherWay(read.error().kind) || context->stop.isCancelled() ||
            !context->connection) {
            co_return fail(std::move(read.error()));
        }
        const Error reason = read.error();
        read = co_await readBySearch(context);
        if (!read) {
            // The search fails for the same reason when the manager is gone: then the first error
            // is the better one.
            const bool isOther = read.error().kind != ErrorKind::Unreachable;
            co_return fail(isOther ? read.error() : reason);
        }
        read->remarks << u"Read by search, because the manager did not give the whole "
                         "configuration at once: "_s +
                             reason.explanation();
    }
    const auto content = std::make_shared<snapshot::Content>(std::move(*read));
    if (!content->excludeList) {
        const auto done = co_await addExcludeList(context, content);
        if (!done) {
            co_return fail(done.error());
        }
    }
    co_return std::move(*content);
}

} // namespace bulkhead::nsx
