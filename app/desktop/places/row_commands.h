// SPDX-License-Identifier: MIT
// RowCommands: what can be done to the selected rows of a table, as actions with shortcuts.
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>
#include <utility>
#include <vector>

class QAction;
class QKeySequence;

namespace bulkhead::desktop {

class TableView;

/// The shortcuts are the table's own: they work while it has the keyboard. GUI thread.
class RowCommands final : public QObject {
    Q_OBJECT

public:
    enum class Needs : quint8 { Nothing, OneRow, Rows };

    /// `view` outlives the commands.
    RowCommands(TableView& view, QObject* parent);

    QAction* add(const QString& name, const QString& text, const QKeySequence& shortcut,
                 const QString& icon, Needs needs, std::function<void()> run);
    void addSeparator() { m_actions.push_back(nullptr); }
    /// In the order of a menu; nullptr is a separator.
    [[nodiscard]] const std::vector<QAction*>& actions() const { return m_actions; }

    /// The keys of the selected rows, in the order of the table; the current row's if none is
    /// selected.
    [[nodiscard]] QStringList selectedKeys() const;
    /// False while there is nothing that could be edited: then no command can be run.
    void setEditable(bool editable);

private:
    void update();

    TableView& m_view;
    std::vector<QAction*> m_actions;
    std::vector<std::pair<QAction*, Needs>> m_needs;
    bool m_editable = true;
};

} // namespace bulkhead::desktop
