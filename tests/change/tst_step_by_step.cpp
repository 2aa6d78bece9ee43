// SPDX-License-Identifier: MIT
// What is kept up to date step by step is the same as what is made anew from nothing.
#include "change/apply_edits.h"
#include "change/change_set.h"
#include "snapshot/formats.h"
#include "snapshot/membership.h"
#include "support/random_steps.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::change;
using namespace Qt::StringLiterals;

namespace {

/// The definition, as plainly as it can be said.
std::vector<Edit> netOf(const std::vector<Step>& steps) {
    std::vector<Edit> net;
    for (const Step& step : steps) {
        for (const Edit& edit : step.edits) {
            const auto known = std::find_if(
                net.begin(), net.end(), [&edit](const Edit& one) { return one.path == edit.path; });
            if (known == net.end()) {
                net.push_back(edit);
            } else {
                known->after = edit.after;
            }
        }
    }
    std::erase_if(net, [](const Edit& edit) { return edit.before == edit.after; });
    return net;
}

template <typename T>
QStringList pathsOf(const std::vector<T>& objects) {
    QStringList paths;
    for (const T& one : objects) {
        paths << one.header.path;
    }
    return paths;
}

/// What the snapshot answers about itself is what stands in its lists.
bool findsEverything(const snapshot::Snapshot& snapshot) {
    qsizetype rules = 0;
    bool isFound = true;
    for (const model::SecurityPolicy& policy : snapshot.policies()) {
        isFound = isFound && snapshot.policy(policy.header.path) == &policy;
        for (const model::Rule& rule : policy.rules.get()) {
            const snapshot::RuleReference at = snapshot.rule(rule.header.path);
            isFound = isFound && at.rule == &rule && at.policy == &policy;
            ++rules;
        }
    }
    for (const model::Group& group : snapshot.groups()) {
        isFound = isFound && snapshot.group(group.header.path) == &group;
    }
    for (const model::Service& service : snapshot.services()) {
        isFound = isFound && snapshot.service(service.header.path) == &service;
    }
    return isFound && rules == snapshot.ruleCount();
}

} // namespace

class TestStepByStep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aThousandRandomEdits_data() {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 4; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }

    void aThousandRandomEdits() {
        QFETCH(quint32, seed);
        constexpr int edits = 1000;
        constexpr int lookAt = 10; // writing the whole estate takes longer than all the rest
        tests::RandomSteps steps(seed);
        const snapshot::SnapshotPointer base = tests::mediumEstate(24, 8);
        ChangeSet set(base);
        for (int i = 0; i < edits; ++i) {
            if (steps.oneIn(5)) {
                QVERIFY(steps.oneIn(3) ? set.redo() : set.undo());
            } else if (const Result<Step> step = steps.next(*set.current())) {
                const auto pushed = set.push(*step);
                QVERIFY2(pushed, qPrintable(pushed ? QString() : pushed.error().message()));
            }
            const std::vector<Edit> net = netOf(set.steps());
            QVERIFY2(set.net() == net, qPrintable(u"edit %1"_s.arg(i)));
            QVERIFY2(findsEverything(*set.current()), qPrintable(u"edit %1"_s.arg(i)));
            if (i % lookAt == 0) {
                const auto anew = applyEdits(base, net);
                QVERIFY(anew);
                QCOMPARE(pathsOf(set.current()->policies()), pathsOf((*anew)->policies()));
                QCOMPARE(pathsOf(set.current()->groups()), pathsOf((*anew)->groups()));
                QCOMPARE(pathsOf(set.current()->services()), pathsOf((*anew)->services()));
                QCOMPARE(snapshot::write(*set.current()), snapshot::write(**anew));
            }
        }
        QVERIFY(set.steps().size() > 50);
        while (set.canUndo()) {
            QVERIFY(set.undo());
        }
        QVERIFY(set.net().empty());
        QCOMPARE(snapshot::write(*set.current()), snapshot::write(*base));
    }

    /// A draft that is opened again is what it was.
    void restoringGivesTheSame() {
        tests::RandomSteps steps(7);
        const snapshot::SnapshotPointer base = tests::mediumEstate(12, 6);
        ChangeSet set(base);
        for (int i = 0; i < 200; ++i) {
            if (const Result<Step> step = steps.next(*set.current())) {
                QVERIFY(set.push(*step));
            }
        }
        QVERIFY(set.undo());
        const auto restored = ChangeSet::restore(base, set.steps(), set.undoneSteps());
        QVERIFY(restored);
        QVERIFY(restored->net() == set.net());
        QCOMPARE(snapshot::write(*restored->current()), snapshot::write(*set.current()));
    }
};

QTEST_GUILESS_MAIN(TestStepByStep)
#include "tst_step_by_step.moc"
