// SPDX-License-Identifier: MIT
// Transport: sends one HTTP request over trusted TLS and brings back whatever happened.
#pragma once

#include "base/cancellation.h"
#include "nsx/event.h"
#include "nsx/http_message.h"
#include "nsx/trust.h"

#include <QCoro/QCoroTask>
#include <QList>
#include <QNetworkProxy>

#include <memory>
#include <optional>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;
class QNetworkRequest;
class QSslError;

namespace bulkhead::nsx {

/// Owns the QNetworkAccessManager of one connection. Knows nothing of NSX: no retry, no session, no
/// judgement on a status. HTTP/1.1 only, no pipelining, no redirects, no cookies of its own. No
/// user data leaves before the certificate was accepted.
///
/// When a connection closes without an answer, QNetworkAccessManager opens a new one and sends the
/// request again, up to three times and whatever its method (seen with Qt 6.4). A change to a
/// firewall must never go out twice by itself. So a second handshake for the same request ends it,
/// and a request that must not be repeated gets a manager of its own: on a connection that was kept
/// alive there is no first handshake that could be told from the second.
class Transport final : public std::enable_shared_from_this<Transport> {
public:
    /// Answers above this are cut off (HttpOutcome::TooLarge); 512 MiB is about 800,000 rules.
    static constexpr qint64 kMaximumBody = qint64{512} * 1024 * 1024;

    Transport(Trust trust, const QNetworkProxy& proxy, qint64 maximumBody = kMaximumBody);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    QCoro::Task<HttpAnswer> exchange(HttpRequest request, CancellationToken token);

    [[nodiscard]] const std::optional<CertificateFacts>& certificate() const {
        return m_certificate;
    }
    [[nodiscard]] const Trust& trust() const { return m_trust; }

    /// Ends every exchange with Cancelled.
    void abortAll();
    /// abortAll, and gives up all connections at once; later exchanges end with Cancelled.
    void shutDown();

private:
    struct Exchange;
    void start(const std::shared_ptr<Exchange>& exchange, const HttpRequest& request);
    [[nodiscard]] QNetworkRequest makeRequest(const HttpRequest& request) const;
    void watchTrust(const std::shared_ptr<Exchange>& exchange);
    void watchBody(const std::shared_ptr<Exchange>& exchange, const ByteProgress& progress);
    void judge(const std::shared_ptr<Exchange>& exchange, const QList<QSslError>& errors);

    Trust m_trust;
    QNetworkProxy m_proxy;
    qint64 m_maximumBody;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::vector<std::shared_ptr<Exchange>> m_running;
    std::optional<CertificateFacts> m_certificate;
};

} // namespace bulkhead::nsx
