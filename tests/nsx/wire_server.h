// SPDX-License-Identifier: MIT
// WireServer: an HTTPS server that shows a test every byte it was sent and misbehaves on request.
#pragma once

#include "nsx/test_certificate.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSslServer>

#include <functional>

class QSslSocket;

namespace bulkhead::tests {

struct WireRequest {
    QByteArray method;
    QByteArray target;                     ///< path with query, as it stood in the line
    QHash<QByteArray, QByteArray> headers; ///< names in small letters
    QByteArray body;
    QSslSocket* socket = nullptr;
};

/// Listens on loopback, on the test's own thread. Without a script it answers as a manager that
/// lets everybody in: session, version, user, and `{"results":[],"result_count":0}` for the rest.
class WireServer final : public QObject {
    Q_OBJECT
public:
    explicit WireServer(const TestCertificate& identity);
    ~WireServer() override;

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] const QList<WireRequest>& requests() const { return m_requests; }
    [[nodiscard]] qsizetype count(const QByteArray& targetContains) const;
    /// Sockets that finished their handshake.
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] QSslCertificate clientCertificate() const { return m_clientCertificate; }

    /// Sees every request first; true if it dealt with it.
    std::function<bool(const WireRequest&)> script;
    /// Asks clients for a certificate. Call before the first connection.
    void askForClientCertificate();

    static void answer(const WireRequest& request, int status, const QByteArray& body,
                       const QList<QByteArray>& headers = {"Content-Type: application/json"});
    static void answerError(const WireRequest& request, int status, int code,
                            const QByteArray& message = "went wrong");
    static void sendRaw(const WireRequest& request, const QByteArray& bytes);
    static void drop(const WireRequest& request);

private:
    void serve(QSslSocket* socket);
    void readFrom(QSslSocket* socket);
    void answerAsManager(const WireRequest& request);

    QSslServer m_server;
    QHash<QSslSocket*, QByteArray> m_buffers;
    QList<WireRequest> m_requests;
    QSslCertificate m_clientCertificate;
    int m_connections = 0;
};

} // namespace bulkhead::tests
