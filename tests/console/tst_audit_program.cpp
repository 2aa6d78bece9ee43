// SPDX-License-Identifier: MIT
// The audit commands on a trail that the program itself has written, also by their other name.
#include "program_bench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

class TestAuditProgram final : public QObject {
    Q_OBJECT

    ProgramBench m_bench;
    QString m_undoId;

    [[nodiscard]] QJsonObject json(const QStringList& arguments) const {
        return QJsonDocument::fromJson(
                   m_bench.run(arguments + QStringList{u"--output"_s, u"json"_s}).out)
            .object();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_bench.start());
        QVERIFY(m_bench.configure("lab"));
        const Ended made = m_bench.run({u"policy"_s, u"create"_s, u"audited"_s, u"--name"_s,
                                        u"Audited"_s, u"-o"_s, u"json"_s});
        QVERIFY2(made.code == 0, made.err.constData());
        m_undoId = QJsonDocument::fromJson(made.out).object().value(u"undo_id"_s).toString();
        QCOMPARE(m_undoId.size(), 16);
        QCOMPARE(m_bench.run({u"policy"_s, u"delete"_s, u"audited"_s}).code, 8);
        QCOMPARE(m_bench.run({u"policy"_s, u"get"_s, u"nope"_s}).code, 4);
    }

    void logShowsEachCallOnce() {
        const QJsonArray items = json({u"audit"_s, u"log"_s}).value(u"items"_s).toArray();
        QCOMPARE(items.size(), 3);
        QCOMPARE(items.at(0)[u"status"].toString(), u"error"_s);
        QCOMPARE(items.at(1)[u"status"].toString(), u"rejected"_s);
        QCOMPARE(items.at(2)[u"tool"].toString(), u"create_dfw_policy"_s);
        QCOMPARE(items.at(2)[u"agent"].toString(), u"console"_s);
        QCOMPARE(json({u"audit"_s, u"log"_s, u"--status"_s, u"ok"_s}).value(u"returned"_s).toInt(),
                 1);
        const Ended table = m_bench.run({u"audit"_s, u"log"_s});
        QVERIFY2(table.err.isEmpty(), table.err.constData());
    }

    void isCalledVmwareAudit() {
        const QString link = m_bench.home() + u"/vmware-audit"_s;
        QVERIFY(QFile::link(qEnvironmentVariable("BULKHEAD_BINARY"), link));
        Program program;
        program.set(u"HOME"_s, m_bench.home());
        program.process().setProgram(link);
        const Ended ended = program.run({u"log"_s, u"--last"_s, u"1"_s});
        QVERIFY2(ended.code == 0, ended.err.constData());
        QVERIFY2(ended.out.contains("get_dfw_policy"), ended.out.constData());
    }

    void exportsAndCounts() {
        const Ended exported = m_bench.run({u"audit"_s, u"export"_s});
        QCOMPARE(QJsonDocument::fromJson(exported.out).array().size(), 3);
        const Ended csv = m_bench.run({u"audit"_s, u"export"_s, u"--format"_s, u"csv"_s});
        QVERIFY2(csv.out.startsWith("id,ts,skill,tool,"), csv.out.constData());
        QCOMPARE(json({u"audit"_s, u"stats"_s}).value(u"calls"_s).toInt(), 3);
        QVERIFY(!(exported.out + csv.out).contains(kPlanted.toUtf8()));
    }

    void verifiesTheChain() {
        const QJsonObject whole = json({u"audit"_s, u"verify"_s});
        QVERIFY(whole.value(u"intact"_s).toBool());
        QCOMPARE(whole.value(u"rows"_s).toInt(), 3);
        const QString head = whole.value(u"head"_s).toString();
        QCOMPARE(m_bench.run({u"audit"_s, u"verify"_s, u"--head"_s, head}).code, 0);
        const Ended other =
            m_bench.run({u"audit"_s, u"verify"_s, u"--head"_s, u"ab"_s.repeated(32)});
        QCOMPARE(other.code, 1);
    }

    void showsWhatCanBeTakenBack() {
        const QJsonArray items = json({u"audit"_s, u"undo-list"_s}).value(u"items"_s).toArray();
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.at(0)[u"undo_id"].toString(), m_undoId);
        const Ended shown = m_bench.run({u"audit"_s, u"undo-show"_s, m_undoId.left(6)});
        QVERIFY2(shown.code == 0, shown.err.constData());
        QVERIFY(shown.out.contains("create_dfw_policy"));
        QCOMPARE(m_bench.run({u"audit"_s, u"undo-show"_s, u"0000000000000000"_s}).code, 4);
    }

    // The list stays readable; the record itself is shown whole.
    void listsShortAndShowsWhole() {
        const QString description(900, u'd');
        QStringList create{u"group"_s,         u"create"_s, u"wordy"_s,
                           u"--description"_s, description, u"--ip-addresses"_s};
        QStringList addresses;
        for (int i = 0; i < 40; ++i) {
            addresses << u"192.0.2.%1"_s.arg(i);
        }
        const Ended made = m_bench.run(create + QStringList{addresses.join(u',')});
        QVERIFY2(made.code == 0, made.err.constData());
        const QJsonObject listed =
            json({u"audit"_s, u"undo-list"_s, u"--last"_s, u"1"_s}).value(u"items"_s)[0].toObject();
        const QJsonObject brief = listed.value(u"orig_params"_s).toObject();
        QVERIFY(brief.value(u"description"_s).toString().size() < 100);
        QCOMPARE(brief.value(u"ip_addresses"_s).toArray().size(), 4);
        const QJsonObject whole =
            json({u"audit"_s, u"undo-show"_s, listed.value(u"undo_id"_s).toString()})
                .value(u"orig_params"_s)
                .toObject();
        QCOMPARE(whole.value(u"description"_s).toString(), description);
        QCOMPARE(whole.value(u"ip_addresses"_s).toArray().size(), addresses.size());
    }

    void asksTheRules() {
        const QStringList ask{u"audit"_s, u"policy"_s, u"-o"_s, u"delete_group"_s,
                              u"-e"_s,    u"prod"_s,   u"-r"_s, u"high"_s};
        QCOMPARE(m_bench.run(ask).code, 0);
        const QString file = m_bench.home() + u"/.vmware/rules.yaml"_s;
        QFile rules(file);
        QVERIFY(rules.open(QIODevice::WriteOnly));
        rules.write("deny:\n  - name: no-deletes\n    operations: ['delete_*']\n"
                    "    environments: [prod]\n    reason: Ask first.\n");
        rules.close();
        const QJsonObject denied = json(ask);
        QCOMPARE(denied.value(u"allowed"_s), QJsonValue(false));
        QCOMPARE(denied.value(u"rule"_s).toString(), u"no-deletes"_s);
        QVERIFY(rules.open(QIODevice::WriteOnly | QIODevice::Truncate));
        rules.write("deny: [");
        rules.close();
        QCOMPARE(m_bench.run(ask).code, 1);
        QVERIFY(QFile::remove(file));
    }

    void refusesBadNumbers() {
        for (const QStringList& arguments :
             {QStringList{u"audit"_s, u"log"_s, u"--last"_s, u"0"_s},
              QStringList{u"audit"_s, u"stats"_s, u"--days"_s, u"many"_s},
              QStringList{u"audit"_s, u"log"_s, u"--since"_s, u"whenever"_s}}) {
            const Ended ended = m_bench.run(arguments);
            QVERIFY2(ended.code == 2, ended.err.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestAuditProgram)
#include "tst_audit_program.moc"
