// SPDX-License-Identifier: MIT
// Reads the manager's error body.
#pragma once

#include "base/error.h"

#include <QByteArray>

#include <optional>

namespace bulkhead::nsx {

/// NSX 4.2 API, ApiError: `error_code`, `module_name`, `error_message`, `details` and
/// `related_errors`, whose texts are joined into one message of bounded length. Nothing if the body
/// is no such object. Small bodies only: one above 1 MB is nothing, too.
[[nodiscard]] std::optional<ManagerFault> parseManagerFault(int httpStatus, const QByteArray& body);

} // namespace bulkhead::nsx
