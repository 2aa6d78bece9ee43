// SPDX-License-Identifier: MIT
// SessionStore: who may talk to the simulated manager (NSX 4.2: session cookie with XSRF, Basic).
#pragma once

#include "simulator/exchange.h"
#include "simulator/simulated_manager.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <mutex>
#include <vector>

namespace bulkhead::simulator {

/// Sessions by their cookie. Thread-safe.
class SessionStore final {
public:
    SessionStore(std::vector<SimulatedUser> users, int timeoutSeconds);

    /// POST /api/session/create: 200 with cookie and token, 403/403 for wrong credentials.
    [[nodiscard]] Response create(const Request& request);
    /// POST /api/session/destroy.
    [[nodiscard]] Response destroy(const Request& request);
    /// Who is behind a request: by session first, by Basic otherwise. 401 without any valid
    /// credentials, 403/98 for a session without its token, 403/403 for a wrong password.
    [[nodiscard]] Answer<Caller> authenticate(const Request& request);

    [[nodiscard]] int open() const;
    void expireAll();

private:
    struct Session {
        Caller caller;
        QByteArray xsrfToken;
        qint64 lastUse = 0; ///< milliseconds of the monotonic clock
    };
    [[nodiscard]] Answer<Caller> authenticateBasic(const QByteArray& authorization) const;
    [[nodiscard]] const SimulatedUser* find(const QString& name, const QString& password) const;
    void dropIdle();

    const std::vector<SimulatedUser> m_users;
    const qint64 m_timeoutMs;
    mutable std::mutex m_mutex;
    std::map<QByteArray, Session> m_sessions;
};

/// 403/98, as for a session that comes without its token.
[[nodiscard]] ApiError badXsrfToken();

} // namespace bulkhead::simulator
