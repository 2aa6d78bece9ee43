// SPDX-License-Identifier: MIT
#include "ops/unused_rules.h"

#include "hits/hit_sampler.h"
#include "ops/format.h"
#include "ops/idps_events.h"
#include "ops/list_envelope.h"
#include "ops/rule_history.h"
#include "ops/schema.h"

#include <QDateTime>

#include <algorithm>
#include <map>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPolicyPage = 1000;

/// A rule and the policy that it is in.
struct Place {
    QString policyId;
    QString rulePath;
};

/// Everything that is asked about, in the order of evaluation, and what is known of it.
struct Watched {
    std::vector<Place> rules;
    hits::HitTablePointer table;
    bool isLive = false;
};

struct Verdicts {
    std::vector<Place> unused;
    qint64 tooShort = 0;            ///< no hit was seen, but not for so long
    qint64 unknown = 0;             ///< never watched, or not since long
    std::optional<QDateTime> since; ///< the rule that is watched for the shortest time
};

Task<std::vector<model::SecurityPolicy>> policiesOf(Call call) {
    std::vector<model::SecurityPolicy> policies;
    const QString wanted = call.arguments.value(u"policy_id"_s).toString();
    if (!wanted.isEmpty()) {
        auto policy = co_await call.source->policy(wanted, call.token);
        if (!policy) {
            co_return fail(policy.error());
        }
        policies.push_back(std::move(*policy));
        co_return policies;
    }
    ListQuery query;
    query.limit = kPolicyPage;
    for (;; query.offset += kPolicyPage) {
        auto part = co_await call.source->policies(query, call.token);
        if (!part) {
            co_return fail(part.error());
        }
        const bool isLast = part->items.size() < std::size_t{kPolicyPage};
        std::move(part->items.begin(), part->items.end(), std::back_inserter(policies));
        if (isLast) {
            co_return policies;
        }
    }
}

/// Which policy of these a rule's path belongs to.
QString policyOf(const QString& rulePath) {
    return rulePath.section(u"/rules/"_s, 0, 0).section(u'/', -1);
}

Task<Watched> watchLive(Call call, QStringList policyIds, QString below) {
    auto pass = co_await hits::sampleHits(call.manager, policyIds, call.token, call.progress);
    if (!pass) {
        co_return fail(pass.error());
    }
    Watched watched;
    watched.isLive = true;
    for (const hits::HitSample& sample : pass->samples) {
        watched.rules.push_back({policyOf(sample.path), sample.path});
    }
    auto table = co_await recordHistory(call, std::move(*pass), 0, below);
    if (!table) {
        co_return fail(table.error());
    }
    watched.table = *table;
    co_return watched;
}

Task<Watched> watchOffline(Call call, QStringList policyIds, QString below) {
    auto table = co_await readHistory(call, 0, below);
    if (!table) {
        co_return fail(table.error());
    }
    Watched watched;
    watched.table = *table;
    for (const QString& id : policyIds) {
        const auto policy = co_await call.source->policy(id, call.token);
        if (!policy) {
            co_return fail(policy.error());
        }
        for (const model::Rule& rule : policy->rules) {
            watched.rules.push_back({id, rule.header.path});
        }
    }
    co_return watched;
}

/// A snapshot is judged as of the moment at which its manager was last looked at.
qint64 asOf(const Watched& watched, const hits::HitTrack& track) {
    return watched.isLive ? QDateTime::currentSecsSinceEpoch() : track.latest;
}

Verdicts judge(const Watched& watched, qint64 days) {
    Verdicts verdicts;
    qint64 shortest = 0;
    for (const Place& rule : watched.rules) {
        const auto found = watched.table->constFind(rule.rulePath);
        if (found == watched.table->cend()) {
            ++verdicts.unknown;
            continue;
        }
        const hits::HitTrack& track = found->track;
        const qint64 now = asOf(watched, track);
        const std::optional<qint64> quiet = hits::quietDays(track, now);
        const bool wasHit = track.lastHit && now - *track.lastHit < days * hits::kSecondsPerDay;
        if (!quiet) {
            ++verdicts.unknown;
        } else if (*quiet >= days) {
            verdicts.unused.push_back(rule);
        } else if (!wasHit) {
            ++verdicts.tooShort;
            shortest = std::max(shortest, track.first);
        }
    }
    if (shortest > 0) {
        verdicts.since = QDateTime::fromSecsSinceEpoch(shortest, Qt::UTC);
    }
    return verdicts;
}

/// The rules of one page as list_dfw_rules shows them.
Task<QJsonArray> itemsOf(Call call, Watched watched, std::vector<Place> page) {
    std::map<QString, model::SecurityPolicy> policies;
    QStringList paths;
    for (const Place& place : page) {
        if (!policies.contains(place.policyId)) {
            auto policy = co_await call.source->policy(place.policyId, call.token);
            if (!policy) {
                co_return fail(policy.error());
            }
            for (const model::Rule& rule : policy->rules) {
                paths += rulePaths(rule);
            }
            policies.emplace(place.policyId, std::move(*policy));
        }
    }
    paths.removeDuplicates();
    const auto names = co_await call.source->namesOf(paths, call.token);
    if (!names) {
        co_return fail(names.error());
    }
    QJsonArray items;
    for (const Place& place : page) {
        const model::SecurityPolicy& policy = policies.at(place.policyId);
        const auto rule =
            std::find_if(policy.rules.begin(), policy.rules.end(),
                         [&place](const auto& one) { return one.header.path == place.rulePath; });
        if (rule == policy.rules.end()) {
            continue; // it went away meanwhile
        }
        QJsonObject item = formatRule(*rule, *names);
        item.insert(u"position"_s, static_cast<qint64>(rule - policy.rules.begin()) + 1);
        item.insert(u"policy_id"_s, policy.header.id);
        item.insert(u"policy_name"_s, policy.header.label());
        const hits::HitTrack track = watched.table->value(place.rulePath).track;
        item.insert(u"history"_s,
                    formatHistory(*watched.table, place.rulePath, asOf(watched, track)));
        items.append(item);
    }
    co_return items;
}

QStringList notesOf(const Verdicts& verdicts, qint64 days) {
    QStringList notes;
    if (verdicts.tooShort > 0) {
        notes << u"%1 more had no hit either, but were not watched for %2: nobody knows yet."_s
                     .arg(verdicts.tooShort)
                     .arg(days == 1 ? u"a day"_s : u"%1 days"_s.arg(days));
    }
    if (verdicts.unknown > 0) {
        notes << u"Of %1 nothing is recorded."_s.arg(verdicts.unknown);
    }
    return notes;
}

} // namespace

Task<Answer> listUnusedRules(Call call) {
    const ListQuery query = listQuery(call.arguments);
    const qint64 days = call.arguments.value(u"unused_days"_s).toInteger();
    call.progress({u"Reading the policies"_s, 0, std::nullopt});
    const auto policies = co_await policiesOf(call);
    if (!policies) {
        co_return fail(policies.error());
    }
    QStringList ids;
    for (const model::SecurityPolicy& policy : *policies) {
        ids << policy.header.id;
    }
    const bool isOne = call.arguments.contains(u"policy_id"_s);
    const QString below = isOne ? rulesBelow(policies->front().header.path) : QString();
    Result<Watched> watched = Watched();
    if (call.manager) {
        watched = co_await watchLive(call, ids, below);
    } else {
        watched = co_await watchOffline(call, ids, below);
    }
    if (!watched) {
        co_return fail(watched.error());
    }
    const Verdicts verdicts = judge(*watched, days);
    const auto total = static_cast<qint64>(verdicts.unused.size());
    const auto first = verdicts.unused.begin() + std::min<qint64>(query.offset, total);
    const auto last = verdicts.unused.begin() + std::min<qint64>(query.offset + query.limit, total);
    call.progress({u"Reading the rules"_s, 0, std::nullopt});
    const auto items = co_await itemsOf(call, *watched, std::vector<Place>(first, last));
    if (!items) {
        co_return fail(items.error());
    }
    QJsonObject result = listEnvelope(*items, query, total);
    const model::SecurityPolicy* one = isOne ? &policies->front() : nullptr;
    result.insert(u"policy_id"_s, one != nullptr ? QJsonValue(one->header.id) : QJsonValue());
    result.insert(u"policy_name"_s,
                  one != nullptr ? QJsonValue(one->header.label()) : QJsonValue());
    result.insert(u"category"_s,
                  one != nullptr ? formatPolicyItem(*one).value(u"category"_s) : QJsonValue());
    result.insert(u"unused"_s,
                  QJsonObject{{u"days"_s, days},
                              {u"rules"_s, total},
                              {u"watched_too_short"_s, verdicts.tooShort},
                              {u"watched_since"_s, timeOrNull(verdicts.since)},
                              {u"unknown"_s, verdicts.unknown},
                              {u"notes"_s, QJsonArray::fromStringList(notesOf(verdicts, days))}});
    co_return Answer{result};
}

QJsonObject unusedItemSchema() {
    namespace s = schema;
    return {{u"policy_id"_s, s::text(u"Id of its policy; only with unused_days."_s)},
            {u"policy_name"_s, s::text(u"Display name of its policy; only with unused_days."_s)},
            {u"history"_s, historySchema()}};
}

QJsonObject unusedSchema() {
    namespace s = schema;
    return s::object(
        {{u"days", s::integer(u"As asked."_s)},
         {u"rules", s::integer(u"Rules that were proved not to be hit for so long."_s)},
         {u"watched_too_short",
          s::integer(u"More rules without a hit, which were not watched for so long."_s)},
         {u"watched_since", s::nullable(s::text(u"The latest begin of watching among these."_s))},
         {u"unknown", s::integer(u"Rules of which nothing is recorded."_s)},
         {u"notes", s::texts(u"The same in sentences."_s)}},
        u"Only with unused_days."_s);
}

} // namespace bulkhead::ops
