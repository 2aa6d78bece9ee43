// SPDX-License-Identifier: MIT
#include "desktop/estate/draft_keeper.h"

#include "base/person.h"
#include "config/files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

const QString kSuffix = u".draft"_s;

/// True if both are about the same manager, or about the same file.
bool isAbout(const change::DraftHeader& header, const snapshot::Origin& origin) {
    return header.target.isEmpty() ? header.basePlace == origin.place
                                   : header.target == origin.target;
}

change::DraftHeader headerOf(const snapshot::Snapshot& base) {
    change::DraftHeader header = change::headerFor(base, base.origin().target);
    header.author = personName();
    return header;
}

QString defaultFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + u"/drafts"_s;
}

} // namespace

DraftKeeper::DraftKeeper(QString folder)
    : m_folder(folder.isEmpty() ? defaultFolder() : std::move(folder)) {}

void DraftKeeper::begin(const snapshot::Snapshot& base) {
    m_journal.reset();
    m_header = headerOf(base);
}

void DraftKeeper::close() {
    m_journal.reset();
}

void DraftKeeper::continueWith(change::DraftJournal journal) {
    m_journal = std::move(journal);
}

Result<void> DraftKeeper::ensureFile() {
    if (m_journal) {
        return {};
    }
    if (const Result<void> made = config::makePrivateFolder(m_folder); !made) {
        return made;
    }
    // Several windows, several programs and several drafts a second must not meet in one name.
    const QString stem = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-hhmmss-zzz"_s);
    const QString file = u"%1/%2-%3%4"_s.arg(
        m_folder, stem, QString::number(QCoreApplication::applicationPid()), kSuffix);
    auto journal = change::DraftJournal::create(file, m_header);
    if (!journal) {
        return fail(journal.error());
    }
    m_journal = std::move(*journal);
    return {};
}

Result<void> DraftKeeper::pushed(const change::Step& step, change::ChangeSet::Pushed how) {
    if (how == change::ChangeSet::Pushed::Nothing) {
        return {};
    }
    if (Result<void> ready = ensureFile(); !ready) {
        return ready;
    }
    return m_journal->pushed(step, how);
}

Result<void> DraftKeeper::undone() {
    return m_journal ? m_journal->undone() : Result<void>();
}

Result<void> DraftKeeper::redone() {
    return m_journal ? m_journal->redone() : Result<void>();
}

Result<void> DraftKeeper::rewrite(const change::ChangeSet& edits) {
    const QString old = m_journal ? m_journal->path() : QString();
    m_journal.reset();
    m_header = headerOf(*edits.base());
    for (const change::Step& step : edits.steps()) {
        if (Result<void> kept = pushed(step, change::ChangeSet::Pushed::Added); !kept) {
            return kept; // the old file is still there
        }
    }
    if (!old.isEmpty()) {
        remove(old);
    }
    return {};
}

void DraftKeeper::forget() {
    if (m_journal) {
        const QString file = m_journal->path();
        m_journal.reset();
        remove(file);
    }
}

std::vector<LeftDraft> DraftKeeper::leftBehind(const snapshot::Snapshot& base) const {
    std::vector<LeftDraft> found;
    const QStringList files =
        QDir(m_folder).entryList({u'*' + kSuffix}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const QString& name : files) {
        const QString file = m_folder + u'/' + name;
        auto opened = change::DraftJournal::open(file);
        // One that another program has open is at work there; one that cannot be read stays where
        // it is for a person to look at.
        if (!opened || !isAbout(opened->draft.header, base.origin())) {
            continue;
        }
        if (opened->draft.done.empty() && opened->draft.undone.empty()) {
            remove(file);
            continue;
        }
        found.push_back({file, std::move(opened->draft)});
    }
    return found;
}

Result<change::DraftJournal::Opened> DraftKeeper::open(const QString& file) {
    return change::DraftJournal::open(file);
}

void DraftKeeper::remove(const QString& file) {
    QFile::remove(file);
}

} // namespace bulkhead::desktop
