// SPDX-License-Identifier: MIT
// Private paths: files that only their owner may open, and which file a path names.
#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace bulkhead::guard {

/// Which file a path names and whether it was touched. Two identities differ when the file was
/// replaced, edited or had its times set back (that changes the time of the inode).
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;      ///< bytes
    std::int64_t changedNs = 0; ///< newest of the content's and the inode's time, ns since 1970

    [[nodiscard]] bool isSameFile(const FileIdentity& other) const {
        return device == other.device && inode == other.inode;
    }
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// Links are followed. Nothing there is nullopt; a dangling link, a folder in the way that is none
/// or one that may not be entered is an Error: then nobody knows what stands there.
[[nodiscard]] Result<std::optional<FileIdentity>> identify(const QString& path);

/// Makes an empty file with mode 0600, so that there is no moment in which others may open it
/// (SQLite gives its -wal and -shm files the mode of the database). One that is there is narrowed.
[[nodiscard]] Result<void> makePrivateFile(const QString& path);

/// Narrows a file to 0600; nothing there is no failure.
[[nodiscard]] Result<void> narrowFile(const QString& path);

/// Returns when the file's or folder's content is on the disk.
[[nodiscard]] Result<void> syncToDisk(const QString& path);

} // namespace bulkhead::guard
