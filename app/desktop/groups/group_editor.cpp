// SPDX-License-Identifier: MIT
#include "desktop/groups/group_editor.h"

#include "change/object_edits.h"
#include "desktop/estate/document.h"
#include "desktop/groups/criteria_editor.h"
#include "desktop/groups/member_preview.h"
#include "desktop/theme/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

bool hasDirectoryUsers(const model::Group* group) {
    return group != nullptr && !group->extra.value(u"extended_expression"_s).toArray().isEmpty();
}

} // namespace

GroupEditor::GroupEditor(Document& document, QWidget* parent)
    : ObjectEditor({u"group"_s, tr("Group"), tr("New group"), tr("A group needs a name.")},
                   document, parent),
      m_sentence(new QLabel(this)),
      m_kept(new QLabel(this)),
      m_criteria(new CriteriaEditor(this)),
      m_buttons(new QWidget(this)),
      m_preview(new MemberPreview(this)) {
    makeNotes();
    content().addWidget(m_criteria, 1);
    makeFooter();
    content().addWidget(m_preview);
    connect(m_criteria, &CriteriaEditor::changed, this, [this](bool typed) {
        showSentence();
        askMembers();
        edit(typed);
    });
}

GroupEditor::~GroupEditor() {
    leave();
}

void GroupEditor::makeNotes() {
    m_sentence->setObjectName(u"criteriaSentence"_s);
    m_kept->setText(
        tr("It holds for users of a directory group only. That part is kept as it is."));
    auto* notes = new QVBoxLayout;
    notes->setContentsMargins(space::medium, space::tight, space::medium, space::small);
    notes->setSpacing(space::tight);
    for (QLabel* label : {m_sentence, m_kept}) {
        label->setTextFormat(Qt::PlainText);
        label->setProperty("role", u"muted"_s);
        label->setWordWrap(true);
        notes->addWidget(label);
    }
    content().addLayout(notes);
    m_kept->hide();
}

void GroupEditor::makeFooter() {
    auto* line = new QHBoxLayout(m_buttons);
    line->setContentsMargins(space::medium, 0, space::medium, space::tight);
    line->setSpacing(space::small);
    const auto add = [this, line](const QString& name, const QString& text, const QString& tip,
                                  void (CriteriaEditor::*run)()) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(name);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        setButtonIcon(*button, u"plus"_s, Color::TextMuted);
        connect(button, &QPushButton::clicked, m_criteria, run);
        line->addWidget(button);
    };
    add(u"addCriterion"_s, tr("Criterion"), tr("Add a criterion (Ctrl+Enter in a criterion)"),
        &CriteriaEditor::addCriterion);
    add(u"addNested"_s, tr("All of these"), tr("Add conditions that must hold together: (… and …)"),
        &CriteriaEditor::addNested);
    line->addStretch(1);
    content().addWidget(m_buttons);
}

const model::ObjectHeader* GroupEditor::headerOf(const QString& path) const {
    const model::Group* group = document().snapshot()->group(path);
    return group == nullptr ? nullptr : &group->header;
}

QString GroupEditor::lockedBecause(const QString& path) const {
    const model::Group* group = document().snapshot()->group(path);
    return group != nullptr && group->header.systemOwned.value_or(false)
               ? tr("Duplicate it to make one of your own: this group belongs to NSX.")
               : QString();
}

void GroupEditor::loadContent() {
    const model::Group* group = document().snapshot()->group(path());
    const std::vector<model::Expression> expression =
        group == nullptr ? std::vector<model::Expression>() : group->expression;
    const bool isLocked = group != nullptr && !lockedBecause(path()).isEmpty();
    m_kept->setVisible(hasDirectoryUsers(group));
    m_criteria->show(expression, document().snapshot());
    m_criteria->setEnabled(!isLocked);
    m_buttons->setEnabled(!isLocked);
    m_loaded = storedCriteria();
    showSentence();
    askMembers();
}

QJsonArray GroupEditor::storedCriteria() const {
    const model::Group* group = document().snapshot()->group(path());
    return group == nullptr ? QJsonArray() : CriteriaDraft(group->expression).json();
}

bool GroupEditor::isContentLoaded() const {
    return storedCriteria() == m_loaded;
}

void GroupEditor::followSnapshot() {
    m_criteria->setSnapshot(document().snapshot());
    m_loaded = storedCriteria();
    askMembers();
}

void GroupEditor::stageContent() {
    const std::vector<model::Expression> expression = m_criteria->expression();
    if (m_criteria->obstacle().isEmpty() && CriteriaDraft(expression).json() != storedCriteria()) {
        stageStep(change::changeGroup(
            *document().snapshot(), path(), tr("criteria"),
            [&expression](model::Group& changed) { changed.expression = expression; }));
        m_loaded = storedCriteria();
    }
}

Result<change::Step> GroupEditor::creation(const model::ObjectHeader& header) {
    model::Group group;
    group.header = header;
    if (m_criteria->obstacle().isEmpty()) {
        group.expression = m_criteria->expression();
    }
    return change::createGroup(*document().snapshot(), std::move(group));
}

Result<change::Step>
GroupEditor::headerChange(const QString& field,
                          const std::function<void(model::ObjectHeader&)>& change) {
    return change::changeGroup(*document().snapshot(), path(), field,
                               [&change](model::Group& group) { change(group.header); });
}

void GroupEditor::askMembers() {
    const model::Group* group = document().snapshot()->group(path());
    MemberPreview::Question question;
    question.base = document().edits()->base();
    question.now = document().snapshot();
    question.groupPath = path();
    if (m_criteria->obstacle().isEmpty()) {
        question.expression = m_criteria->expression();
    } else if (group != nullptr) {
        question.expression = group->expression; // what is not finished is no question yet
    }
    question.hasDirectoryUsers = hasDirectoryUsers(group);
    m_preview->ask(std::move(question));
}

void GroupEditor::showSentence() {
    const snapshot::SnapshotPointer snapshot = document().snapshot();
    const QString words =
        model::criteriaInWords(m_criteria->expression(),
                               [&snapshot](const QString& path) { return snapshot->nameOf(path); });
    m_sentence->setText(words);
    m_sentence->setVisible(!words.isEmpty());
}

void GroupEditor::focusContent() {
    if (m_criteria->expression().empty() && m_criteria->isEnabled()) {
        m_criteria->addCriterion();
    }
    m_criteria->focusFirst();
}

} // namespace bulkhead::desktop
