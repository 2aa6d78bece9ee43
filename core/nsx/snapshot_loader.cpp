// SPDX-License-Identifier: MIT
#include "nsx/snapshot_loader.h"

#include "nsx/list_window.h"
#include "nsx/pool.h"
#include "nsx/snapshot_parts.h"

#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

snapshot::Origin originOf(const config::Target& target, const ManagerFacts& facts) {
    snapshot::Origin origin;
    origin.kind = snapshot::OriginKind::Manager;
    origin.place = facts.host;
    origin.target = cleanLine(target.name);
    origin.environment = cleanLine(target.environment);
    origin.productVersion = facts.productVersion;
    origin.userName = facts.userName;
    origin.takenAt = QDateTime::currentDateTimeUtc();
    return origin;
}

Task<snapshot::Content> stoppingOthers(LoadContextPointer context, Task<snapshot::Content> part) {
    auto content = co_await part;
    if (!content) {
        context->stop.cancel();
    }
    co_return std::move(content);
}

} // namespace

Task<snapshot::SnapshotPointer> loadSnapshot(QPointer<Connection> connection,
                                             CancellationToken token, ProgressCallback progress) {
    if (!connection) {
        co_return fail(connectionGone());
    }
    const auto context = std::make_shared<LoadContext>();
    context->connection = connection;
    context->target = connection->target();
    context->place = connection->place();
    context->progress = std::move(progress);
    const QString activity = u"Loading from "_s + context->place;
    QObject listener;
    token.onCancelled(&listener, [context] { context->stop.cancel(); });
    context->report(u"Logging in"_s, 0, std::nullopt);
    const auto facts = co_await connection->open(context->stop.token());
    if (!facts) {
        co_return fail(facts.error());
    }
    if (!connection) {
        co_return fail(connectionGone());
    }
    const snapshot::Origin origin = originOf(context->target, *facts);
    auto configurationTask = stoppingOthers(context, readConfiguration(context));
    auto machineTask = readMachines(context);
    auto interfaceTask = readInterfaces(context);
    auto configuration = co_await configurationTask;
    auto machines = co_await machineTask;
    auto interfaces = co_await interfaceTask;
    if (token.isCancelled()) {
        co_return fail(cancelledError(activity));
    }
    std::optional<Error> first;
    for (const auto* part : {&configuration, &machines, &interfaces}) {
        // The part that failed cancelled the others; its error is the one that counts.
        if (!*part && (!first || first->kind == ErrorKind::Cancelled)) {
            first = part->error();
        }
    }
    if (first) {
        co_return fail(std::move(*first));
    }
    configuration->origin = origin;
    configuration->machines = std::move(machines->machines);
    configuration->interfaces = std::move(interfaces->interfaces);
    configuration->remarks += machines->remarks + interfaces->remarks;
    const auto content = std::make_shared<snapshot::Content>(std::move(*configuration));
    const std::function<snapshot::SnapshotPointer()> work = [content] {
        return snapshot::Snapshot::make(std::move(*content));
    };
    auto made = co_await runInPool(work);
    if (context->connection) {
        context->report(u"Ready"_s, made->ruleCount(), made->ruleCount());
    }
    co_return made;
}

} // namespace bulkhead::nsx
