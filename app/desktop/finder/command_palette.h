// SPDX-License-Identifier: MIT
// CommandPalette: one line that finds every command and every object, and what is related to it.
#pragma once

#include "desktop/finder/finder_index.h"
#include "desktop/finder/relations.h"

#include <QFrame>
#include <QFutureWatcher>
#include <QPointer>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QListView;

namespace bulkhead::desktop {

class Document;
class FinderModel;

/// A panel over the window; nothing is modal. Typing narrows, Enter opens or runs, Tab asks more
/// about an object, Esc goes back or closes and returns the keyboard to where it was. Hits are
/// looked for on the thread pool; the latest words win. GUI thread.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    static constexpr std::size_t kMostHits = 60;

    /// None of them is owned; all outlive it. `parent` is the window's content.
    CommandPalette(Document& document, const std::vector<QAction*>& actions, QWidget* parent);
    ~CommandPalette() override;

    /// Shows it. `recent`: objects to offer before anything is typed.
    void open(const QStringList& recent);
    /// Asks about one object. If that is of another kind, the person chooses one first.
    void ask(FinderMode mode, const QString& key);
    /// Without opening anything; the keyboard returns.
    void dismiss();
    [[nodiscard]] FinderMode mode() const { return m_mode; }
    /// True while the answer to what was typed is still looked for.
    [[nodiscard]] bool isSearching() const { return m_searching; }

Q_SIGNALS:
    void openRequested(const QString& pathOrId);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool keyPressed(QKeyEvent& event);
    void appear();
    void place();
    void enter(FinderMode mode, const QString& key);
    void search();
    void searchObjects(const FinderQuery& query);
    void searchRelated();
    void takeRelated(const std::vector<Related>& related);
    void list(std::vector<FinderHit> hits);
    [[nodiscard]] std::vector<FinderHit> startHits() const;
    [[nodiscard]] static FinderHit nothingFound();
    [[nodiscard]] std::vector<FinderHit> actionHits(const FinderQuery& query) const;
    [[nodiscard]] std::optional<FinderKind> wantedKind() const;
    void activate(int row);
    void askMore(const FinderHit& hit);
    void moveBy(int rows);
    void sayCurrent();

    Document& m_document;
    const std::vector<QAction*>& m_actions;
    QLabel* m_scope;
    QLineEdit* m_line;
    QListView* m_list;
    QLabel* m_help;
    FinderModel* m_model;
    FinderMode m_mode = FinderMode::Everything;
    QString m_subject;                ///< whom the mode asks about; empty until chosen
    bool m_asked = false;             ///< opened with a question: Esc closes it
    std::vector<FinderHit> m_related; ///< all that the mode found, before it is narrowed
    QStringList m_recent;
    QPointer<QWidget> m_before; ///< had the keyboard
    std::shared_ptr<const FinderIndex> m_index;
    QFutureWatcher<std::shared_ptr<const FinderIndex>> m_indexing;
    QFutureWatcher<std::vector<FinderHit>> m_finding;
    QFutureWatcher<std::vector<Related>> m_relating;
    std::shared_ptr<std::atomic<int>> m_newest = std::make_shared<std::atomic<int>>(0);
    std::vector<FinderHit> m_commands; ///< that fit what is typed
    bool m_searching = false;
};

} // namespace bulkhead::desktop
