// SPDX-License-Identifier: MIT
// HttpRequest and HttpAnswer: one exchange with the manager before anybody judges it.
#pragma once

#include "nsx/connection.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace bulkhead::nsx {

struct HttpRequest {
    QByteArray method;
    QUrl url;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray contentType; ///< empty: none is sent
    QByteArray body;
    bool mayRepeat = true; ///< false: it never reaches the peer twice, whatever happens
    std::chrono::milliseconds silence{30000};          ///< longest time without a byte
    std::optional<std::chrono::milliseconds> deadline; ///< for the exchange as a whole
    ByteProgress progress;
};

enum class HttpOutcome : std::uint8_t {
    Answered,  ///< a whole answer came, whatever its status
    NoContact, ///< no connection was made; nothing was sent
    NoTls,     ///< the peer does not speak TLS as we do; nothing was sent
    Untrusted, ///< the certificate was refused; nothing was sent
    Broken,    ///< the connection broke; the manager may have seen the request
    NotHttp,   ///< the peer answered something that is no HTTP
    TimedOut,
    TooLarge,
    Cancelled, ///< by a token, or because the connection ended
};

struct HttpAnswer {
    HttpOutcome outcome = HttpOutcome::Cancelled;
    int status = 0;
    QByteArray body;
    QByteArray location;
    QByteArray retryAfter;
    QByteArray setCookie;
    QByteArray xsrfToken;
    QString detail; ///< the network library's words, for outcomes other than Answered
};

} // namespace bulkhead::nsx
