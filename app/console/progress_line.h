// SPDX-License-Identifier: MIT
// ProgressLine: tells a waiting person what is going on, but only when they have to wait.
#pragma once

#include "base/progress.h"
#include "console/terminal.h"

#include <QElapsedTimer>
#include <QTimer>

namespace bulkhead::console {

/// Silent for the first half second; then the latest step: on a terminal at most ten times a
/// second, elsewhere once an activity.
class ProgressLine final {
public:
    ProgressLine(Terminal& terminal, QString work);
    /// Give it to whoever works; valid as long as this object.
    [[nodiscard]] ProgressCallback callback();
    void stop();

private:
    void show();

    Terminal& m_terminal;
    QString m_work;
    QString m_shown;
    Progress m_latest;
    QTimer m_timer;
};

} // namespace bulkhead::console
