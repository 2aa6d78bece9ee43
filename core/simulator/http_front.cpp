// SPDX-License-Identifier: MIT
#include "simulator/http_front.h"

#include "simulator/connection_registry.h"

#include <QJsonDocument>

#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

/// A kept-alive connection holds a thread: enough for the concurrency limit and some idle clients.
constexpr std::size_t kThreads = 64;
constexpr std::size_t kMaximumBodyBytes = std::size_t{128} * 1024 * 1024;
constexpr std::size_t kRequestsPerConnection = 1'000'000;
constexpr time_t kIdleSeconds = 30;
constexpr time_t kReadSeconds = 20;

QByteArray headerOf(const httplib::Request& request, const char* name) {
    return QByteArray::fromStdString(request.get_header_value(name));
}

Request toRequest(const httplib::Request& from) {
    Request request;
    request.method = QByteArray::fromStdString(from.method);
    parseTarget(QByteArray::fromStdString(from.target), request);
    request.authorization = headerOf(from, "Authorization");
    request.cookie = headerOf(from, "Cookie");
    request.xsrfToken = headerOf(from, "X-XSRF-TOKEN");
    request.partialPatch = headerOf(from, "nsx-enable-partial-patch").toLower() == "true";
    request.caller.allowsOverwrite = headerOf(from, "X-Allow-Overwrite").toLower() == "true";
    return request;
}

/// Reads the body as it is, whatever its type says: the library would take forms apart and limit
/// them to 8 kB. Without a length there is no body; the library would wait for the connection's
/// end. Nothing if it cannot be read or is too long.
std::optional<QByteArray> readBody(const httplib::Request& request,
                                   const httplib::ContentReader& reader) {
    QByteArray body;
    if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding")) {
        return body;
    }
    const bool isRead = reader([&](const char* data, std::size_t size) {
        body.append(data, static_cast<qsizetype>(size));
        return true;
    });
    return isRead ? std::optional(body) : std::nullopt;
}

/// Announces the whole body, sends half of it and cuts the connection.
void sendHalf(std::string body, const std::string& type, const SSL* connection,
              httplib::Response& to) {
    const std::size_t length = std::max<std::size_t>(body.size(), 2);
    to.set_content_provider(
        length, type,
        [body = std::move(body), connection](std::size_t, std::size_t, httplib::DataSink& sink) {
            sink.write(body.data(), body.size() / 2);
            shutDown(connection);
            return false;
        });
}

void fill(const Response& from, const httplib::Request& request, httplib::Response& to) {
    if (from.delivery == Response::Delivery::Drop) {
        shutDown(request.ssl);
        return;
    }
    to.status = from.status;
    for (const auto& [name, value] : from.headers) {
        to.set_header(name.toStdString(), value.toStdString());
    }
    const QByteArray text =
        from.json ? QJsonDocument(*from.json).toJson(QJsonDocument::Compact) : from.text;
    const std::string type =
        from.json ? std::string("application/json;charset=UTF-8") : from.contentType.toStdString();
    if (from.delivery == Response::Delivery::Truncate) {
        sendHalf(text.toStdString(), type, request.ssl, to);
    } else if (!text.isEmpty()) {
        to.set_content(text.toStdString(), type);
    }
}

/// The HTTP library's own refusals (a body too large, a method unknown) in the manager's form.
void fillError(httplib::Response& response, int status) {
    const ApiError error{status, status, u"common-services"_s,
                         u"The request was refused before it was looked at."_s};
    response.status = status;
    response.set_content(QJsonDocument(error.toJson()).toJson(QJsonDocument::Compact).toStdString(),
                         "application/json");
}

} // namespace

class HttpFront::Private {
public:
    Private(const Certificate& certificate, Handler&& handle)
        : server(certificate.x509(), certificate.key()), handler(std::move(handle)) {}

    void configure() {
        server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); }; // it owns it
        server.set_payload_max_length(kMaximumBodyBytes);
        server.set_keep_alive_max_count(kRequestsPerConnection);
        server.set_keep_alive_timeout(kIdleSeconds);
        server.set_read_timeout(kReadSeconds);
        server.set_tcp_nodelay(true);
        // The library's default lets two servers share a port, each getting some connections.
        server.set_socket_options([](int socket) {
            const int on = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        });
        const auto serve = [this](const httplib::Request& request, httplib::Response& response) {
            fill(handler(toRequest(request)), request, response);
        };
        const auto serveBody = [this](const httplib::Request& from, httplib::Response& response,
                                      const httplib::ContentReader& reader) {
            std::optional<QByteArray> body = readBody(from, reader);
            if (!body) {
                fillError(response, response.status >= 400 ? response.status : 400);
                return;
            }
            Request request = toRequest(from);
            request.body = std::move(*body);
            fill(handler(std::move(request)), from, response);
        };
        server.Get(".*", serve);
        server.Put(".*", serveBody);
        server.Post(".*", serveBody);
        server.Patch(".*", serveBody);
        server.Delete(".*", serveBody);
        server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
            if (response.body.empty() && response.status >= 400) {
                fillError(response, response.status);
            }
        });
        server.set_exception_handler([](const httplib::Request&, httplib::Response& response,
                                        const std::exception_ptr&) { fillError(response, 500); });
    }

    httplib::SSLServer server;
    Handler handler;
    std::shared_ptr<ConnectionRegistry> connections = std::make_shared<ConnectionRegistry>();
    std::thread acceptor;
    std::atomic<bool> ended = false;
    std::once_flag stopped;
    quint16 port = 0;
};

HttpFront::HttpFront(std::unique_ptr<Private> p) : d(std::move(p)) {}
HttpFront::~HttpFront() {
    stop();
}

Result<std::unique_ptr<HttpFront>> HttpFront::start(const Certificate& certificate,
                                                    const QString& address, quint16 port,
                                                    Handler handler) {
    auto d = std::make_unique<Private>(certificate, std::move(handler));
    if (!d->server.is_valid()) {
        return fail(ErrorKind::Failed, u"Check the OpenSSL installation."_s,
                    u"The simulated manager could not set up TLS."_s);
    }
    d->connections->watch(d->server.ssl_context());
    d->configure();
    const std::string host = address.toStdString();
    int bound = -1;
    if (port == 0) {
        bound = d->server.bind_to_any_port(host);
    } else if (d->server.bind_to_port(host, port)) {
        bound = port;
    }
    if (bound <= 0) {
        return fail(ErrorKind::Failed, u"Choose another port or address."_s,
                    u"The simulated manager cannot listen on "_s + address + u" port "_s +
                        QString::number(port) + u"."_s,
                    address);
    }
    d->port = static_cast<quint16>(bound);
    d->acceptor = std::thread([p = d.get()] {
        p->server.listen_after_bind();
        p->ended = true;
    });
    // A stop() before the acceptor runs would be lost. Clients need no waiting: the port is bound.
    while (!d->server.is_running() && !d->ended) {
        std::this_thread::yield();
    }
    return std::unique_ptr<HttpFront>(new HttpFront(std::move(d)));
}

quint16 HttpFront::port() const {
    return d->port;
}

void HttpFront::stop() {
    std::call_once(d->stopped, [this] {
        d->server.stop();
        d->connections->closeAll();
        d->acceptor.join();
    });
}

} // namespace bulkhead::simulator
