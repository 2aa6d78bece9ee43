// SPDX-License-Identifier: MIT
// OperandEditor's keyboard, and what ends it when somebody goes elsewhere.
#include "desktop/firewall/operand_editor.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void OperandEditor::endWith(QWidget& owner) {
    m_owner = &owner;
    owner.installEventFilter(this);
}

bool OperandEditor::keyPressed(QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Escape:
        done();
        Q_EMIT cancelled();
        return true;
    case Qt::Key_Tab:
        finish(1);
        return true;
    case Qt::Key_Backtab:
        finish(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event.modifiers().testFlag(Qt::ControlModifier)) {
            finish(0);
        } else {
            takeMarked();
        }
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(m_list->currentRow() + 1, m_list->count() - 1));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(m_list->currentRow() - 1, 0));
        return true;
    case Qt::Key_Backspace:
        if (m_field->text().isEmpty() && !m_chosen.isEmpty()) {
            toggle(m_chosen.constLast());
            return true;
        }
        return false;
    default:
        return false;
    }
}

bool OperandEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_owner) {
        if (event->type() == QEvent::Hide && !event->spontaneous() && !m_ended) {
            if (window()->isVisible() && typed()) {
                finish(0); // somebody went elsewhere
            }
            done();
        }
        return QFrame::eventFilter(watched, event);
    }
    if (event->type() == QEvent::KeyPress) {
        return keyPressed(*static_cast<QKeyEvent*>(event)) || QFrame::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusOut && !m_ended) {
        // A click elsewhere finishes, as in a spreadsheet.
        QMetaObject::invokeMethod(
            this,
            [this] {
                QWidget* focused = window()->focusWidget();
                if (!m_ended && isVisible() && focused != nullptr && !isAncestorOf(focused)) {
                    if (!typed()) {
                        m_field->clear(); // an unfinished search
                    }
                    finish(0);
                }
            },
            Qt::QueuedConnection);
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace bulkhead::desktop
