// SPDX-License-Identifier: MIT
// bench_paging [GROUPS] [RUNS]: listing all groups through the operation, page by page, beside raw
// reads of the same pages by our own connection and, where it is installed, by curl.
#include "base/task_keeper.h"
#include "nsx/api_path.h"
#include "nsx/connection.h"
#include "nsx/paging.h"
#include "ops/list_envelope.h"
#include "ops/live_source.h"
#include "simulator/simulated_manager.h"
#include "statistics.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QUrl>

using namespace bulkhead;
using namespace Qt::StringLiterals;
using bench::Row;

namespace {

[[noreturn]] void giveUp(const QString& why) {
    std::fprintf(stderr, "bench_paging: %s\n", qPrintable(why));
    std::exit(1);
}

/// Only here, in a program that measures one thing after the other.
template <typename T>
T wait(Task<T> task) {
    QEventLoop loop;
    std::optional<Result<T>> result;
    keepTask<Result<T>>(&loop, std::move(task), [&](Result<T> ended) {
        result = std::move(ended);
        loop.quit();
    });
    if (!result) {
        loop.exec();
    }
    if (!*result) {
        giveUp(result->error().message());
    }
    return std::move(**result);
}

simulator::Estate estateWith(int groups) {
    QJsonArray children;
    for (int i = 0; i < groups; ++i) {
        const QString id = u"group-%1"_s.arg(i, 6, 10, QChar(u'0'));
        const QJsonObject condition{{u"resource_type"_s, u"Condition"_s},
                                    {u"member_type"_s, u"VirtualMachine"_s},
                                    {u"key"_s, u"Tag"_s},
                                    {u"operator"_s, u"EQUALS"_s},
                                    {u"value"_s, u"app|"_s + id}};
        const QJsonObject group{{u"resource_type"_s, u"Group"_s},
                                {u"id"_s, id},
                                {u"display_name"_s, id},
                                {u"expression"_s, QJsonArray{condition}}};
        children.append(QJsonObject{{u"resource_type"_s, u"ChildGroup"_s}, {u"Group"_s, group}});
    }
    const QJsonObject domain{{u"resource_type"_s, u"ChildResourceReference"_s},
                             {u"id"_s, u"default"_s},
                             {u"target_type"_s, u"Domain"_s},
                             {u"children"_s, children}};
    const QJsonObject infra{{u"resource_type"_s, u"Infra"_s}, {u"children"_s, QJsonArray{domain}}};
    const auto estate =
        simulator::Estate::fromJson(QJsonDocument(infra).toJson(), u"bench estate"_s);
    if (!estate) {
        giveUp(estate.error().message());
    }
    return *estate;
}

/// The configuration that curl reads from its input: the password is in no argument.
QByteArray curlConfiguration(const nsx::Connection& connection, const QString& password,
                             const QStringList& cursors) {
    QByteArray text = "insecure\nsilent\nfail\nuser = \"" +
                      (connection.target().username + u':' + password).toUtf8() + "\"\n";
    for (const QString& cursor : cursors) {
        QString url = u"https://"_s + connection.place() + nsx::domainRoot(connection.target()) +
                      u"/groups?page_size=1000"_s;
        if (!cursor.isEmpty()) {
            url += u"&cursor="_s + QString::fromLatin1(QUrl::toPercentEncoding(cursor));
        }
        text += "url = \"" + url.toUtf8() + "\"\noutput = \"/dev/null\"\n";
    }
    return text;
}

Row measure(const QString& what, int runs, const std::function<void()>& work) {
    Row row{what, {}};
    work();
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer clock;
        clock.start();
        work();
        row.milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return row;
}

void listAll(ops::LiveSource& source, int groups) {
    int seen = 0;
    while (seen < groups) {
        const ops::ListQuery query{{}, ops::kMaximumLimit, seen};
        seen += static_cast<int>(wait(source.groups(query, CancellationToken())).items.size());
    }
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const int groups = argc > 1 ? qMax(1, QByteArray(argv[1]).toInt()) : 10'000;
    const int runs = argc > 2 ? qMax(3, QByteArray(argv[2]).toInt()) : 7;
    simulator::SimulatorOptions options;
    options.password = u"bench-password"_s;
    options.requestsPerSecond = 0;
    options.concurrentRequests = 0;
    const auto manager = simulator::SimulatedManager::start(estateWith(groups), options);
    if (!manager) {
        giveUp(manager.error().message());
    }
    config::Target target;
    target.name = u"bench"_s;
    target.host = u"127.0.0.1"_s;
    target.port = (*manager)->port();
    target.fingerprintSha256 = (*manager)->certificateSha256();
    ops::LiveSource source(
        std::make_unique<nsx::Connection>(target, config::Secret(options.password)));
    const QString path = nsx::domainRoot(target) + u"/groups"_s;
    const QPointer<nsx::Connection> connection(&source.connection());
    QStringList cursors{QString()};
    qint64 bytes = 0;
    for (const QByteArray& body : wait(nsx::pages(connection, path, {}, {}, {})).bodies) {
        cursors << QJsonDocument::fromJson(body).object().value(u"cursor"_s).toString();
        bytes += body.size();
    }
    cursors.removeLast(); // the last page leads nowhere
    std::vector<Row> rows;
    rows.push_back(measure(u"raw pages, own connection"_s, runs,
                           [&] { wait(nsx::pages(connection, path, {}, {}, {})); }));
    rows.push_back(measure(u"list_groups, all in one walk"_s, runs,
                           [&] { wait(source.groups({{}, groups, 0}, CancellationToken())); }));
    rows.push_back(
        measure(u"list_groups, pages of 1000"_s, runs, [&] { listAll(source, groups); }));
    const QString curl = QStandardPaths::findExecutable(u"curl"_s);
    if (!curl.isEmpty()) {
        const QByteArray configuration = curlConfiguration(*connection, options.password, cursors);
        rows.push_back(measure(u"curl, same pages, one process"_s, runs, [&] {
            QProcess process;
            process.start(curl, {u"--config"_s, u"-"_s});
            process.write(configuration);
            process.closeWriteChannel();
            if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
                giveUp(u"curl failed"_s);
            }
        }));
    }
    std::printf("%d groups, %lld pages, %.1f MB\n\n", groups,
                static_cast<long long>(cursors.size()), static_cast<double>(bytes) / 1e6);
    bench::printTable(rows, {0});
    wait(source.connection().close());
    return 0;
}
