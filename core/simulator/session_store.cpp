// SPDX-License-Identifier: MIT
#include "simulator/session_store.h"

#include <QUuid>

#include <algorithm>
#include <chrono>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

qint64 monotonicMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

QByteArray sessionCookie(const QByteArray& cookies) {
    for (const QByteArray& part : cookies.split(';')) {
        const QByteArray trimmed = part.trimmed();
        if (trimmed.startsWith("JSESSIONID=")) {
            return trimmed.mid(11);
        }
    }
    return {};
}

Caller callerOf(const SimulatedUser& user) {
    return {user.name, user.role, user.isPrincipal, false};
}

ApiError wrongCredentials() {
    // The real one answers 403, not 401.
    return {403, 403, u"common-services"_s,
            u"The credentials were incorrect or the account specified has been locked."_s};
}

ApiError notLoggedIn() {
    return {401, 401, u"common-services"_s,
            u"The request carries no valid session and no credentials."_s};
}

} // namespace

ApiError badXsrfToken() {
    return {403, 98, u"common-services"_s,
            u"Cross-site request forgery token is missing or does not match the session."_s};
}

SessionStore::SessionStore(std::vector<SimulatedUser> users, int timeoutSeconds)
    : m_users(std::move(users)), m_timeoutMs(qint64{1000} * timeoutSeconds) {}

const SimulatedUser* SessionStore::find(const QString& name, const QString& password) const {
    const auto found = std::find_if(m_users.begin(), m_users.end(), [&](const SimulatedUser& user) {
        return user.name == name && user.password == password;
    });
    return found == m_users.end() ? nullptr : &*found;
}

Response SessionStore::create(const Request& request) {
    Request form;
    parseTarget("?" + request.body, form);
    const SimulatedUser* user =
        find(form.parameter(u"j_username"_s), form.parameter(u"j_password"_s));
    if (user == nullptr) {
        return errorResponse(wrongCredentials());
    }
    const QByteArray id = QUuid::createUuid().toByteArray(QUuid::Id128).toUpper();
    const QByteArray token = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    {
        const std::scoped_lock lock(m_mutex);
        dropIdle();
        m_sessions[id] = {callerOf(*user), token, monotonicMs()};
    }
    Response response = emptyResponse();
    response.headers = {
        {"Set-Cookie", "JSESSIONID=" + id + "; Path=/; Secure; HttpOnly; SameSite=Lax"},
        {"X-XSRF-TOKEN", token}};
    return response;
}

Response SessionStore::destroy(const Request& request) {
    const Answer<Caller> user = authenticate(request);
    if (!user) {
        return errorResponse(user.error());
    }
    const std::scoped_lock lock(m_mutex);
    m_sessions.erase(sessionCookie(request.cookie));
    return emptyResponse();
}

Answer<Caller> SessionStore::authenticate(const Request& request) {
    const QByteArray id = sessionCookie(request.cookie);
    if (!id.isEmpty()) {
        const std::scoped_lock lock(m_mutex);
        dropIdle();
        const auto found = m_sessions.find(id);
        if (found != m_sessions.end()) {
            if (request.xsrfToken != found->second.xsrfToken) {
                return refuse(badXsrfToken());
            }
            found->second.lastUse = monotonicMs();
            return found->second.caller;
        }
    }
    // Terraform's provider sends both; its Basic header survives the end of its session.
    if (!request.authorization.isEmpty()) {
        return authenticateBasic(request.authorization);
    }
    return refuse(notLoggedIn());
}

Answer<Caller> SessionStore::authenticateBasic(const QByteArray& authorization) const {
    const qsizetype space = authorization.indexOf(' ');
    const QByteArray scheme = authorization.left(space).toLower();
    if (space < 0 || (scheme != "basic" && scheme != "remote")) {
        return refuse(notLoggedIn());
    }
    const QString pair =
        QString::fromUtf8(QByteArray::fromBase64(authorization.mid(space + 1).trimmed()));
    const SimulatedUser* user = find(pair.section(u':', 0, 0), pair.section(u':', 1));
    if (user == nullptr) {
        return refuse(wrongCredentials());
    }
    return callerOf(*user);
}

void SessionStore::dropIdle() {
    const qint64 now = monotonicMs();
    std::erase_if(m_sessions,
                  [&](const auto& entry) { return now - entry.second.lastUse >= m_timeoutMs; });
}

int SessionStore::open() const {
    const std::scoped_lock lock(m_mutex);
    const qint64 now = monotonicMs();
    return static_cast<int>(
        std::count_if(m_sessions.begin(), m_sessions.end(),
                      [&](const auto& entry) { return now - entry.second.lastUse < m_timeoutMs; }));
}

void SessionStore::expireAll() {
    const std::scoped_lock lock(m_mutex);
    m_sessions.clear();
}

} // namespace bulkhead::simulator
