// SPDX-License-Identifier: MIT
// Engine: what a Connection does, kept alive by the coroutines that run in it.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/answer_check.h"
#include "nsx/connection.h"
#include "nsx/request_limiter.h"
#include "nsx/session.h"
#include "nsx/transport.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace bulkhead::nsx {

/// Every coroutine here starts by holding the Engine, so it may outlive the Connection that made
/// it; it then finds `m_hasEnded` set and comes to its end without a request.
class Engine final : public std::enable_shared_from_this<Engine> {
public:
    Engine(config::Target target, config::Secret password);

    [[nodiscard]] const config::Target& target() const { return m_target; }
    [[nodiscard]] const QString& place() const { return m_place; }
    [[nodiscard]] std::optional<CertificateFacts> certificate() const;

    Task<ManagerFacts> open(CancellationToken token);
    Task<Response> read(QString path, QUrlQuery query, ByteProgress progress,
                        CancellationToken token);
    Task<Response> write(QByteArray method, QString path, QUrlQuery query, QByteArray json,
                         CancellationToken token);
    Task<std::monostate> close();
    /// At once, without a word to the manager.
    void shutDown();

private:
    struct Login;

    Task<Response> perform(HttpRequest request, CancellationToken token);
    Task<std::monostate> ensureSession(CancellationToken token);
    QCoro::Task<void> logIn(std::shared_ptr<Login> login);
    QCoro::Task<HttpAnswer> exchange(HttpRequest request, CancellationToken token);
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] QUrl urlFor(const QString& path, const QUrlQuery& query) const;
    [[nodiscard]] RequestContext contextOf(const HttpRequest& request, bool isRead) const;
    [[nodiscard]] Result<Response> judge(HttpAnswer answer, const RequestContext& context) const;
    [[nodiscard]] Error clean(Error error) const;
    [[nodiscard]] Error endedError() const;

    config::Target m_target;
    QString m_place;
    Session m_session;
    RequestLimiter m_limiter;
    std::shared_ptr<Transport> m_transport; ///< made at first use: it reads files
    CancellationSource m_ending;
    std::shared_ptr<Login> m_login; ///< the one under way, if any
    std::optional<ManagerFacts> m_facts;
    bool m_hasEnded = false;
};

} // namespace bulkhead::nsx
