// SPDX-License-Identifier: MIT
// Opens third-party estates, if they are there: containers of np-guard's collector and H-API
// bundles that people really send to a manager.
#include "snapshot/formats.h"
#include "snapshot/membership.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace bulkhead;
using namespace Qt::StringLiterals;

class TestSharedEstates : public QObject {
    Q_OBJECT

    static QString folder() { return qEnvironmentVariable("BULKHEAD_SHARED_DATA"); }

private Q_SLOTS:
    void initTestCase() {
        if (folder().isEmpty() || !QDir(folder()).exists()) {
            QSKIP("BULKHEAD_SHARED_DATA names no folder with third-party estates");
        }
    }

    void opens_data() {
        QTest::addColumn<QString>("file");
        for (const QString& sub : {u"nsx-configs"_s, u"h-api"_s}) {
            const QDir dir(folder() + u'/' + sub);
            const QStringList files = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
            QVERIFY(!files.isEmpty());
            for (const QString& file : files) {
                QTest::addRow("%s", qPrintable(file)) << dir.filePath(file);
            }
        }
    }
    void opens() {
        QFETCH(QString, file);
        QFile source(file);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const auto opened = snapshot::read(source.readAll(), QFileInfo(file).fileName());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message()));
        const auto& estate = **opened;
        QVERIFY(!estate.policies().empty());
        QVERIFY(estate.ruleCount() > 0);
        QVERIFY(!estate.groups().empty());
        QSet<QString> paths;
        for (const auto& policy : estate.policies()) {
            QVERIFY(policy.header.path.startsWith(u"/infra/domains/"));
            for (const auto& rule : policy.rules) {
                QVERIFY2(!paths.contains(rule.header.path), qPrintable(rule.header.path));
                paths.insert(rule.header.path);
                for (const QString& source : rule.sources + rule.destinations) {
                    QVERIFY(!estate.nameOf(source).isEmpty());
                }
            }
        }
        // What was read can be written, and reads back as the same firewall.
        const auto again = snapshot::read(snapshot::write(estate), u"again.json"_s);
        QVERIFY2(again, again ? "" : qPrintable(again.error().message()));
        QCOMPARE((*again)->ruleCount(), estate.ruleCount());
        QCOMPARE((*again)->groups().size(), estate.groups().size());
        QCOMPARE((*again)->services().size(), estate.services().size());
        QCOMPARE((*again)->machines().size(), estate.machines().size());
    }

    void recordedMembersAreShown() {
        QFile source(folder() + u"/nsx-configs/Example1.json"_s);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const auto opened = snapshot::read(source.readAll(), u"Example1.json"_s);
        QVERIFY(opened);
        QCOMPARE((*opened)->services().size(), 412U);
        snapshot::MembershipEvaluator evaluator(*opened);
        const auto& members = evaluator.of((*(*opened)->findGroup(u"frontend"_s))->header.path);
        QVERIFY(members.isRecorded);
        QCOMPARE(members.machines.size(), 1U);
        QCOMPARE(members.machines.front()->label(), u"A"_s);
    }
};

QTEST_GUILESS_MAIN(TestSharedEstates)
#include "tst_shared_estates.moc"
