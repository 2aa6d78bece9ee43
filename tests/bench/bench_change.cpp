// SPDX-License-Identifier: MIT
// bench_change [RULES] [RUNS]: one edit in a large estate beside decoding that estate.
#include "change/change_set.h"
#include "change/finding.h"
#include "change/rule_edits.h"
#include "simulator/estate_generator.h"
#include "snapshot/formats.h"
#include "statistics.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>

#include <cstdlib>
#include <functional>

using namespace bulkhead;
using namespace Qt::StringLiterals;
using bench::Row;

namespace {

[[noreturn]] void giveUp(const QString& why) {
    std::fprintf(stderr, "bench_change: %s\n", qPrintable(why));
    std::exit(1);
}

template <typename T>
T must(Result<T> result) {
    if (!result) {
        giveUp(result.error().message());
    }
    return *std::move(result);
}

Row measure(const QString& what, int runs, const std::function<void(int)>& work) {
    Row row{what, {}};
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer clock;
        clock.start();
        work(i);
        row.milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return row;
}

/// The estate as a manager sends it.
struct Bytes {
    QByteArray infra;
    QByteArray machines;
};

Bytes estateOf(int rules) {
    simulator::EstateSize size;
    size.rules = rules;
    size.policies = std::max(1, rules / 20);
    size.groups = std::max(1, rules / 10);
    size.machines = std::max(1, rules / 5);
    const simulator::Estate estate = must(simulator::generateEstate(size));
    return {QJsonDocument(estate.infra()).toJson(QJsonDocument::Compact),
            QJsonDocument(QJsonObject{{u"results"_s, estate.virtualMachines()}})
                .toJson(QJsonDocument::Compact)};
}

snapshot::SnapshotPointer load(const Bytes& bytes) {
    snapshot::Content content;
    if (auto added = snapshot::addHierarchy(content, bytes.infra, u"the estate"_s); !added) {
        giveUp(added.error().message());
    }
    static_cast<void>(must(snapshot::addMachinePage(content, bytes.machines, u"machines"_s)));
    return snapshot::Snapshot::make(std::move(content));
}

/// A policy from the middle that has rules.
const model::SecurityPolicy& somePolicy(const snapshot::Snapshot& snapshot) {
    const auto& policies = snapshot.policies();
    for (std::size_t i = policies.size() / 2; i < policies.size(); ++i) {
        if (policies[i].rules.size() > 1 && !policies[i].isDefault.value_or(false)) {
            return policies[i];
        }
    }
    giveUp(u"no policy has rules"_s);
}

void push(change::ChangeSet& set, Result<change::Step> step) {
    static_cast<void>(must(set.push(must(std::move(step)))));
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const int rules = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const int runs = argc > 2 ? std::atoi(argv[2]) : 21;
    if (rules < 100 || runs < 1) {
        giveUp(u"give a number of rules (100 or more) and of runs"_s);
    }
    const Bytes bytes = estateOf(rules);
    const snapshot::SnapshotPointer base = load(bytes);
    const model::SecurityPolicy& policy = somePolicy(*base);
    const QString path = policy.rules[0].header.path;
    std::printf("%lld rules in %zu policies, %zu groups, %zu machines\n\n",
                static_cast<long long>(base->ruleCount()), base->policies().size(),
                base->groups().size(), base->machines().size());

    std::vector<Row> rows;
    rows.push_back(measure(u"decode the estate"_s, std::min(runs, 5),
                           [&bytes](int) { static_cast<void>(load(bytes)); }));
    change::ChangeSet typing(base);
    rows.push_back(measure(u"type into a cell"_s, runs, [&](int i) {
        push(typing,
             change::changeRules(*typing.current(), {path}, u"notes"_s, [i](model::Rule& rule) {
                 rule.notes = UntrustedText(QString::number(i));
             }));
    }));
    change::ChangeSet moving(base);
    rows.push_back(measure(u"move a rule"_s, runs, [&](int i) {
        push(moving,
             change::moveRules(*moving.current(), {path}, policy.header.path,
                               i % 2 == 0 ? change::Place::bottom() : change::Place::top()));
    }));
    change::ChangeSet creating(base);
    rows.push_back(measure(u"create a rule"_s, runs, [&](int) {
        model::Rule rule;
        rule.header.displayName = UntrustedText(u"new"_s);
        push(creating, change::createRules(*creating.current(), policy.header.path, {rule},
                                           change::Place::after(path)));
    }));
    rows.push_back(measure(u"take it back"_s, runs, [&](int) {
        if (auto undone = creating.undo(); !undone) {
            giveUp(undone.error().message());
        }
    }));
    rows.push_back(measure(u"findings of the edits"_s, runs, [&](int) {
        static_cast<void>(change::findings(base, typing.current(), typing.net(),
                                           QDateTime::currentDateTimeUtc()));
    }));
    bench::printTable(rows, {0});
    return 0;
}
