// SPDX-License-Identifier: MIT
#include "console/desktop_start.h"

#include "console/exit_code.h"

#include <QCoreApplication>

#include <unistd.h>

#include <cstdio>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

QtMessageHandler previousHandler = nullptr;

Error noDisplay(const QString& problem) {
    return {
        ErrorKind::Failed,
        u"Start it in a graphical session, use the commands (bulkhead policy list --demo), or "
        u"let it write pictures without a display (bulkhead desktop --demo --pictures FOLDER)."_s,
        problem,
        {},
        std::nullopt};
}

void onMessage(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    const bool isPlatform = QCoreApplication::startingUp() &&
                            (message.contains(u"platform plugin"_s) ||
                             QLatin1StringView(context.category).startsWith("qt.qpa."_L1));
    if (type == QtFatalMsg && isPlatform) {
        _exit(reportStartFailure(noDisplay(u"No window can be opened: the display does not "
                                           u"answer, or Qt's platform plugin cannot use it."_s)));
    }
    if (isPlatform) {
        return; // the reasons of the fatal message above, in several lines
    }
    if (previousHandler != nullptr) {
        previousHandler(type, context, message);
    }
}

} // namespace

int reportStartFailure(const Error& error) {
    const QByteArray line = "bulkhead: " + error.message().toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    std::fflush(stderr);
    return exitCode(error.kind);
}

Result<void> checkDisplay() {
#ifdef Q_OS_LINUX
    const QString platform = qEnvironmentVariable("QT_QPA_PLATFORM");
    const bool hasX = !qEnvironmentVariableIsEmpty("DISPLAY");
    const bool hasWayland = !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    const bool wanted = platform.isEmpty() ? hasX || hasWayland
                                           : (!platform.startsWith(u"xcb") || hasX) &&
                                                 (!platform.startsWith(u"wayland") || hasWayland);
    if (!wanted) {
        return fail(noDisplay(u"There is no display (DISPLAY and WAYLAND_DISPLAY are not set)."_s));
    }
#endif
    return {};
}

void catchDisplayFailure() {
    previousHandler = qInstallMessageHandler(onMessage);
}

} // namespace bulkhead::console
