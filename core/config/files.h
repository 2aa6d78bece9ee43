// SPDX-License-Identifier: MIT
// The only place in core that reads and writes a person's files.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace bulkhead::config {

/// Largest file that is read, in bytes: an estate of 100,000 rules takes about 100 MB.
inline constexpr qint64 kMaximumFileSize = qint64{2} * 1024 * 1024 * 1024 - 1;

/// Replaces a leading `~` or `~/` by the home folder and makes the path absolute and clean.
[[nodiscard]] QString expandPath(const QString& path);

/// Reads a whole file. `what` names it in the error ("the snapshot"). NotFound if it does not
/// exist, InvalidInput if it is a folder, too large or may not be read.
[[nodiscard]] Result<QByteArray> readFile(const QString& path, const QString& what);

/// Writes the whole file or leaves the old one as it was: a new file beside it, flushed, then
/// renamed over it. Only the owner may read the result (0600). Fails with InvalidInput that says
/// where and why.
[[nodiscard]] Result<void> writeFileAtomically(const QString& path, const QByteArray& bytes,
                                               const QString& what);

enum class ExistingFolder : std::uint8_t {
    Keep,   ///< stays as it is: it may be somebody's choice
    Narrow, ///< becomes 0700 unless it is somebody else's or a shared one (sticky, as /tmp)
};

/// Makes the folder and what is missing above it; only its owner may enter a folder that this makes
/// (0700). Failed says where and why.
[[nodiscard]] Result<void> makePrivateFolder(const QString& path,
                                             ExistingFolder existing = ExistingFolder::Keep);

} // namespace bulkhead::config
