// SPDX-License-Identifier: MIT
#include "ops/trace_run.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "hits/hit_place.h"
#include "model/trace_words.h"
#include "nsx/event.h"
#include "ops/format.h"
#include "ops/trace_debt.h"
#include "ops/trace_format.h"
#include "ops/trace_plan.h"
#include "ops/trace_port.h"
#include "ops/trace_rules.h"
#include "ops/trace_store.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QUuid>

#include <algorithm>
#include <chrono>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Clients of tools give up after 60 seconds: the answer has to be there before.
constexpr std::chrono::seconds kLongestWait = 45s;
constexpr std::chrono::seconds kWaitForResult = 20s;
constexpr std::chrono::milliseconds kFirstPause = 250ms;
constexpr std::chrono::milliseconds kLongestPause = 2000ms;
/// Each failed poll was tried four times already.
constexpr int kFailedPolls = 3;
/// How long a trace that was still under way waits on the manager for get_traceflow_result.
constexpr std::chrono::seconds kKeptForLater = 30min;
constexpr std::size_t kNamedArrivals = 8;

const QString kLater =
    u" The next trace there takes it away; the manager itself drops it after two hours."_s;

/// What a result repeats of what was asked for; null where that is not known.
const QStringList kRequestKeys{u"src_ip"_s,      u"dst_ip"_s,     u"protocol"_s, u"src_port"_s,
                               u"dst_port"_s,    u"tcp_flags"_s,  u"ttl"_s,      u"source"_s,
                               u"destination"_s, u"source_port"_s};

QJsonObject requestOf(const TracePlan& plan) {
    const nsx::TracePacket& packet = plan.packet;
    const bool isTcp = packet.protocol == nsx::TraceProtocol::Tcp;
    const bool hasPorts = isTcp || packet.protocol == nsx::TraceProtocol::Udp;
    return {{u"src_ip"_s, packet.source.toString()},
            {u"dst_ip"_s, packet.destination.toString()},
            {u"protocol"_s, nsx::traceProtocolName(packet.protocol)},
            {u"src_port"_s, hasPorts ? QJsonValue(packet.sourcePort) : QJsonValue()},
            {u"dst_port"_s, hasPorts ? QJsonValue(packet.destinationPort) : QJsonValue()},
            {u"tcp_flags"_s, isTcp ? QJsonValue(packet.tcpFlags) : QJsonValue()},
            {u"ttl"_s, packet.ttl},
            {u"source"_s, plan.source},
            {u"source_port"_s, orNull(plan.sourcePort)},
            {u"destination"_s, orNull(plan.destination)},
            {u"warnings"_s, QJsonArray::fromStringList(plan.warnings)}};
}

QJsonObject withRequest(QJsonObject result, const TraceRecord& record, bool cleanedUp) {
    for (const QString& key : kRequestKeys) {
        result.insert(key, record.request.contains(key) ? record.request.value(key) : QJsonValue());
    }
    QJsonArray warnings = record.request.value(u"warnings"_s).toArray();
    for (const QJsonValue more : result.value(u"warnings"_s).toArray()) {
        warnings.append(more);
    }
    result.insert(u"warnings"_s, warnings);
    result.insert(u"traceflow_id"_s, record.trace.id);
    result.insert(u"cleaned_up"_s, cleanedUp);
    return result;
}

void addWarning(QJsonObject& result, const QString& text) {
    QJsonArray warnings = result.value(u"warnings"_s).toArray();
    warnings.append(text);
    result.insert(u"warnings"_s, warnings);
}

bool hasEnded(const model::TraceStatus& status) {
    return status.state != model::TraceState::InProgress;
}

/// Shows what has been observed of a trace that is under way. Its rules are named in the end: that
/// takes requests. What cannot be read now comes with the next look.
QCoro::Task<std::size_t> showPart(Call call, TraceRecord record, model::TraceStatus status,
                                  std::size_t shown) {
    const nsx::TraceflowApi api(call.manager);
    auto observations = co_await api.observations(record.trace, call.token);
    if (!observations || observations->size() <= shown) {
        co_return shown;
    }
    TraceFacts facts;
    facts.trace.status = std::move(status);
    facts.trace.observations = std::move(*observations);
    call.partial(withRequest(formatTrace(facts), record, false));
    co_return facts.trace.observations.size();
}

/// Asks until the trace has ended or the time is over; then its last status is still IN_PROGRESS.
Task<model::TraceStatus> follow(Call call, TraceRecord record, QDeadlineTimer until) {
    const nsx::TraceflowApi api(call.manager);
    const nsx::RunningTrace trace = record.trace;
    int failures = 0;
    std::size_t shown = 0;
    for (auto wait = kFirstPause;; wait = std::min(wait * 2, kLongestPause)) {
        auto status = co_await api.status(trace, call.token);
        if (call.token.isCancelled()) {
            co_return fail(cancelledError(u"The trace"_s));
        }
        failures = status ? 0 : failures + 1;
        if (status && hasEnded(*status)) {
            co_return status;
        }
        // A busy manager is no reason to give a trace up that runs all the same.
        const bool isPassing =
            status || (status.error().kind == ErrorKind::Unreachable && failures < kFailedPolls);
        if (!isPassing || until.hasExpired()) {
            co_return status;
        }
        call.progress({u"Following the packet"_s, 1, 3});
        if (status && call.partial) {
            shown = co_await showPart(call, record, *status, shown);
        }
        const auto left = std::chrono::milliseconds(std::max<qint64>(until.remainingTime(), 1));
        co_await nsx::pause(std::min(wait, left), call.token, CancellationToken());
    }
}

/// Who stands behind the ports at which copies arrived.
QCoro::Task<std::vector<TraceArrival>> arrivalsOf(Call call,
                                                  std::vector<model::TraceObservation> met) {
    std::vector<TraceArrival> arrivals;
    for (const model::TraceObservation& one : met) {
        if (one.step() != model::TraceStep::Delivered) {
            continue;
        }
        TraceArrival arrival{one.portPath,
                             one.portId,
                             one.portName,
                             {},
                             {},
                             one.nodeName.line(),
                             model::componentInWords(one)};
        const bool isNamed = arrivals.size() < kNamedArrivals;
        if (isNamed && !(one.portPath.isEmpty() && one.portId.isEmpty())) {
            const PortOwner owner =
                co_await ownerOf(call.manager, one.portPath, one.portId, call.token);
            arrival.portPath = owner.portPath;
            arrival.machineId = owner.machineId;
            arrival.machineName = owner.machineName;
        }
        arrivals.push_back(std::move(arrival));
    }
    co_return arrivals;
}

/// The trace has ended: reads what was observed, takes it away if it is ours, names what it met.
Task<Answer> conclude(Call call, TraceRecord record, model::TraceStatus status, bool isOurs) {
    const nsx::TraceflowApi api(call.manager);
    TraceFacts facts;
    facts.trace.status = std::move(status);
    call.progress({u"Reading what was observed"_s, 2, 3});
    auto observations = co_await api.observations(record.trace, call.token);
    Result<std::monostate> removed = std::monostate{};
    if (isOurs) {
        removed = co_await api.remove(record.trace);
        if (removed) {
            TraceDebt::settle(record.trace.id);
        }
    }
    // A trace that never started may have no observations to read.
    const bool mayLackThem = facts.trace.status.state == model::TraceState::Failed;
    if (!observations && !mayLackThem) {
        if (isOurs) {
            TraceStore().forget(record.trace.id);
        }
        co_return fail(observations.error());
    }
    if (observations) {
        facts.trace.observations = std::move(*observations);
    }
    facts.rules = co_await traceRules(call, facts.trace.observations);
    facts.arrivals = co_await arrivalsOf(call, facts.trace.observations);
    QJsonObject result = withRequest(formatTrace(facts), record, isOurs && removed.has_value());
    if (!removed) {
        addWarning(result, u"The trace could not be taken away yet: "_s +
                               removed.error().explanation() + kLater);
    }
    if (isOurs) {
        record.isRunning = false;
        record.result = result;
        if (const auto kept = TraceStore().keep(record); !kept) {
            addWarning(result, u"The result is remembered by this process only: "_s +
                                   kept.error().explanation());
        }
    }
    co_return Answer{result};
}

Answer stillRunning(const TraceRecord& record, model::TraceStatus status, bool isOurs) {
    TraceFacts facts;
    facts.trace.status = std::move(status);
    QJsonObject result = withRequest(formatTrace(facts), record, false);
    // Nobody has looked yet.
    result.insert(u"observation_count"_s, QJsonValue());
    if (isOurs) {
        addWarning(result, u"Ask get_traceflow_result for this id within half an hour: the trace "
                           "stays on the manager until then."_s);
    }
    return Answer{result};
}

/// Under which name results are kept: the demo's port is another one each time.
QString placeOf(const Call& call) {
    return call.manager ? hits::hitKey(call.manager->target(), call.manager->place()) : QString();
}

/// A trace that somebody else made, or a memory that was lost: the manager may have it.
Task<nsx::RunningTrace> findOnManager(Call call, QString id) {
    const nsx::TraceflowApi api(call.manager);
    for (const nsx::TraceFace face : {nsx::TraceFace::Policy, nsx::TraceFace::Manager}) {
        const nsx::RunningTrace trace{id, face};
        const auto status = co_await api.status(trace, call.token);
        if (status) {
            co_return trace;
        }
        const bool isElsewhere = status.error().kind == ErrorKind::NotFound ||
                                 (status.error().fault && status.error().fault->httpStatus == 405);
        if (!isElsewhere) {
            co_return fail(status.error());
        }
    }
    co_return fail(ErrorKind::NotFound, u"Run the trace again."_s,
                   u"Neither this program nor %1 knows a trace %2; the last %3 results are kept "
                   "here, and the manager drops a trace after two hours."_s
                       .arg(call.manager->place(), cleanLine(id))
                       .arg(TraceStore::kMaximumTraces),
                   id);
}

} // namespace

Task<Answer> runTrace(Call call) {
    const auto wanted = std::chrono::seconds(call.arguments.value(u"timeout_seconds"_s).toInt(20));
    const QDeadlineTimer until(std::min(wanted, kLongestWait));
    call.progress({u"Finding source and destination"_s, 0, 3});
    auto plan = co_await planTrace(call);
    if (!plan) {
        co_return fail(plan.error());
    }
    if (call.token.isCancelled()) {
        co_return fail(cancelledError(u"The trace"_s));
    }
    co_await payTraceDebts(call.manager);
    plan->order.timeoutSeconds = static_cast<int>(wanted.count());
    plan->order.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    TraceRecord record;
    record.manager = placeOf(call);
    TraceDebt debt = TraceDebt::incur(call.manager ? call.manager->place() : QString(),
                                      {plan->order.id, nsx::TraceFace::Policy});
    const nsx::TraceflowApi api(call.manager);
    const auto started = co_await api.start(plan->order);
    if (!started) {
        if (!started.error().mayHaveHappened) {
            debt.settle();
        }
        co_return fail(started.error());
    }
    debt.rename(*started);
    record.trace = *started;
    record.request = requestOf(*plan);
    record.arguments = call.arguments;
    record.startedAt = QDateTime::currentDateTimeUtc();
    auto status = co_await follow(call, record, until);
    if (!status) {
        const auto removed = co_await api.remove(record.trace);
        Error error = status.error();
        if (removed) {
            debt.settle();
        } else {
            error.problem +=
                u" The trace %1 could not be taken away yet."_s.arg(record.trace.id) + kLater;
        }
        co_return fail(std::move(error));
    }
    if (!hasEnded(*status)) {
        debt.postpone(QDateTime::currentDateTimeUtc().addSecs(kKeptForLater.count()));
        Answer answer = stillRunning(record, *status, true);
        if (const auto kept = TraceStore().keep(record); !kept) {
            addWarning(answer.result, u"The trace is remembered by this process only: "_s +
                                          kept.error().explanation());
        }
        co_return answer;
    }
    auto answer = co_await conclude(call, record, *status, true);
    co_return answer;
}

Task<Answer> getTrace(Call call) {
    const QString id = call.arguments.value(u"traceflow_id"_s).toString();
    const auto checked = checkIdentifier(id, u"traceflow_id"_s);
    if (!checked) {
        co_return fail(checked.error());
    }
    auto record = TraceStore().find(id);
    const bool isHere = record && (!call.manager || record->manager == placeOf(call));
    if (isHere && !record->isRunning) {
        co_return Answer{record->result};
    }
    if (!call.manager) {
        co_return fail(ErrorKind::NotFound, u"Ask the manager that ran it."_s,
                       u"No finished trace %1 is kept here."_s.arg(id), id);
    }
    if (!isHere) {
        const auto found = co_await findOnManager(call, id);
        if (!found) {
            co_return fail(found.error());
        }
        record = TraceRecord();
        record->trace = *found;
    }
    const QDeadlineTimer until(kWaitForResult);
    const auto status = co_await follow(call, *record, until);
    if (!status) {
        if (isHere && status.error().kind == ErrorKind::NotFound) {
            TraceStore().forget(id);
        }
        co_return fail(status.error());
    }
    if (!hasEnded(*status)) {
        co_return stillRunning(*record, *status, isHere);
    }
    auto answer = co_await conclude(call, *record, *status, isHere);
    co_return answer;
}

} // namespace bulkhead::ops
