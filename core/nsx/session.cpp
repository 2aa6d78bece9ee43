// SPDX-License-Identifier: MIT
#include "nsx/session.h"

#include "nsx/answer_check.h"
#include "nsx/manager_fault.h"
#include "nsx/node_facts.h"

#include <QRegularExpression>

#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

const QString kMask = u"<hidden>"_s;

QUrl pathOnly(const QString& path) {
    QUrl url;
    url.setPath(path);
    return url;
}

QByteArray cookieFrom(const QByteArray& setCookie) {
    static const QRegularExpression pattern(u"(?:^|\\n)\\s*JSESSIONID=([^;\\s]+)"_s);
    return pattern.match(QString::fromLatin1(setCookie)).captured(1).toLatin1();
}

} // namespace

Session::Session(config::Target target, config::Secret password, QString place)
    : m_target(std::move(target)), m_password(std::move(password)), m_place(std::move(place)) {}

std::optional<Error> Session::obstacle() const {
    if (m_refusals >= kMostRefusals) {
        Error error = loginRefused(m_target, m_place);
        error.problem = m_place + u" refused the login "_s + QString::number(m_refusals) +
                        u" times. It is not asked again over this connection, so that the account "
                        "is not locked."_s;
        return error;
    }
    if (m_target.auth != config::AuthMode::Certificate && m_password.isEmpty()) {
        return Error{ErrorKind::Authentication, passwordRemedy(m_target),
                     u"No password was given for "_s + m_target.username + u" on "_s + m_place +
                         u'.',
                     m_target.name, std::nullopt};
    }
    return std::nullopt;
}

QByteArray Session::basicCredentials() const {
    return (m_target.username + u':' + m_password.reveal()).toUtf8().toBase64();
}

HttpRequest Session::loginRequest() const {
    HttpRequest request;
    if (m_target.auth == config::AuthMode::Session) {
        request.method = "POST";
        request.url = pathOnly(u"/api/session/create"_s);
        request.contentType = "application/x-www-form-urlencoded";
        request.body = "j_username=" + QUrl::toPercentEncoding(m_target.username) +
                       "&j_password=" + QUrl::toPercentEncoding(m_password.reveal());
        return request;
    }
    request.method = "GET";
    request.url = pathOnly(kVersionPath);
    sign(request);
    return request;
}

Result<void> Session::acceptLogin(const HttpAnswer& answer) {
    // On /api/session/create every 403 means the credentials; elsewhere it may be the role.
    const bool isCreate = m_target.auth == config::AuthMode::Session;
    if (isLoginRefused(answer) || (isCreate && answer.status == 403)) {
        ++m_refusals;
        Error error = loginRefused(m_target, m_place);
        error.fault = parseManagerFault(answer.status, answer.body);
        return fail(std::move(error));
    }
    if (isCreate) {
        const QByteArray cookie = cookieFrom(answer.setCookie);
        if (answer.status < 200 || answer.status >= 300 || cookie.isEmpty() ||
            answer.xsrfToken.isEmpty()) {
            return fail(notAManager(m_place, u"answered the login with status "_s +
                                                 QString::number(answer.status) +
                                                 u" and without a session"_s));
        }
        m_cookie = cookie;
        m_xsrfToken = answer.xsrfToken;
    }
    m_refusals = 0;
    m_isOpen = true;
    ++m_generation;
    return {};
}

HttpRequest Session::destroyRequest() const {
    HttpRequest request;
    request.method = "POST";
    request.url = pathOnly(u"/api/session/destroy"_s);
    sign(request);
    return request;
}

void Session::sign(HttpRequest& request) const {
    if (m_target.auth == config::AuthMode::Basic) {
        request.headers.emplace_back("Authorization", "Basic " + basicCredentials());
    } else if (m_target.auth == config::AuthMode::Session) {
        request.headers.emplace_back("Cookie", "JSESSIONID=" + m_cookie);
        request.headers.emplace_back("X-XSRF-TOKEN", m_xsrfToken);
    }
}

void Session::drop(int generation) {
    if (generation == m_generation && m_isOpen) {
        // Without a session there is none that could have expired: it was the credentials.
        m_refusals += m_target.auth == config::AuthMode::Session ? 0 : 1;
        m_isOpen = false;
        m_cookie.clear();
        m_xsrfToken.clear();
    }
}

QString Session::withoutSecrets(QString text) const {
    QStringList secrets{QString::fromLatin1(m_cookie), QString::fromLatin1(m_xsrfToken)};
    if (!m_password.isEmpty()) {
        const QByteArray encoded = QUrl::toPercentEncoding(m_password.reveal());
        secrets << m_password.reveal() << QString::fromLatin1(encoded)
                << QString::fromLatin1(basicCredentials())
                << QString::fromLatin1(m_password.reveal().toUtf8().toBase64());
    }
    for (const QString& secret : std::as_const(secrets)) {
        if (!secret.isEmpty()) {
            text.replace(secret, kMask);
        }
    }
    return text;
}

} // namespace bulkhead::nsx
