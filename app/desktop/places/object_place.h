// SPDX-License-Identifier: MIT
// ObjectPlace: a table of objects with an editor below it and the commands that all kinds share.
#pragma once

#include "desktop/places/table_place.h"

namespace bulkhead::desktop {

class ObjectEditor;
class RowCommands;

/// New, edit, rename, duplicate, delete, go to the first use: each stages a step or opens the
/// editor; selecting never does. GUI thread.
class ObjectPlace : public TablePlace {
    Q_OBJECT

public:
    using TablePlace::TablePlace;

    [[nodiscard]] std::vector<QAction*> commands() const override;
    [[nodiscard]] ObjectEditor& editor() const { return *m_editor; }

protected:
    struct Names {
        QString kind; ///< ends the object names of the commands, e.g. "Group"
        QString create;
        QString edit;
        QString notUsed; ///< a sentence
        // What stands where there is not one of them.
        QString icon;
        QString noneTitle;
        QString noneText;
    };
    /// Called once by the derived class's constructor, after install().
    void installEditor(ObjectEditor* editor, const Names& names);
    void fillContextMenu(QMenu& menu) const override;

private:
    void connectEditor();
    void openCurrent(void (ObjectEditor::*focus)());
    void duplicate();
    void remove();
    void showFirstUse();

    ObjectEditor* m_editor = nullptr;
    RowCommands* m_commands = nullptr;
    QString m_notUsed;
};

} // namespace bulkhead::desktop
