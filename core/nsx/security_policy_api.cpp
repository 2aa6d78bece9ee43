// SPDX-License-Identifier: MIT
#include "nsx/security_policy_api.h"

#include "nsx/api_path.h"
#include "nsx/list_decoding.h"
#include "nsx/list_window.h"
#include "nsx/paging.h"

#include <algorithm>
#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

QString listPath(const Connection& connection) {
    return domainRoot(connection.target()) + u"/security-policies"_s;
}

void sortRules(std::vector<model::Rule>& rules) {
    std::stable_sort(rules.begin(), rules.end(), [](const model::Rule& a, const model::Rule& b) {
        return a.sequenceNumber.value_or(0) < b.sequenceNumber.value_or(0);
    });
}

} // namespace

Task<Listing<model::SecurityPolicy>> SecurityPolicyApi::policies(ListRequest request,
                                                                 CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const QUrlQuery query = makeQuery({{u"include_rule_count"_s, u"true"_s}});
    const auto read = co_await pages(connection, listPath(*connection), query, {}, token);
    if (!read) {
        co_return fail(read.error());
    }
    std::vector<model::SecurityPolicy> policies;
    for (const QByteArray& body : read->bodies) {
        if (auto done = appendResults(policies, body, place); !done) {
            co_return fail(std::move(done.error()));
        }
    }
    std::stable_sort(policies.begin(), policies.end(), model::evaluatedBefore);
    co_return windowOf(std::move(policies), request);
}

Task<model::SecurityPolicy> SecurityPolicyApi::policy(QString id, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const QString path = listPath(*connection) + u'/' + encodeSegment(id);
    const auto answer = co_await connection->get(path, {}, token);
    if (!answer) {
        co_return fail(answer.error());
    }
    auto policy = decodeObject<model::SecurityPolicy>(answer->body, place);
    if (policy) {
        sortRules(policy->rules.edit());
    }
    co_return policy;
}

Task<std::vector<model::Rule>> SecurityPolicyApi::rules(QString policyId,
                                                        CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString place = connection->place();
    const QString path = listPath(*connection) + u'/' + encodeSegment(policyId) + u"/rules"_s;
    const auto read = co_await pages(connection, path, {}, {}, token);
    if (!read) {
        co_return fail(read.error());
    }
    std::vector<model::Rule> rules;
    for (const QByteArray& body : read->bodies) {
        if (auto done = appendResults(rules, body, place); !done) {
            co_return fail(std::move(done.error()));
        }
    }
    sortRules(rules);
    co_return rules;
}

} // namespace bulkhead::nsx
