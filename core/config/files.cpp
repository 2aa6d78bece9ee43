// SPDX-License-Identifier: MIT
#include "config/files.h"

#include "base/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <sys/stat.h>
#include <unistd.h>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

QString sentence(const QString& what, const QString& path, const QString& why) {
    QString text = what + u' ' + cleanLine(path) + u' ' + why;
    if (!text.endsWith(u'.')) {
        text += u'.';
    }
    return text.left(1).toUpper() + text.mid(1);
}

constexpr auto kOwnerOnly =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

/// True for a folder that nobody else may enter, or that others are meant to use.
bool isClosedOrShared(const QString& path) {
    constexpr mode_t kOthers = 0077;
    struct stat facts = {};
    if (::stat(QFile::encodeName(path).constData(), &facts) != 0) {
        return false;
    }
    return (facts.st_mode & kOthers) == 0 || facts.st_uid != ::geteuid() ||
           (facts.st_mode & S_ISVTX) != 0;
}

} // namespace

QString expandPath(const QString& path) {
    QString expanded = path;
    if (path == u"~"_s || path.startsWith(u"~/"_s)) {
        expanded = QDir::homePath() + path.mid(1);
    }
    return QDir::cleanPath(QFileInfo(expanded).absoluteFilePath());
}

Result<QByteArray> readFile(const QString& path, const QString& what) {
    const QFileInfo info(path);
    if (!info.exists()) {
        return fail(ErrorKind::NotFound, u"Check the path."_s,
                    sentence(what, path, u"does not exist"_s), path);
    }
    if (info.isDir()) {
        return fail(ErrorKind::InvalidInput, u"Give a file."_s,
                    sentence(what, path, u"is a folder"_s), path);
    }
    if (info.size() > kMaximumFileSize) {
        return fail(ErrorKind::InvalidInput, u"Check that it is the right file."_s,
                    sentence(what, path, u"is larger than 2 GB"_s), path);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::InvalidInput, u"Check its permissions."_s,
                    sentence(what, path, u"cannot be opened: "_s + file.errorString()), path);
    }
    // Not read(size): a pipe or a file below /proc tells no size.
    QByteArray bytes = file.read(kMaximumFileSize);
    if (file.error() != QFileDevice::NoError) {
        return fail(ErrorKind::InvalidInput, u"Check the disk and the file."_s,
                    sentence(what, path, u"cannot be read: "_s + file.errorString()), path);
    }
    return bytes;
}

Result<void> writeFileAtomically(const QString& path, const QByteArray& bytes,
                                 const QString& what) {
    const auto failed = [&path, &what](const QString& why) {
        return fail(ErrorKind::InvalidInput, u"Check that the folder exists and may be written."_s,
                    sentence(what, path, u"cannot be written: "_s + why), path);
    };
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return failed(file.errorString());
    }
    // Before the first byte, so that nobody else can read it even for a moment.
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return failed(file.errorString());
    }
    if (file.write(bytes) != bytes.size() || !file.commit()) {
        return failed(file.errorString());
    }
    return {};
}

Result<void> makePrivateFolder(const QString& path, ExistingFolder existing) {
    const QFileInfo info(path);
    const auto failed = [&path](const QString& why) {
        return fail(ErrorKind::Failed, u"Check the path and its permissions."_s,
                    sentence(u"the folder"_s, path, why), path);
    };
    if (info.isDir()) {
        const bool mayStay = existing == ExistingFolder::Keep || isClosedOrShared(path);
        return mayStay || QFile::setPermissions(path, kOwnerOnly)
                   ? Result<void>()
                   : failed(u"cannot be closed to others"_s);
    }
    if (info.exists() || info.isSymLink()) {
        return failed(u"is a file"_s);
    }
    if (const auto above = makePrivateFolder(info.absolutePath()); !above) {
        return above;
    }
    if (QDir().mkdir(path, kOwnerOnly)) {
        return {};
    }
    if (QFileInfo(path).isDir()) { // somebody else has made it in the meantime
        return makePrivateFolder(path, existing);
    }
    return failed(u"cannot be made"_s);
}

} // namespace bulkhead::config
