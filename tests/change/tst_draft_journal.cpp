// SPDX-License-Identifier: MIT
// Drafts on disk: whatever kills the program, what was acknowledged is there again.
#include "change/draft_journal.h"
#include "change/rule_edits.h"
#include "snapshot/formats.h"
#include "support/estate_builder.h"

#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace bulkhead;
using namespace bulkhead::change;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMostSteps = 200;

QString rulePath() {
    return u"/infra/domains/default/security-policies/shop/rules/a"_s;
}

snapshot::SnapshotPointer estate(const QString& description = {}) {
    tests::EstateBuilder builder;
    builder.policy(u"shop"_s, u"Application"_s, 10,
                   {QJsonObject{{u"id"_s, u"a"_s},
                                {u"path"_s, rulePath()},
                                {u"action"_s, u"ALLOW"_s},
                                {u"description"_s, description},
                                {u"sequence_number"_s, 10},
                                {u"_revision"_s, 4}}});
    builder.content().origin.place = u"nsx.example.com"_s;
    return builder.make();
}

Result<Step> noteStep(const snapshot::Snapshot& now, const QString& note, const QString& field) {
    return changeRules(now, {rulePath()}, field,
                       [&note](model::Rule& rule) { rule.notes = UntrustedText(note); });
}

/// The child: edits for ever and says so after each line that is on the disk.
int editUntilKilled(const QString& path) {
    ChangeSet set(estate());
    auto journal = DraftJournal::create(path, headerFor(*set.base(), u"lab"_s));
    if (!journal) {
        return 1;
    }
    for (int i = 1; i <= kMostSteps; ++i) {
        const auto step = noteStep(*set.current(), QString::number(i), u"note %1"_s.arg(i));
        const auto how = step ? set.push(*step) : fail(step.error());
        if (!how || !journal->pushed(set.steps().back(), *how)) {
            return 1;
        }
        std::printf("%d\n", i);
        std::fflush(stdout);
    }
    return 0;
}

void edit(ChangeSet& set, DraftJournal& journal, const QString& note, const QString& field) {
    const auto step = noteStep(*set.current(), note, field);
    QVERIFY(step);
    const auto how = set.push(*step);
    QVERIFY(how);
    // Of a merged step the journal wants what was typed now, not what it became.
    QVERIFY(journal.pushed(*step, *how));
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestDraftJournal final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheWholeHistory() {
        const QString path = m_folder.filePath(u"whole"_s);
        ChangeSet set(estate());
        {
            auto journal = DraftJournal::create(path, headerFor(*set.base(), u"lab"_s));
            QVERIFY2(journal, qPrintable(journal ? QString() : journal.error().message()));
            edit(set, *journal, u"w"_s, u"notes"_s);
            edit(set, *journal, u"we"_s, u"notes"_s);
            edit(set, *journal, u"other"_s, u"more notes"_s);
            QVERIFY(set.undo());
            QVERIFY(journal->undone());
            DraftHeader header = headerFor(*set.base(), u"lab"_s);
            header.title = u"A title"_s;
            QVERIFY(journal->described(header));
            const auto second = DraftJournal::open(path);
            QVERIFY(!second);
            QCOMPARE(second.error().kind, ErrorKind::Conflict);
            QCOMPARE(DraftJournal::create(path, header).error().kind, ErrorKind::Refused);
        }
        QCOMPARE(QFileInfo(path).permissions() &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        auto opened = DraftJournal::open(path);
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message()));
        QCOMPARE(opened->draft.header.title, u"A title"_s);
        QCOMPARE(opened->draft.header.basePlace, u"nsx.example.com"_s);
        QVERIFY(opened->draft.notes.isEmpty());
        auto restored = restoreDraft(opened->draft, estate());
        QVERIFY2(restored, qPrintable(restored ? QString() : restored.error().message()));
        QCOMPARE(restored->steps().size(), 1U);
        QVERIFY(restored->canRedo());
        QCOMPARE(snapshot::write(*restored->current()), snapshot::write(*set.current()));
        QVERIFY(restored->redo());
        QVERIFY(opened->journal.redone());
        QCOMPARE(restored->current()->rule(rulePath()).rule->notes.raw(), u"other"_s);
    }

    void mergesWithWhatOthersDidMeanwhile() {
        const QString path = m_folder.filePath(u"merge"_s);
        ChangeSet set(estate());
        auto journal = DraftJournal::create(path, headerFor(*set.base(), u"lab"_s));
        QVERIFY(journal);
        edit(set, *journal, u"mine"_s, u"notes"_s);
        const auto draft = readDraft(contents(path), path);
        QVERIFY(draft);
        const auto restored = restoreDraft(*draft, estate(u"theirs"_s));
        QVERIFY2(restored, qPrintable(restored ? QString() : restored.error().message()));
        const model::Rule* rule = restored->current()->rule(rulePath()).rule;
        QCOMPARE(rule->notes.raw(), u"mine"_s);
        QCOMPARE(rule->header.description.raw(), u"theirs"_s);
        tests::EstateBuilder empty;
        const auto refused = restoreDraft(*draft, empty.make());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    }

    void aTornLastLineIsDropped() {
        const QString path = m_folder.filePath(u"torn"_s);
        ChangeSet set(estate());
        {
            auto journal = DraftJournal::create(path, headerFor(*set.base(), u"lab"_s));
            QVERIFY(journal);
            edit(set, *journal, u"1"_s, u"a"_s);
            edit(set, *journal, u"2"_s, u"b"_s);
        }
        const QByteArray whole = contents(path);
        const qsizetype second = whole.lastIndexOf('\n', whole.size() - 2) + 1;
        for (qsizetype cut = second + 1; cut < whole.size(); ++cut) {
            const auto draft = readDraft(whole.left(cut), path);
            QVERIFY2(draft, qPrintable(draft ? QString() : draft.error().message()));
            QCOMPARE(draft->done.size(), 1U);
            QCOMPARE(draft->notes.size(), 1);
        }
        overwrite(path, whole.left(whole.size() - 5));
        {
            auto opened = DraftJournal::open(path);
            QVERIFY(opened);
            auto restored = restoreDraft(opened->draft, estate());
            QVERIFY(restored);
            edit(*restored, opened->journal, u"3"_s, u"c"_s);
        }
        const auto again = readDraft(contents(path), path);
        QVERIFY2(again, qPrintable(again ? QString() : again.error().message()));
        QCOMPARE(again->done.size(), 2U);
        QVERIFY(again->notes.isEmpty());
    }

    void damageInTheMiddleIsRefused() {
        const QString path = m_folder.filePath(u"damaged"_s);
        ChangeSet set(estate());
        auto journal = DraftJournal::create(path, headerFor(*set.base(), u"lab"_s));
        QVERIFY(journal);
        edit(set, *journal, u"1"_s, u"a"_s);
        edit(set, *journal, u"2"_s, u"b"_s);
        QByteArray bytes = contents(path);
        bytes[bytes.indexOf('\n') + 3] = '\0';
        const auto draft = readDraft(bytes, path);
        QVERIFY(!draft);
        QVERIFY(draft.error().message().contains(u"damaged:2"_s));
        QVERIFY(!readDraft({}, path));
        QVERIFY(!readDraft("{\"format\":\"something\"}\n", path));
    }

    void killingLosesNothing() {
        QRandomGenerator random(20260101);
        for (int round = 0; round < 25; ++round) {
            const QString path = m_folder.filePath(u"killed-%1"_s.arg(round));
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {u"--edit"_s, path});
            QVERIFY(child.waitForStarted());
            const int patience = random.bounded(1, 60);
            int acknowledged = 0;
            while (acknowledged < patience && child.state() == QProcess::Running) {
                QVERIFY(child.canReadLine() || child.waitForReadyRead(20'000));
                while (child.canReadLine()) {
                    acknowledged = child.readLine().trimmed().toInt();
                }
            }
            child.kill();
            QVERIFY(child.waitForFinished());
            for (QByteArray line = child.readLine(); line.endsWith('\n'); line = child.readLine()) {
                acknowledged = line.trimmed().toInt();
            }
            auto opened = DraftJournal::open(path);
            QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message()));
            const auto kept = static_cast<int>(opened->draft.done.size());
            QVERIFY2(kept == acknowledged || kept == acknowledged + 1,
                     qPrintable(u"%1 of %2"_s.arg(kept).arg(acknowledged)));
            const auto restored = restoreDraft(opened->draft, estate());
            QVERIFY(restored);
            QCOMPARE(restored->current()->rule(rulePath()).rule->notes.raw(),
                     QString::number(kept));
        }
    }

private:
    QTemporaryDir m_folder;
};

int main(int argc, char* argv[]) {
    if (argc == 3 && QByteArrayView(argv[1]) == "--edit") {
        return editUntilKilled(QString::fromLocal8Bit(argv[2]));
    }
    const QCoreApplication application(argc, argv);
    TestDraftJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_draft_journal.moc"
