// SPDX-License-Identifier: MIT
#include "desktop/places/object_place.h"

#include "change/duplicate_object.h"
#include "change/object_edits.h"
#include "desktop/estate/document.h"
#include "desktop/places/object_editor.h"
#include "desktop/places/row_commands.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/table_view.h"

#include <QAction>
#include <QKeySequence>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void ObjectPlace::installEditor(ObjectEditor* editor, const Names& names) {
    m_editor = editor;
    m_notUsed = names.notUsed;
    addPanel(editor);
    m_commands = new RowCommands(table(), this);
    using Needs = RowCommands::Needs;
    m_commands->add(u"new"_s + names.kind, names.create, QKeySequence(tr("Ctrl+N")), u"plus"_s,
                    Needs::Nothing, [this] { m_editor->openNew(); });
    m_commands->add(u"edit"_s + names.kind, names.edit, QKeySequence(tr("Ctrl+E")), u"pencil"_s,
                    Needs::OneRow, [this] { openCurrent(&ObjectEditor::focusContent); });
    m_commands->add(u"rename"_s + names.kind, tr("&Rename"), QKeySequence(Qt::Key_F2), {},
                    Needs::OneRow, [this] { openCurrent(&ObjectEditor::focusName); });
    m_commands->add(u"duplicate"_s + names.kind, tr("&Duplicate"), QKeySequence(tr("Ctrl+D")),
                    u"copy-plus"_s, Needs::OneRow, [this] { duplicate(); });
    m_commands->add(u"delete"_s + names.kind, tr("De&lete"), QKeySequence::Delete, u"trash-2"_s,
                    Needs::Rows, [this] { remove(); });
    m_commands->addSeparator();
    m_commands->add(u"use"_s + names.kind, tr("Go to its first &use"), QKeySequence(tr("Ctrl+U")),
                    u"corner-down-right"_s, Needs::OneRow, [this] { showFirstUse(); });
    connect(&document(), &Document::snapshotChanged, m_commands,
            [this] { m_commands->setEditable(document().edits() != nullptr); });
    m_commands->setEditable(document().edits() != nullptr);
    auto* nothing = new EmptyState(this);
    nothing->setContent(names.icon, names.noneTitle, names.noneText);
    connect(nothing->addButton(u"first"_s + names.kind, tr("Make the first one")),
            &QPushButton::clicked, m_commands->actions().front(), &QAction::trigger);
    setNothingPage(nothing);
    connectEditor();
}

void ObjectPlace::connectEditor() {
    connect(&table(), &TableView::rowActivated, this,
            [this](const QString&) { openCurrent(&ObjectEditor::focusContent); });
    connect(&table(), &TableView::inspectionChanged, this, [this] {
        // An editor that is open follows the selection; selecting never opens one.
        if (!m_editor->isHidden() && !m_editor->path().isEmpty()) {
            m_editor->open(table().currentKey());
        }
    });
    connect(m_editor, &ObjectEditor::created, this, [this](const QString& path) { goTo(path); });
    connect(m_editor, &ObjectEditor::closed, this, &ObjectPlace::returnToTable);
    connect(m_editor, &ObjectEditor::failed, this, &Place::failed);
}

void ObjectPlace::openCurrent(void (ObjectEditor::*focus)()) {
    const QString path = table().currentKey();
    if (document().edits() != nullptr && !path.isEmpty()) {
        m_editor->open(path);
        (m_editor->*focus)();
    }
}

void ObjectPlace::duplicate() {
    const Result<change::Step> step =
        change::duplicateObject(*document().snapshot(), table().currentKey());
    if (const Result<void> staged = document().stage(step); !staged) {
        Q_EMIT failed(staged.error());
        return;
    }
    goTo(step->edits.front().path);
    openCurrent(&ObjectEditor::focusName);
}

void ObjectPlace::remove() {
    const Result<void> staged =
        document().stage(change::deleteObjects(*document().snapshot(), m_commands->selectedKeys()));
    if (!staged) {
        Q_EMIT failed(staged.error());
    }
}

void ObjectPlace::showFirstUse() {
    const QString path = table().currentKey();
    if (document().usage() == nullptr) {
        return;
    }
    const Usage& usage = document().usage()->of(path);
    for (const QStringList* users :
         {&usage.rules, &usage.policies, &usage.groups, &usage.services}) {
        if (!users->isEmpty()) {
            Q_EMIT openRequested(users->constFirst());
            return;
        }
    }
    Q_EMIT failed({ErrorKind::NotFound, tr("It can be deleted."), m_notUsed, path, std::nullopt});
}

std::vector<QAction*> ObjectPlace::commands() const {
    return m_commands->actions();
}

void ObjectPlace::fillContextMenu(QMenu& menu) const {
    addCommands(menu);
    TablePlace::fillContextMenu(menu);
}

} // namespace bulkhead::desktop
