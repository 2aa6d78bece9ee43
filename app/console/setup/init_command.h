// SPDX-License-Identifier: MIT
// `bulkhead init`: adds a manager to the configuration, step by step or by options.
#pragma once

#include "console/once.h"

namespace bulkhead::console {

/// Asks for what no option said, if there is a terminal; without one, options must say it. Other
/// targets, comments and keys of the configuration stay. The certificate is shown before anything
/// is sent; the password goes into the secret store, the .env file or nowhere, never into the
/// configuration. Ends with a login unless --skip-test.
[[nodiscard]] QCoro::Task<int> runInit(std::shared_ptr<OnceContext> context);

} // namespace bulkhead::console
