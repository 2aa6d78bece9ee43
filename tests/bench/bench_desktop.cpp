// SPDX-License-Identifier: MIT
// bench_desktop [RULES] [RUNS]: the real window, offscreen, on a large estate: a frame while
// scrolling, a keystroke in the filter, edits of every kind, the editors of groups and cells, and
// the memory of it all. Run it with QT_QPA_PLATFORM=offscreen. The estate is made by a process of
// its own (bench_desktop --make FILE RULES) and opened as a snapshot file, so that the memory is
// the window's.
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/groups/group_editor.h"
#include "desktop/main_window.h"
#include "desktop/places/table_place.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/table_view.h"
#include "simulator/estate_generator.h"
#include "snapshot/formats.h"
#include "statistics.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPointer>
#include <QProcess>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>

#include <cstdlib>
#include <functional>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bench::Row;

namespace {

constexpr QSize kWindow{1440, 900};
constexpr int kPatienceMs = 120'000;

[[noreturn]] void giveUp(const QString& why) {
    std::fprintf(stderr, "bench_desktop: %s\n", qPrintable(why));
    std::exit(1);
}

template <typename T>
T must(Result<T> result) {
    if (!result) {
        giveUp(result.error().message());
    }
    return *std::move(result);
}

/// As a manager would send it, so that the strings are as they are in life.
snapshot::SnapshotPointer makeEstate(int rules) {
    simulator::EstateSize size;
    size.rules = rules;
    size.policies = std::max(1, rules / 20);
    size.groups = std::max(1, rules / 10);
    size.machines = std::max(1, rules / 5);
    const simulator::Estate estate = must(simulator::generateEstate(size));
    snapshot::Content content;
    content.origin.kind = snapshot::OriginKind::Manager;
    content.origin.place = u"bench"_s;
    const QByteArray infra = QJsonDocument(estate.infra()).toJson(QJsonDocument::Compact);
    if (auto added = snapshot::addHierarchy(content, infra, u"the estate"_s); !added) {
        giveUp(added.error().message());
    }
    const QByteArray machines = QJsonDocument(QJsonObject{{u"results"_s, estate.virtualMachines()}})
                                    .toJson(QJsonDocument::Compact);
    static_cast<void>(must(snapshot::addMachinePage(content, machines, u"machines"_s)));
    return snapshot::Snapshot::make(std::move(content));
}

int writeEstate(const QString& path, int rules) {
    QFile file(path);
    const QByteArray bytes = snapshot::write(*makeEstate(rules));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? 0 : 1;
}

/// Made by a process of its own.
snapshot::SnapshotPointer openEstate(int rules) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"estate.json"_s);
    const int code = QProcess::execute(QCoreApplication::applicationFilePath(),
                                       {u"--make"_s, path, QString::number(rules)});
    QFile file(path);
    if (code != 0 || !file.open(QIODevice::ReadOnly)) {
        giveUp(u"the estate could not be made"_s);
    }
    return must(snapshot::read(file.readAll(), u"estate.json"_s));
}

/// MiB of this process in memory; nothing where the system does not say.
double residentMiB(const char* key) {
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(key)) {
            return line.simplified().split(' ').value(1).toDouble() / 1024;
        }
    }
    return 0;
}

/// Lets the event loop run until it is so.
void waitUntil(const std::function<bool()>& isSo, const QString& what) {
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (isSo()) {
            loop.quit();
        }
    });
    look.start(5);
    bool late = false;
    QTimer::singleShot(kPatienceMs, &loop, [&] {
        late = true;
        loop.quit();
    });
    if (!isSo()) {
        loop.exec();
    }
    if (late) {
        giveUp(u"it took too long until "_s + what);
    }
}

class Bench final {
public:
    Bench(MainWindow& window, int runs) : m_window(window), m_runs(runs) {}

    /// What a person waits for: the work itself, everything it has queued, and the next frame. What
    /// the thread pool hands over afterwards is waited for, and counts as a row of its own.
    void measure(const QString& what, const std::function<void(int)>& work) {
        Row row{what, {}};
        for (int i = 0; i < m_runs; ++i) {
            settle();
            QElapsedTimer clock;
            clock.start();
            work(i);
            QCoreApplication::processEvents();
            frame();
            row.milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        settle();
        m_rows.push_back(std::move(row));
    }
    void print() const {
        std::printf("| what | median ms | p95 | longest |\n|---|---:|---:|---:|\n");
        for (const Row& row : m_rows) {
            std::printf("| %s | %.1f | %.1f | %.1f |\n", qPrintable(row.what), row.median(),
                        row.at(0.95), row.at(1));
        }
        std::printf("| taking what was computed in the background | %.1f | %.1f | %.1f |\n",
                    m_turns.median(), m_turns.at(0.95), m_turns.at(1));
    }

private:
    /// Paints what has changed, as the window system asks for it.
    void frame() {
        QEvent request(QEvent::UpdateRequest);
        QCoreApplication::sendEvent(&m_window, &request);
    }
    /// Until the pool is idle; each turn of the event loop is measured with its frame.
    void settle() {
        double longest = 0;
        const Document& document = m_window.document();
        bool isIdle = false;
        while (!isIdle) {
            isIdle = QThreadPool::globalInstance()->waitForDone(1) && document.search() != nullptr;
            QElapsedTimer clock;
            clock.start();
            QCoreApplication::processEvents();
            frame();
            longest = std::max(longest, static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        m_turns.milliseconds.push_back(longest);
    }

    MainWindow& m_window;
    int m_runs;
    std::vector<Row> m_rows;
    Row m_turns{{}, {}};
};

void must(const Result<void>& result) {
    if (!result) {
        giveUp(result.error().message());
    }
}

void readingAndFinding(Bench& bench, MainWindow& window, int runs) {
    TablePlace& place = window.tablePlace(PlaceId::Firewall);
    TableView& table = place.table();
    QScrollBar& bar = *table.verticalScrollBar();
    bench.measure(u"scroll by a line"_s, [&bar](int i) { bar.setValue(i * bar.singleStep()); });
    bench.measure(u"scroll to anywhere"_s, [&bar, runs](int i) {
        bar.setValue(static_cast<int>(static_cast<qint64>(bar.maximum()) * (i * 37 % runs) / runs));
    });
    bench.measure(u"choose another row"_s, [&table](int) {
        table.setCurrentIndex(table.indexBelow(
            table.currentIndex().isValid() ? table.currentIndex() : table.indexAt(QPoint(0, 0))));
    });
    auto& field = *place.filterBar().findChild<QLineEdit*>();
    const QString typed = u"web-allow action:allow"_s;
    bench.measure(u"type into the filter"_s, [&](int i) {
        field.setText(typed.left(i % static_cast<int>(typed.size()) + 1));
        Q_EMIT field.textEdited(field.text());
    });
    field.clear();
    Q_EMIT field.textEdited({});
    QCoreApplication::processEvents();
}

void edits(Bench& bench, Document& document) {
    const auto now = [&document]() -> const snapshot::Snapshot& { return *document.snapshot(); };
    const auto& policies = now().policies();
    const QString policy = policies.at(policies.size() / 2).header.path;
    const QString path = now().policy(policy)->rules.front().header.path;
    bench.measure(u"change a rule"_s, [&](int i) {
        must(document.stage(
            change::changeRules(now(), {path}, u"notes %1"_s.arg(i), [i](model::Rule& rule) {
                rule.notes = UntrustedText(QString::number(i));
            })));
    });
    bench.measure(u"take it back"_s, [&document](int) { document.undo(); });
    bench.measure(u"create a rule"_s, [&](int) {
        must(document.stage(
            change::createRules(now(), policy, {model::Rule()}, change::Place::after(path))));
    });
    bench.measure(u"take it back, too"_s, [&document](int) { document.undo(); });
    bench.measure(u"move a rule"_s, [&](int i) {
        must(document.stage(change::moveRules(
            now(), {path}, policy, i % 2 == 0 ? change::Place::bottom() : change::Place::top())));
    });
    const QString group = now().groups().at(now().groups().size() / 2).header.path;
    bench.measure(u"change a group"_s, [&](int i) {
        must(document.stage(
            change::changeGroup(now(), group, u"description %1"_s.arg(i), [i](model::Group& one) {
                one.header.description = UntrustedText(QString::number(i));
            })));
    });
    bench.measure(u"create a group"_s, [&](int i) {
        model::Group one;
        one.header.displayName = UntrustedText(u"Bench %1"_s.arg(i));
        must(document.stage(change::createGroup(now(), one)));
    });
    document.discardEdits();
    // Somebody who works all day: every edit stands on the hundreds before it.
    constexpr int manyEdits = 1000;
    const auto& rules = document.edits()->base()->policies();
    for (int i = 0; i < manyEdits; ++i) {
        const auto& where = rules.at(static_cast<std::size_t>(i) * 37 % rules.size());
        if (!where.rules.empty()) {
            must(document.stage(
                change::changeRules(now(), {where.rules.front().header.path}, u"log"_s,
                                    [](model::Rule& rule) { rule.logged = !rule.isLogged(); })));
        }
    }
    bench.measure(u"change a rule after 1,000 edits"_s, [&](int i) {
        must(document.stage(
            change::changeRules(now(), {path}, u"notes %1"_s.arg(i), [i](model::Rule& rule) {
                rule.notes = UntrustedText(QString::number(i));
            })));
    });
    document.discardEdits();
}

void editors(Bench& bench, MainWindow& window) {
    const snapshot::SnapshotPointer snapshot = window.document().snapshot();
    QPointer<OperandEditor> picker;
    const auto open = [&](int) {
        if (picker) {
            delete picker;
        }
        OperandQuestion question;
        question.takesAddresses = true;
        question.candidates = groupCandidates(*snapshot);
        picker = new OperandEditor(std::move(question), snapshot, &window);
        picker->showAt(QRect(200, 200, 160, 24));
    };
    bench.measure(u"open the picker of groups"_s, open);
    const QString typed = u"group 4711"_s;
    bench.measure(u"type into it"_s, [&](int i) {
        picker->findChild<QLineEdit*>()->setText(
            typed.left(i % static_cast<int>(typed.size()) + 1));
    });
    delete picker;
    GroupEditor& editor = *window.findChild<GroupEditor*>();
    window.showPlace(PlaceId::Groups);
    const auto& groups = snapshot->groups();
    bench.measure(u"open the group editor"_s, [&](int i) {
        editor.open(groups.at(static_cast<std::size_t>(i) * 10 % groups.size()).header.path);
    });
    auto* value = editor.findChild<QLineEdit*>(u"valueField"_s);
    if (value == nullptr) {
        giveUp(u"the group editor shows no criterion"_s);
    }
    bench.measure(u"type into a criterion"_s, [&](int i) {
        QKeyEvent key(QEvent::KeyPress, Qt::Key_A + i % 26, {}, QString(QChar(u'a' + i % 26)));
        QCoreApplication::sendEvent(value, &key);
    });
    bench.measure(u"type into the filter of groups"_s, [&](int i) {
        auto& field = *window.tablePlace(PlaceId::Groups).filterBar().findChild<QLineEdit*>();
        field.setText(typed.left(i % static_cast<int>(typed.size()) + 1));
        Q_EMIT field.textEdited(field.text());
    });
    editor.closeEditor();
    window.document().discardEdits();
}

void run(MainWindow& window, int runs) {
    Bench bench(window, runs);
    readingAndFinding(bench, window, runs);
    edits(bench, window.document());
    editors(bench, window);
    bench.print();
}

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true); // nobody's drafts and settings
    const QApplication application(argc, argv);
    if (argc > 3 && qstrcmp(argv[1], "--make") == 0) {
        return writeEstate(QString::fromLocal8Bit(argv[2]), std::atoi(argv[3]));
    }
    const int rules = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const int runs = argc > 2 ? std::atoi(argv[2]) : 101;
    if (rules < 100 || runs < 2) {
        giveUp(u"give a number of rules (100 or more) and of runs (2 or more)"_s);
    }
    static_cast<void>(must(Theme::install()));
    const double before = residentMiB("VmRSS:");
    MainWindow window{DesktopOptions{}};
    window.resize(kWindow);
    window.show();
    {
        const snapshot::SnapshotPointer estate = openEstate(rules);
        std::printf("%lld rules in %zu policies, %zu groups, %zu machines\n\n",
                    static_cast<long long>(estate->ruleCount()), estate->policies().size(),
                    estate->groups().size(), estate->machines().size());
        window.document().show(estate);
    }
    QElapsedTimer clock;
    clock.start();
    waitUntil([&window] { return window.document().search() != nullptr; }, u"it was indexed"_s);
    const qint64 indexed = clock.elapsed();
    waitUntil([&window] { return window.document().members()->isComplete(); },
              u"the members were known"_s);
    const qint64 known = clock.elapsed();
    run(window, runs);
    std::printf(
        "\nindexed after %lld ms, members known after %lld ms; %.0f MiB in memory, %.0f MiB "
        "before, %.0f MiB at most\n",
        static_cast<long long>(indexed), static_cast<long long>(known), residentMiB("VmRSS:"),
        before, residentMiB("VmHWM:"));
    return 0;
}
