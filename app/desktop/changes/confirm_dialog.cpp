// SPDX-License-Identifier: MIT
#include "desktop/changes/confirm_dialog.h"

#include "base/text.h"
#include "config/environment.h"
#include "desktop/connection/environment_badge.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/dialog_words.h"
#include "desktop/widgets/icon_label.h"
#include "desktop/widgets/wrap_label.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDialogWidth = 560;
constexpr int kPictureSize = 32;
constexpr int kTallestConsequences = 260;
constexpr qsizetype kMostConsequences = 200;

} // namespace

ConfirmDialog::ConfirmDialog(guard::Question question, QWidget* parent)
    : QDialog(parent), m_question(std::move(question)) {
    setObjectName(u"confirmDialog"_s);
    const QString title = cleanLine(m_question.title);
    setWindowTitle(title);
    setModal(true);
    setMinimumWidth(kDialogWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::large);
    addHeading(title);
    addFacts();
    addConsequences();
    layout->addStretch(1);
    if (config::environmentKind(m_question.environment) == config::EnvironmentKind::Production) {
        addTypedName();
    }
    addButtons();
}

void ConfirmDialog::addHeading(const QString& titleText) {
    auto* picture = new IconLabel(kPictureSize, this);
    const bool grave = m_question.risk >= guard::Risk::High;
    picture->setIcon(grave ? u"shield-alert"_s : u"info"_s, grave ? Color::Drop : Color::Accent);
    auto* heading = new QVBoxLayout;
    heading->setSpacing(space::tight);
    heading->addWidget(dialogWords(titleText, "title", this));
    heading->addWidget(dialogWords(tr("Nothing has been sent yet."), "muted", this));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::large);
    row->addWidget(picture, 0, Qt::AlignTop);
    row->addLayout(heading, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void ConfirmDialog::addFacts() {
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::large);
    form->setVerticalSpacing(space::small);
    if (!m_question.object.isEmpty()) {
        form->addRow(dialogWords(tr("Object"), "muted", this),
                     new WrapLabel(cleanLine(m_question.object), this));
    }
    auto* place = new QWidget(this);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(dialogWords(cleanLine(m_question.target), "body", place));
    if (!m_question.environment.isEmpty()) {
        auto* badge = new EnvironmentBadge(place);
        badge->setEnvironment(m_question.environment);
        row->addWidget(badge);
    }
    row->addStretch(1);
    form->addRow(dialogWords(tr("Manager"), "muted", this), place);
    form->addRow(dialogWords(tr("Risk"), "muted", this),
                 dialogWords(guard::riskName(m_question.risk), "body", this));
    static_cast<QVBoxLayout*>(layout())->addLayout(form);
}

void ConfirmDialog::addConsequences() {
    if (m_question.consequences.isEmpty()) {
        return;
    }
    auto* list = new QWidget(this);
    auto* lines = new QVBoxLayout(list);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(space::small);
    const qsizetype count = m_question.consequences.size();
    for (qsizetype i = 0; i < qMin(count, kMostConsequences); ++i) {
        lines->addWidget(new WrapLabel(cleanLine(m_question.consequences.at(i)), list));
    }
    if (count > kMostConsequences) {
        lines->addWidget(
            dialogWords(tr("and %n more", nullptr, static_cast<int>(count - kMostConsequences)),
                        "muted", list));
    }
    lines->addStretch(1);
    // As tall as its lines, up to a limit: the labels know their height by the width.
    const int width = kDialogWidth - 2 * space::huge;
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setObjectName(u"confirmConsequences"_s);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(list);
    area->setAccessibleName(tr("Consequences"));
    const int height = lines->heightForWidth(width);
    area->setFixedHeight(qMin(kTallestConsequences, height));
    area->setVerticalScrollBarPolicy(height > kTallestConsequences ? Qt::ScrollBarAsNeeded
                                                                   : Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout;
    column->setSpacing(space::small);
    column->addWidget(dialogWords(tr("What follows"), "muted", this));
    column->addWidget(area);
    static_cast<QVBoxLayout*>(layout())->addLayout(column);
}

void ConfirmDialog::addTypedName() {
    const QString name = cleanLine(m_question.target);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(u"confirmName"_s);
    m_typed->setPlaceholderText(name);
    m_typed->setAccessibleName(tr("Name of the manager"));
    auto* column = new QVBoxLayout;
    column->setSpacing(space::tight);
    column->addWidget(dialogWords(
        tr("This is %1. Type %2 to go on.").arg(cleanLine(m_question.environment), name), "body",
        this));
    column->addWidget(m_typed);
    static_cast<QVBoxLayout*>(layout())->addLayout(column);
    connect(m_typed, &QLineEdit::textChanged, this, [this, name](const QString& text) {
        m_confirm->setEnabled(text.trimmed() == name);
        m_confirm->setDefault(m_confirm->isEnabled());
    });
}

QString ConfirmDialog::confirmWords() const {
    if (m_question.operation == u"publish_change") {
        return tr("Publish on %1");
    }
    if (m_question.operation.startsWith(u"delete_")) {
        return tr("Delete on %1");
    }
    if (m_question.operation == u"revert_change" || m_question.operation == u"undo_change") {
        return tr("Take back on %1");
    }
    return tr("Do it on %1");
}

void ConfirmDialog::addButtons() {
    m_confirm = new QPushButton(confirmWords().arg(cleanLine(m_question.target)), this);
    m_confirm->setObjectName(u"confirmGo"_s);
    m_confirm->setEnabled(m_typed == nullptr);
    connect(m_confirm, &QPushButton::clicked, this, &QDialog::accept);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"confirmCancel"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addStretch(1);
    row->addWidget(m_confirm);
    row->addWidget(cancel);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    if (m_typed != nullptr) {
        // Return does nothing until the name stands there: see addTypedName().
        m_confirm->setAutoDefault(false);
        cancel->setAutoDefault(false);
        m_typed->setFocus();
    } else {
        cancel->setDefault(true);
        cancel->setFocus();
    }
}

} // namespace bulkhead::desktop
