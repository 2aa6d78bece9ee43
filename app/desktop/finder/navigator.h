// SPDX-License-Identifier: MIT
// Navigator: the ways to get to an object: the palette, what is related, back and forward,
// findings.
#pragma once

#include "change/finding.h"
#include "desktop/finder/finder_index.h"
#include "desktop/finder/place_history.h"

#include <QObject>

#include <functional>

class QAction;
class QWidget;

namespace bulkhead::desktop {

class CommandPalette;
class Document;
class MainActions;

/// Where the window stands.
struct Standpoint {
    Visit visit;
    QString chosen; ///< the object inside the current cell if one is selected, else the current one
};

/// One a window; GUI thread. It makes its actions and fills the Go menu.
class Navigator final : public QObject {
    Q_OBJECT

public:
    /// None of them is owned; all outlive it. `content` is what the palette stands over.
    Navigator(Document& document, MainActions& actions, QWidget* content,
              std::function<Standpoint()> where);

    /// Somebody opened something else.
    void went(const Visit& from, const Visit& to);
    [[nodiscard]] CommandPalette& palette() const { return *m_palette; }
    [[nodiscard]] QAction* openPalette() const { return m_open; }

Q_SIGNALS:
    void openRequested(const QString& pathOrId);
    /// Back or forward: it must not count as a step of its own.
    void visitRequested(const bulkhead::desktop::Visit& visit);
    void findingRequested(const bulkhead::change::Finding& finding);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions(MainActions& actions);
    void stepBack(bool forward);
    void goToFinding(int step);
    void updateEnabled();

    Document& m_document;
    std::function<Standpoint()> m_where;
    QWidget* m_content;
    CommandPalette* m_palette;
    PlaceHistory m_history;
    change::Finding m_lastFinding;
    QAction* m_open = nullptr;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    QAction* m_nextFinding = nullptr;
    QAction* m_previousFinding = nullptr;
};

} // namespace bulkhead::desktop
