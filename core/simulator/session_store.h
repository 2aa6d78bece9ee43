// SPDX-License-Identifier: MIT
// SessionStore: who may talk to the simulated manager (NSX 4.2: session cookie with XSRF, Basic).
#pragma once

#include "simulator/exchange.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <mutex>

namespace bulkhead::simulator {

/// Sessions by their cookie. Thread-safe.
class SessionStore final {
public:
    SessionStore(QString user, QString password, int timeoutSeconds);

    /// POST /api/session/create: 200 with cookie and token, 403/403 for wrong credentials.
    [[nodiscard]] Response create(const Request& request);
    /// POST /api/session/destroy.
    [[nodiscard]] Response destroy(const Request& request);
    /// The user behind a request: by session first, by Basic otherwise. 401 without any valid
    /// credentials, 403/98 for a session without its token, 403/403 for a wrong password.
    [[nodiscard]] Answer<QString> authenticate(const Request& request);

    [[nodiscard]] int open() const;
    void expireAll();

private:
    struct Session {
        QByteArray xsrfToken;
        qint64 lastUse = 0; ///< milliseconds of the monotonic clock
    };
    [[nodiscard]] Answer<QString> authenticateBasic(const QByteArray& authorization) const;
    void dropIdle();

    const QString m_user;
    const QString m_password;
    const qint64 m_timeoutMs;
    mutable std::mutex m_mutex;
    std::map<QByteArray, Session> m_sessions;
};

/// 403/98, as for a session that comes without its token.
[[nodiscard]] ApiError badXsrfToken();

} // namespace bulkhead::simulator
