// SPDX-License-Identifier: MIT
#include "nsx/api_path.h"
#include "nsx/list_decoding.h"
#include "nsx/paging.h"
#include "nsx/pool.h"
#include "nsx/snapshot_parts.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

/// "/infra/", "/orgs/default/projects/p/infra/" or "/global-infra/": a search finds the objects of
/// all projects, a snapshot holds those of its target.
QString pathPrefix(const config::Target& target) {
    const QString root = infraRoot(target);
    const QString base = u"/api/v1"_s;
    return root.mid(root.indexOf(base) + base.size()) + u'/';
}

template <typename T>
Result<std::vector<T>> decodeAll(const std::vector<QByteArray>& bodies, const QString& place,
                                 const QString& prefix) {
    std::vector<T> list;
    for (const QByteArray& body : bodies) {
        if (auto done = appendResults(list, body, place); !done) {
            return fail(std::move(done.error()));
        }
    }
    std::erase_if(list, [&prefix](const T& value) {
        return !value.header.path.startsWith(prefix) ||
               value.header.markedForDelete.value_or(false);
    });
    return list;
}

template <typename T>
Task<std::vector<T>> searchFor(LoadContextPointer context, QString type, QString plural) {
    PagingOptions options;
    const QString activity = u"Reading "_s + plural;
    options.onPage = [context, activity](qint64 objects, std::optional<qint64> total) {
        context->report(activity, objects, total);
    };
    const QUrlQuery query = makeQuery({{u"query"_s, u"resource_type:"_s + type}});
    auto read = co_await pages(context->connection, searchPath(context->target), query, options,
                               context->stop.token());
    if (!read) {
        context->stop.cancel();
        co_return fail(std::move(read.error()));
    }
    const std::function<Result<std::vector<T>>()> work =
        [bodies = std::move(read->bodies), place = context->place,
         prefix = pathPrefix(context->target)] { return decodeAll<T>(bodies, place, prefix); };
    auto list = co_await runInPool(work);
    if (!list) {
        context->stop.cancel();
    }
    co_return std::move(list);
}

/// A hit on a policy may or may not carry its rules; hits on rules always name their policy.
void addRules(std::vector<model::SecurityPolicy>& policies, std::vector<model::Rule> rules) {
    QHash<QString, std::vector<model::Rule>> byPolicy;
    for (model::Rule& rule : rules) {
        byPolicy[rule.header.parentPath].push_back(std::move(rule));
    }
    for (model::SecurityPolicy& policy : policies) {
        const auto found = byPolicy.find(policy.header.path);
        if (found == byPolicy.end()) {
            continue;
        }
        policy.rules = std::move(*found);
        std::stable_sort(policy.rules.begin(), policy.rules.end(),
                         [](const model::Rule& a, const model::Rule& b) {
                             return a.sequenceNumber.value_or(0) < b.sequenceNumber.value_or(0);
                         });
    }
}

} // namespace

Task<snapshot::Content> readBySearch(LoadContextPointer context) {
    // All start at once; the connection lets as many through as the manager bears.
    auto policyTask = searchFor<model::SecurityPolicy>(context, u"SecurityPolicy"_s, u"policies"_s);
    auto ruleTask = searchFor<model::Rule>(context, u"Rule"_s, u"rules"_s);
    auto groupTask = searchFor<model::Group>(context, u"Group"_s, u"groups"_s);
    auto serviceTask = searchFor<model::Service>(context, u"Service"_s, u"services"_s);
    auto profileTask =
        searchFor<model::ContextProfile>(context, u"PolicyContextProfile"_s, u"context profiles"_s);
    auto schedulerTask =
        searchFor<model::FirewallScheduler>(context, u"PolicyFirewallScheduler"_s, u"schedulers"_s);
    auto segmentTask = searchFor<model::Segment>(context, u"Segment"_s, u"segments"_s);
    auto portTask = searchFor<model::SegmentPort>(context, u"SegmentPort"_s, u"segment ports"_s);
    auto policies = co_await policyTask;
    auto rules = co_await ruleTask;
    auto groups = co_await groupTask;
    auto services = co_await serviceTask;
    auto profiles = co_await profileTask;
    auto schedulers = co_await schedulerTask;
    auto segments = co_await segmentTask;
    auto ports = co_await portTask;
    std::optional<Error> first;
    const auto note = [&first](const auto& result) {
        // The part that failed cancelled the others; its error is the one that counts.
        if (!result && (!first || first->kind == ErrorKind::Cancelled)) {
            first = result.error();
        }
    };
    note(policies);
    note(rules);
    note(groups);
    note(services);
    note(profiles);
    note(schedulers);
    note(segments);
    note(ports);
    if (first) {
        co_return fail(std::move(*first));
    }
    snapshot::Content content;
    content.policies = std::move(*policies);
    addRules(content.policies.edit(), std::move(*rules));
    content.groups = std::move(*groups);
    content.services = std::move(*services);
    content.contextProfiles = std::move(*profiles);
    content.schedulers = std::move(*schedulers);
    content.segments = std::move(*segments);
    content.ports = std::move(*ports);
    co_return std::move(content);
}

} // namespace bulkhead::nsx
