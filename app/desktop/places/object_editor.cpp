// SPDX-License-Identifier: MIT
#include "desktop/places/object_editor.h"

#include "desktop/estate/document.h"
#include "desktop/theme/icons.h"
#include "desktop/widgets/field_problem.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingMs = 250; ///< after the last key what is typed is staged
// NSX 4.2 Policy API, PolicyConfigResource.
constexpr int kLongestName = 255;
constexpr int kLongestDescription = 1024;
constexpr int kNameWidth = 280;

} // namespace

ObjectEditor::ObjectEditor(const Words& words, Document& document, QWidget* parent)
    : QFrame(parent),
      m_document(document),
      m_words(words),
      m_layout(new QVBoxLayout(this)),
      m_title(new QLabel(this)),
      m_name(new QLineEdit(this)),
      m_description(new QLineEdit(this)),
      m_nameProblem(makeProblemLabel(this)),
      m_locked(new QLabel(this)) {
    setObjectName(words.kind + u"Editor"_s);
    setProperty("role", u"editor"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    makeHeader(words);
    m_later.setSingleShot(true);
    m_later.setInterval(kTypingMs);
    connect(&m_later, &QTimer::timeout, this, &ObjectEditor::stage);
    for (QLineEdit* field : {m_name, m_description}) {
        connect(field, &QLineEdit::textEdited, this, [this] { edit(true); });
        connect(field, &QLineEdit::editingFinished, this, [this] { edit(false); });
    }
    connect(&document, &Document::snapshotChanged, this, &ObjectEditor::follow);
}

void ObjectEditor::makeHeader(const Words& words) {
    m_title->setProperty("role", u"strong"_s);
    const auto prepare = [&words](QLineEdit& field, const QString& suffix, const QString& title,
                                  int longest) {
        field.setObjectName(words.kind + suffix);
        field.setAccessibleName(title);
        field.setPlaceholderText(title);
        field.setMaxLength(longest);
    };
    prepare(*m_name, u"Name"_s, tr("Name"), kLongestName);
    m_name->setMinimumWidth(kNameWidth);
    prepare(*m_description, u"Description"_s, tr("Description"), kLongestDescription);
    auto* close = new QToolButton(this);
    close->setObjectName(words.kind + u"EditorClose"_s);
    close->setAccessibleName(tr("Close the editor"));
    close->setToolTip(tr("Close (Esc)"));
    setButtonIcon(*close, u"x"_s, Color::TextMuted);
    connect(close, &QToolButton::clicked, this, &ObjectEditor::closeEditor);
    auto* header = new QFrame(this);
    header->setObjectName(u"editorHeader"_s);
    auto* line = new QHBoxLayout(header);
    line->setContentsMargins(space::medium, space::tight, space::small, space::tight);
    line->setSpacing(space::small);
    line->addWidget(m_title);
    line->addWidget(m_name);
    line->addWidget(m_description, 1);
    line->addWidget(close);
    m_layout->addWidget(header);
    m_locked->setObjectName(words.kind + u"Locked"_s);
    m_locked->setTextFormat(Qt::PlainText);
    m_locked->setWordWrap(true);
    m_locked->hide();
    auto* notes = new QVBoxLayout;
    notes->setContentsMargins(space::medium, space::small, space::medium, 0);
    notes->addWidget(m_nameProblem);
    notes->addWidget(m_locked);
    m_layout->addLayout(notes);
}

QString ObjectEditor::lockedBecause(const QString& /*path*/) const {
    return {};
}

void ObjectEditor::open(const QString& path) {
    if (m_document.isEmpty() || headerOf(path) == nullptr || (!isHidden() && m_path == path)) {
        return;
    }
    stage(); // what was typed about the one before
    m_path = path;
    load();
    show();
}

void ObjectEditor::openNew() {
    if (m_document.isEmpty()) {
        return;
    }
    stage();
    m_path.clear();
    load();
    show();
    focusName();
}

void ObjectEditor::load() {
    m_later.stop();
    const model::ObjectHeader* header = m_path.isEmpty() ? nullptr : headerOf(m_path);
    const QString locked = header == nullptr ? QString() : lockedBecause(m_path);
    m_title->setText(header == nullptr ? m_words.newTitle : m_words.title);
    m_name->setText(header == nullptr ? QString() : header->displayName.raw());
    m_description->setText(header == nullptr ? QString() : header->description.raw());
    m_name->setReadOnly(!locked.isEmpty());
    m_description->setReadOnly(!locked.isEmpty());
    m_locked->setText(locked);
    m_locked->setVisible(!locked.isEmpty());
    markProblem(*m_name, *m_nameProblem, {});
    loadContent();
}

void ObjectEditor::follow() {
    if (isHidden() || m_staging) {
        return;
    }
    if (m_document.isEmpty()) {
        closeEditor();
        return;
    }
    if (m_path.isEmpty()) {
        followSnapshot();
        return;
    }
    const model::ObjectHeader* header = headerOf(m_path);
    if (header == nullptr) {
        m_path.clear();
        m_name->clear();
        closeEditor(); // it was deleted, or its creation was undone
        return;
    }
    if (m_later.isActive()) {
        followSnapshot(); // what is being typed is staged on it in a moment
        return;
    }
    const bool isLoaded = isContentLoaded() &&
                          header->displayName.raw() == m_name->text().trimmed() &&
                          header->description.raw() == m_description->text();
    if (isLoaded) {
        followSnapshot();
    } else {
        load();
    }
}

void ObjectEditor::edit(bool typed) {
    if (typed) {
        m_later.start();
    } else {
        stage();
    }
}

void ObjectEditor::stage() {
    m_later.stop();
    if (m_document.isEmpty() || isHidden() || m_staging) {
        return;
    }
    const QString name = m_name->text().trimmed();
    markProblem(*m_name, *m_nameProblem,
                name.isEmpty() && !m_path.isEmpty() ? m_words.needsName : QString());
    if (m_path.isEmpty()) {
        if (!name.isEmpty()) {
            create(name);
        }
        return;
    }
    if (headerOf(m_path) != nullptr && lockedBecause(m_path).isEmpty()) {
        stageHeader();
        stageContent();
    }
}

void ObjectEditor::stageHeader() {
    const QString name = m_name->text().trimmed();
    const QString description = m_description->text();
    if (!name.isEmpty() && name != headerOf(m_path)->displayName.raw()) {
        stageStep(headerChange(tr("name"), [&name](model::ObjectHeader& header) {
            header.displayName = UntrustedText(name);
        }));
    }
    if (description != headerOf(m_path)->description.raw()) {
        stageStep(headerChange(tr("description"), [&description](model::ObjectHeader& header) {
            header.description = UntrustedText(description);
        }));
    }
}

void ObjectEditor::create(const QString& name) {
    model::ObjectHeader header;
    header.displayName = UntrustedText(name);
    header.description = UntrustedText(m_description->text());
    const Result<change::Step> step = creation(header);
    m_staging = true;
    const Result<void> staged = m_document.stage(step);
    m_staging = false;
    if (!staged) {
        Q_EMIT failed(staged.error());
        return;
    }
    m_path = step->edits.front().path;
    m_title->setText(m_words.title);
    followSnapshot();
    Q_EMIT created(m_path);
}

void ObjectEditor::stageStep(const Result<change::Step>& step) {
    m_staging = true;
    const Result<void> staged = m_document.stage(step);
    m_staging = false;
    if (!staged) {
        Q_EMIT failed(staged.error());
    }
}

void ObjectEditor::focusName() {
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void ObjectEditor::closeEditor() {
    if (!isHidden()) {
        stage();
        hide();
        Q_EMIT closed();
    }
}

void ObjectEditor::leave() {
    m_later.stop();
    hide();
}

void ObjectEditor::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        closeEditor();
    } else {
        QFrame::keyPressEvent(event);
    }
}

} // namespace bulkhead::desktop
