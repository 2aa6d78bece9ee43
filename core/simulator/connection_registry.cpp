// SPDX-License-Identifier: MIT
#include "simulator/connection_registry.h"

#include <sys/socket.h>

namespace bulkhead::simulator {

/// One connection; dies with its SSL object, which happens before the socket is closed.
struct ConnectionRegistry::Entry {
    std::shared_ptr<ConnectionRegistry> registry;
    int socket = -1;
};

int ConnectionRegistry::connectionIndex() {
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, &onFree);
    return index;
}

int ConnectionRegistry::contextIndex() {
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

void ConnectionRegistry::watch(SSL_CTX* context) {
    SSL_CTX_set_ex_data(context, contextIndex(), this);
    SSL_CTX_set_info_callback(context, &onInfo);
}

void ConnectionRegistry::onInfo(const SSL* connection, int where, int) {
    if ((where & SSL_CB_HANDSHAKE_START) == 0 ||
        SSL_get_ex_data(connection, connectionIndex()) != nullptr) {
        return;
    }
    auto* self = static_cast<ConnectionRegistry*>(
        SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), contextIndex()));
    auto entry = std::make_unique<Entry>(Entry{self->shared_from_this(), SSL_get_fd(connection)});
    const int socket = entry->socket;
    {
        const std::scoped_lock lock(self->m_mutex);
        self->m_sockets.insert(socket);
        if (self->m_closed) {
            ::shutdown(socket, SHUT_RDWR);
        }
    }
    // The callback's signature is const, but an object's own data may be set at any time.
    SSL_set_ex_data(const_cast<SSL*>(connection), connectionIndex(), entry.release());
}

void ConnectionRegistry::onFree(void*, void* entry, CRYPTO_EX_DATA*, int, long, void*) {
    const std::unique_ptr<Entry> owned(static_cast<Entry*>(entry));
    if (owned) {
        const std::scoped_lock lock(owned->registry->m_mutex);
        owned->registry->m_sockets.erase(owned->socket);
    }
}

void ConnectionRegistry::closeAll() {
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
    for (const int socket : m_sockets) {
        ::shutdown(socket, SHUT_RDWR);
    }
}

void shutDown(const SSL* connection) {
    if (connection != nullptr) {
        ::shutdown(SSL_get_fd(connection), SHUT_RDWR);
    }
}

} // namespace bulkhead::simulator
