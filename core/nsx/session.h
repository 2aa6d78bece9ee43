// SPDX-License-Identifier: MIT
// Session: how requests prove who sends them, and what a login gave.
#pragma once

#include "base/result.h"
#include "config/secret.h"
#include "config/target.h"
#include "nsx/http_message.h"

namespace bulkhead::nsx {

/// The login's state, without any I/O. NSX 4.2: POST /api/session/create gives a cookie and a token
/// that both go with every later call; Basic and certificate need no login, but are tried with one
/// request before others follow, so that a wrong password is sent once and not six times.
class Session final {
public:
    /// Refused logins in a row after which nothing is sent any more.
    static constexpr int kMostRefusals = 3;

    Session(config::Target target, config::Secret password, QString place);

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// Grows with every login: tells whether a request that failed was sent with the present one.
    [[nodiscard]] int generation() const { return m_generation; }
    [[nodiscard]] bool needsDestroying() const { return m_isOpen && !m_cookie.isEmpty(); }

    /// The error that keeps us from asking the manager at all: no password, or too many refusals.
    [[nodiscard]] std::optional<Error> obstacle() const;

    /// Method, path, body and headers of the login, or of the try that stands for it.
    [[nodiscard]] HttpRequest loginRequest() const;
    /// Takes the login's answer (a status 2xx, or one that refuses it).
    [[nodiscard]] Result<void> acceptLogin(const HttpAnswer& answer);
    [[nodiscard]] HttpRequest destroyRequest() const;

    /// Adds what proves who we are.
    void sign(HttpRequest& request) const;
    /// Forgets the session if it is still the one of that generation.
    void drop(int generation);

    /// Takes every secret out of a text, as it is and as it may have been encoded.
    [[nodiscard]] QString withoutSecrets(QString text) const;

private:
    [[nodiscard]] QByteArray basicCredentials() const;

    config::Target m_target;
    config::Secret m_password;
    QString m_place;
    QByteArray m_cookie;
    QByteArray m_xsrfToken;
    bool m_isOpen = false;
    int m_generation = 0;
    int m_refusals = 0;
};

} // namespace bulkhead::nsx
