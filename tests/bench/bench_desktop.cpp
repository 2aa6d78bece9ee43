// SPDX-License-Identifier: MIT
// bench_desktop [RULES] [RUNS]: the real firewall table, offscreen, on a large estate: a frame
// while scrolling, a keystroke in the filter, another row, one staged edit, and the memory of it
// all. Run it with QT_QPA_PLATFORM=offscreen.
#include "change/rule_edits.h"
#include "desktop/changes/change_panel.h"
#include "desktop/estate/document.h"
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
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QScrollBar>
#include <QStandardPaths>
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

    /// What a person waits for: the work itself, everything it has queued, and the next frame.
    void measure(const QString& what, const std::function<void(int)>& work) {
        Row row{what, {}};
        for (int i = 0; i < m_runs; ++i) {
            QElapsedTimer clock;
            clock.start();
            work(i);
            QCoreApplication::sendPostedEvents();
            paint();
            row.milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            QCoreApplication::processEvents();
        }
        m_rows.push_back(std::move(row));
    }
    void print() const {
        std::printf("| what | median ms | p95 | longest |\n|---|---:|---:|---:|\n");
        for (const Row& row : m_rows) {
            std::printf("| %s | %.1f | %.1f | %.1f |\n", qPrintable(row.what), row.median(),
                        row.at(0.95), row.at(1));
        }
    }

private:
    void paint() {
        if (m_frame.size() != m_window.size()) {
            m_frame = QImage(m_window.size(), QImage::Format_RGB32);
        }
        m_window.render(&m_frame);
    }

    MainWindow& m_window;
    int m_runs;
    QImage m_frame;
    std::vector<Row> m_rows;
};

void run(MainWindow& window, int runs) {
    Bench bench(window, runs);
    TablePlace& place = window.tablePlace(PlaceId::Firewall);
    TableView& table = place.table();
    QScrollBar& bar = *table.verticalScrollBar();
    bench.measure(u"nothing but the frame"_s, [](int) {});
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
    QCoreApplication::processEvents();
    Document& document = window.document();
    const auto& policies = document.snapshot()->policies();
    const QString path = policies.at(policies.size() / 2).rules.front().header.path;
    bench.measure(u"stage one edit"_s, [&](int i) {
        const auto step = change::changeRules(
            *document.snapshot(), {path}, u"notes %1"_s.arg(i),
            [i](model::Rule& rule) { rule.notes = UntrustedText(QString::number(i)); });
        if (const auto staged = document.stage(step); !staged) {
            giveUp(staged.error().message());
        }
    });
    bench.measure(u"take it back"_s, [&document](int) { document.undo(); });
    bench.print();
    document.discardEdits();
}

} // namespace

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true); // nobody's drafts and settings
    const QApplication application(argc, argv);
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
        const snapshot::SnapshotPointer estate = makeEstate(rules);
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
    run(window, runs);
    std::printf(
        "\nindexed after %lld ms, members known after %lld ms; %.0f MiB in memory, %.0f MiB "
        "before, %.0f MiB at most\n",
        static_cast<long long>(indexed), static_cast<long long>(clock.elapsed()),
        residentMiB("VmRSS:"), before, residentMiB("VmHWM:"));
    return 0;
}
