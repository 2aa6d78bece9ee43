// SPDX-License-Identifier: MIT
// HttpFront: the HTTPS server in front of a handler; the only file that knows the HTTP library.
#pragma once

#include "base/result.h"
#include "simulator/certificate.h"
#include "simulator/exchange.h"

#include <functional>
#include <memory>

namespace bulkhead::simulator {

/// Listens with TLS, turns requests into Request values and sends what the handler returns.
class HttpFront final {
public:
    /// Called on server threads, several at a time.
    using Handler = std::function<Response(Request&&)>;

    /// Binds and starts to accept. `port` 0 finds a free one.
    [[nodiscard]] static Result<std::unique_ptr<HttpFront>>
    start(const Certificate& certificate, const QString& address, quint16 port, Handler handler);
    ~HttpFront();
    HttpFront(const HttpFront&) = delete;
    HttpFront& operator=(const HttpFront&) = delete;

    [[nodiscard]] quint16 port() const;
    /// Cuts all connections and joins the threads. A second call does nothing.
    void stop();

private:
    class Private;
    explicit HttpFront(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace bulkhead::simulator
