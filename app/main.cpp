// SPDX-License-Identifier: MIT
// Decides: desktop, command, or mcp. Nothing else.
#include "console/console.h"
#include "console/desktop_start.h"

#ifdef BULKHEAD_HAS_DESKTOP
#include "desktop/desktop_main.h"
#endif

#include <QCoreApplication>

namespace {

using namespace Qt::StringLiterals;
using bulkhead::console::Action;
using bulkhead::console::Invocation;

#ifdef BULKHEAD_HAS_DESKTOP
int startDesktop(const Invocation& invocation, int& argc, char** argv) {
    if (!invocation.pictureFolder.isEmpty() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        // Pictures look the same everywhere when no window system draws them.
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    if (const auto display = bulkhead::console::checkDisplay(); !display) {
        return bulkhead::console::reportStartFailure(display.error());
    }
    bulkhead::console::catchDisplayFailure();
    bulkhead::desktop::DesktopOptions options;
    options.demo = invocation.source.demo;
    options.snapshotFile = invocation.source.snapshotFile;
    options.configFile = invocation.source.configFile;
    options.target = invocation.source.target;
    options.pictureFolder = invocation.pictureFolder;
    return bulkhead::desktop::runDesktop(options, argc, argv);
}
#endif

} // namespace

int main(int argc, char** argv) {
    bulkhead::console::forceUtf8();
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    const QString program = argc > 0 ? QString::fromLocal8Bit(argv[0]) : QString();
    const Invocation invocation = bulkhead::console::readArguments(program, arguments);
    QCoreApplication::setApplicationName(u"bulkhead"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(BULKHEAD_VERSION));
#ifdef BULKHEAD_HAS_DESKTOP
    if (invocation.action == Action::Desktop) {
        return startDesktop(invocation, argc, argv);
    }
#endif
    const QCoreApplication application(argc, argv);
    return bulkhead::console::runConsole(invocation);
}
