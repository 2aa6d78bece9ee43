// SPDX-License-Identifier: MIT
// SecretStore: the desktop's own place for passwords, such as GNOME's keyring or macOS's Keychain.
#pragma once

#include "base/task.h"
#include "config/secret.h"

#include <QString>

#include <memory>
#include <optional>
#include <variant>

namespace bulkhead::config {

/// What a store holds for a target.
struct StoredSecret {
    std::optional<Secret> secret; ///< empty: the store answers, but knows none
};

/// One password a target. Every call fails with Failed and a remedy if there is no store or it does
/// not answer; no call takes longer than a few seconds. One thread, with an event loop. No error
/// holds a password.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    [[nodiscard]] virtual Task<StoredSecret> read(QString target) = 0;
    /// Replaces what is there.
    [[nodiscard]] virtual Task<std::monostate> write(QString target, Secret secret) = 0;
    /// NotFound if there is nothing to remove.
    [[nodiscard]] virtual Task<std::monostate> remove(QString target) = 0;
};

/// The store of this desktop session (config/keychain_store.h). Making it touches nothing.
[[nodiscard]] std::shared_ptr<SecretStore> desktopSecretStore();

} // namespace bulkhead::config
