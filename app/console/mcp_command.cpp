// SPDX-License-Identifier: MIT
#include "console/mcp_command.h"

#include "base/task_keeper.h"
#include "console/client_configuration.h"
#include "console/exit_code.h"
#include "console/once.h"
#include "console/signal_watcher.h"
#include "console/stdio_transport.h"
#include "mcp/server.h"
#include "mcp/tool_catalogue.h"

#include <QCoreApplication>
#include <QTimer>

#include <unistd.h>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// Clients wait two seconds before they send SIGTERM; nobody should have to.
constexpr int kPatienceMs = 900;

} // namespace

int runMcp(const Invocation& invocation, Terminal& terminal) {
    const auto sources = std::make_shared<ops::SourceProvider>(invocation.source);
    ops::Pipeline pipeline = ops::Pipeline::standard(sources);
    const auto names = mcp::ToolCatalogue::checkNames(pipeline.registry(), invocation.mcp);
    if (!names) {
        return complainAbout(terminal, names.error());
    }
    if (!invocation.printConfig.isEmpty()) {
        terminal.print(clientConfiguration(invocation.printConfig,
                                           QCoreApplication::applicationFilePath(),
                                           serverArguments(invocation)));
        terminal.complain(u"Put this into "_s + clientConfigurationPlace(invocation.printConfig) +
                          u". Passwords stay where they are: bulkhead doctor tells where."_s);
        return kDone;
    }
    StdioTransport transport;
    mcp::Server server(std::move(pipeline), transport, invocation.mcp);
    SignalWatcher signalWatcher;
    QObject context;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, &server, &mcp::Server::shutDown);
    const auto startTimeout = [&context] {
        // Leaving main() would wait for work on the thread pool, however long that takes.
        QTimer::singleShot(kPatienceMs, &context, [] { ::_exit(0); });
    };
    QObject::connect(&transport, &mcp::LineTransport::closed, &context, startTimeout);
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, &context, startTimeout);
    const auto leaveWhenFlushed = [&transport, &context] {
        if (transport.isFlushed()) {
            QCoreApplication::exit(0);
            return;
        }
        QObject::connect(&transport, &StdioTransport::flushed, &context,
                         [] { QCoreApplication::exit(0); });
    };
    QObject::connect(&server, &mcp::Server::finished, &context,
                     [&context, sources, leaveWhenFlushed] {
                         keepTask<Result<std::monostate>>(
                             &context, sources->close(),
                             [leaveWhenFlushed](const Result<std::monostate>& /*closed*/) {
                                 leaveWhenFlushed();
                             });
                     });
    QTimer::singleShot(0, &transport, &StdioTransport::start);
    return QCoreApplication::exec();
}

} // namespace bulkhead::console
