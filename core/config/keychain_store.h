// SPDX-License-Identifier: MIT
// KeychainStore: passwords in the Secret Service or KWallet on Linux and the Keychain on macOS.
#pragma once

#include "config/secret_store.h"

#include <chrono>

namespace bulkhead::config {

/// Entries have the service "bulkhead" and the target's name as key. Nothing is touched before the
/// first call. On Linux a session without D-Bus fails at once, because asking for it would start
/// programs and wait for them; a store that does not answer in time fails and is not asked again by
/// this object.
class KeychainStore final : public SecretStore {
public:
    explicit KeychainStore(std::chrono::milliseconds patience = std::chrono::seconds(5));

    [[nodiscard]] Task<StoredSecret> read(QString target) override;
    [[nodiscard]] Task<std::monostate> write(QString target, Secret secret) override;
    [[nodiscard]] Task<std::monostate> remove(QString target) override;

private:
    struct State;
    std::shared_ptr<State> m_state; ///< shared with calls under way, which may outlive us
};

} // namespace bulkhead::config
