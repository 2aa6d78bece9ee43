// SPDX-License-Identifier: MIT
#include "desktop/desktop_main.h"

#include "desktop/main_window.h"
#include "desktop/pictures.h"
#include "desktop/settings.h"
#include "desktop/theme/theme.h"

#include <QApplication>
#include <QTextStream>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFailed = 1;
constexpr int kActualSize = 100;

int complain(const QString& message) {
    QTextStream(stderr) << message << Qt::endl;
    return kFailed;
}

void applySavedLook(Theme& theme) {
    theme.setChoice(static_cast<ThemeChoice>(settings().value(u"look/theme"_s, 0).toInt()));
    theme.setDensity(static_cast<Density>(settings().value(u"look/density"_s, 0).toInt()));
    theme.setZoom(settings().value(u"look/zoom"_s, kActualSize).toInt());
}

} // namespace

int runDesktop(const DesktopOptions& options, int& argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"bulkhead"_s);
    QApplication::setApplicationDisplayName(u"Bulkhead"_s);
    QApplication::setApplicationVersion(QStringLiteral(BULKHEAD_VERSION));
    QGuiApplication::setDesktopFileName(u"bulkhead"_s);
    // The window leaves in its own time: the manager's session is destroyed first.
    QApplication::setQuitOnLastWindowClosed(false);
    const auto theme = Theme::install();
    if (!theme) {
        return complain(theme.error().message());
    }
    if (!options.pictureFolder.isEmpty()) {
        PictureMaker maker(options);
        maker.start();
        const int code = QApplication::exec();
        return maker.problem().isEmpty() ? code : complain(maker.problem());
    }
    applySavedLook(**theme);
    MainWindow window(options);
    QObject::connect(&window, &MainWindow::left, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    window.show();
    window.begin();
    return QApplication::exec();
}

} // namespace bulkhead::desktop
