// SPDX-License-Identifier: MIT
// readJsonArgument: a JSON value on the command line, written there or in a file.
#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QString>

namespace bulkhead::console {

/// An object or an array: `text` itself, or after an `@` the name of a file that holds it. Fails
/// with InvalidInput that names the option, the file, line and column (in characters, from 1).
[[nodiscard]] Result<QJsonValue> readJsonArgument(const QString& text, const QString& option);

} // namespace bulkhead::console
