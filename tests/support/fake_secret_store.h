// SPDX-License-Identifier: MIT
// FakeSecretStore: a secret store in memory, which can be told to fail.
#pragma once

#include "config/secret_store.h"

#include <QHash>

#include <optional>

namespace bulkhead::tests {

class FakeSecretStore final : public config::SecretStore {
public:
    QHash<QString, QString> secrets;
    std::optional<Error> failure;
    int asked = 0;

    Task<config::StoredSecret> read(QString target) override {
        ++asked;
        if (failure) {
            co_return fail(*failure);
        }
        if (!secrets.contains(target)) {
            co_return config::StoredSecret{};
        }
        co_return config::StoredSecret{config::Secret(secrets.value(target))};
    }
    Task<std::monostate> write(QString target, config::Secret secret) override {
        secrets.insert(target, secret.reveal());
        co_return done();
    }
    Task<std::monostate> remove(QString target) override {
        secrets.remove(target);
        co_return done();
    }
};

} // namespace bulkhead::tests
