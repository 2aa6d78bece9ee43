// SPDX-License-Identifier: MIT
// The log of what is said to a manager, category "bulkhead.nsx", with nothing secret in it.
#pragma once

#include "nsx/http_message.h"

#include <QLoggingCategory>

Q_DECLARE_LOGGING_CATEGORY(logNsx)

namespace bulkhead::nsx {

/// One line: method, place, path and query, sizes, headers by name. Bodies are never logged, and of
/// a header that proves who we are only its name.
[[nodiscard]] QString describeForLog(const HttpRequest& request, const HttpAnswer& answer,
                                     qint64 milliseconds);

} // namespace bulkhead::nsx
