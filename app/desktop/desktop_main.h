// SPDX-License-Identifier: MIT
// The entrance to the desktop: starts the application and its window.
#pragma once

#include <QString>

namespace bulkhead::desktop {

struct DesktopOptions {
    bool demo = false;     ///< begin on the built-in demo manager
    QString snapshotFile;  ///< begin with this file
    QString configFile;    ///< instead of the usual config.yaml
    QString target;        ///< begin by connecting to this target
    QString hitFile;       ///< of the hit history, instead of the program's own
    QString pictureFolder; ///< not empty: write pictures of the program there and end
};

/// Runs until the window is closed. Returns 0, or not 0 with a message on stderr if it could not
/// start or a picture could not be made. Makes the QApplication, so call it once and make none.
int runDesktop(const DesktopOptions& options, int& argc, char** argv);

} // namespace bulkhead::desktop
