// SPDX-License-Identifier: MIT
// WindowDriver: what the tests of editing do with a table and an inspector, as a person would.
#pragma once

#include "desktop/estate/document.h"
#include "desktop/firewall/firewall_place.h"
#include "desktop/firewall/operand_editor.h"
#include "desktop/firewall/rule_table_view.h"
#include "desktop/widgets/index_vector_proxy.h"
#include "desktop/widgets/inspector.h"
#include "estate_fixture.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QTest>

namespace bulkhead::desktop::fixture {

inline QString policyPath(const QString& id) {
    return kDomain + QStringLiteral("/security-policies/") + id;
}

inline QString rulePath(const QString& policy, const QString& id) {
    return policyPath(policy) + QStringLiteral("/rules/") + id;
}

/// The one that is shown: panels that were built anew leave their former selves behind for a turn.
template <typename T>
T* shownChild(const QWidget& parent, const QString& name) {
    const auto all = parent.findChildren<T*>(name);
    for (T* one : all) {
        if (one->isVisible()) {
            return one;
        }
    }
    return nullptr;
}

inline RuleTableView& rulesOf(const FirewallPlace& place) {
    return static_cast<RuleTableView&>(place.table());
}

/// Makes a row current, and alone selected, and gives the table the keyboard.
inline bool choose(const FirewallPlace& place, const QString& path,
                   RuleColumn column = RuleColumn::Name) {
    RuleTableView& view = rulesOf(place);
    if (!view.goTo(path)) {
        return false;
    }
    view.selectionModel()->setCurrentIndex(
        view.currentIndex().siblingAtColumn(static_cast<int>(column)),
        QItemSelectionModel::NoUpdate);
    view.setFocus();
    QCoreApplication::processEvents(); // the inspector follows a turn later
    return true;
}

inline bool chooseAll(const FirewallPlace& place, const QStringList& paths, RuleColumn column) {
    if (!choose(place, paths.constFirst(), column)) {
        return false;
    }
    rulesOf(place).selectKeys(paths);
    QCoreApplication::processEvents();
    return true;
}

inline OperandEditor* operandPanel(const QWidget& window) {
    const auto all = window.findChildren<OperandEditor*>();
    for (OperandEditor* one : all) {
        if (one->isVisible()) {
            return one;
        }
    }
    return nullptr;
}

/// Types words into the open panel, takes each with Enter, and finishes with another Enter.
inline void answer(OperandEditor& panel, const QStringList& words) {
    auto* field = panel.findChild<QLineEdit*>(QStringLiteral("operandField"));
    for (const QString& word : words) {
        QTest::keyClicks(field, word);
        QTest::keyClick(field, Qt::Key_Return);
    }
    QTest::keyClick(field, Qt::Key_Return);
}

inline QRect cellRect(const FirewallPlace& place, const QString& path, RuleColumn column) {
    RuleTableView& view = rulesOf(place);
    const QModelIndex row = view.proxy().mapFromSource(view.cellModel().indexOfKey(path));
    return view.visualRect(row.siblingAtColumn(static_cast<int>(column)));
}

/// Drags data over a place of the table and lets it fall there; true if it was taken.
inline bool dropAt(const FirewallPlace& place, const QMimeData& data, const QPoint& position,
                   Qt::KeyboardModifiers keys = Qt::NoModifier) {
    QWidget* viewport = rulesOf(place).viewport();
    const Qt::DropActions actions = Qt::MoveAction | Qt::CopyAction;
    QDragEnterEvent enter(position, actions, &data, Qt::LeftButton, keys);
    QApplication::sendEvent(viewport, &enter);
    if (!enter.isAccepted()) {
        return false;
    }
    QDropEvent drop(position, actions, &data, Qt::LeftButton, keys);
    QApplication::sendEvent(viewport, &drop);
    return drop.isAccepted();
}

} // namespace bulkhead::desktop::fixture
