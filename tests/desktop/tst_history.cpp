// SPDX-License-Identifier: MIT
// The history: what was written, who did it and why, whether the trail is whole, and the way back.
#include "desktop/demo_window.h"
#include "desktop/history/history_bar.h"
#include "desktop/history/history_model.h"
#include "desktop/history/history_place.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "desktop/widgets/table_view.h"
#include "guard/audit_file.h"
#include "guard/audit_folder.h"
#include "guard/audit_schema.h"
#include "guard/sqlite_file.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::desktop::tests::DemoWindow;
using bulkhead::desktop::tests::kPatience;

namespace {

QString json(const QJsonObject& object) {
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

guard::AuditRow row(qint64 id, const QString& tool, const QString& status,
                    const QJsonObject& result = {}) {
    guard::AuditRow row;
    row.id = id;
    row.time = u"2026-11-2%1T10:00:00.123456+00:00"_s.arg(id % 10);
    row.skill = guard::auditSkill();
    row.tool = tool;
    row.status = status;
    row.params = json({{u"target"_s, u"lab"_s}, {u"group_id"_s, u"web"_s}});
    row.result = json(result);
    row.user = u"jane"_s;
    row.agent = u"console"_s;
    row.riskLevel = u"medium"_s;
    return row;
}

guard::UndoEntry record(const QString& id, qint64 auditRow, guard::UndoState state) {
    guard::UndoEntry entry;
    entry.id = id;
    entry.time = u"2026-11-20T10:00:00+00:00"_s;
    entry.state = state;
    entry.record.operation = u"create_group"_s;
    entry.record.target = u"lab"_s;
    entry.record.summary = u"Create group web"_s;
    entry.record.audit.row = auditRow;
    entry.record.images = change::imagesToJson(
        {{change::ImageKind::Object, u"/infra/domains/default/groups/web"_s,
          QJsonValue(QJsonValue::Null), QJsonObject{{u"display_name"_s, u"Web"_s}}}});
    return entry;
}

/// Text of every label in the inspector.
QString said(const QWidget& widget) {
    QStringList words;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        words << label->text();
    }
    for (const QWidget* child : widget.findChildren<QWidget*>()) {
        words << child->accessibleName();
    }
    return words.join(u'\n');
}

} // namespace

class TestHistory final : public QObject {
    Q_OBJECT

    std::unique_ptr<DemoWindow> m_demo;

    [[nodiscard]] HistoryPlace& place() const {
        return static_cast<HistoryPlace&>(m_demo->window().place(PlaceId::History));
    }
    [[nodiscard]] QAbstractItemModel& shown() const { return *place().table().model(); }
    [[nodiscard]] QString cell(int row, HistoryColumn column) const {
        return shown().index(row, static_cast<int>(column)).data().toString();
    }
    [[nodiscard]] QString chain() const { return place().findChild<HistoryBar*>()->text(); }
    [[nodiscard]] bool showHistory() const {
        m_demo->window().actions().history->trigger();
        return QTest::qWaitFor(
            [this] { return chain().contains(u"intact"_s) || chain().contains(u"trail:"_s); },
            kPatience);
    }
    [[nodiscard]] QString emptyWords() const {
        const auto states = place().findChildren<EmptyState*>();
        QString words;
        for (const EmptyState* state : states) {
            words += state->isVisible() ? said(*state) : QString();
        }
        return words;
    }
    void open() {
        m_demo = std::make_unique<DemoWindow>();
        QVERIFY(m_demo->open());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void cleanup() { m_demo.reset(); }

    void saysHowAWriteEnded_data() {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("word");
        QTest::newRow("done") << u"ok"_s << u"made"_s << u"done"_s;
        QTest::newRow("rules off") << u"ok_bypassed"_s << u"made"_s << u"done"_s;
        QTest::newRow("nothing") << u"ok"_s << u"not_made"_s << u"nothing to do"_s;
        QTest::newRow("partly") << u"error"_s << u"partly"_s << u"partly done"_s;
        QTest::newRow("failed") << u"error"_s << u"not_made"_s << u"failed"_s;
        QTest::newRow("answer lost, made") << u"error"_s << u"made"_s << u"done"_s;
        QTest::newRow("denied") << u"denied"_s << QString() << u"denied"_s;
        QTest::newRow("declined") << u"rejected"_s << QString() << u"not confirmed"_s;
        QTest::newRow("dry run") << u"dry_run"_s << u"not_made"_s << u"dry run"_s;
        QTest::newRow("killed") << u"interrupted"_s << QString() << u"outcome unknown"_s;
    }
    void saysHowAWriteEnded() {
        QFETCH(const QString, status);
        QFETCH(const QString, state);
        QFETCH(const QString, word);
        const auto entries = historyOf({row(1, u"create_group"_s, status, {{u"state"_s, state}})},
                                       {}, ops::Registry::standard());
        QCOMPARE(entries.size(), 1U);
        QCOMPARE(resultWord(entries.front().result), word);
        QCOMPARE(entries.front().target, u"lab"_s);
        QCOMPARE(entries.front().time, QDateTime(QDate(2026, 11, 21), QTime(10, 0), Qt::UTC));
        QVERIFY(!entries.front().obstacleToRevert(u"lab"_s).isEmpty()); // nothing was kept
    }

    void joinsRowsAndRecords() {
        auto foreign = row(4, u"create_group"_s, u"ok"_s);
        foreign.skill = u"vmware-storage"_s;
        const auto entries = historyOf(
            {row(5, u"create_group"_s, u"ok"_s,
                 {{u"state"_s, u"made"_s}, {u"undo_id"_s, u"aaaa"_s}, {u"summary"_s, u"A"_s}}),
             foreign, row(3, u"list_groups"_s, u"ok"_s),
             row(2, u"create_group"_s, u"interrupted"_s)},
            {record(u"aaaa"_s, 5, guard::UndoState::Undone),
             record(u"bbbb"_s, 2, guard::UndoState::Prepared),
             record(u"cccc"_s, 900, guard::UndoState::Recorded)},
            ops::Registry::standard());
        QCOMPARE(entries.size(), 3U); // no read, nobody else's
        QCOMPARE(entries.at(0).undoId, u"aaaa"_s);
        QCOMPARE(resultWord(entries.at(0).result), u"taken back"_s);
        QCOMPARE(entries.at(0).obstacleToRevert(u"lab"_s), u"It was already taken back."_s);
        QCOMPARE(entries.at(1).undoId, u"bbbb"_s); // a crash: known by its row
        QCOMPARE(resultWord(entries.at(1).result), u"outcome unknown"_s);
        QCOMPARE(entries.at(1).obstacleToRevert(u"lab"_s), QString());
        QCOMPARE(entries.at(2).undoId, u"cccc"_s); // its row is gone
        QCOMPARE(entries.at(2).what, u"Create group web"_s);
        QVERIFY(entries.at(2).obstacleToRevert({}).contains(u"Connect to lab"_s));
        QVERIFY(entries.at(2).obstacleToRevert(u"prod"_s).contains(u"lab"_s));
    }

    void theModelIsSound() {
        HistoryModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const int count : {3, 0, 1}) {
            std::vector<guard::AuditRow> rows;
            for (int i = 0; i < count; ++i) {
                rows.push_back(row(i, u"create_group"_s, u"ok"_s));
            }
            model.setEntries(historyOf(rows, {}, ops::Registry::standard()));
            QCOMPARE(model.rowCount({}), count);
        }
        QVERIFY(model.indexOfKey(model.entries().front().key).isValid());
        QVERIFY(!model.indexOfKey(u"nobody"_s).isValid());
    }

    void aPublishIsListedExplainedAndTakenBack() {
        open();
        QVERIFY(m_demo->disableTheRule());
        auto* reason = m_demo->window().findChild<QLineEdit*>(u"changeReason"_s);
        QTest::keyClicks(reason, u"CHG-4711"_s);
        QVERIFY(m_demo->publish());
        QVERIFY(showHistory());
        QCOMPARE(shown().rowCount(), 1);
        QCOMPARE(cell(0, HistoryColumn::Result), u"done"_s);
        QCOMPARE(cell(0, HistoryColumn::Reason), u"CHG-4711"_s);
        QVERIFY(cell(0, HistoryColumn::What).startsWith(u"Publish"_s));
        QVERIFY(!place().revertAction()->isEnabled());
        place().table().setCurrentIndex(shown().index(0, 0));
        QTRY_VERIFY(said(place().inspector()).contains(u"What changed"_s));
        const QString words = said(place().inspector());
        QVERIFY2(words.contains(u"PATCH /policy/api/v1/infra"_s), qPrintable(words));
        QVERIFY2(words.contains(u"CHG-4711"_s), qPrintable(words));
        QSignalSpy reverted(&m_demo->window().publisher(), &Publisher::reverted);
        QSignalSpy loaded(&m_demo->window().session(), &ManagerSession::loaded);
        QVERIFY(m_demo->press(u"historyRevert"_s));
        QVERIFY(m_demo->press(u"confirmGo"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!reverted.isEmpty() && !loaded.isEmpty(), kPatience);
        QVERIFY(!m_demo->isDisabled());
        QTRY_COMPARE_WITH_TIMEOUT(shown().rowCount(), 2, kPatience);
        QCOMPARE(cell(1, HistoryColumn::Result), u"taken back"_s);
        QCOMPARE(cell(0, HistoryColumn::Result), u"done"_s);
        place().table().setCurrentIndex(shown().index(1, 0));
        QTRY_VERIFY(!place().revertAction()->isEnabled());
        QVERIFY(place().revertAction()->toolTip().contains(u"already"_s));
        // The taking back can be taken back, as every write can.
        place().table().setCurrentIndex(shown().index(0, 0));
        QTRY_VERIFY(place().revertAction()->isEnabled());
        place().filterBar().setText(u"chg-4711"_s);
        QCOMPARE(shown().rowCount(), 1);
    }

    void theNoticeLeadsToTheWrite() {
        open();
        QVERIFY(m_demo->disableTheRule());
        QVERIFY(m_demo->publish());
        QVERIFY(m_demo->press(u"noticeDetails"_s));
        QTRY_VERIFY_WITH_TIMEOUT(place().table().currentIndex().isValid(), kPatience);
        QVERIFY(place().isVisible());
        QTRY_VERIFY(said(place().inspector()).contains(u"What changed"_s));
    }

    void anEmptyHistorySaysWhatComesHere() {
        open();
        QVERIFY(showHistory());
        QTRY_VERIFY(emptyWords().contains(u"Nothing was written yet"_s));
        QVERIFY(chain().contains(u"0 entries"_s));
    }

    void aChangedTrailIsSaid() {
        open();
        QVERIFY(m_demo->disableTheRule());
        QVERIFY(m_demo->publish());
        {
            guard::SqliteFile trail(guard::liveAuditFile({m_demo->guardFolder()}));
            QVERIFY(trail.write(
                [](guard::SqliteFile& file) {
                    return file.execute(u"UPDATE audit_log SET user = 'somebody'"_s);
                },
                guard::SqliteFile::Durability::Lazy));
        }
        QVERIFY(showHistory());
        QVERIFY2(chain().contains(u"Find out who changed the audit trail"_s), qPrintable(chain()));
        QCOMPARE(shown().rowCount(), 1); // it is shown all the same
    }

    void whatCannotBeReadSaysWhyAndIsTriedAgain() {
        open();
        const QString file = guard::auditFilePath(m_demo->guardFolder());
        QVERIFY(QDir().mkpath(file)); // a folder where the file should be
        m_demo->window().actions().history->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(emptyWords().contains(u"cannot be read"_s), kPatience);
        QVERIFY(QDir().rmdir(file));
        QVERIFY(m_demo->press(u"historyRetry"_s));
        QTRY_VERIFY_WITH_TIMEOUT(emptyWords().contains(u"Nothing was written yet"_s), kPatience);
    }

    void isThereWithoutAManager() {
        m_demo = std::make_unique<DemoWindow>();
        MainWindow window{DesktopOptions{}};
        window.show();
        window.showPlace(PlaceId::History);
        QVERIFY(window.place(PlaceId::History).isVisible());
    }
};

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
