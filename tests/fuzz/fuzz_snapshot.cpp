// SPDX-License-Identifier: MIT
// Any bytes as a snapshot file: never a crash; what is read can be evaluated and written, and the
// written form reads back with the same number of rules.
#include "snapshot/formats.h"
#include "snapshot/membership.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bulkhead;
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto opened = snapshot::read(bytes, QStringLiteral("fuzz.json"));
    if (!opened) {
        if (opened.error().message().isEmpty()) {
            std::abort();
        }
        return 0;
    }
    snapshot::MembershipEvaluator evaluator(*opened);
    for (const auto& group : (*opened)->groups()) {
        static_cast<void>(evaluator.of(group.header.path));
    }
    const auto again = snapshot::read(snapshot::write(**opened), QStringLiteral("again.json"));
    if (!again || (*again)->policies().size() != (*opened)->policies().size()) {
        std::abort();
    }
    return 0;
}
