// SPDX-License-Identifier: MIT
#include "nsx/transport.h"

#include <QAbstractEventDispatcher>
#include <QMetaObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QSslCertificate>
#include <QSslError>
#include <QTimer>

#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

struct Transport::Exchange {
    std::unique_ptr<QNetworkAccessManager> ownNetwork; ///< see the class's comment
    QPointer<QNetworkReply> reply;
    int handshakes = 0;
    Event over;
    HttpAnswer answer;
    /// Why we stopped it ourselves, before the network library says that it was stopped.
    std::optional<HttpOutcome> stopped;

    /// Ends the exchange by giving the reply up. No abort: a handshake that fails on the network
    /// library's thread at the same time would make Qt report two failures, with a warning on
    /// stderr (Qt 6.4). A deleted reply takes neither.
    void stop(HttpOutcome why) {
        if (stopped || over.hasFired()) {
            return;
        }
        stopped = why;
        answer.outcome = why;
        answer.body.clear();
        if (reply) {
            reply->deleteLater();
        }
        over.fire();
    }

    /// Ends the exchange while the handshake waits for our word: nothing may be sent after it.
    void refuse(HttpOutcome why) {
        if (!stopped) {
            stopped = why;
        }
        if (reply) {
            reply->abort(); // emits finished
        }
    }
};

namespace {

HttpOutcome outcomeOf(QNetworkReply::NetworkError error) {
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return HttpOutcome::NoContact;
    case QNetworkReply::SslHandshakeFailedError:
        return HttpOutcome::NoTls;
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::TimeoutError:
        // We name our own reasons for stopping, so this is the transfer time-out.
        return HttpOutcome::TimedOut;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return HttpOutcome::NotHttp;
    default:
        return HttpOutcome::Broken;
    }
}

/// Errors that stand for a status of a whole answer, not for a failure of the transfer.
bool isStatusError(QNetworkReply::NetworkError error) {
    if (error == QNetworkReply::ProtocolInvalidOperationError) {
        return true; // status 400
    }
    const bool isContent = error >= QNetworkReply::ContentAccessDenied &&
                           error <= QNetworkReply::UnknownContentError &&
                           error != QNetworkReply::ContentReSendError;
    const bool isServer =
        error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError;
    return isContent || isServer;
}

void collect(QNetworkReply& reply, HttpAnswer& answer) {
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.location = reply.rawHeader("Location");
    answer.retryAfter = reply.rawHeader("Retry-After");
    answer.setCookie = reply.rawHeader("Set-Cookie");
    answer.xsrfToken = reply.rawHeader("X-XSRF-TOKEN");
    const QNetworkReply::NetworkError error = reply.error();
    const bool isWhole = error == QNetworkReply::NoError || isStatusError(error);
    if (isWhole && answer.status > 0) {
        answer.outcome = HttpOutcome::Answered;
        return;
    }
    answer.body.clear();
    answer.outcome = isWhole ? HttpOutcome::NotHttp : outcomeOf(error);
    answer.detail = reply.errorString();
}

std::unique_ptr<QNetworkAccessManager> makeNetwork(const QNetworkProxy& proxy) {
    auto network = std::make_unique<QNetworkAccessManager>();
    network->setProxy(proxy);
    network->setAutoDeleteReplies(false);
    return network;
}

} // namespace

Transport::Transport(Trust trust, const QNetworkProxy& proxy, qint64 maximumBody)
    : m_trust(std::move(trust)),
      m_proxy(proxy),
      m_maximumBody(maximumBody),
      m_network(makeNetwork(proxy)) {}

Transport::~Transport() {
    shutDown();
}

QCoro::Task<HttpAnswer> Transport::exchange(HttpRequest request, CancellationToken token) {
    const auto self = shared_from_this();
    const auto exchange = std::make_shared<Exchange>();
    if (!m_network || token.isCancelled()) {
        co_return exchange->answer;
    }
    m_running.push_back(exchange);
    start(exchange, request);
    token.onCancelled(exchange->reply.data(),
                      [exchange] { exchange->stop(HttpOutcome::Cancelled); });
    co_await exchange->over.wait();
    std::erase(m_running, exchange);
    if (exchange->ownNetwork) {
        exchange->ownNetwork.release()->deleteLater(); // and the reply with it
    } else if (exchange->reply) {
        exchange->reply->deleteLater();
    }
    co_return std::move(exchange->answer);
}

QNetworkRequest Transport::makeRequest(const HttpRequest& request) const {
    QNetworkRequest made(request.url);
    made.setSslConfiguration(m_trust.configuration());
    made.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    made.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    made.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      QNetworkRequest::ManualRedirectPolicy);
    made.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // JSON of a large estate shrinks more than the default guard against bombs allows (40:1 above
    // 10 MB); our own limit takes its place.
    made.setDecompressedSafetyCheckThreshold(m_maximumBody);
    made.setTransferTimeout(static_cast<int>(request.silence.count()));
    made.setRawHeader("Accept", "application/json");
    made.setRawHeader("User-Agent", "bulkhead/" BULKHEAD_VERSION);
    // An empty Content-Type keeps the network library from guessing one and warning about it.
    made.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType.isEmpty()
                                                           ? QByteArray("application/json")
                                                           : request.contentType);
    made.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    for (const auto& [name, value] : request.headers) {
        made.setRawHeader(name, value);
    }
    return made;
}

void Transport::start(const std::shared_ptr<Exchange>& exchange, const HttpRequest& request) {
    if (!request.mayRepeat) {
        exchange->ownNetwork = makeNetwork(m_proxy);
    }
    QNetworkAccessManager& network = request.mayRepeat ? *m_network : *exchange->ownNetwork;
    QNetworkReply* reply =
        network.sendCustomRequest(makeRequest(request), request.method, request.body);
    exchange->reply = reply;
    watchTrust(exchange);
    watchBody(exchange, request.progress);
    QObject::connect(reply, &QNetworkReply::finished, reply, [exchange, reply] {
        if (exchange->over.hasFired()) {
            return;
        }
        if (exchange->stopped) {
            exchange->answer.outcome = *exchange->stopped;
            exchange->answer.body.clear();
        } else {
            if (reply->isOpen()) { // the transfer time-out closes it
                exchange->answer.body += reply->readAll();
            }
            collect(*reply, exchange->answer);
        }
        exchange->over.fire();
    });
    if (request.deadline) {
        QTimer::singleShot(*request.deadline, reply,
                           [exchange] { exchange->stop(HttpOutcome::TimedOut); });
    }
}

void Transport::judge(const std::shared_ptr<Exchange>& exchange, const QList<QSslError>& errors) {
    const QSslCertificate leaf = exchange->reply->sslConfiguration().peerCertificate();
    m_certificate = describeCertificate(leaf, errors);
    if (!m_trust.accepts(leaf, errors)) {
        if (errors.isEmpty()) {
            exchange->refuse(HttpOutcome::Untrusted);
        } else if (!exchange->stopped) {
            // Errors that are not ignored end the handshake by themselves. An abort from inside
            // their signal would make Qt report the failure twice, with a warning on stderr.
            exchange->stopped = HttpOutcome::Untrusted;
        }
    } else if (!errors.isEmpty()) {
        exchange->reply->ignoreSslErrors(errors);
    }
}

void Transport::watchTrust(const std::shared_ptr<Exchange>& exchange) {
    QNetworkReply* reply = exchange->reply.data();
    // Both signals hold the handshake up until they return, so nothing is sent before we judged.
    // sslErrors comes first if there are errors; a pin must be checked without errors, too.
    const auto hadErrors = std::make_shared<bool>(false);
    QObject::connect(reply, &QNetworkReply::sslErrors, reply,
                     [this, exchange, hadErrors](const QList<QSslError>& errors) {
                         *hadErrors = true;
                         judge(exchange, errors);
                     });
    QObject::connect(reply, &QNetworkReply::encrypted, reply, [this, exchange, hadErrors] {
        if (!std::exchange(*hadErrors, false)) {
            judge(exchange, {});
        }
        if (++exchange->handshakes > 1) {
            exchange->answer.detail = u"closed by the peer"_s;
            exchange->refuse(HttpOutcome::Broken);
        }
    });
}

void Transport::watchBody(const std::shared_ptr<Exchange>& exchange, const ByteProgress& progress) {
    QNetworkReply* reply = exchange->reply.data();
    QObject::connect(reply, &QNetworkReply::metaDataChanged, reply, [this, exchange, reply] {
        const qint64 length = reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        if (length > m_maximumBody) {
            exchange->stop(HttpOutcome::TooLarge);
        } else if (length > 0) {
            exchange->answer.body.reserve(length);
        }
    });
    // Piece by piece, so that a large answer is not in memory twice.
    const auto collectBody = [this, exchange, reply] {
        if (exchange->stopped) {
            return;
        }
        exchange->answer.body += reply->readAll();
        if (exchange->answer.body.size() > m_maximumBody) {
            exchange->stop(HttpOutcome::TooLarge);
        }
    };
    QObject::connect(reply, &QNetworkReply::readyRead, reply, collectBody);
    if (!progress) {
        return;
    }
    QObject::connect(
        reply, &QNetworkReply::downloadProgress, reply, [progress](qint64 received, qint64 total) {
            const std::optional<qint64> known =
                total > 0 ? std::optional<qint64>(total) : std::nullopt;
            // Not from here: whoever listens may end the connection.
            QMetaObject::invokeMethod(
                QAbstractEventDispatcher::instance(),
                [progress, received, known] { progress(received, known); }, Qt::QueuedConnection);
        });
}

void Transport::abortAll() {
    const auto running = m_running;
    for (const auto& exchange : running) {
        exchange->stop(HttpOutcome::Cancelled);
    }
}

void Transport::shutDown() {
    abortAll();
    for (const auto& exchange : m_running) {
        exchange->ownNetwork.reset();
    }
    m_network.reset();
}

} // namespace bulkhead::nsx
