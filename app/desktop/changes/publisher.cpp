// SPDX-License-Identifier: MIT
#include "desktop/changes/publisher.h"

#include "base/person.h"
#include "base/task_keeper.h"
#include "change/change_document.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNewestRecords = 20;

Published publishedFrom(const ops::Outcome& outcome) {
    const QJsonObject& result = outcome.result;
    return {result.value(u"undo_id"_s).toString(),
            result.value(u"realization"_s).toObject().value(u"state"_s).toString(),
            result.value(u"summary"_s).toString(), outcome.notes};
}

} // namespace

Publisher::Publisher(Document& document, OperationRunner& runner, QObject* parent)
    : QObject(parent), m_document(document), m_runner(runner) {}

void Publisher::setBusy(const QString& activity) {
    m_busy = !activity.isEmpty();
    m_document.setEditable(!m_busy);
    Q_EMIT busyChanged(activity);
}

void Publisher::publish(const QString& title, const QString& reason) {
    if (m_busy || !m_document.hasEdits()) {
        return;
    }
    change::ChangeDocument document;
    document.title = title;
    document.reason = reason;
    document.author = personName();
    document.target = m_document.edits()->base()->origin().target;
    document.edits = m_document.edits()->net();
    setBusy(tr("Publishing"));
    const QString text = QString::fromUtf8(change::writeChangeDocument(document));
    m_runner.run(u"publish_change"_s, {{u"change"_s, text}}, reason,
                 [this, text](const Result<ops::Outcome>& outcome) {
                     setBusy({});
                     if (outcome) {
                         Q_EMIT published(publishedFrom(*outcome));
                     } else {
                         complain(outcome.error(), text);
                     }
                 });
}

void Publisher::complain(const Error& error, const QString& sent) {
    if (!error.mayHaveHappened) {
        Q_EMIT failed(error);
        return;
    }
    // The record was on the disk before anything was sent; it is known by what was sent.
    keepTask<Result<std::vector<guard::UndoEntry>>>(
        this, m_runner.files().undo->list(kNewestRecords, std::nullopt),
        [this, error, sent](const Result<std::vector<guard::UndoEntry>>& records) {
            for (const guard::UndoEntry& entry :
                 records ? *records : std::vector<guard::UndoEntry>()) {
                if (entry.record.parameters.value(u"change"_s).toString() == sent) {
                    Q_EMIT brokenOff(error, entry.id);
                    return;
                }
            }
            Q_EMIT failed(error);
        });
}

void Publisher::revert(const QString& undoId) {
    takeBack(u"revert_change"_s, {{u"change_id"_s, undoId}});
}

void Publisher::undoWrite(const QString& undoId) {
    takeBack(u"undo_change"_s, {{u"undo_id"_s, undoId}});
}

void Publisher::takeBack(const QString& operation, const QJsonObject& arguments) {
    if (m_busy) {
        return;
    }
    setBusy(tr("Taking it back"));
    m_runner.run(operation, arguments, tr("reverted in the desktop"),
                 [this](const Result<ops::Outcome>& outcome) {
                     setBusy({});
                     if (outcome) {
                         Q_EMIT reverted(publishedFrom(*outcome));
                     } else {
                         Q_EMIT failed(outcome.error());
                     }
                 });
}

} // namespace bulkhead::desktop
