// SPDX-License-Identifier: MIT
#include "desktop/changes/change_fit.h"

#include "base/text.h"
#include "change/change_document.h"
#include "change/document_steps.h"
#include "change/draft_journal.h"
#include "change/object_edits.h"
#include "change/rebase.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("bulkhead::desktop::ChangeTransfer", text);
}

QString nameOf(const snapshot::Snapshot& snapshot, const change::Edit& edit) {
    const QJsonValue& state = edit.before.isObject() ? edit.before : edit.after;
    const QString name = cleanLine(state[u"display_name"].toString());
    return name.isEmpty() ? snapshot.nameOf(edit.path) : u'\'' + name + u'\'';
}

/// A step whose parts know what they stood on, object by object.
void fitStep(ChangeFit& fit, change::ChangeSet& set, const change::Step& step) {
    const snapshot::SnapshotPointer current = set.current();
    change::Step fitted{step.title, {}, {}};
    for (const change::ObjectComparison& one : change::compareWith(*current, step.edits)) {
        const QString name = nameOf(*current, one.edit);
        switch (one.merge.outcome) {
        case change::MergeOutcome::Refused:
            fit.problems << change::conflictError(one.edit, one.merge, one.theirs, name).problem;
            continue;
        case change::MergeOutcome::Already:
            fit.notes << tr("%1 already is as wanted.").arg(name);
            continue;
        case change::MergeOutcome::Merged:
            fit.notes << tr("%1 was changed by somebody else meanwhile; both changes are kept.")
                             .arg(name);
            break;
        case change::MergeOutcome::Mine:
            break;
        }
        fitted.edits.push_back({one.edit.kind, one.edit.path, one.theirs, one.merge.wanted});
    }
    const auto pushed = set.push(fitted);
    if (!pushed) {
        fit.problems << pushed.error().explanation();
    } else if (*pushed != change::ChangeSet::Pushed::Nothing) {
        fit.steps.push_back(set.steps().back());
    }
}

void fitEntry(ChangeFit& fit, change::ChangeSet& set, const change::ChangeEntry& entry) {
    const auto step = change::stepOf(entry, *set.current(), change::defaultDomain());
    const auto pushed = step ? set.push(*step) : fail(step.error());
    if (!pushed) {
        fit.problems << tr("Line %1: %2").arg(entry.line).arg(pushed.error().explanation());
    } else if (*pushed == change::ChangeSet::Pushed::Nothing) {
        fit.notes << tr("Line %1 already is as wanted.").arg(entry.line);
    } else {
        fit.steps.push_back(set.steps().back());
    }
}

Result<ChangeFit> fitDraft(const QByteArray& bytes, const QString& name, change::ChangeSet& set) {
    const auto draft = change::readDraft(bytes, name);
    if (!draft) {
        return fail(draft.error());
    }
    ChangeFit fit;
    fit.title = cleanLine(draft->header.title);
    fit.reason = cleanLine(draft->header.reason);
    fit.author = cleanLine(draft->header.author);
    fit.target = cleanLine(draft->header.target);
    fit.begun = draft->header.startedAt;
    fit.notes = draft->notes;
    for (const change::Step& step : draft->done) {
        fitStep(fit, set, step);
    }
    return fit;
}

} // namespace

Result<ChangeFit> fitChanges(const QByteArray& bytes, const QString& name,
                             const snapshot::SnapshotPointer& current) {
    change::ChangeSet set(current);
    if (bytes.left(bytes.indexOf('\n')).contains("bulkhead-draft")) {
        return fitDraft(bytes, name, set);
    }
    const auto document = change::readChangeDocument(bytes, name);
    if (!document) {
        return fail(document.error());
    }
    ChangeFit fit;
    fit.title = cleanLine(document->title);
    fit.reason = cleanLine(document->reason);
    fit.author = cleanLine(document->author);
    fit.target = cleanLine(document->target);
    for (const change::ChangeEntry& entry : document->entries) {
        fitEntry(fit, set, entry);
    }
    if (!document->edits.empty()) {
        fitStep(fit, set, {fit.title, document->edits, {}});
    }
    return fit;
}

} // namespace bulkhead::desktop
