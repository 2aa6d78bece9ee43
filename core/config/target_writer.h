// SPDX-License-Identifier: MIT
// withTarget: adds or changes one target in the text of config.yaml and leaves the rest as it is.
#pragma once

#include "base/result.h"
#include "config/target.h"

#include <QByteArray>
#include <QString>

namespace bulkhead::config {

/// The text with the target's host, username, port, environment, ca_file and fingerprint_sha256: a
/// new block behind the last target, or the lines of these keys changed in the target of that name.
/// Comments, order, other keys and other targets stay. An empty file becomes a whole one, with the
/// target as default_target; a second target makes the only one there was the default_target, so
/// that commands without --target go on to mean it.
///
/// The result was read again and differs in nothing but that. A file that is wrong, or is written
/// in a way that cannot be edited line by line, fails with Configuration and says which lines to
/// add by hand. `file` names it in errors.
[[nodiscard]] Result<QByteArray> withTarget(const QByteArray& yaml, const QString& file,
                                            const Target& target);

} // namespace bulkhead::config
