// SPDX-License-Identifier: MIT
#include "nsx/ids_api.h"

#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

QString root(const config::Target& target) {
    return infraRoot(target) + u"/settings/firewall/security/intrusion-services"_s;
}

/// Takes one part, or remembers why it is missing.
template <typename T>
void take(Result<T> part, std::optional<T>& place, const QString& what, IdsState& state,
          std::optional<Error>& first) {
    if (part) {
        place = std::move(*part);
        return;
    }
    state.problems << u"The "_s + what + u" could not be read: "_s + part.error().explanation();
    if (!first) {
        first = part.error();
    }
}

} // namespace

Task<IdsState> IdsApi::state(CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString services = root(connection->target());
    const ObjectApi api(connection);
    auto settingsTask = api.get(services, {}, token);
    auto statusTask = api.get(services + u"/signatures/status"_s, {}, token);
    auto clusterTask = api.list(services + u"/cluster-configs"_s, {}, token);
    auto versionTask = api.list(services + u"/signature-versions"_s, {}, token);
    auto hostTask = api.get(services + u"/ids-standalone-host-config"_s, {}, token);
    auto settings = co_await settingsTask;
    auto status = co_await statusTask;
    auto clusters = co_await clusterTask;
    auto versions = co_await versionTask;
    auto hosts = co_await hostTask;
    IdsState state;
    std::optional<Error> first;
    take(std::move(settings), state.settings, u"settings"_s, state, first);
    take(std::move(status), state.signatureStatus, u"state of the signatures"_s, state, first);
    take(std::move(clusters), state.clusters, u"clusters"_s, state, first);
    take(std::move(versions), state.versions, u"signature versions"_s, state, first);
    take(std::move(hosts), state.standaloneHosts, u"standalone hosts"_s, state, first);
    const bool knowsNothing = !state.settings && !state.signatureStatus && !state.clusters &&
                              !state.versions && !state.standaloneHosts;
    if (first && (knowsNothing || first->kind == ErrorKind::Cancelled)) {
        co_return fail(std::move(*first));
    }
    co_return state;
}

Task<QJsonArray> IdsApi::profiles(CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = root(connection->target()) + u"/profiles"_s;
    const ObjectApi api(connection);
    auto list = co_await api.list(path, {}, token);
    co_return list;
}

} // namespace bulkhead::nsx
