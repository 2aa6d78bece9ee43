// SPDX-License-Identifier: MIT
#include "nsx/wire_server.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslSocket>

#include <algorithm>

namespace bulkhead::tests {

WireServer::WireServer(const TestCertificate& identity) {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(identity.certificate());
    configuration.setPrivateKey(identity.key());
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setSslConfiguration(configuration);
    connect(&m_server, &QSslServer::pendingConnectionAvailable, this, [this] {
        while (auto* socket = qobject_cast<QSslSocket*>(m_server.nextPendingConnection())) {
            serve(socket);
        }
    });
    m_server.listen(QHostAddress::LocalHost);
}

WireServer::~WireServer() {
    const auto sockets = m_buffers.keys();
    for (QSslSocket* socket : sockets) {
        socket->disconnect(this);
        socket->abort();
    }
}

void WireServer::askForClientCertificate() {
    QSslConfiguration configuration = m_server.sslConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    m_server.setSslConfiguration(configuration);
}

qsizetype WireServer::count(const QByteArray& targetContains) const {
    return std::count_if(m_requests.cbegin(), m_requests.cend(), [&](const WireRequest& request) {
        return request.target.contains(targetContains);
    });
}

void WireServer::serve(QSslSocket* socket) {
    ++m_connections;
    m_clientCertificate = socket->peerCertificate();
    m_buffers.insert(socket, {});
    connect(socket, &QSslSocket::readyRead, this, [this, socket] { readFrom(socket); });
    connect(socket, &QSslSocket::disconnected, this, [this, socket] {
        m_buffers.remove(socket);
        socket->deleteLater();
    });
    readFrom(socket);
}

void WireServer::readFrom(QSslSocket* socket) {
    if (!m_buffers.contains(socket)) {
        return;
    }
    QByteArray& buffer = m_buffers[socket];
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        return;
    }
    WireRequest request;
    request.socket = socket;
    const QList<QByteArray> lines = buffer.left(end).split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype size = request.headers.value("content-length").toLongLong();
    if (buffer.size() < end + 4 + size) {
        return;
    }
    request.body = buffer.mid(end + 4, size);
    buffer.remove(0, end + 4 + size);
    m_requests << request;
    if (!script || !script(request)) {
        answerAsManager(request);
    }
}

void WireServer::answerAsManager(const WireRequest& request) {
    if (request.target == "/api/session/create") {
        answer(request, 200, {},
               {"Set-Cookie: JSESSIONID=C00C1E5E55; Path=/; Secure; HttpOnly; SameSite=Lax",
                "X-XSRF-TOKEN: 70ce2-xsrf"});
    } else if (request.target == "/api/v1/node/version") {
        answer(request, 200, R"({"node_version":"4.2.1.0","product_version":"4.2.1.0.0"})");
    } else if (request.target == "/policy/api/v1/aaa/user-info") {
        answer(request, 200, R"({"user_name":"admin","roles":[{"role":"enterprise_admin"}]})");
    } else if (request.target == "/api/session/destroy") {
        answer(request, 200, {}, {});
    } else {
        answer(request, 200, R"({"results":[],"result_count":0})");
    }
}

void WireServer::answer(const WireRequest& request, int status, const QByteArray& body,
                        const QList<QByteArray>& headers) {
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) +
                      " Status\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const QByteArray& header : headers) {
        head += header + "\r\n";
    }
    sendRaw(request, head + "\r\n" + body);
}

void WireServer::answerError(const WireRequest& request, int status, int code,
                             const QByteArray& message) {
    answer(request, status,
           R"({"httpStatus":"X","error_code":)" + QByteArray::number(code) +
               R"(,"module_name":"test","error_message":")" + message + "\"}");
}

void WireServer::sendRaw(const WireRequest& request, const QByteArray& bytes) {
    request.socket->write(bytes);
    request.socket->flush();
}

void WireServer::drop(const WireRequest& request) {
    request.socket->abort();
}

} // namespace bulkhead::tests
