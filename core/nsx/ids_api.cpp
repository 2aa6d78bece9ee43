// SPDX-License-Identifier: MIT
#include "nsx/ids_api.h"

#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"
#include "nsx/statistics_api.h"

#include <algorithm>

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

QJsonArray inOrder(const QJsonArray& objects) {
    std::vector<QJsonObject> sorted;
    for (const QJsonValue object : objects) {
        sorted.push_back(object.toObject());
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const QJsonObject& a, const QJsonObject& b) {
        const QString key = u"sequence_number"_s;
        return a.value(key).toInteger() < b.value(key).toInteger();
    });
    QJsonArray ordered;
    for (const QJsonObject& object : sorted) {
        ordered.append(object);
    }
    return ordered;
}

/// The rules and hits of one policy; `url` is the policy's.
Task<IdsPolicy> readPolicy(QPointer<Connection> connection, QJsonObject policy, QString url,
                           CancellationToken token) {
    const ObjectApi api(connection);
    auto rulesTask = api.list(url + u"/rules"_s, {}, token);
    auto statisticsTask = api.get(url + u"/statistics"_s, {}, token);
    const auto rules = co_await rulesTask;
    const auto statistics = co_await statisticsTask;
    if (!rules) {
        co_return fail(rules.error());
    }
    IdsPolicy read{std::move(policy), inOrder(*rules), {}, {}};
    if (!statistics) {
        read.problem = statistics.error().explanation();
        co_return read;
    }
    for (const RuleStatistics& rule : statisticsIn(*statistics)) {
        if (rule.total.hits) {
            read.hits.insert(rule.rulePath, *rule.total.hits);
        }
    }
    co_return read;
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
    auto standaloneTask = api.get(services + u"/ids-standalone-host-config"_s, {}, token);
    auto hostTask = api.list(u"/api/v1/fabric/discovered-nodes"_s, {}, token);
    auto settings = co_await settingsTask;
    auto status = co_await statusTask;
    auto clusters = co_await clusterTask;
    auto versions = co_await versionTask;
    auto standalone = co_await standaloneTask;
    auto hosts = co_await hostTask;
    IdsState state;
    std::optional<Error> first;
    take(std::move(settings), state.settings, u"settings"_s, state, first);
    take(std::move(status), state.signatureStatus, u"state of the signatures"_s, state, first);
    take(std::move(clusters), state.clusters, u"clusters"_s, state, first);
    take(std::move(versions), state.versions, u"signature versions"_s, state, first);
    take(std::move(standalone), state.standaloneHosts, u"standalone hosts"_s, state, first);
    take(std::move(hosts), state.hosts, u"hosts"_s, state, first);
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

Task<std::vector<IdsPolicy>> IdsApi::policies(CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString base = domainRoot(connection->target()) + u"/intrusion-service-policies"_s;
    const ObjectApi api(connection);
    const auto list = co_await api.list(base, {}, token);
    if (!list) {
        co_return fail(list.error());
    }
    std::vector<Task<IdsPolicy>> tasks;
    const QJsonArray ordered = inOrder(*list);
    for (const QJsonValue value : ordered) {
        const QJsonObject policy = value.toObject();
        const QString url = base + u'/' + encodeSegment(policy.value(u"id"_s).toString());
        tasks.push_back(readPolicy(connection, policy, url, token));
    }
    std::vector<IdsPolicy> policies;
    std::optional<Error> first;
    for (Task<IdsPolicy>& task : tasks) {
        auto read = co_await task;
        if (read) {
            policies.push_back(std::move(*read));
        } else if (!first) {
            first = read.error();
        }
    }
    if (first) {
        co_return fail(std::move(*first));
    }
    co_return policies;
}

Task<QJsonArray> IdsApi::globalSignatures(CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = root(connection->target()) + u"/global-signatures"_s;
    const ObjectApi api(connection);
    auto list = co_await api.list(path, {}, token);
    co_return list;
}

Task<QJsonArray> IdsApi::signatures(CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = root(connection->target()) + u"/signature-versions/DEFAULT/signatures"_s;
    // The rule texts are most of the bytes and nobody searches them.
    const QUrlQuery query = makeQuery(
        {{u"included_fields"_s,
          u"signature_id,name,display_name,severity,signature_severity,action,enable,class_type,"
          "attack_target,product_affected,cves,cvss,cvss_score,protocol"_s}});
    const ObjectApi api(connection);
    auto list = co_await api.list(path, query, token);
    co_return list;
}

QString idsSettingsPath(const config::Target& target) {
    const QString url = root(target);
    return url.mid(url.indexOf(u"/v1"_s) + 3);
}

QString idsClusterPath(const config::Target& target, const QString& clusterId) {
    return idsSettingsPath(target) + u"/cluster-configs/"_s + clusterId;
}

} // namespace bulkhead::nsx
