// SPDX-License-Identifier: MIT
// SignalWatcher: SIGINT and SIGTERM as events.
#pragma once

#include <QObject>

class QSocketNotifier;

namespace bulkhead::console {

/// One at a time. From the second signal on the process ends at once with 130: a person who presses
/// Ctrl-C twice does not want to wait.
class SignalWatcher final : public QObject {
    Q_OBJECT
public:
    explicit SignalWatcher(QObject* parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    void interrupted();

private:
    void readPipe();
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace bulkhead::console
