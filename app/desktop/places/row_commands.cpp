// SPDX-License-Identifier: MIT
#include "desktop/places/row_commands.h"

#include "desktop/theme/icons.h"
#include "desktop/widgets/table_view.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QKeySequence>

#include <algorithm>

namespace bulkhead::desktop {

RowCommands::RowCommands(TableView& view, QObject* parent) : QObject(parent), m_view(view) {
    connect(&view, &TableView::inspectionChanged, this, &RowCommands::update);
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RowCommands::update);
}

QAction* RowCommands::add(const QString& name, const QString& text, const QKeySequence& shortcut,
                          const QString& icon, Needs needs, std::function<void()> run) {
    auto* action = new QAction(text, this);
    if (!icon.isEmpty()) {
        action->setIcon(desktop::icon(icon, Color::TextMuted));
    }
    action->setObjectName(name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [run = std::move(run)](bool) { run(); });
    m_view.addAction(action);
    m_actions.push_back(action);
    m_needs.emplace_back(action, needs);
    update();
    return action;
}

QStringList RowCommands::selectedKeys() const {
    QModelIndexList rows = m_view.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(),
              [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
    QStringList keys;
    for (const QModelIndex& row : std::as_const(rows)) {
        keys << row.data(kKeyRole).toString();
    }
    if (keys.isEmpty() && m_view.currentIndex().isValid()) {
        keys << m_view.currentKey();
    }
    return keys;
}

void RowCommands::setEditable(bool editable) {
    m_editable = editable;
    update();
}

void RowCommands::update() {
    const qsizetype selected = m_view.selectionModel()->selectedRows().size();
    const qsizetype count = selected == 0 && m_view.currentIndex().isValid() ? 1 : selected;
    for (const auto& [action, needs] : m_needs) {
        const bool enough = needs == Needs::Nothing || (needs == Needs::OneRow && count == 1) ||
                            (needs == Needs::Rows && count > 0);
        action->setEnabled(m_editable && enough);
    }
}

} // namespace bulkhead::desktop
