// SPDX-License-Identifier: MIT
#include "guard/private_path.h"

#include "base/text.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

constexpr mode_t kPrivateFile = 0600;
constexpr mode_t kOthers = 0077;

/// The Error of the system call that just failed.
Error systemError(const QString& what, const QString& path) {
    const QString why = qt_error_string(errno);
    return {ErrorKind::Failed, u"Check the path and its permissions."_s,
            what + u' ' + cleanLine(path) + u": "_s + why + u'.', path, std::nullopt};
}

std::int64_t nanoseconds(const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

std::int64_t newestChange(const struct stat& facts) {
#ifdef Q_OS_DARWIN
    return std::max(nanoseconds(facts.st_mtimespec), nanoseconds(facts.st_ctimespec));
#else
    return std::max(nanoseconds(facts.st_mtim), nanoseconds(facts.st_ctim));
#endif
}

/// A file descriptor that closes itself.
class Descriptor final {
public:
    Descriptor(const QString& path, int flags)
        : m_number(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, kPrivateFile)) {}
    ~Descriptor() {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

} // namespace

Result<std::optional<FileIdentity>> identify(const QString& path) {
    const QByteArray name = QFile::encodeName(path);
    struct stat facts = {};
    if (::stat(name.constData(), &facts) == 0) {
        return FileIdentity{static_cast<std::uint64_t>(facts.st_dev),
                            static_cast<std::uint64_t>(facts.st_ino), facts.st_size,
                            newestChange(facts)};
    }
    struct stat link = {};
    if (errno == ENOENT && ::lstat(name.constData(), &link) != 0 && errno == ENOENT) {
        return std::nullopt;
    }
    return fail(systemError(u"Nobody can say what stands at"_s, path));
}

Result<void> makePrivateFile(const QString& path) {
    const Descriptor made(path, O_RDWR | O_CREAT);
    if (!made.isOpen()) {
        return fail(systemError(u"Cannot open"_s, path));
    }
    return narrowFile(path);
}

Result<void> narrowFile(const QString& path) {
    const QByteArray name = QFile::encodeName(path);
    struct stat facts = {};
    if (::stat(name.constData(), &facts) != 0 || (facts.st_mode & kOthers) == 0) {
        return {};
    }
    if (::chmod(name.constData(), kPrivateFile) != 0 && errno != ENOENT) {
        return fail(systemError(u"Cannot close to others"_s, path));
    }
    return {};
}

Result<void> syncToDisk(const QString& path) {
    const Descriptor file(path, O_RDONLY);
    if (!file.isOpen() || ::fsync(file.number()) != 0) {
        return fail(systemError(u"Cannot write to the disk"_s, path));
    }
    return {};
}

} // namespace bulkhead::guard
