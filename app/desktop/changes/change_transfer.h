// SPDX-License-Identifier: MIT
// ChangeTransfer: saves what is staged as a change file, and opens such files and drafts of others.
#pragma once

#include "base/error.h"
#include "desktop/changes/change_fit.h"

#include <QObject>

class QWidget;

namespace bulkhead::desktop {

class Document;

/// One a window; GUI thread. A change file that is dropped onto the window is opened. Nothing is
/// sent to a manager, and a file that is opened stays as it is.
class ChangeTransfer final : public QObject {
    Q_OBJECT

public:
    /// Neither is owned; both outlive it. `window` carries the dialogs and takes the drops.
    ChangeTransfer(Document& document, QWidget& window);

    /// Asks for a file and writes what is staged into it.
    void chooseFileToSave(const QString& title, const QString& reason);
    void chooseFileToOpen();
    /// YAML that people review in git and `bulkhead change publish` takes.
    void save(const QString& file, const QString& title, const QString& reason);
    /// Stages what fits to what is shown now; asks first if something does not, or if it was
    /// written for another manager.
    void open(const QString& file);

Q_SIGNALS:
    void saved(const QString& file);
    /// Staged. `summary` says how much, whose and of when; clean.
    void opened(const QString& summary, const QString& reason);
    void failed(const bulkhead::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void ask(const ChangeFit& fit, const QString& facts);
    void take(const ChangeFit& fit, const QString& facts);

    Document& m_document;
    QWidget& m_window;
};

} // namespace bulkhead::desktop
