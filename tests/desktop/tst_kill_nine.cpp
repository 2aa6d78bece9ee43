// SPDX-License-Identifier: MIT
// Killed at any moment while it edits and publishes, the program loses nothing: the draft is there,
// the trail says what was sent, and undo gives everything back. The test program starts itself as
// the one that dies: "child CONFIG DRAFTS SEED".
#include "../simulator/api_client.h"
#include "change/rule_edits.h"
#include "desktop/changes/confirm_dialog.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/theme/theme.h"
#include "guard/audit_query.h"
#include "guard/undo_file.h"
#include "support/guarded_pipeline.h"
#include "support/lab.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using tests::GuardedPipeline;
using tests::Lab;

namespace {

constexpr int kOperations = 60; ///< of a child that nobody kills
constexpr int kRules = 6;
constexpr int kLatestMs = 25; ///< after a line of the child, at most

/// A machine under a sanitizer may be too slow for all of them.
int kills() {
    bool isSet = false;
    const int given = qEnvironmentVariableIntValue("BULKHEAD_KILLS", &isSet);
    return isSet && given > 0 ? given : 100;
}

void say(const QByteArray& line) {
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

/// What is staged: the notes of each rule.
QByteArray stateOf(const change::ChangeSet& edits) {
    QJsonObject notes;
    for (const change::Edit& edit : edits.net()) {
        notes.insert(edit.path, edit.after[u"notes"].toString());
    }
    return QJsonDocument(notes).toJson(QJsonDocument::Compact);
}

/// Edits, takes back and publishes for a while, with everything that a window does it with.
class Child final : public QObject {
public:
    Child(config::Target target, const QString& drafts, quint32 seed)
        : m_document(nullptr, drafts),
          m_runner(m_session, &m_window),
          m_publisher(m_document, m_runner),
          m_random(seed),
          m_seed(seed) {
        connect(&m_session, &ManagerSession::loaded, this,
                [this](const snapshot::SnapshotPointer& snapshot) { begin(snapshot); });
        connect(&m_session, &ManagerSession::failed, this, &Child::giveUp);
        connect(&m_session, &ManagerSession::passwordNeeded, this, &Child::giveUp);
        connect(&m_publisher, &Publisher::failed, this, &Child::giveUp);
        connect(&m_publisher, &Publisher::published, this, [this](const Published&) {
            m_document.takeAsPublished();
            say("published");
            later();
        });
        auto* yes = new QTimer(this);
        connect(yes, &QTimer::timeout, this, [] {
            const QWidgetList windows = QApplication::topLevelWidgets();
            for (QWidget* window : windows) {
                if (auto* dialog = qobject_cast<ConfirmDialog*>(window); dialog != nullptr) {
                    dialog->accept();
                }
            }
        });
        yes->start(1);
        m_session.open(std::move(target));
    }

private:
    void giveUp(const Error& error) {
        say("failed " + error.message().toUtf8());
        QCoreApplication::exit(1);
    }
    void begin(const snapshot::SnapshotPointer& snapshot) {
        m_document.show(snapshot);
        for (const model::SecurityPolicy& policy : snapshot->policies()) {
            for (const model::Rule& rule : policy.rules) {
                if (m_rules.size() < kRules && !policy.isDefault.value_or(false) &&
                    !rule.isDefault.value_or(false)) {
                    m_rules << rule.header.path;
                }
            }
        }
        say("ready");
        later();
    }
    void later() {
        QTimer::singleShot(0, this, [this] { next(); });
    }
    void next() {
        if (++m_operations > kOperations) {
            QCoreApplication::exit(0);
            return;
        }
        const auto kind = m_random.bounded(10);
        if (kind == 0 && m_document.hasEdits()) {
            say("publish");
            m_publisher.publish(u"Notes"_s, u"killed"_s);
            return;
        }
        change::ChangeSet meant = *m_document.edits();
        if (kind == 1 && meant.canUndo()) {
            static_cast<void>(meant.undo());
            say("try " + stateOf(meant));
            m_document.undo();
        } else {
            const QString path = m_rules.at(m_random.bounded(static_cast<int>(m_rules.size())));
            const QString note = u"k%1-%2"_s.arg(m_seed).arg(m_operations);
            const auto step = change::changeRules(
                *m_document.snapshot(), {path}, u"notes"_s,
                [&note](model::Rule& rule) { rule.notes = UntrustedText(note); });
            static_cast<void>(meant.push(*step));
            say("try " + stateOf(meant));
            static_cast<void>(m_document.stage(step));
        }
        say("state " + stateOf(*m_document.edits()));
        later();
    }

    QWidget m_window;
    Document m_document;
    ManagerSession m_session;
    OperationRunner m_runner;
    Publisher m_publisher;
    QRandomGenerator m_random;
    quint32 m_seed;
    QStringList m_rules;
    int m_operations = 0;
};

int child(const QStringList& arguments) {
    const auto configuration = config::loadConfiguration(arguments.at(2));
    const auto target = configuration ? config::selectTarget(*configuration, {})
                                      : Result<config::Target>(fail(configuration.error()));
    if (!target || !Theme::install()) {
        say("failed " + (target ? QByteArray("no theme") : target.error().message().toUtf8()));
        return 1;
    }
    const Child running(*target, arguments.at(3), arguments.at(4).toUInt());
    return QApplication::exec();
}

/// The notes of all rules of this kind that stand in a text.
QSet<QString> notesIn(const QString& text) {
    static const QRegularExpression note(u"k[0-9]+-[0-9]+"_s);
    QSet<QString> found;
    auto matches = note.globalMatch(text);
    while (matches.hasNext()) {
        found.insert(matches.next().captured());
    }
    return found;
}

QJsonValue withoutServerFields(const QJsonValue& value) {
    if (value.isArray()) {
        QJsonArray list;
        const QJsonArray elements = value.toArray();
        for (const QJsonValue element : elements) {
            list.append(withoutServerFields(element));
        }
        return list;
    }
    if (!value.isObject()) {
        return value;
    }
    QJsonObject object;
    const QJsonObject whole = value.toObject();
    for (auto it = whole.constBegin(); it != whole.constEnd(); ++it) {
        const bool isTimeOrRevision = it.key() == u"_revision" ||
                                      it.key() == u"_last_modified_time" ||
                                      it.key() == u"_last_modified_user";
        if (!isTimeOrRevision) {
            object.insert(it.key(), withoutServerFields(it.value()));
        }
    }
    return object;
}

} // namespace

class TestKillNine final : public QObject {
    Q_OBJECT

private:
    /// What the child has said before it died.
    struct Said {
        QJsonObject state;         ///< staged, and acknowledged
        QJsonObject attempt;       ///< staged, if the last operation was carried out
        bool isPublishing = false; ///< the last that was heard
        QByteArray failure;
    };

    std::unique_ptr<Lab> m_lab;
    std::unique_ptr<simulator::test::ApiClient> m_client;
    QJsonValue m_before;

    [[nodiscard]] QJsonValue configuration() {
        return withoutServerFields(
            m_client
                ->get(u"/policy/api/v1/infra?filter=Type-Domain%7CSecurityPolicy%7CRule%7C"
                      "Group%7CService%7CPolicyExcludeList"_s)
                .json());
    }

    /// Runs a child until it has said `lines` lines, and a little longer.
    [[nodiscard]] Said runAndKill(const QTemporaryDir& folder, quint32 seed, int lines,
                                  int laterMs) const {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"OPS_HOME"_s, folder.filePath(u"guard"_s));
        process.setProcessEnvironment(environment);
        process.start(
            QCoreApplication::applicationFilePath(),
            {u"child"_s, m_lab->configFile(), folder.filePath(u"drafts"_s), QString::number(seed)});
        QByteArray out;
        const auto hasSaid = [&] {
            out += process.readAllStandardOutput();
            return out.count('\n') >= lines || process.state() == QProcess::NotRunning;
        };
        static_cast<void>(QTest::qWaitFor(hasSaid, 60'000));
        if (process.state() == QProcess::NotRunning &&
            process.exitStatus() == QProcess::CrashExit) {
            Said said;
            said.failure = "the child crashed by itself: " + process.readAllStandardError();
            return said;
        }
        QTimer::singleShot(laterMs, &process, &QProcess::kill);
        static_cast<void>(QTest::qWaitFor(
            [&process] { return process.state() == QProcess::NotRunning; }, 60'000));
        out += process.readAllStandardOutput();
        out.truncate(out.lastIndexOf('\n') + 1);
        return heard(out);
    }
    [[nodiscard]] static Said heard(const QByteArray& out) {
        Said said;
        const QList<QByteArray> lines = out.split('\n');
        for (const QByteArray& line : lines) {
            const QByteArray word = line.left(line.indexOf(' '));
            const QJsonObject notes =
                QJsonDocument::fromJson(line.mid(line.indexOf(' ') + 1)).object();
            if (word == "try") {
                said.isPublishing = false;
                said.attempt = notes;
            } else if (word == "state") {
                said.state = notes;
            } else if (line == "publish") {
                said.isPublishing = true;
            } else if (line == "published") {
                said = {};
            } else if (word == "failed") {
                said.failure = line;
            }
        }
        return said;
    }

    /// The draft, on the manager as it is now, has everything that was acknowledged.
    [[nodiscard]] QString restoreDraft(const QTemporaryDir& folder, const Said& said,
                                       GuardedPipeline& pipeline) const {
        auto now = tests::await(pipeline.readAll());
        if (!now) {
            return now.error().message();
        }
        Document document(nullptr, folder.filePath(u"drafts"_s));
        document.show(*now);
        const std::vector<LeftDraft> left = document.leftDrafts();
        if (left.size() > 1) {
            return u"there are several drafts"_s;
        }
        if (!left.empty()) {
            if (const auto restored = document.restore(left.front().file); !restored) {
                return restored.error().message();
            }
        }
        const auto fits = [&document](const QJsonObject& notes) {
            for (auto it = notes.constBegin(); it != notes.constEnd(); ++it) {
                if (document.snapshot()->rule(it.key()).rule->notes.raw() != it->toString()) {
                    return false;
                }
            }
            for (const change::Edit& edit : document.edits()->net()) {
                if (notes.value(edit.path) != edit.after[u"notes"]) {
                    return false;
                }
            }
            return true;
        };
        return fits(said.state) || fits(said.attempt)
                   ? QString()
                   : u"the draft has %1"_s.arg(QString::fromUtf8(stateOf(*document.edits())));
    }

    /// Every write that the manager saw has its row, with what was sent; and no row says that
    /// something was done that the manager never saw.
    [[nodiscard]] QString checkTrail(const QString& guardFolder) const {
        guard::AuditFilter all;
        all.limit = 10'000;
        auto rows = guard::readAuditRows(guardFolder, all, 5000);
        if (!rows) {
            return rows.error().message();
        }
        std::erase_if(*rows,
                      [](const guard::AuditRow& row) { return row.tool != u"publish_change"; });
        std::reverse(rows->begin(), rows->end());
        std::vector<QString> sent;
        for (const simulator::RequestRecord& request : m_lab->manager().requests()) {
            if (request.method == "PATCH") {
                sent.push_back(QString::fromUtf8(request.body));
            }
        }
        // One row may be ahead: killed between the row and the request.
        if (rows->size() < sent.size() || rows->size() > sent.size() + 1) {
            return u"%1 writes were sent, %2 are in the trail"_s.arg(sent.size()).arg(rows->size());
        }
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const guard::AuditRow& row = (*rows)[i];
            const bool isLast = i + 1 == rows->size();
            if (row.status != u"ok" && !(isLast && row.status == u"interrupted")) {
                return u"row %1 is %2"_s.arg(i).arg(row.status);
            }
            if (i >= sent.size()) {
                continue;
            }
            if (notesIn(sent[i]).isEmpty() || !notesIn(row.params).contains(notesIn(sent[i]))) {
                return u"row %1 does not say what was sent"_s.arg(i);
            }
        }
        const auto chain = guard::verifyAudit(guardFolder, {}, 5000);
        return !chain ? chain.error().message() : chain->intact ? QString() : chain->problem;
    }

    /// Takes everything back, the newest first.
    [[nodiscard]] QString undoAll(const QString& guardFolder, GuardedPipeline& pipeline) {
        guard::UndoFile records({guardFolder});
        const auto entries = records.list(1000, std::nullopt);
        if (!entries) {
            return entries.error().message();
        }
        for (const guard::UndoEntry& entry : *entries) {
            const auto undone = pipeline.call(u"undo_change"_s, {{u"undo_id"_s, entry.id}});
            if (!undone) {
                return undone.error().message();
            }
        }
        return configuration() == m_before ? QString()
                                           : u"the manager is not as it was in the beginning"_s;
    }

private Q_SLOTS:
    void initTestCase() {
        m_lab = std::make_unique<Lab>();
        m_client = std::make_unique<simulator::test::ApiClient>(m_lab->manager(), u"admin"_s,
                                                                u"correct horse 7!"_s);
        m_before = configuration();
    }

    void nothingIsLost() {
        bool isSet = false;
        const int only = qEnvironmentVariableIntValue("BULKHEAD_SEED", &isSet);
        const int first = isSet ? only : 1;
        const int last = isSet ? only : kills();
        int published = 0;
        int publishing = 0;
        for (int seed = first; seed <= last; ++seed) {
            QRandomGenerator random(static_cast<quint32>(seed));
            const QTemporaryDir folder;
            const QString guardFolder = folder.filePath(u"guard"_s);
            m_lab->manager().clearRequests();
            const Said said =
                runAndKill(folder, static_cast<quint32>(seed), 1 + random.bounded(2 * kOperations),
                           random.bounded(kLatestMs));
            const auto verify = [seed](const QString& problem) {
                return problem.isEmpty() ? QByteArray()
                                         : u"seed %1: %2"_s.arg(seed).arg(problem).toUtf8();
            };
            QVERIFY2(said.failure.isEmpty(), said.failure.constData());
            const QStringList writes = m_lab->writes();
            published += static_cast<int>(writes.size());
            publishing += said.isPublishing ? 1 : 0;
            GuardedPipeline pipeline(m_lab->configFile(), guardFolder);
            const QByteArray draft = verify(restoreDraft(folder, said, pipeline));
            QVERIFY2(draft.isEmpty(), draft.constData());
            const QByteArray trail = verify(checkTrail(guardFolder));
            QVERIFY2(trail.isEmpty(), trail.constData());
            const QByteArray undone = verify(undoAll(guardFolder, pipeline));
            QVERIFY2(undone.isEmpty(), undone.constData());
        }
        QVERIFY2(isSet || published > 0, "no child came to publish anything");
        qInfo("%d children killed, %d while publishing, %d publishes undone", last - first + 1,
              publishing, published);
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments.at(1) == u"child"_s) {
        return child(arguments);
    }
    TestKillNine test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kill_nine.moc"
