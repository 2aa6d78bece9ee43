// SPDX-License-Identifier: MIT
#include "desktop/firewall/card_parts.h"

#include "change/policy_lock.h"
#include "desktop/estate/document.h"
#include "desktop/estate/findings.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/widgets/inspector.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Card", text);
}

template <typename Field>
Field* wired(const CardContext& card, Field* field,
             const std::function<void(const QString&)>& committed) {
    // Queued: the answer builds the inspector anew while the field still loses the keyboard.
    QObject::connect(field, &Field::committed, &card.editor, committed, Qt::QueuedConnection);
    QObject::connect(field, &Field::left, &card.editor, &RuleEditor::focusTable);
    return field;
}

} // namespace

LineField* makeLine(const CardContext& card, const QString& name, const QString& title,
                    const std::optional<QString>& text, int length,
                    const std::function<void(const QString&)>& committed) {
    return wired(card, new LineField(name, title, text, length, card.inspector.panel()), committed);
}

TextField* makeText(const CardContext& card, const QString& name, const QString& title,
                    const std::optional<QString>& text, int length,
                    const std::function<void(const QString&)>& committed) {
    return wired(card, new TextField(name, title, text, length, card.inspector.panel()), committed);
}

void obstruct(QWidget* editor, const QString& obstacle) {
    if (!obstacle.isEmpty()) {
        editor->setEnabled(false);
        editor->setToolTip(obstacle.toHtmlEscaped());
        QWidget* face = editor->focusProxy() != nullptr ? editor->focusProxy() : editor;
        face->setAccessibleDescription(obstacle);
    }
}

void addFindings(const CardContext& card, const QString& path) {
    const std::vector<change::Finding> found = card.document.findings().of(path);
    for (const change::Finding& finding : found) {
        const SeverityLook look = lookOf(finding.severity);
        card.inspector.addNotice(look.icon, look.color, findingWords(finding));
    }
}

bool addLock(const CardContext& card, const QString& policyPath) {
    const change::ChangeSet* edits = card.document.edits();
    if (edits == nullptr || !change::isLockedByOther(*edits->base(), policyPath)) {
        return false;
    }
    const model::SecurityPolicy& policy = *edits->base()->policy(policyPath);
    const QString owner = cleanLine(policy.lockModifiedBy);
    QString words =
        owner.isEmpty()
            ? translated("The policy is locked: only whoever locked it can change it.")
            : translated("Locked by %1: only %1 can change the policy and its rules.").arg(owner);
    if (!policy.comments.isEmpty()) {
        words += u' ' + policy.comments.line();
    }
    card.inspector.addNotice(u"lock"_s, Color::WarningText, words);
    return true;
}

} // namespace bulkhead::desktop
