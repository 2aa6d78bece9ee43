// SPDX-License-Identifier: MIT
#include "guard/rules_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

namespace {

const GuardRequest kWrite{u"delete_group"_s, u"lab"_s, Risk::High, u"nsx"_s, true};
const GuardRequest kRead{u"list_groups"_s, u"lab"_s, Risk::Low, u"nsx"_s, false};

} // namespace

class TestRulesFile final : public QObject {
    Q_OBJECT

private:
    void write(const QByteArray& yaml) const {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(yaml), yaml.size());
    }
    [[nodiscard]] QString path() const { return m_folder->filePath(u"rules.yaml"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        qunsetenv("VMWARE_POLICY_DISABLED");
    }
    void cleanup() { qunsetenv("VMWARE_POLICY_DISABLED"); }

    void noFileAllows() {
        RulesFile rules(path());
        QVERIFY(rules.judge(kWrite).allowed);
        QVERIFY(rules.judge(kRead).allowed);
        QVERIFY(!rules.explain(u"x"_s, {}, Risk::High).exists);
    }

    void rulesAreReallyLoaded() {
        write("deny: [{name: no-deletes, operations: ['delete_*'], reason: Frozen.}]");
        RulesFile rules(path());
        const GuardVerdict verdict = rules.judge(kWrite);
        QVERIFY(!verdict.allowed);
        QCOMPARE(verdict.ruleName, u"no-deletes"_s);
        QCOMPARE(verdict.reason, u"Frozen."_s);
        QVERIFY(rules.judge(kRead).allowed);
    }

    void changesCountAtOnce_data() {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("longer") << QByteArray("deny: []") << QByteArray("deny: [{name: x}]");
        // Within one tick of the clock, and with the same size: stat alone could not tell.
        QTest::newRow("same size")
            << QByteArray("deny: [] ######") << QByteArray("deny: [{name: }");
        QTest::newRow("broken") << QByteArray("deny: []") << QByteArray("deny: [");
    }
    void changesCountAtOnce() {
        QFETCH(const QByteArray, first);
        QFETCH(const QByteArray, second);
        RulesFile rules(path());
        for (int i = 0; i < 20; ++i) {
            write(first);
            QVERIFY(rules.judge(kWrite).allowed);
            write(second);
            QVERIFY(!rules.judge(kWrite).allowed);
        }
    }

    void editThatHidesItsTimeCounts() {
        write("deny: []");
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QDateTime old = QDateTime::currentDateTimeUtc().addDays(-1);
        QVERIFY(file.setFileTime(old, QFileDevice::FileModificationTime));
        RulesFile rules(path());
        QVERIFY(rules.judge(kWrite).allowed);
        QCOMPARE(file.write("deny: [["), 8);
        file.close();
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(old, QFileDevice::FileModificationTime));
        QVERIFY(!rules.judge(kWrite).allowed);
    }

    void replacedAndRemovedFilesCount() {
        RulesFile rules(path());
        QVERIFY(rules.judge(kWrite).allowed);
        write("deny: [{name: x}]");
        QVERIFY(!rules.judge(kWrite).allowed);
        const QString other = m_folder->filePath(u"other"_s);
        QVERIFY(QFile::rename(path(), other));
        QVERIFY(rules.judge(kWrite).allowed);
        QVERIFY(QFile::rename(other, path()));
        QVERIFY(!rules.judge(kWrite).allowed);
        QVERIFY(QFile::remove(path()));
        QVERIFY(rules.judge(kWrite).allowed);
    }

    void whatCannotBeReadDeniesWrites_data() {
        QTest::addColumn<QString>("how");
        QTest::newRow("folder") << u"folder"_s;
        QTest::newRow("dangling link") << u"link"_s;
        QTest::newRow("file in the place of the folder") << u"parent"_s;
        QTest::newRow("malformed") << u"malformed"_s;
        QTest::newRow("too large") << u"large"_s;
        QTest::newRow("no permission") << u"permission"_s;
    }
    void whatCannotBeReadDeniesWrites() {
        QFETCH(const QString, how);
        QString file = path();
        if (how == u"folder"_s) {
            QVERIFY(QDir().mkdir(file));
        } else if (how == u"link"_s) {
            QVERIFY(QFile::link(m_folder->filePath(u"nowhere"_s), file));
        } else if (how == u"parent"_s) {
            write("deny: []");
            file += u"/rules.yaml"_s;
        } else if (how == u"malformed"_s) {
            write("\ndeny: nonsense");
        } else if (how == u"large"_s) {
            write(QByteArray(1024 * 1024 + 1, '#'));
        } else {
            write("deny: []");
            QVERIFY(QFile::setPermissions(file, QFileDevice::WriteOwner));
            if (QFile(file).open(QIODevice::ReadOnly)) {
                QSKIP("This user may read every file.");
            }
        }
        RulesFile rules(file);
        const GuardVerdict denied = rules.judge(kWrite);
        QVERIFY(!denied.allowed);
        QVERIFY2(denied.reason.contains(file), qPrintable(denied.reason));
        if (how == u"malformed"_s) {
            QVERIFY2(denied.reason.contains(u":2:"_s), qPrintable(denied.reason));
        }
        const GuardVerdict allowed = rules.judge(kRead);
        QVERIFY(allowed.allowed);
        QCOMPARE(allowed.note, denied.reason);
        const RulesExplanation explanation = rules.explain(u"update_group"_s, {}, Risk::Low);
        QVERIFY(!explanation.verdict.allowed);
        QCOMPARE(explanation.problem, denied.reason);
    }

    void switchedOff_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("off");
        QTest::newRow("1") << QByteArray("1") << true;
        QTest::newRow("0") << QByteArray("0") << false;
        QTest::newRow("empty") << QByteArray("") << false;
        QTest::newRow("true") << QByteArray("true") << false;
    }
    void switchedOff() {
        QFETCH(const QByteArray, value);
        QFETCH(const bool, off);
        write("deny: [{name: x}]");
        RulesFile rules(path());
        qputenv("VMWARE_POLICY_DISABLED", value);
        const GuardVerdict verdict = rules.judge(kWrite);
        QCOMPARE(verdict.allowed, off);
        QCOMPARE(verdict.bypassed, off);
        const RulesExplanation explanation = rules.explain(u"a"_s, {}, Risk::Low);
        QCOMPARE(explanation.switchedOff, off);
        QVERIFY(!explanation.verdict.allowed);
        qunsetenv("VMWARE_POLICY_DISABLED");
        QVERIFY(!rules.judge(kWrite).allowed);
    }

    void explains() {
        write("deny:\n- {name: a, operations: ['delete_*'], environments: [production]}\n"
              "- {name: b, min_risk_level: critical}\n"
              "maintenance_window: {start: '22:00', end: '05:00'}\n");
        RulesFile rules(path(), [] { return QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC); });
        const RulesExplanation denied =
            rules.explain(u"delete_group"_s, u"production"_s, Risk::High);
        QCOMPARE(denied.verdict.ruleName, u"a"_s);
        QCOMPARE(denied.file, path());
        QVERIFY(denied.exists);
        QVERIFY(denied.problem.isEmpty());
        QCOMPARE(denied.ruleNames, QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(denied.window, u"22:00-05:00 UTC"_s);
        QCOMPARE(rules.explain(u"delete_group"_s, u"lab"_s, Risk::High).verdict.ruleName,
                 u"maintenance_window"_s);
        QVERIFY(rules.explain(u"delete_group"_s, u"lab"_s, Risk::Medium).verdict.allowed);
    }
};

QTEST_GUILESS_MAIN(TestRulesFile)
#include "tst_rules_file.moc"
