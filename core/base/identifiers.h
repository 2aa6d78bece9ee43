// SPDX-License-Identifier: MIT
// Identifiers: what an object id may be, and how it goes into a URL.
#pragma once

#include "base/result.h"

#include <QString>

namespace bulkhead {

/// Longest id that is accepted; NSX stores ids as the last path segment (NSX 4.2, 255 characters).
inline constexpr int kMaximumIdentifierLength = 255;

/// Checks an id that a person or an agent gave: ASCII letters, digits and `_ - . : + @ ~ = , ( )`
/// and inner spaces; not `.` or `..`, no slash, no control or non-ASCII character, 1 to 255 long.
/// `what` names the parameter in the error ("policy_id").
[[nodiscard]] Result<QString> checkIdentifier(const QString& id, const QString& what);

/// True if `text` is an absolute NSX object path such as `/infra/domains/default/groups/web`.
[[nodiscard]] bool looksLikePath(const QString& text);

/// Checks an object path: starts with `/`, every segment a valid identifier.
[[nodiscard]] Result<QString> checkPath(const QString& path, const QString& what);

/// Last segment of an object path; the text itself if it holds no slash.
[[nodiscard]] QString lastSegment(const QString& path);

} // namespace bulkhead
