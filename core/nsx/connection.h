// SPDX-License-Identifier: MIT
// Connection: one manager, one session; every request of the program to a manager goes through it.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "config/secret.h"
#include "config/target.h"
#include "nsx/certificate_facts.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace bulkhead::nsx {

class Engine;

/// Who answered and as whom. Texts are clean for one line.
struct ManagerFacts {
    QString host;           ///< "host:port"
    QString productVersion; ///< e.g. "4.2.1.0.0.24304122"; empty if the role may not read it
    QString userName;       ///< as the manager knows it; empty if it did not say
    QStringList roles;      ///< e.g. "enterprise_admin"
};

/// An answer with status 200..299. The body of a read is one JSON object.
struct Response {
    int status = 0;
    QByteArray body;
};

/// Called now and then with the bytes that came so far and, if known, the bytes to come.
using ByteProgress = std::function<void(qint64 received, std::optional<qint64> total)>;

/// A connection to one manager. It lives on the thread that made it; all its calls are made there.
///
/// Errors of every call: Untrusted (certificate; see certificate()), Authentication, Permission,
/// NotFound, Conflict, Refused, Unreachable, Cancelled, Configuration (a certificate file cannot be
/// used), Failed. No error and no log line holds a password, a cookie or a token.
///
/// At most 6 requests are under way and at most 80 start in a second (the manager's own limits are
/// 40 and 100, NSX 4.2 ApiServiceConfig). Reads are tried up to 4 times on 429, 502, 503, 504 and
/// broken connections. After 3 refused logins in a row nothing is sent any more, so that the
/// account is not locked.
///
/// Destroying it aborts what is under way: the tasks end with Cancelled soon after, on the event
/// loop. The manager's session is only destroyed by close(); without it the session stays until the
/// manager's idle time-out (30 minutes by default), because a destructor cannot wait.
class Connection final : public QObject {
    Q_OBJECT
public:
    explicit Connection(config::Target target, config::Secret password, QObject* parent = nullptr);
    ~Connection() override;

    [[nodiscard]] const config::Target& target() const;
    /// "host:port" for showing, an IPv6 address in brackets.
    [[nodiscard]] QString place() const;

    /// Checks the certificate, logs in, reads version and user. Later calls give the same facts
    /// without a request.
    Task<ManagerFacts> open(CancellationToken token);

    /// Reads. `path` starts at the root ("/policy/api/v1/infra/domains/default/groups") with its
    /// segments percent-encoded (see nsx/api_path.h). Logs in on first use.
    Task<Response> get(QString path, QUrlQuery query, CancellationToken token);
    /// As get; `progress` is called on this thread, at most ten times a second.
    Task<Response> get(QString path, QUrlQuery query, ByteProgress progress,
                       CancellationToken token);

    /// Writes: `method` is PUT, PATCH, POST or DELETE; `json` may be empty. Sent again only when
    /// the manager has said that it did not look at it (expired session); any other failure leaves
    /// open whether the change was made, and says so. The answer's body may be empty.
    Task<Response> send(QByteArray method, QString path, QUrlQuery query, QByteArray json,
                        CancellationToken token);

    /// Ends: aborts what is under way, destroys the session on the manager (waits one second at
    /// most, a failure is not reported) and refuses every later call.
    Task<std::monostate> close();

    /// What the peer showed at the last contact, also when it was refused.
    [[nodiscard]] std::optional<CertificateFacts> certificate() const;

private:
    std::shared_ptr<Engine>
        m_engine; ///< shared with the coroutines under way, which may outlive us
};

} // namespace bulkhead::nsx
