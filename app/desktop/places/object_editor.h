// SPDX-License-Identifier: MIT
// ObjectEditor: the panel that edits one object below its table, staged while somebody types.
#pragma once

#include "base/error.h"
#include "base/result.h"
#include "change/step.h"
#include "model/object_header.h"

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace bulkhead::desktop {

class Document;

/// Name and description on top; what is below belongs to the derived class. What NSX would take is
/// staged a moment after the last key, and at once where something was chosen; typing merges into
/// one step. What it would refuse stays in the fields, marked, and is not staged. GUI thread.
class ObjectEditor : public QFrame {
    Q_OBJECT

public:
    /// `kind` begins the object names, e.g. "group"; the words are titles.
    struct Words {
        QString kind;
        QString title;
        QString newTitle;
        QString needsName;
    };
    /// `document` outlives the editor.
    ObjectEditor(const Words& words, Document& document, QWidget* parent);

    /// Opens an object of the document's snapshot; nothing happens if it is not there.
    void open(const QString& path);
    /// Opens an empty one: it is staged when it has a name.
    void openNew();
    void closeEditor();
    /// Empty while a new one has no name yet.
    [[nodiscard]] const QString& path() const { return m_path; }
    void focusName();
    /// The keyboard goes to what the object is made of.
    virtual void focusContent() = 0;

Q_SIGNALS:
    /// A new object has been staged.
    void created(const QString& path);
    /// It was closed; the keyboard should go back to the table.
    void closed();
    void failed(const bulkhead::Error& error);

protected:
    /// Of the document's snapshot; nullptr if there is none with this path.
    [[nodiscard]] virtual const model::ObjectHeader* headerOf(const QString& path) const = 0;
    /// Why it cannot be edited; empty if it can.
    [[nodiscard]] virtual QString lockedBecause(const QString& path) const;
    /// Fills the fields below the header from path(); with nothing if that is empty.
    virtual void loadContent() = 0;
    /// True if the document has what the fields were filled with.
    [[nodiscard]] virtual bool isContentLoaded() const = 0;
    /// Stages what differs below the header and is possible, with stageStep().
    virtual void stageContent() = 0;
    /// The document's snapshot is another one and the fields are kept.
    virtual void followSnapshot() = 0;
    [[nodiscard]] virtual Result<change::Step> creation(const model::ObjectHeader& header) = 0;
    [[nodiscard]] virtual Result<change::Step>
    headerChange(const QString& field, const std::function<void(model::ObjectHeader&)>& change) = 0;

    [[nodiscard]] Document& document() const { return m_document; }
    [[nodiscard]] QVBoxLayout& content() const { return *m_layout; }
    /// Something was typed or chosen.
    void edit(bool typed);
    void stageStep(const Result<change::Step>& step);
    /// Call it in the destructor of the derived class: fields that lose the focus speak while
    /// everything they reach is there.
    void leave();
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeHeader(const Words& words);
    void load();
    /// The document shows something else: the fields follow unless they say it already.
    void follow();
    void stage();
    void stageHeader();
    void create(const QString& name);

    Document& m_document;
    Words m_words;
    QString m_path;
    QVBoxLayout* m_layout;
    QLabel* m_title;
    QLineEdit* m_name;
    QLineEdit* m_description;
    QLabel* m_nameProblem;
    QLabel* m_locked;
    QTimer m_later;
    bool m_staging = false;
};

} // namespace bulkhead::desktop
