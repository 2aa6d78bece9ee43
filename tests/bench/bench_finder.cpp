// SPDX-License-Identifier: MIT
// bench_finder [POLICIES] [RUNS]: what a keystroke in the command palette costs, with 100 rules a
// policy.
#include "desktop/estate_fixture.h"
#include "desktop/finder/finder_index.h"
#include "desktop/finder/relations.h"
#include "statistics.h"

#include <QElapsedTimer>

#include <functional>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bench::Row;

namespace {

constexpr double kNanosecondsAMillisecond = 1e6;
constexpr std::size_t kHits = 60;

Row measure(const QString& what, int runs, const std::function<void()>& work) {
    Row row{what, {}};
    for (int run = 0; run < runs; ++run) {
        QElapsedTimer timer;
        timer.start();
        work();
        row.milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) /
                                   kNanosecondsAMillisecond);
    }
    return row;
}

} // namespace

int main(int argc, char** argv) {
    const int policies = argc > 1 ? QByteArray(argv[1]).toInt() : 1000;
    const int runs = argc > 2 ? QByteArray(argv[2]).toInt() : 20;
    const snapshot::SnapshotPointer snapshot = fixture::largeEstate(policies, 100);
    std::vector<Row> rows;
    std::shared_ptr<const FinderIndex> index;
    rows.push_back(measure(u"index of %1 rules"_s.arg(snapshot->ruleCount()), runs,
                           [&] { index = FinderIndex::make(snapshot); }));
    const std::atomic<int> newest = 1;
    for (const QString& typed : {u"r"_s, u"rule 9"_s, u"policy 77"_s, u"rl997"_s, u"nothing"_s}) {
        rows.push_back(measure(u"`%1`"_s.arg(typed), runs, [&] {
            (void)index->find(FinderQuery(typed), kHits, std::nullopt, newest, 1);
        }));
    }
    rows.push_back(measure(u"rules for a machine"_s, runs, [&] {
        (void)rulesFor(snapshot, u"nobody"_s, {fixture::groupPath(u"web"_s)});
    }));
    bench::printTable(rows, {});
    return 0;
}
