// SPDX-License-Identifier: MIT
// Setup: one `bulkhead init` on its way, and the steps that fill it in.
#pragma once

#include "config/configuration.h"
#include "console/once.h"

#include <QByteArray>

namespace bulkhead::console {

struct Setup {
    std::shared_ptr<OnceContext> context;
    QString file;    ///< config.yaml, absolute
    QByteArray yaml; ///< as it is now; empty if there is none
    std::vector<config::Target> known;
    config::Target target;
    config::Secret password;

    /// An option as typed; empty if it was not given.
    [[nodiscard]] QString option(const QString& name) const;
    [[nodiscard]] bool has(const QString& flag) const;
    [[nodiscard]] bool canAsk() const;
};
using SetupPointer = std::shared_ptr<Setup>;

/// Name, host, user, port and environment (ask_target.cpp).
[[nodiscard]] Task<std::monostate> askTarget(SetupPointer setup);
/// What is trusted: nothing more, a fingerprint, or a CA file (ask_trust.cpp).
[[nodiscard]] Task<std::monostate> askTrust(SetupPointer setup);
/// The password, which may stay empty (keep_password.cpp).
[[nodiscard]] Task<std::monostate> askPassword(SetupPointer setup);
/// Puts the password where it is to be kept (keep_password.cpp).
[[nodiscard]] Task<std::monostate> keepPassword(SetupPointer setup);

} // namespace bulkhead::console
