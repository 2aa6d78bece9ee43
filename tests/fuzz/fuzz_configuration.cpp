// SPDX-License-Identifier: MIT
// Any bytes as config.yaml and as .env: never a crash; an error always says something.
#include "config/configuration.h"
#include "config/env_file.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bulkhead;
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto parsed = config::parseConfiguration(bytes, QStringLiteral("config.yaml"));
    if (!parsed && parsed.error().message().isEmpty()) {
        std::abort();
    }
    if (parsed && parsed->targets.empty()) {
        std::abort();
    }
    static_cast<void>(config::parseEnvFile(QString::fromUtf8(bytes), QStringLiteral(".env")));
    return 0;
}
