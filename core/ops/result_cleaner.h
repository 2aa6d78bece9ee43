// SPDX-License-Identifier: MIT
// cleanResult: no string of a manager leaves an operation raw.
#pragma once

#include <QJsonObject>

namespace bulkhead::ops {

/// Cleans every string and key, at every depth: one line everywhere, except that descriptions,
/// notes and comments keep their line feeds. Two keys that become equal are told apart by an
/// appended underscore, so that nothing is lost.
[[nodiscard]] QJsonObject cleanResult(const QJsonObject& result);

} // namespace bulkhead::ops
