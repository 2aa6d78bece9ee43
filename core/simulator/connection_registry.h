// SPDX-License-Identifier: MIT
// ConnectionRegistry: the TLS connections that are open, so that stopping need not wait for them.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <mutex>
#include <set>

namespace bulkhead::simulator {

/// Kept-alive connections sit in a read until their time-out; shutting their sockets down ends that
/// at once. The HTTP library has no list of them, so the TLS layer keeps it. Thread-safe.
class ConnectionRegistry final : public std::enable_shared_from_this<ConnectionRegistry> {
public:
    /// From now on every connection of `context` is known from its handshake to its end. The
    /// registry must outlive the context's connections; each of them shares it.
    void watch(SSL_CTX* context);
    /// Cuts every connection and every later one.
    void closeAll();

private:
    struct Entry;
    static void onInfo(const SSL* connection, int where, int value);
    static void onFree(void* parent, void* entry, CRYPTO_EX_DATA* data, int index, long number,
                       void* pointer);
    static int connectionIndex();
    static int contextIndex();

    std::mutex m_mutex;
    std::set<int> m_sockets;
    bool m_closed = false;
};

/// Cuts the connection under a TLS session in both directions.
void shutDown(const SSL* connection);

} // namespace bulkhead::simulator
