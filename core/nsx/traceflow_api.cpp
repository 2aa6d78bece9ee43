// SPDX-License-Identifier: MIT
#include "nsx/traceflow_api.h"

#include "nsx/api_path.h"
#include "nsx/event.h"
#include "nsx/list_decoding.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"
#include "nsx/paging.h"

#include <QJsonDocument>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <chrono>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kStartDeadline = 15s;
constexpr auto kRemoveDeadline = 8s;
constexpr int kRemoveTries = 3;
constexpr auto kRemovePause = 300ms;
const QString kManagerPath = u"/api/v1/traceflows"_s;

/// A token of its own that is cancelled when the time is over.
class Deadline final {
public:
    explicit Deadline(std::chrono::milliseconds time) {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { m_source.cancel(); });
        m_timer.start(time);
    }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;
    ~Deadline() = default;
    [[nodiscard]] CancellationToken token() const { return m_source.token(); }
    /// Nobody cancelled: the manager was too slow.
    [[nodiscard]] Error judge(Error error) const {
        if (error.kind == ErrorKind::Cancelled && m_source.isCancelled()) {
            error.kind = ErrorKind::Unreachable;
            error.remedy = u"Try again when the manager is less busy."_s;
            error.problem = u"The manager did not answer in time: "_s + error.problem;
        }
        return error;
    }

private:
    CancellationSource m_source;
    QTimer m_timer;
};

QString runPath(const Connection& connection, const RunningTrace& trace) {
    return (trace.face == TraceFace::Policy ? infraRoot(connection.target()) + u"/traceflows"_s
                                            : kManagerPath) +
           u'/' + encodeSegment(trace.id);
}

bool hasStatus(const Error& error, std::initializer_list<int> statuses) {
    return error.fault &&
           std::find(statuses.begin(), statuses.end(), error.fault->httpStatus) != statuses.end();
}

QByteArray bytesOf(const QJsonObject& json) {
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QString newTraceId(const QString& wanted) {
    return wanted.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : wanted;
}

/// The Manager API knows ports by their unique id only.
Task<QString> uniqueIdOf(QPointer<Connection> connection, TraceOrder order,
                         CancellationToken token) {
    if (!order.portId.isEmpty()) {
        co_return order.portId;
    }
    const ObjectApi objects(connection);
    const auto port = co_await objects.object(order.portPath, token);
    if (!port) {
        co_return fail(port.error());
    }
    const QString id = port->value(u"unique_id"_s).toString();
    if (id.isEmpty()) {
        co_return fail(ErrorKind::NotFound, u"Give the port's unique id as src_lport_id."_s,
                       u"The manager does not say the unique id of "_s + order.portPath + u'.',
                       order.portPath);
    }
    co_return id;
}

Task<RunningTrace> startOnManagerApi(QPointer<Connection> connection, TraceOrder order) {
    if (!connection) {
        co_return fail(connectionGone());
    }
    const Deadline deadline(kStartDeadline);
    const QString place = connection->place();
    const int seconds = traceSeconds(connection->target(), order.timeoutSeconds);
    const auto portId = co_await uniqueIdOf(connection, order, deadline.token());
    if (!portId) {
        co_return fail(portId.error());
    }
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QJsonObject body{
        {u"lport_id"_s, *portId}, {u"timeout"_s, seconds * 1000}, {u"packet"_s, order.packet}};
    const auto answer =
        co_await connection->send("POST", kManagerPath, {}, bytesOf(body), deadline.token());
    if (!answer) {
        Error error = deadline.judge(answer.error());
        if (error.mayHaveHappened) {
            // The manager chooses the id, so nobody can take away what nobody can name.
            error.problem +=
                u" If the trace runs, the manager drops it by itself after two hours."_s;
        }
        co_return fail(std::move(error));
    }
    const auto status = decodeObject<model::TraceStatus>(answer->body, place);
    if (!status) {
        co_return fail(status.error());
    }
    co_return RunningTrace{status->id, TraceFace::Manager};
}

} // namespace

int traceSeconds(const config::Target& target, int wanted) {
    return target.kind == config::ManagerKind::Global ? std::clamp(wanted, 15, 60)
                                                      : std::clamp(wanted, 5, 15);
}

Task<RunningTrace> TraceflowApi::start(TraceOrder order) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const TraceflowApi api(connection);
    const RunningTrace trace{newTraceId(order.id), TraceFace::Policy};
    const QJsonObject body{
        {u"resource_type"_s, u"TraceflowConfig"_s},
        {u"id"_s, trace.id},
        {u"source_id"_s, order.portPath.isEmpty() ? order.portId : order.portPath},
        {u"timeout"_s, traceSeconds(connection->target(), order.timeoutSeconds)},
        {u"is_transient"_s, true},
        {u"packet"_s, order.packet}};
    const QString path = runPath(*connection, trace);
    const Deadline deadline(kStartDeadline);
    const auto answer = co_await connection->send("PUT", path, {}, bytesOf(body), deadline.token());
    if (answer) {
        co_return trace;
    }
    Error error = deadline.judge(answer.error());
    if (hasStatus(error, {404, 405})) {
        auto other = co_await startOnManagerApi(connection, order);
        co_return other;
    }
    if (error.mayHaveHappened) {
        const auto removed = co_await api.remove(trace);
        if (!removed) {
            error.problem += u" The trace "_s + trace.id +
                             u" could not be taken away; if it runs, the manager drops it by "
                             "itself after two hours."_s;
        }
    }
    co_return fail(std::move(error));
}

Task<model::TraceStatus> TraceflowApi::status(RunningTrace trace, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    QString path = runPath(*connection, trace);
    if (trace.face == TraceFace::Policy) {
        path += u"/status"_s;
    }
    const auto answer = co_await connection->get(path, {}, token);
    if (!answer) {
        co_return fail(answer.error());
    }
    auto status = decodeObject<model::TraceStatus>(answer->body, place);
    co_return status;
}

Task<std::vector<model::TraceObservation>>
TraceflowApi::observations(RunningTrace trace, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const QString path = runPath(*connection, trace) + u"/observations"_s;
    const auto read = co_await pages(connection, path, {}, {}, token);
    if (!read) {
        co_return fail(read.error());
    }
    std::vector<model::TraceObservation> observations;
    for (const QByteArray& body : read->bodies) {
        if (auto done = appendResults(observations, body, place); !done) {
            co_return fail(std::move(done.error()));
        }
    }
    model::sortObservations(observations);
    co_return observations;
}

Task<std::monostate> TraceflowApi::remove(RunningTrace trace) const {
    const QPointer<Connection> connection = m_connection;
    const Deadline deadline(kRemoveDeadline);
    const CancellationToken token = deadline.token();
    for (int tries = 1;; ++tries) {
        if (!connection) {
            co_return fail(connectionGone());
        }
        const QString path = runPath(*connection, trace);
        const auto answer = co_await connection->send("DELETE", path, {}, {}, token);
        if (answer || answer.error().kind == ErrorKind::NotFound) {
            co_return done();
        }
        // A DELETE may be repeated: a second one changes nothing more.
        const bool isWorthRetry =
            answer.error().kind == ErrorKind::Unreachable || answer.error().mayHaveHappened;
        if (!isWorthRetry || tries == kRemoveTries || token.isCancelled()) {
            co_return fail(deadline.judge(answer.error()));
        }
        co_await pause(kRemovePause * tries, token, CancellationToken());
    }
}

} // namespace bulkhead::nsx
