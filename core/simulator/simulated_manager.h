// SPDX-License-Identifier: MIT
// SimulatedManager: an NSX Manager that exists only in this process, over real HTTPS.
#pragma once

#include "base/result.h"
#include "simulator/estate.h"
#include "simulator/fault.h"
#include "simulator/realization_error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace bulkhead::simulator {

/// Somebody who may log in.
struct SimulatedUser {
    QString name;
    QString password;                                  ///< not empty
    QString role = QStringLiteral("enterprise_admin"); ///< "auditor" may only read
    bool isPrincipal = false; ///< a principal identity: what it creates is protected from others
};

struct SimulatorOptions {
    QString listenAddress = QStringLiteral("127.0.0.1"); ///< an IP address of this machine
    quint16 port = 0;                                    ///< 0: a free one is found
    QString user = QStringLiteral("admin");
    QString password;                     ///< required, not empty; never stored in a file or shown
    std::vector<SimulatedUser> moreUsers; ///< besides `user`, who is an enterprise_admin
    QString productVersion =
        QStringLiteral("4.2.1.0.0.24304122"); ///< from 9.0 on MP rules are gone
    int sessionTimeoutSeconds = 1800;         ///< idle time after which a session ends
    int realizationDelayMs = 0;               ///< how long a change stays unrealized
    int purgeDelayMs = 0;     ///< how long a deleted object's id stays unusable (400/500045)
    int traceflowDelayMs = 0; ///< how long a traceflow stays IN_PROGRESS
    /// Rules get traffic that grows with time, the same for the same seed. 0: the counters are
    /// those of the data set.
    quint64 trafficSeed = 0;
    int requestsPerSecond = 100; ///< per user; more are refused with 429. 0: no limit
    int concurrentRequests = 40; ///< per user; more are refused with 429. 0: no limit
};

/// One request as it came in. The body of a login is left out: it holds the password.
struct RequestRecord {
    QByteArray method;
    QByteArray path; ///< with the query, as it stood in the request line
    QByteArray body;
    int status = 0; ///< of the answer; 0 if the connection was dropped instead
};

/// Answers like an NSX 4.2 Manager (Policy API, the parts of the manager API that clients still
/// need) for one estate. Its own threads serve the requests; every public function may be called
/// from any thread. It knows nothing of this program's client, so that the two can contradict each
/// other.
class SimulatedManager final {
public:
    /// Loads the estate, makes a certificate and listens. Blocks for the time of loading (about a
    /// second for 20,000 rules). Fails with InvalidInput for a bad option or data set (naming file
    /// and object), with Failed when the address or port cannot be had.
    [[nodiscard]] static Result<std::unique_ptr<SimulatedManager>> start(const Estate& estate,
                                                                         SimulatorOptions options);
    /// Stops; see stop().
    ~SimulatedManager();
    SimulatedManager(const SimulatedManager&) = delete;
    SimulatedManager& operator=(const SimulatedManager&) = delete;

    [[nodiscard]] quint16 port() const;
    /// SHA-256 of the certificate's DER form: "AA:BB:…", upper-case.
    [[nodiscard]] QString certificateSha256() const;
    [[nodiscard]] QByteArray certificatePem() const;
    /// What was left out of the data set and why, a sentence each; empty if nothing.
    [[nodiscard]] QStringList notes() const;

    void addFault(Fault fault);
    void clearFaults();

    /// The object at `path` (which need not exist yet) and the policy around a rule fail to
    /// realize: state ERROR with an alarm, until the error is taken back.
    void plantRealizationError(const QString& path, RealizationError error);
    void clearRealizationErrors();

    /// The latest requests, oldest first: at most 20,000 and 64 MiB of bodies.
    [[nodiscard]] std::vector<RequestRecord> requests() const;
    void clearRequests();

    [[nodiscard]] int openSessions() const;
    /// Ends every session: its next use is answered with 401.
    void expireSessions();

    /// Closes the port and every connection, also idle ones, and waits for the threads. A second
    /// call does nothing.
    void stop();

private:
    class Private;
    explicit SimulatedManager(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace bulkhead::simulator
