// SPDX-License-Identifier: MIT
#include "desktop/changes/change_transfer.h"

#include "base/person.h"
#include "base/text.h"
#include "change/change_document.h"
#include "change/edit_words.h"
#include "desktop/changes/open_changes_dialog.h"
#include "desktop/estate/document.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QSaveFile>
#include <QUrl>
#include <QWidget>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// The largest change that is read, as publish_change has it.
constexpr qint64 kMaximumBytes = qint64{32} * 1024 * 1024;

bool isChangeFile(const QString& file) {
    return file.endsWith(u".yaml", Qt::CaseInsensitive) ||
           file.endsWith(u".yml", Qt::CaseInsensitive) ||
           file.endsWith(u".draft", Qt::CaseInsensitive);
}

/// The change file among what is dragged, if it is one alone.
QString draggedFile(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    const QString file = urls.size() == 1 ? urls.constFirst().toLocalFile() : QString();
    return isChangeFile(file) ? file : QString();
}

Result<QByteArray> contentsOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Failed, ChangeTransfer::tr("Check the file and its rights."),
                    ChangeTransfer::tr("%1 cannot be read: %2")
                        .arg(cleanLine(path), cleanLine(file.errorString())),
                    path);
    }
    if (file.size() > kMaximumBytes) {
        return fail(ErrorKind::InvalidInput, ChangeTransfer::tr("Split the change."),
                    ChangeTransfer::tr("%1 is larger than 32 MB.").arg(cleanLine(path)), path);
    }
    return file.readAll();
}

/// The changes in words, as comments: what a reviewer reads before the objects themselves.
QByteArray headOf(const change::ChangeDocument& document, const change::ChangeSet& edits) {
    const change::NameOf nameOf = change::namesOf(edits.base(), edits.current());
    QStringList lines{document.title};
    for (const change::Edit& edit : document.edits) {
        lines << u"- "_s + change::inWords(edit, nameOf);
    }
    QByteArray head;
    for (const QString& line : lines) {
        head += "# " + cleanLine(line).toUtf8() + '\n';
    }
    return head;
}

QString factsOf(const ChangeFit& fit, const QFileInfo& file) {
    const QDateTime when = fit.begun.isValid() ? fit.begun : file.lastModified();
    const QString time = QLocale().toString(when.toLocalTime(), QLocale::ShortFormat);
    return fit.author.isEmpty() ? ChangeTransfer::tr("of %1").arg(time)
                                : ChangeTransfer::tr("by %1, of %2").arg(fit.author, time);
}

} // namespace

ChangeTransfer::ChangeTransfer(Document& document, QWidget& window)
    : QObject(&window), m_document(document), m_window(window) {
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

void ChangeTransfer::chooseFileToSave(const QString& title, const QString& reason) {
    if (!m_document.hasEdits()) {
        return;
    }
    auto* dialog = new QFileDialog(&m_window, tr("Save the staged changes"));
    dialog->setObjectName(u"saveChangesDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"yaml"_s);
    dialog->setNameFilters({tr("Change file (*.yaml)")});
    dialog->selectFile(u"change.yaml"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, title, reason](const QString& file) { save(file, title, reason); });
    dialog->open();
}

void ChangeTransfer::chooseFileToOpen() {
    auto* dialog = new QFileDialog(&m_window, tr("Open changes"));
    dialog->setObjectName(u"openChangesFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Change files and drafts (*.yaml *.yml *.draft)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ChangeTransfer::open);
    dialog->open();
}

void ChangeTransfer::save(const QString& file, const QString& title, const QString& reason) {
    if (!m_document.hasEdits()) {
        return;
    }
    change::ChangeDocument document;
    document.title = title;
    document.reason = reason;
    document.author = personName();
    document.target = m_document.edits()->base()->origin().target;
    document.edits = m_document.edits()->net();
    const QByteArray text =
        headOf(document, *m_document.edits()) + change::writeChangeDocument(document);
    // Whole or not at all: an older version stays where it cannot be written.
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) < 0 || !out.commit()) {
        Error error;
        error.kind = ErrorKind::Failed;
        error.remedy = tr("Choose another file, or check the disk and the rights of the folder.");
        error.problem =
            tr("%1 cannot be written: %2").arg(cleanLine(file), cleanLine(out.errorString()));
        error.object = file;
        Q_EMIT failed(error);
        return;
    }
    Q_EMIT saved(file);
}

void ChangeTransfer::open(const QString& file) {
    if (m_document.isEmpty()) {
        Error error;
        error.kind = ErrorKind::Refused;
        error.remedy = tr("Connect to the manager first, or open a snapshot of it.");
        error.problem = tr("Changes are worked out against an estate, and none is shown.");
        Q_EMIT failed(error);
        return;
    }
    const auto bytes = contentsOf(file);
    const auto fit = bytes ? fitChanges(*bytes, QFileInfo(file).fileName(), m_document.snapshot())
                           : fail(bytes.error());
    if (!fit) {
        Q_EMIT failed(fit.error());
        return;
    }
    const QString facts = factsOf(*fit, QFileInfo(file));
    const QString shown = m_document.snapshot()->origin().target;
    const bool isElsewhere = !fit->target.isEmpty() && !shown.isEmpty() && fit->target != shown;
    if (fit->problems.isEmpty() && !isElsewhere) {
        take(*fit, facts);
    } else {
        ask(*fit, facts);
    }
}

void ChangeTransfer::ask(const ChangeFit& fit, const QString& facts) {
    auto* dialog =
        new OpenChangesDialog(fit, facts, m_document.snapshot()->origin().target, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, fit, facts] { take(fit, facts); });
    dialog->open();
}

void ChangeTransfer::take(const ChangeFit& fit, const QString& facts) {
    int staged = 0;
    for (const change::Step& step : fit.steps) {
        if (const Result<void> done = m_document.stage(step); !done) {
            Q_EMIT failed(done.error());
            return; // what was staged before it can be undone step by step
        }
        ++staged;
    }
    QStringList words{staged == 1 ? tr("One step %1 is staged.").arg(facts)
                                  : tr("%1 steps %2 are staged.").arg(staged).arg(facts)};
    if (staged == 0) {
        words = QStringList{tr("Nothing is left to stage of the changes %1.").arg(facts)};
    }
    Q_EMIT opened((words + fit.notes).join(u' '), fit.reason);
}

bool ChangeTransfer::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop) {
        // A drag-enter event is a drop event, too.
        auto* drop = static_cast<QDropEvent*>(event);
        const QString file = draggedFile(drop->mimeData());
        if (!file.isEmpty()) {
            drop->setDropAction(Qt::CopyAction); // the file stays where it is
            drop->accept();
            if (event->type() == QEvent::Drop) {
                open(file);
            }
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace bulkhead::desktop
