// SPDX-License-Identifier: MIT
// bench_where_used [POLICIES] [RUNS]: who uses a group, asked by search and associations, beside a
// scan of all policies, as tools without a search have to do it.
#include "base/task_keeper.h"
#include "nsx/api_path.h"
#include "nsx/group_api.h"
#include "nsx/paging.h"
#include "nsx/reference_api.h"
#include "nsx/security_policy_api.h"
#include "ops/live_source.h"
#include "simulator/simulated_manager.h"
#include "statistics.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

using namespace bulkhead;
using namespace Qt::StringLiterals;
using bench::Row;

namespace {

constexpr int kGroups = 500;
constexpr int kRulesOfAPolicy = 5;

[[noreturn]] void giveUp(const QString& why) {
    std::fprintf(stderr, "bench_where_used: %s\n", qPrintable(why));
    std::exit(1);
}

/// Only here, in a program that measures one thing after the other.
template <typename T>
T wait(Task<T> task) {
    QEventLoop loop;
    std::optional<Result<T>> result;
    keepTask<Result<T>>(&loop, std::move(task), [&](Result<T> ended) {
        result = std::move(ended);
        loop.quit();
    });
    if (!result) {
        loop.exec();
    }
    if (!*result) {
        giveUp(result->error().message());
    }
    return std::move(**result);
}

QString groupPath(int number) {
    return u"/infra/domains/default/groups/group-%1"_s.arg(number);
}

QJsonObject child(const QString& type, QJsonObject object) {
    object.insert(u"resource_type"_s, type);
    return {{u"resource_type"_s, u"Child"_s + type}, {type, object}};
}

/// Groups, each even one inside the next, and policies whose rules use them evenly.
simulator::Estate estateWith(int policies) {
    QJsonArray children;
    for (int i = 0; i < kGroups; ++i) {
        QJsonArray expression;
        if (i % 2 == 1) {
            expression.append(QJsonObject{{u"resource_type"_s, u"PathExpression"_s},
                                          {u"paths"_s, QJsonArray{groupPath(i - 1)}}});
        }
        const QString id = u"group-%1"_s.arg(i);
        children.append(child(u"Group"_s, {{u"id"_s, id}, {u"expression"_s, expression}}));
    }
    for (int p = 0; p < policies; ++p) {
        QJsonArray rules;
        for (int r = 0; r < kRulesOfAPolicy; ++r) {
            const int use = p * kRulesOfAPolicy + r;
            rules.append(child(
                u"Rule"_s, {{u"id"_s, u"rule-%1"_s.arg(r)},
                            {u"action"_s, u"ALLOW"_s},
                            {u"sequence_number"_s, r},
                            {u"source_groups"_s, QJsonArray{groupPath(use % kGroups)}},
                            {u"destination_groups"_s, QJsonArray{groupPath(use * 7 % kGroups)}}}));
        }
        children.append(child(u"SecurityPolicy"_s, {{u"id"_s, u"policy-%1"_s.arg(p)},
                                                    {u"category"_s, u"Application"_s},
                                                    {u"sequence_number"_s, p},
                                                    {u"children"_s, rules}}));
    }
    const QJsonObject domain{{u"resource_type"_s, u"ChildResourceReference"_s},
                             {u"id"_s, u"default"_s},
                             {u"target_type"_s, u"Domain"_s},
                             {u"children"_s, children}};
    const QJsonObject infra{{u"resource_type"_s, u"Infra"_s}, {u"children"_s, QJsonArray{domain}}};
    const auto estate =
        simulator::Estate::fromJson(QJsonDocument(infra).toJson(), u"bench estate"_s);
    if (!estate) {
        giveUp(estate.error().message());
    }
    return *estate;
}

/// Every policy with its rules, one after the other: what a tool does that has no search.
qint64 scan(const QPointer<nsx::Connection>& connection, const QString& path) {
    const nsx::SecurityPolicyApi api(connection);
    const nsx::ListRequest all{{}, std::numeric_limits<int>::max(), 0};
    qint64 uses = 0;
    for (const model::SecurityPolicy& listed : wait(api.policies(all, {})).items) {
        for (const model::Rule& rule : wait(api.policy(listed.header.id, {})).rules) {
            uses +=
                rule.sources.count(path) + rule.destinations.count(path) + rule.scope.count(path);
        }
    }
    return uses;
}

struct Measured {
    Row row;
    qsizetype requests = 0;
    qint64 uses = 0;
};

Measured measure(simulator::SimulatedManager& manager, const QString& what, int runs,
                 const std::function<qint64(int group)>& work) {
    Measured measured;
    measured.row.what = what;
    // Another group each time: the simulated manager remembers its latest search.
    for (int i = 0; i < runs; ++i) {
        manager.clearRequests();
        QElapsedTimer clock;
        clock.start();
        measured.uses = work(2 * i);
        measured.row.milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        measured.requests = static_cast<qsizetype>(manager.requests().size());
    }
    return measured;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const int policies = argc > 1 ? qMax(1, QByteArray(argv[1]).toInt()) : 2'000;
    const int runs = argc > 2 ? qMax(3, QByteArray(argv[2]).toInt()) : 7;
    simulator::SimulatorOptions options;
    options.password = u"bench-password"_s;
    options.requestsPerSecond = 0;
    options.concurrentRequests = 0;
    const auto manager = simulator::SimulatedManager::start(estateWith(policies), options);
    if (!manager) {
        giveUp(manager.error().message());
    }
    config::Target target;
    target.name = u"bench"_s;
    target.host = u"127.0.0.1"_s;
    target.port = (*manager)->port();
    target.fingerprintSha256 = (*manager)->certificateSha256();
    ops::LiveSource source(
        std::make_unique<nsx::Connection>(target, config::Secret(options.password)));
    const QPointer<nsx::Connection> connection(&source.connection());
    wait(connection->open({})); // logging in is not what is measured
    const nsx::ReferenceApi api(connection);
    const auto count = [](const nsx::References& found) {
        return static_cast<qint64>(found.items.size());
    };
    std::vector<Measured> all;
    all.push_back(measure(**manager, u"direct uses, one search"_s, runs, [&](int group) {
        return count(wait(api.directReferencesTo(groupPath(group), {})));
    }));
    all.push_back(measure(**manager, u"where_used by path"_s, runs, [&](int group) {
        return count(wait(source.referencesTo(groupPath(group), {})));
    }));
    all.push_back(measure(**manager, u"where_used by name"_s, runs, [&](int group) {
        return count(wait(source.referencesTo(u"group-%1"_s.arg(group), {})));
    }));
    // The program's own limit of 80 requests a second holds here, too (managers allow 100).
    all.push_back(measure(**manager, u"scan of all policies"_s, 1,
                          [&](int group) { return scan(connection, groupPath(group)); }));
    std::printf("%d policies, %d rules, %d groups\n\n", policies, policies * kRulesOfAPolicy,
                kGroups);
    std::printf("| what | requests | uses found |\n|---|---:|---:|\n");
    std::vector<Row> rows;
    for (const Measured& one : all) {
        std::printf("| %s | %lld | %lld |\n", qPrintable(one.row.what),
                    static_cast<long long>(one.requests), static_cast<long long>(one.uses));
        rows.push_back(one.row);
    }
    std::printf("\n");
    bench::printTable(rows, {0});
    wait(source.connection().close());
    return 0;
}
