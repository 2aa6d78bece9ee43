// SPDX-License-Identifier: MIT
#include "guard/redactor.h"
#include "guard/sql_undo_store.h"
#include "guard/store_fixture.h"

#include <QDir>
#include <QJsonDocument>
#include <QRegularExpression>

#include <memory>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestUndoStore final : public QObject {
    Q_OBJECT

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"ops/undo.db"_s); }
    [[nodiscard]] static UndoRecord record() {
        UndoRecord made;
        made.operation = u"delete_group"_s;
        made.target = u"lab"_s;
        made.summary = u"Delete group web"_s;
        made.object = u"/infra/domains/default/groups/web"_s;
        made.parameters = {{u"group_id"_s, u"web"_s}};
        made.images = {QJsonObject{{u"path"_s, made.object}, {u"before"_s, QJsonObject{}}}};
        made.audit = {42};
        return made;
    }
    /// A stored record's id; empty if it was refused.
    [[nodiscard]] QString prepare(const UndoRecord& made = record()) {
        const auto id = tests::await(m_store->prepare(made));
        return id ? *id : QString();
    }
    /// Puts an id in the place of another, in both tables.
    void rename(const QString& id, const QString& wanted) {
        tests::PlainSql sql(path());
        sql.run(u"UPDATE undo_log SET undo_id = ? WHERE undo_id = ?"_s, {wanted, id});
        sql.run(u"UPDATE bulkhead_undo SET undo_id = ? WHERE undo_id = ?"_s, {wanted, id});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqlUndoStore> m_store;

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<SqlUndoStore>(UndoOptions{m_folder->filePath(u"ops"_s), 100});
    }
    void cleanup() { m_store.reset(); }

    void preparedRecordIsStored() {
        const QString id = prepare();
        static const QRegularExpression shape(u"^[0-9a-f]{16}$"_s);
        QVERIFY2(shape.match(id).hasMatch(), qPrintable(id));
        const auto entry = tests::await(m_store->find(id));
        QVERIFY2(entry, entry ? "" : qPrintable(entry.error().message()));
        QCOMPARE(entry->id, id);
        QCOMPARE(entry->state, UndoState::Prepared);
        QVERIFY(QDateTime::fromString(entry->time, Qt::ISODateWithMs).isValid());
        const UndoRecord expected = record();
        QCOMPARE(entry->record.operation, expected.operation);
        QCOMPARE(entry->record.target, expected.target);
        QCOMPARE(entry->record.summary, expected.summary);
        QCOMPARE(entry->record.object, expected.object);
        QCOMPARE(entry->record.parameters, expected.parameters);
        QCOMPARE(entry->record.images, expected.images);
        QCOMPARE(entry->record.impossible, QString());
        QCOMPARE(entry->record.audit.row, 42);
        QVERIFY(tests::isPrivate(path()));
        QVERIFY(tests::isPrivate(QFileInfo(path()).path()));
    }

    void emptyRecordIsStoredToo() {
        const QString id = prepare({});
        QVERIFY(!id.isEmpty());
        QVERIFY(tests::await(m_store->find(id)));
    }

    void familySeesARowOfItsOwn() {
        const QString id = prepare();
        tests::PlainSql sql(path());
        const auto column = [&sql, &id](const QString& name) {
            return sql.value(u"SELECT "_s + name + u" FROM undo_log WHERE undo_id = ?"_s, {id})
                .toString();
        };
        QCOMPARE(column(u"skill"_s), u"vmware-nsx-security"_s);
        QCOMPARE(column(u"tool"_s), u"delete_group"_s);
        QCOMPARE(column(u"undo_skill"_s), u"vmware-nsx-security"_s);
        QCOMPARE(column(u"undo_tool"_s), u"undo_change"_s);
        QCOMPARE(column(u"undo_params"_s), u"{\"undo_id\":\""_s + id + u"\"}"_s);
        QCOMPARE(column(u"orig_params"_s), u"{\"group_id\":\"web\"}"_s);
        QCOMPARE(column(u"status"_s), u"prepared"_s);
        QVERIFY(tests::await(m_store->complete(id, UndoState::Recorded, {}, {})));
        QCOMPARE(column(u"status"_s), u"recorded"_s);
        QCOMPARE(sql.value(u"SELECT count(*) FROM sqlite_master WHERE name = 'idx_undo_status'"_s)
                     .toInt(),
                 1);
    }

    void completionKeepsOrReplacesImages() {
        const QString id = prepare();
        QVERIFY(tests::await(m_store->complete(id, UndoState::Recorded, {}, u"first"_s)));
        auto entry = tests::await(m_store->find(id));
        QVERIFY(entry);
        QCOMPARE(entry->state, UndoState::Recorded);
        QCOMPARE(entry->note, u"first"_s);
        QCOMPARE(entry->record.images, record().images);
        const QJsonArray after{QJsonObject{{u"after"_s, 1}}};
        QVERIFY(tests::await(m_store->complete(id, UndoState::Undone, after, u"by 0123"_s)));
        entry = tests::await(m_store->find(id));
        QVERIFY(entry);
        QCOMPARE(entry->state, UndoState::Undone);
        QCOMPARE(entry->record.images, after);
    }

    void transitions_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("may");
        const auto row = [](const char* name, UndoState from, UndoState to, bool may) {
            QTest::newRow(name) << static_cast<int>(from) << static_cast<int>(to) << may;
        };
        row("made", UndoState::Prepared, UndoState::Recorded, true);
        row("not made", UndoState::Prepared, UndoState::NotMade, true);
        row("after a crash", UndoState::Prepared, UndoState::Undone, true);
        row("undone", UndoState::Recorded, UndoState::Undone, true);
        row("undone twice", UndoState::Undone, UndoState::Recorded, false);
        row("made is made", UndoState::Recorded, UndoState::NotMade, false);
        row("nothing to undo", UndoState::NotMade, UndoState::Undone, false);
        row("said twice", UndoState::NotMade, UndoState::NotMade, true);
    }
    void transitions() {
        QFETCH(const int, from);
        QFETCH(const int, to);
        QFETCH(const bool, may);
        const QString id = prepare();
        QVERIFY(tests::await(m_store->complete(id, static_cast<UndoState>(from), {}, {})));
        const auto moved = tests::await(m_store->complete(id, static_cast<UndoState>(to), {}, {}));
        QCOMPARE(moved.has_value(), may);
        if (!may) {
            QCOMPARE(moved.error().kind, ErrorKind::Conflict);
        }
        const auto entry = tests::await(m_store->find(id));
        QVERIFY(entry);
        QCOMPARE(static_cast<int>(entry->state), may ? to : from);
    }

    void unknownRecordCannotBeCompleted() {
        const auto done =
            tests::await(m_store->complete(u"0123456789abcdef"_s, UndoState::Recorded, {}, {}));
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::NotFound);
    }

    void findsByPrefix_data() {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("id"); // empty: refused
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, const QString& prefix, const QString& id,
                            ErrorKind kind) {
            QTest::newRow(name) << prefix << id << static_cast<int>(kind);
        };
        const QString first = u"aaaa111100000000"_s;
        row("whole", first, first, ErrorKind::Failed);
        row("unique", u"aaaa1"_s, first, ErrorKind::Failed);
        row("capitals and blanks", u" AAAA1 "_s, first, ErrorKind::Failed);
        row("ambiguous", u"aaaa"_s, {}, ErrorKind::InvalidInput);
        row("too short", u"aaa"_s, {}, ErrorKind::InvalidInput);
        row("too long", first + u"0"_s, {}, ErrorKind::InvalidInput);
        row("none", u"bbbb"_s, {}, ErrorKind::NotFound);
        row("wildcard", u"aaaa%"_s, {}, ErrorKind::InvalidInput);
        row("other characters", u"../../etc"_s, {}, ErrorKind::InvalidInput);
        row("line feed", u"aaaa1\n1"_s, {}, ErrorKind::InvalidInput);
    }
    void findsByPrefix() {
        QFETCH(const QString, prefix);
        QFETCH(const QString, id);
        QFETCH(const int, kind);
        rename(prepare(), u"aaaa111100000000"_s);
        rename(prepare(), u"aaaa222200000000"_s);
        const auto entry = tests::await(m_store->find(prefix));
        const auto row = tests::await(m_store->logRow(prefix));
        QCOMPARE(entry.has_value(), !id.isEmpty());
        QCOMPARE(row.has_value(), !id.isEmpty());
        if (id.isEmpty()) {
            QCOMPARE(static_cast<int>(entry.error().kind), kind);
            QCOMPARE(static_cast<int>(row.error().kind), kind);
            return;
        }
        QCOMPARE(entry->id, id);
        QCOMPARE(row->id, id);
    }

    void ambiguousPrefixListsTheCandidates() {
        rename(prepare(), u"aaaa111100000000"_s);
        rename(prepare(), u"aaaa222200000000"_s);
        const auto entry = tests::await(m_store->find(u"aaaa"_s));
        QVERIFY(!entry);
        const QString message = entry.error().message();
        QVERIFY(message.contains(u"aaaa111100000000"_s));
        QVERIFY(message.contains(u"aaaa222200000000"_s));
    }

    void listsTheNewestFirst() {
        QStringList ids;
        for (int i = 0; i < 4; ++i) {
            ids.prepend(prepare());
        }
        QVERIFY(tests::await(m_store->complete(ids.at(1), UndoState::Recorded, {}, {})));
        const auto listed = [this](int last, std::optional<UndoState> state) {
            const auto entries = tests::await(m_store->list(last, state));
            QStringList found;
            if (entries) {
                for (const UndoEntry& entry : *entries) {
                    found << entry.id;
                }
            }
            return found;
        };
        QCOMPARE(listed(10, std::nullopt), ids);
        QCOMPARE(listed(2, std::nullopt), ids.mid(0, 2));
        QCOMPARE(listed(10, UndoState::Recorded), QStringList{ids.at(1)});
        QCOMPARE(listed(10, UndoState::Undone), QStringList());
        QVERIFY(!tests::await(m_store->list(0, std::nullopt)));
        QVERIFY(!tests::await(m_store->list(10'001, std::nullopt)));
    }

    void recordsOfOtherToolsAreShownAndKept() {
        QVERIFY(QDir(m_folder->path()).mkdir(u"ops"_s));
        tests::PlainSql sql(path());
        sql.run(u"CREATE TABLE undo_log(undo_id TEXT PRIMARY KEY, ts TEXT, skill TEXT, tool TEXT, "
                "undo_skill TEXT, undo_tool TEXT, undo_params TEXT, orig_params TEXT, "
                "status TEXT DEFAULT 'recorded', workflow_id TEXT, note TEXT)"_s);
        sql.run(u"INSERT INTO undo_log(undo_id, skill, tool, undo_tool) "
                "VALUES ('feed000000000000', 'vmware-aiops', 'vm_off\x1b', 'vm_on')"_s);
        const QString id = prepare();
        QVERIFY(!id.isEmpty());
        const auto rows = tests::await(m_store->log(20, {}));
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message()));
        QCOMPARE(rows->size(), 2U);
        QCOMPARE(rows->at(0).id, id);
        QCOMPARE(rows->at(1).skill, u"vmware-aiops"_s);
        QVERIFY(!rows->at(1).tool.contains(QChar(0x1b)));
        const auto recorded = tests::await(m_store->log(20, u"recorded"_s));
        QVERIFY(recorded);
        QCOMPARE(recorded->size(), 1U);
        QCOMPARE(tests::await(m_store->logRow(u"feed"_s))->undoTool, u"vm_on"_s);
        const auto entry = tests::await(m_store->find(u"feed"_s));
        QVERIFY(!entry);
        QCOMPARE(entry.error().kind, ErrorKind::NotFound);
        QCOMPARE(tests::await(m_store->list(10, std::nullopt))->size(), 1U);
    }

    void secretsAreTakenOut() {
        Redactor::process().learn(u"planted-undo-pw"_s);
        UndoRecord made = record();
        made.summary = u"with planted-undo-pw"_s;
        made.parameters = {{u"password"_s, u"abc-def"_s}, {u"x"_s, u"planted-undo-pw"_s}};
        const QString id = prepare(made);
        QVERIFY(tests::await(
            m_store->complete(id, UndoState::Recorded, {}, u"note planted-undo-pw"_s)));
        m_store.reset();
        const QDir folder(QFileInfo(path()).path());
        for (const QString& name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(!bytes.contains("planted-undo-pw"));
            QVERIFY(!bytes.contains("abc-def"));
        }
    }

    void failsClosed_data() {
        QTest::addColumn<QString>("how");
        QTest::newRow("folder cannot be made") << u"file"_s;
        QTest::newRow("corrupt") << u"corrupt"_s;
        QTest::newRow("locked") << u"locked"_s;
    }
    void failsClosed() {
        QFETCH(const QString, how);
        std::unique_ptr<tests::PlainSql> other;
        if (how == u"file"_s) {
            QVERIFY(makePrivateFile(QFileInfo(path()).path()));
        } else {
            QVERIFY(QDir(m_folder->path()).mkdir(u"ops"_s));
            if (how == u"corrupt"_s) {
                QFile file(path());
                QVERIFY(file.open(QIODevice::WriteOnly));
                QCOMPARE(file.write(QByteArray(4096, 'x')), 4096);
            } else {
                other = std::make_unique<tests::PlainSql>(path());
                other->run(u"CREATE TABLE other(x)"_s);
                other->run(u"BEGIN EXCLUSIVE"_s);
            }
        }
        const auto id = tests::await(m_store->prepare(record()));
        QVERIFY(!id);
        QVERIFY(id.error().message().contains(m_folder->path()));
    }
};

QTEST_GUILESS_MAIN(TestUndoStore)
#include "tst_undo_store.moc"
