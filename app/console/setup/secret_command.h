// SPDX-License-Identifier: MIT
// `bulkhead secret set|delete TARGET`: passwords in the desktop's secret store.
#pragma once

#include "console/once.h"

namespace bulkhead::console {

/// Asks for the password, hidden, or takes it from the variable of --password-env, and stores it.
[[nodiscard]] QCoro::Task<int> setSecret(std::shared_ptr<OnceContext> context);

/// Removes it; exit code 4 if there was none.
[[nodiscard]] QCoro::Task<int> deleteSecret(std::shared_ptr<OnceContext> context);

/// The password in an environment variable; InvalidInput if it is not set or empty.
[[nodiscard]] Result<config::Secret> secretFromVariable(const QString& variable);

} // namespace bulkhead::console
