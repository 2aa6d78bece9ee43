// SPDX-License-Identifier: MIT
// Any bytes as a whole session of one client, through the real line reader and the real dispatcher:
// it ends, without a crash, and every line that went out is JSON-RPC whose id, if any, is no null.
#include "console/stdio_transport.h"
#include "mcp/server.h"
#include "support/estate_builder.h"
#include "support/memory_guard.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace bulkhead;
using namespace Qt::StringLiterals;

/// Less than a pipe holds: the whole session is written before anybody reads.
constexpr std::size_t kLongestSession = 60'000;

ops::Pipeline pipeline() {
    tests::EstateBuilder estate;
    estate.machine(u"web-01"_s, {u"tier|web"_s})
        .group(u"web"_s, {})
        .policy(u"p1"_s, u"Application"_s, 10,
                {QJsonObject{{u"id"_s, u"r1"_s}, {u"action"_s, u"ALLOW"_s}}});
    return ops::Pipeline({std::make_shared<const ops::Registry>(ops::Registry::standard()),
                          std::make_shared<ops::SourceProvider>(estate.make()),
                          std::make_shared<tests::AllowingRules>(),
                          std::make_shared<tests::MemoryAudit>(),
                          std::make_shared<tests::MemoryUndo>()});
}

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

void checkOutput(std::FILE* output) {
    std::rewind(output);
    QByteArray bytes;
    for (int c = std::fgetc(output); c != EOF; c = std::fgetc(output)) {
        bytes += static_cast<char>(c);
    }
    require(bytes.isEmpty() || bytes.endsWith('\n'));
    const QList<QByteArray> lines = bytes.split('\n');
    for (const QByteArray& line : lines) {
        if (line.isEmpty()) {
            continue;
        }
        const QJsonDocument document = QJsonDocument::fromJson(line);
        const QJsonArray messages =
            document.isArray() ? document.array() : QJsonArray{QJsonValue(document.object())};
        for (const QJsonValue message : messages) {
            const QJsonObject object = message.toObject();
            require(object.value(u"jsonrpc"_s).toString() == u"2.0");
            require(object.contains(u"method"_s) || object.contains(u"result"_s) ||
                    object.contains(u"error"_s));
            require(!object.value(u"id"_s).isNull() || !object.contains(u"id"_s));
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static int argumentCount = 1;
    static char name[] = "fuzz";
    static char* arguments[] = {name, nullptr};
    static QCoreApplication application(argumentCount, arguments);
    // Guard files of its own: a fuzzed call must not reach a person's audit trail.
    static const QTemporaryDir folder;
    qputenv("OPS_HOME", folder.path().toUtf8());
    int input[2] = {-1, -1};
    std::FILE* output = std::tmpfile();
    if (size > kLongestSession || output == nullptr || ::pipe(input) != 0) {
        return 0;
    }
    require(::write(input[1], data, size) == static_cast<ssize_t>(size));
    ::close(input[1]);
    {
        console::StdioTransport transport(input[0], ::dup(::fileno(output)), nullptr);
        mcp::Server server(pipeline(), transport);
        QObject::connect(&server, &mcp::Server::finished, &application, &QCoreApplication::quit,
                         Qt::QueuedConnection);
        transport.start();
        require(QCoreApplication::exec() == 0);
    }
    checkOutput(output);
    std::fclose(output);
    return 0;
}
