// SPDX-License-Identifier: MIT
#include "change/draft_journal.h"

#include "base/text.h"
#include "change/draft_lines.h"

#include <QFile>
#include <QJsonDocument>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

/// The descriptor, how far the file is whole, and its name.
struct DraftJournal::File {
    int descriptor = -1;
    qint64 size = 0;
    QString path;

    File(int opened, qint64 whole, QString name)
        : descriptor(opened), size(whole), path(std::move(name)) {}
    ~File() { ::close(descriptor); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
};

namespace {

Error failed(const QString& path, const QString& what) {
    const int number = errno;
    return {ErrorKind::Failed, u"Check the disk and the rights of the folder."_s,
            u"The draft "_s + cleanLine(path) + u" could not be "_s + what + u": "_s +
                QString::fromLocal8Bit(std::strerror(number)) + u'.',
            path, std::nullopt};
}

bool writeAll(int descriptor, const QByteArray& bytes) {
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t count = ::write(descriptor, bytes.constData() + written,
                                      static_cast<std::size_t>(bytes.size() - written));
        if (count > 0) {
            written += count;
        } else if (count == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool flush(int descriptor) {
#ifdef F_FULLFSYNC
    // On macOS fsync leaves the bytes in the drive's cache.
    return ::fcntl(descriptor, F_FULLFSYNC) == 0 || ::fsync(descriptor) == 0;
#else
    return ::fsync(descriptor) == 0;
#endif
}

/// The new name of a file is part of its folder.
bool flushFolderOf(const QString& path) {
    const QByteArray folder = QFile::encodeName(path.left(path.lastIndexOf(u'/') + 1));
    const int descriptor =
        ::open(folder.isEmpty() ? "." : folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    const bool isFlushed = flush(descriptor);
    ::close(descriptor);
    return isFlushed;
}

QByteArray lineOf(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

DraftJournal::DraftJournal(std::unique_ptr<File> file) : m_file(std::move(file)) {}
DraftJournal::DraftJournal(DraftJournal&&) noexcept = default;
DraftJournal& DraftJournal::operator=(DraftJournal&&) noexcept = default;
DraftJournal::~DraftJournal() = default;

QString DraftJournal::path() const {
    return m_file->path;
}

Result<DraftJournal> DraftJournal::create(const QString& path, const DraftHeader& header) {
    const int descriptor = ::open(QFile::encodeName(path).constData(),
                                  O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0 && errno == EEXIST) {
        return fail(ErrorKind::Refused, u"Choose another name, or open it."_s,
                    u"There already is a draft "_s + cleanLine(path) + u'.', path);
    }
    if (descriptor < 0) {
        return fail(failed(path, u"made"_s));
    }
    DraftJournal journal(std::make_unique<File>(descriptor, 0, path));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return fail(failed(path, u"locked"_s));
    }
    if (auto written = journal.append(draftHeaderLine(header, {})); !written) {
        return fail(written.error());
    }
    if (!flushFolderOf(path)) {
        return fail(failed(path, u"flushed"_s));
    }
    return journal;
}

Result<DraftJournal::Opened> DraftJournal::open(const QString& path) {
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) {
        const bool isMissing = errno == ENOENT;
        Error error = failed(path, u"opened"_s);
        error.kind = isMissing ? ErrorKind::NotFound : ErrorKind::Failed;
        return fail(std::move(error));
    }
    auto file = std::make_unique<File>(descriptor, 0, path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        return fail(ErrorKind::Conflict, u"Close it there first."_s,
                    u"The draft "_s + cleanLine(path) + u" is open in another window."_s, path);
    }
    // A draft that was handed over may have come with the rights of a mail attachment.
    if (::fchmod(descriptor, S_IRUSR | S_IWUSR) != 0) {
        return fail(failed(path, u"made private"_s));
    }
    QFile reader;
    if (!reader.open(descriptor, QIODevice::ReadOnly, QFileDevice::DontCloseHandle)) {
        return fail(failed(path, u"read"_s));
    }
    const QByteArray bytes = reader.readAll();
    auto draft = readDraft(bytes, path);
    if (!draft) {
        return fail(draft.error());
    }
    file->size = wholeLinesOf(bytes);
    if (::ftruncate(descriptor, file->size) != 0) {
        return fail(failed(path, u"cut"_s));
    }
    return Opened{DraftJournal(std::move(file)), std::move(*draft)};
}

Result<void> DraftJournal::append(const QJsonObject& line) {
    const QByteArray bytes = lineOf(line);
    const int descriptor = m_file->descriptor;
    if (::lseek(descriptor, m_file->size, SEEK_SET) < 0 || !writeAll(descriptor, bytes) ||
        !flush(descriptor)) {
        Error error = failed(m_file->path, u"written"_s);
        // Half a line must not stand before the next one.
        static_cast<void>(::ftruncate(descriptor, m_file->size));
        return fail(std::move(error));
    }
    m_file->size += bytes.size();
    return {};
}

Result<void> DraftJournal::pushed(const Step& step, ChangeSet::Pushed how) {
    if (how == ChangeSet::Pushed::Nothing) {
        return {};
    }
    const QString what = how == ChangeSet::Pushed::Merged ? u"merge"_s : u"push"_s;
    return append({{u"op"_s, what}, {u"step"_s, toJson(step)}});
}

Result<void> DraftJournal::undone() {
    return append({{u"op"_s, u"undo"_s}});
}

Result<void> DraftJournal::redone() {
    return append({{u"op"_s, u"redo"_s}});
}

Result<void> DraftJournal::described(const DraftHeader& header) {
    return append(draftHeaderLine(header, u"describe"_s));
}

} // namespace bulkhead::change
