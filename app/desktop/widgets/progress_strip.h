// SPDX-License-Identifier: MIT
// ProgressStrip: long work with a number, what is happening, and Cancel. Never a dialog.
#pragma once

#include "base/progress.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace bulkhead::desktop {

class ProgressStrip final : public QFrame {
    Q_OBJECT

public:
    explicit ProgressStrip(QWidget* parent = nullptr);

    void begin(const QString& activity);
    void showProgress(const Progress& progress);
    void end();

Q_SIGNALS:
    void cancelled();

private:
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
};

} // namespace bulkhead::desktop
