// SPDX-License-Identifier: MIT
// A destructive command on a terminal: two questions, and nothing is sent unless both are yes.
#include "program_bench.h"

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

/// One thing that a person does: waits for a text, then types.
struct Step {
    QByteArray question;
    QByteArray keys;
};
using Steps = QList<Step>;

const QStringList kDelete{u"policy"_s, u"delete"_s, u"doomed"_s};

} // namespace
Q_DECLARE_METATYPE(Step)

class TestConfirmation final : public QObject {
    Q_OBJECT

    ProgramBench m_bench;

    /// A policy that may be deleted, made anew where the last test deleted it.
    void makePolicy() {
        const Ended made =
            m_bench.run({u"policy"_s, u"create"_s, u"doomed"_s, u"--name"_s, u"Doomed"_s});
        QVERIFY2(made.code == 0 || made.err.contains("exists"), made.err.constData());
        m_bench.manager->clearRequests();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bench.start()); }

    void asksTwice_data() {
        QTest::addColumn<QByteArray>("environment");
        QTest::addColumn<Steps>("steps");
        QTest::addColumn<int>("code");
        const Step yes{"Go on? [y/N]", "y\n"};
        QTest::newRow("yes, yes") << QByteArray("lab") << Steps{yes, {"Sure? [y/N]", "yes\n"}} << 0;
        QTest::newRow("no") << QByteArray("lab") << Steps{{"Go on? [y/N]", "n\n"}} << 8;
        QTest::newRow("enter") << QByteArray("lab") << Steps{{"Go on? [y/N]", "\n"}} << 8;
        QTest::newRow("yes, no") << QByteArray("lab") << Steps{yes, {"Sure? [y/N]", "no\n"}} << 8;
        QTest::newRow("yes, enter") << QByteArray("lab") << Steps{yes, {"Sure? [y/N]", "\n"}} << 8;
        QTest::newRow("three times nonsense")
            << QByteArray("lab")
            << Steps{{"[y/N]", "maybe\n"}, {"[y/N]", "sure\n"}, {"[y/N]", "1\n"}} << 8;
        QTest::newRow("nonsense, then yes")
            << QByteArray("lab")
            << Steps{{"[y/N]", "what\n"}, {"Answer y or n.", ""}, yes, {"Sure? [y/N]", "Y\n"}} << 0;
        QTest::newRow("end of input") << QByteArray("lab") << Steps{{"[y/N]", "\x04"}} << 8;
        QTest::newRow("end of input later")
            << QByteArray("lab") << Steps{yes, {"Sure? [y/N]", "\x04"}} << 8;
        QTest::newRow("Ctrl-C") << QByteArray("lab") << Steps{{"[y/N]", "\x03"}} << 130;
        QTest::newRow("Ctrl-C later")
            << QByteArray("lab") << Steps{yes, {"Sure? [y/N]", "\x03"}} << 130;
        QTest::newRow("production, id typed")
            << QByteArray("production") << Steps{yes, {"Type doomed to go on", "doomed\n"}} << 0;
        QTest::newRow("production, only yes")
            << QByteArray("production") << Steps{yes, {"Type doomed to go on", "y\n"}} << 8;
        QTest::newRow("production, another id")
            << QByteArray("eu-prod-2") << Steps{yes, {"Type doomed to go on", "domed\n"}} << 8;
        QTest::newRow("before production, yes twice")
            << QByteArray("preprod") << Steps{yes, {"Really?", "y\n"}} << 0;
        QTest::newRow("production, enter")
            << QByteArray("PROD") << Steps{yes, {"Type doomed to go on", "\n"}} << 8;
    }
    void asksTwice() {
        QFETCH(const QByteArray, environment);
        QFETCH(const Steps, steps);
        QFETCH(const int, code);
        QVERIFY(m_bench.configure(environment));
        makePolicy();
        PtyProgram program;
        m_bench.prepare(program);
        QVERIFY(program.start(kDelete));
        for (const Step& step : steps) {
            QVERIFY2(program.waitFor(step.question), program.output().constData());
            QVERIFY(program.type(step.keys));
        }
        const int ended = program.end();
        QVERIFY2(ended == code, program.output().constData());
        QCOMPARE(m_bench.count("DELETE") > 0, code == 0);
        QVERIFY(program.output().contains("lab"));
        QVERIFY(program.output().contains(environment));
        QVERIFY(!program.output().contains(kPlanted.toUtf8()));
        QVERIFY(program.output().indexOf("doomed") < program.output().indexOf("[y/N]"));
    }

    void needsATerminalOrYes() {
        QVERIFY(m_bench.configure("lab"));
        makePolicy();
        const Ended refused = m_bench.run(kDelete);
        QCOMPARE(refused.code, 8);
        QVERIFY2(refused.err.contains("--yes"), refused.err.constData());
        QCOMPARE(m_bench.count("DELETE"), 0);
        const Ended done = m_bench.run(kDelete + QStringList{u"-y"_s});
        QVERIFY2(done.code == 0, done.err.constData());
        QVERIFY2(done.out.startsWith("Deleted "), done.out.constData());
        QVERIFY2(done.out.contains("bulkhead undo "), done.out.constData());
        QCOMPARE(m_bench.count("DELETE"), 1);
    }

    void dryRunAsksNobody() {
        QVERIFY(m_bench.configure("production"));
        makePolicy();
        const Ended shown = m_bench.run(kDelete + QStringList{u"--dry-run"_s});
        QVERIFY2(shown.code == 0, shown.err.constData());
        QVERIFY2(shown.out.contains("\nDELETE /policy/api/v1/infra/domains/default/"
                                    "security-policies/doomed"),
                 shown.out.constData());
        QVERIFY2(shown.out.contains("\n  - /infra/domains/default/security-policies/doomed"),
                 shown.out.constData());
        QVERIFY(!shown.out.contains('\x1b'));
        QCOMPARE(m_bench.count("DELETE"), 0);
        const Ended json = m_bench.run(kDelete + QStringList{u"--dry-run"_s, u"-o"_s, u"json"_s});
        QCOMPARE(json.code, 0);
        QVERIFY(json.out.contains("\"dry_run\": true"));
    }
};

QTEST_GUILESS_MAIN(TestConfirmation)
#include "tst_confirmation.moc"
