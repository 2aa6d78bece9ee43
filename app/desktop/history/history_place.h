// SPDX-License-Identifier: MIT
// HistoryPlace: what was written to managers from this account, by whom and why, and the way back.
#pragma once

#include "desktop/history/history_reader.h"
#include "desktop/places/table_place.h"

class QAction;

namespace bulkhead::desktop {

class HistoryBar;
class HistoryModel;
class ManagerSession;
class Publisher;

/// Reads the files of the guard when it is shown, and again after every write of this window.
class HistoryPlace final : public TablePlace {
    Q_OBJECT

public:
    /// None is owned; all outlive the place.
    HistoryPlace(Document& document, const ManagerSession& session,
                 const guard::StandardGuard& files, Publisher& publisher,
                 QWidget* parent = nullptr);

    /// Takes the chosen write back.
    [[nodiscard]] QAction* revertAction() const { return m_revert; }
    void read();
    /// Chooses this write as soon as it is read.
    void showWrite(const QString& undoId);
    [[nodiscard]] bool needsSnapshot() const override { return false; }

protected:
    void applyFilter(const QString& text) override;
    void inspect() override;
    void fillContextMenu(QMenu& menu) const override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] const HistoryEntry* current() const;
    [[nodiscard]] QString nameOf(const QString& path) const;
    void take(const History& history);
    void showNothing();
    void showProblem(const Error& error);
    void updateRevert();
    void revert();
    void chooseWanted();

    const ManagerSession& m_session;
    Publisher& m_publisher;
    HistoryReader m_reader;
    HistoryModel* m_model;
    QAction* m_revert;
    HistoryBar* m_bar;
    EmptyState* m_state;
    QString m_wanted; ///< undo id of the write to choose
    bool m_hasRead = false;
};

} // namespace bulkhead::desktop
