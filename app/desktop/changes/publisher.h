// SPDX-License-Identifier: MIT
// Publisher: carries what is staged to the manager, and takes published changes back.
#pragma once

#include "base/result.h"
#include "ops/pipeline.h"

#include <QObject>

namespace bulkhead::desktop {

class Document;
class OperationRunner;

/// What came of a publish or a revert.
struct Published {
    QString undoId;      ///< what takes it back; empty if nothing does
    QString realization; ///< "realized", "in_progress", "error" or empty: unknown
    QString summary;     ///< what was done, clean
    QStringList notes;   ///< what a person should know; clean sentences
};

/// One a window; GUI thread. Both ways go through the operations: guard rules, the question in a
/// dialog, audit, undo.
class Publisher final : public QObject {
    Q_OBJECT

public:
    /// Neither is owned; both outlive the publisher.
    Publisher(Document& document, OperationRunner& runner, QObject* parent = nullptr);

    /// Sends everything that is staged. `reason` goes into the history. The edits stay staged until
    /// the manager has them.
    void publish(const QString& title, const QString& reason);
    /// Takes a published change back: as a write that is checked and asked about like any other.
    void revert(const QString& undoId);
    /// Takes any other write back.
    void undoWrite(const QString& undoId);
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void busyChanged(const QString& activity);
    void published(const bulkhead::desktop::Published& what);
    void reverted(const bulkhead::desktop::Published& what);
    void failed(const bulkhead::Error& error);
    /// A part of what was to be published is made, or nobody knows. Publishing again finishes it;
    /// `undoId` takes it back.
    void brokenOff(const bulkhead::Error& error, const QString& undoId);

private:
    void setBusy(const QString& activity);
    void complain(const Error& error, const QString& sent);
    void takeBack(const QString& operation, const QJsonObject& arguments);

    Document& m_document;
    OperationRunner& m_runner;
    bool m_busy = false;
};

} // namespace bulkhead::desktop
