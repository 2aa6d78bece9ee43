// SPDX-License-Identifier: MIT
#include "nsx/engine.h"

#include "base/text.h"
#include "nsx/http_log.h"
#include "nsx/node_facts.h"
#include "nsx/proxy.h"
#include "nsx/retry_policy.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kDestroyDeadline{1000};

QString placeOf(const config::Target& target) {
    const QString host = cleanLine(target.host);
    return (host.contains(u':') ? u'[' + host + u']' : host) + u':' + QString::number(target.port);
}

} // namespace

/// A login under way. Whoever needs the session waits for it with an Event of its own, so that it
/// can stop waiting when it is cancelled, while the login goes on for the others.
struct Engine::Login {
    std::vector<Event> waiters;
    std::optional<Error> error;
    bool isOver = false;
};

Engine::Engine(config::Target target, config::Secret password)
    : m_target(std::move(target)),
      m_place(placeOf(m_target)),
      m_session(m_target, std::move(password), m_place) {}

std::optional<CertificateFacts> Engine::certificate() const {
    return m_transport ? m_transport->certificate() : std::nullopt;
}

Result<void> Engine::prepare() {
    if (m_transport) {
        return {};
    }
    auto trust = Trust::make(m_target);
    if (!trust) {
        return fail(std::move(trust.error()));
    }
    const auto proxy = proxyFor(m_target.host, QProcessEnvironment::systemEnvironment());
    if (!proxy) {
        return fail(proxy.error());
    }
    if (!m_target.verifySsl && m_target.fingerprintSha256.isEmpty()) {
        qCWarning(logNsx).noquote()
            << m_place + u": verify_ssl is false, its certificate is not checked."_s;
    }
    m_transport = std::make_shared<Transport>(std::move(*trust), *proxy);
    return {};
}

QUrl Engine::urlFor(const QString& path, const QUrlQuery& query) const {
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(m_target.host);
    url.setPort(m_target.port);
    url.setPath(path, QUrl::TolerantMode);
    // Encoded anew from the plain values: QUrlQuery itself leaves `+` and others as they are.
    QStringList items;
    const auto pairs = query.queryItems(QUrl::FullyDecoded);
    for (const auto& [key, value] : pairs) {
        items << QString::fromLatin1(QUrl::toPercentEncoding(key) + '=' +
                                     QUrl::toPercentEncoding(value));
    }
    if (!items.isEmpty()) {
        url.setQuery(items.join(u'&'), QUrl::StrictMode);
    }
    return url;
}

RequestContext Engine::contextOf(const HttpRequest& request, bool isRead) const {
    return {m_target, m_place, QString::fromLatin1(request.method),
            cleanLine(request.url.path(QUrl::FullyEncoded)), isRead};
}

Error Engine::clean(Error error) const {
    error.problem = m_session.withoutSecrets(error.problem);
    if (error.fault) {
        error.fault->message = m_session.withoutSecrets(error.fault->message);
    }
    return error;
}

Error Engine::endedError() const {
    return cancelledError(u"The connection to "_s + m_place);
}

Result<Response> Engine::judge(HttpAnswer answer, const RequestContext& context) const {
    if (answer.outcome == HttpOutcome::Untrusted) {
        return fail(clean(m_transport->trust().refusal(m_transport->certificate(), m_place)));
    }
    auto response = checkAnswer(std::move(answer), context);
    if (!response) {
        return fail(clean(std::move(response.error())));
    }
    return response;
}

QCoro::Task<HttpAnswer> Engine::exchange(HttpRequest request, CancellationToken token) {
    const auto self = shared_from_this();
    const auto transport = m_transport;
    for (int tries = 1;; ++tries) {
        RequestLimiter::Ticket ticket = co_await m_limiter.admit(token, m_ending.token());
        if (!ticket) {
            co_return HttpAnswer();
        }
        QElapsedTimer clock;
        clock.start();
        HttpAnswer answer = co_await transport->exchange(request, token);
        ticket.reset();
        if (logNsx().isDebugEnabled()) {
            qCDebug(logNsx).noquote()
                << m_session.withoutSecrets(describeForLog(request, answer, clock.elapsed()));
        }
        if (!request.mayRepeat || tries == kMaximumTries || !isWorthRetry(answer)) {
            co_return answer;
        }
        const auto wish = retryAfter(answer.retryAfter, QDateTime::currentDateTimeUtc());
        const auto delay = delayBefore(tries, wish, QRandomGenerator::global()->generateDouble());
        co_await pause(delay, token, m_ending.token());
        if (token.isCancelled() || m_hasEnded) {
            co_return HttpAnswer();
        }
    }
}

QCoro::Task<void> Engine::logIn(std::shared_ptr<Login> login) {
    const auto self = shared_from_this();
    HttpRequest request = m_session.loginRequest();
    const RequestContext context = contextOf(request, true);
    request.url = urlFor(request.url.path(), {});
    request.silence = std::chrono::seconds(m_target.timeoutSeconds);
    // Not a change to anything: a login that a busy manager turned away may be repeated.
    HttpAnswer answer = co_await exchange(request, m_ending.token());
    if (answer.outcome == HttpOutcome::Answered && answer.status < 500 && answer.status != 429) {
        if (auto accepted = m_session.acceptLogin(answer); !accepted) {
            login->error = clean(std::move(accepted.error()));
        }
    } else if (auto judged = judge(std::move(answer), context); !judged) {
        login->error = std::move(judged.error());
    }
    login->isOver = true;
    if (m_login == login) {
        m_login.reset();
    }
    for (const Event& waiter : login->waiters) {
        waiter.fire();
    }
}

Task<std::monostate> Engine::ensureSession(CancellationToken token) {
    const auto self = shared_from_this();
    if (m_session.isOpen()) {
        co_return done();
    }
    if (auto obstacle = m_session.obstacle()) {
        co_return fail(std::move(*obstacle));
    }
    std::shared_ptr<Login> login = m_login;
    if (!login) {
        login = std::make_shared<Login>();
        m_login = login;
        logIn(login); // runs on by itself; it ends at the latest when m_ending is cancelled
    }
    if (!login->isOver) {
        const Event mine;
        QObject listener;
        login->waiters.push_back(mine);
        token.onCancelled(&listener, [mine] { mine.fire(); });
        co_await mine.wait();
    }
    if (m_hasEnded) {
        co_return fail(endedError());
    }
    if (token.isCancelled()) {
        co_return fail(cancelledError(u"The login to "_s + m_place));
    }
    if (login->error) {
        co_return fail(*login->error);
    }
    co_return done();
}

Task<Response> Engine::perform(HttpRequest request, CancellationToken token) {
    const auto self = shared_from_this();
    const bool isRead = request.mayRepeat;
    const RequestContext context = contextOf(request, isRead);
    request.silence = std::chrono::seconds(m_target.timeoutSeconds);
    for (bool isSecond = false;; isSecond = true) {
        if (m_hasEnded) {
            co_return fail(endedError());
        }
        if (auto ready = prepare(); !ready) {
            co_return fail(std::move(ready.error()));
        }
        auto session = co_await ensureSession(token);
        if (!session) {
            co_return fail(std::move(session.error()));
        }
        const int generation = m_session.generation();
        HttpRequest signedRequest = request;
        m_session.sign(signedRequest);
        HttpAnswer answer = co_await exchange(signedRequest, token);
        if (m_hasEnded) {
            co_return fail(endedError());
        }
        const bool hasSession = m_target.auth == config::AuthMode::Session;
        if (isSessionLost(answer) || (!hasSession && isLoginRefused(answer))) {
            m_session.drop(generation);
            // The manager turned it away before it looked at it, so a write may be sent again too.
            if (hasSession && !isSecond) {
                continue;
            }
        }
        co_return judge(std::move(answer), context);
    }
}

Task<Response> Engine::read(QString path, QUrlQuery query, ByteProgress progress,
                            CancellationToken token) {
    HttpRequest request;
    request.method = "GET";
    request.url = urlFor(path, query);
    request.progress = std::move(progress);
    return perform(std::move(request), std::move(token));
}

Task<Response> Engine::write(QByteArray method, QString path, QUrlQuery query, QByteArray json,
                             CancellationToken token) {
    HttpRequest request;
    request.method = std::move(method);
    request.url = urlFor(path, query);
    request.body = std::move(json);
    request.mayRepeat = false;
    return perform(std::move(request), std::move(token));
}

Task<ManagerFacts> Engine::open(CancellationToken token) {
    const auto self = shared_from_this();
    if (m_facts) {
        co_return ManagerFacts(*m_facts); // by name: QCoro would move it out
    }
    auto versionTask = read(kVersionPath, {}, {}, token);
    auto userTask = read(userInfoPath(m_target), {}, {}, token);
    auto versionAnswer = co_await versionTask;
    auto userAnswer = co_await userTask;
    ManagerFacts facts;
    facts.host = m_place;
    auto version = parseProductVersion(versionAnswer, m_place);
    if (!version) {
        co_return fail(std::move(version.error()));
    }
    facts.productVersion = *version;
    auto user = parseUserInfo(userAnswer, m_place);
    if (!user) {
        co_return fail(std::move(user.error()));
    }
    facts.userName = user->userName;
    facts.roles = user->roles;
    m_facts = facts;
    co_return facts;
}

Task<std::monostate> Engine::close() {
    const auto self = shared_from_this();
    if (m_hasEnded) {
        co_return done();
    }
    m_hasEnded = true;
    m_ending.cancel();
    const auto transport = m_transport;
    if (transport) {
        transport->abortAll();
        if (m_session.needsDestroying()) {
            HttpRequest request = m_session.destroyRequest();
            request.url = urlFor(request.url.path(), {});
            request.deadline = kDestroyDeadline;
            // Best effort: the manager ends a session by itself after its idle time-out.
            co_await transport->exchange(request, CancellationToken());
        }
        transport->shutDown();
    }
    m_session.drop(m_session.generation());
    co_return done();
}

void Engine::shutDown() {
    m_hasEnded = true;
    m_ending.cancel();
    if (m_transport) {
        m_transport->shutDown();
    }
}

} // namespace bulkhead::nsx
