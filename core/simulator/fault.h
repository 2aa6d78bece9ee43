// SPDX-License-Identifier: MIT
// Fault: a misbehaviour that the simulated manager shows on request, for tests of its clients.
#pragma once

#include <QByteArray>

#include <cstdint>

namespace bulkhead::simulator {

/// One fault. It strikes a request when `pathContains` occurs in its path with query and `method`
/// is the request's or empty, `count` times. The first fault that matches strikes; a Delay lets a
/// second one strike the same request.
struct Fault {
    enum class Kind : std::uint8_t {
        Delay,          ///< answer `delayMs` milliseconds later
        Status,         ///< answer `status` with an NSX error body
        LoseRequest,    ///< cut the connection without doing anything
        DropConnection, ///< do the request, then cut the connection without a byte of answer
        TruncateBody,   ///< do the request, then cut the connection in the middle of the body
        HtmlBody,       ///< 200 with a web page, as a proxy or a captive portal answers
        WrongJson,      ///< 200 with valid JSON of the wrong shape (an array of numbers)
        ExpireSession,  ///< all sessions end just before the request is looked at
        BadXsrf,        ///< 403 with error_code 98
        RateLimit,      ///< 429 with error_code 102
        StaleRevision,  ///< 412 with error_code 604
    };
    Kind kind = Kind::Status;
    QByteArray pathContains; ///< empty matches every path
    QByteArray method;       ///< "GET", "PATCH", …; empty matches every method
    int count = 1;           ///< how often it strikes; -1 for ever
    int delayMs = 0;         ///< Delay: milliseconds, 0 to 600000
    int status = 503;        ///< Status: the HTTP status, 400 to 599
    bool isDone = false;     ///< Status: do the request before answering so, as a proxy's time-out
    int errorCode = -1;      ///< Status: error_code; -1: the HTTP status
    QByteArray message;      ///< Status: error_message, UTF-8; empty: a general one
    QByteArray module;       ///< Status: module_name; empty: "common-services"
    int retryAfterSeconds = -1; ///< Status, RateLimit: the Retry-After header; -1 for none
};

} // namespace bulkhead::simulator
