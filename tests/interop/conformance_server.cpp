// SPDX-License-Identifier: MIT
// conformance_server FIXTURES: the real server on standard input and output, with answers from a
// file for the tools, resources and prompts that the official conformance suite hard-codes. A
// program of its own, so that the product knows no fixture.
#include "console/stdio_transport.h"
#include "interop/asking_fixtures.h"
#include "interop/fixtures.h"
#include "mcp/server.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTimer>

using namespace bulkhead;
using namespace Qt::StringLiterals;

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QFile file(QCoreApplication::arguments().value(1));
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "conformance_server: give the file with the fixtures\n");
        return 2;
    }
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    ops::SourceOptions options;
    options.demo = true;
    console::StdioTransport transport;
    mcp::Server server(ops::Pipeline::standard(std::make_shared<ops::SourceProvider>(options)),
                       transport);
    const interop::Fixtures fixtures(json, server);
    interop::AskingFixtures asking(json.value(u"asking"_s).toObject(), server.clientRequests());
    server.methods().intercept([&fixtures, &asking](const mcp::Request& request) {
        return asking.answer(request) || fixtures.answer(request);
    });
    QObject::connect(&server, &mcp::Server::finished, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    QTimer::singleShot(0, &transport, &console::StdioTransport::start);
    return QCoreApplication::exec();
}
