// SPDX-License-Identifier: MIT
#include "console/console.h"

#include "base/task_keeper.h"
#include "console/command_line.h"
#include "console/command_table.h"
#include "console/exit_code.h"
#include "console/mcp_command.h"
#include "console/once.h"
#include "console/reference/completion.h"
#include "console/reference/manual_page.h"
#include "console/signal_watcher.h"
#include "console/simulate_command.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <langinfo.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstring>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

int runUntilDone(const Invocation& invocation, Terminal& terminal) {
    const auto context = std::make_shared<OnceContext>();
    context->invocation = invocation;
    context->sources = std::make_shared<ops::SourceProvider>(invocation.source);
    context->terminal = &terminal;
    context->prompt = std::make_shared<Prompt>(terminal, STDIN_FILENO);
    CancellationSource cancellation;
    context->token = cancellation.token();
    SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::interrupted, &signalWatcher,
                     [&cancellation] { cancellation.cancel(); });
    // The loop must run before the work may end it.
    QTimer::singleShot(0, &signalWatcher, [context, &signalWatcher] {
        keepTask<int>(&signalWatcher, runOnce(context),
                      [](int code) { QCoreApplication::exit(code); });
    });
    return QCoreApplication::exec();
}

int exitCodeOf(int code, Terminal& terminal) {
    if (terminal.state() != Terminal::State::Broken) {
        return code;
    }
    terminal.complain(u"bulkhead: Check where the output goes. It could not be written."_s);
    return code == kDone ? kFailed : code;
}

int run(const Invocation& invocation, Terminal& terminal) {
    switch (invocation.action) {
    case Action::ShowText:
        terminal.print(invocation.text);
        return kDone;
    case Action::WrongUsage:
        terminal.complain(u"bulkhead: "_s + invocation.text);
        return kWrongUsage;
    case Action::Simulate:
        return runSimulate(invocation.simulate, terminal);
    case Action::Operation:
    case Action::SaveSnapshot:
    case Action::Init:
    case Action::Doctor:
    case Action::SecretSet:
    case Action::SecretDelete:
    case Action::Audit:
    case Action::ChangeFile:
        return runUntilDone(invocation, terminal);
    case Action::Completion:
        terminal.print(completionScript(commandTable(ops::Registry::standard()),
                                        invocation.arguments.value(u"shell"_s).toString()));
        return kDone;
    case Action::Manual:
        terminal.print(manualPage(commandTable(ops::Registry::standard())));
        return kDone;
    case Action::Mcp:
        return runMcp(invocation, terminal);
    case Action::Desktop:
        break;
    }
    terminal.complain(u"bulkhead: Use a build with the desktop. This one has only commands."_s);
    return kFailed;
}

} // namespace

void forceUtf8() {
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        // Qt would switch too, but with a warning on the error stream of every command.
        qputenv("LC_ALL", "C.UTF-8");
    }
}

Invocation readArguments(const QString& program, const QStringList& arguments) {
    QStringList words = arguments;
    if (QFileInfo(program).fileName() == u"vmware-audit") {
        words.prepend(u"audit"_s);
    }
    return readCommandLine(ops::Registry::standard(), words);
}

int runConsole(const Invocation& invocation) {
    std::signal(SIGPIPE, SIG_IGN);
    const std::unique_ptr<Terminal> terminal = Terminal::standard();
    const int code = run(invocation, *terminal);
    return exitCodeOf(code, *terminal);
}

} // namespace bulkhead::console
