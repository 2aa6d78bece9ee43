// SPDX-License-Identifier: MIT
// LiveHits: reads the hit counters of the rules that are shown while somebody looks at them, and
// keeps their history.
#pragma once

#include "base/cancellation.h"
#include "hits/hit_store.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

class QWidget;

namespace bulkhead::desktop {

class Document;
class ManagerSession;

/// One a window; GUI thread. Reads every minute, or less often if that takes long, and not at all
/// while `watched` cannot be seen. What it finds is at Document::hits(). Offline snapshots show the
/// history that was recorded of their manager. A failure is no reason to disturb anybody: the
/// numbers stay what they were, and their tool tip says how old they are.
class LiveHits final : public QObject {
    Q_OBJECT

public:
    /// None is owned; all outlive it but `watched`.
    LiveHits(ManagerSession& session, Document& document, QWidget* watched,
             hits::HitOptions options, QObject* parent = nullptr);
    ~LiveHits() override;

    /// The given file; the program's own in its data folder if it is empty.
    [[nodiscard]] static hits::HitOptions optionsFor(const QString& file);

    /// Reads the counters now, unless that is under way or nobody can be asked.
    void refresh();
    [[nodiscard]] bool isBusy() const { return m_busy; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void followDocument();
    void showStored();
    void plan();

    ManagerSession& m_session;
    Document& m_document;
    QPointer<QWidget> m_watched;
    std::shared_ptr<hits::HitStore> m_store;
    QTimer m_timer;
    QElapsedTimer m_pass; ///< runs while a pass is under way
    CancellationSource m_cancel;
    QString m_manager; ///< whose hits are shown; empty: nobody's
    bool m_busy = false;
};

} // namespace bulkhead::desktop
