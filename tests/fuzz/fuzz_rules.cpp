// SPDX-License-Identifier: MIT
// Any bytes as rules.yaml: never a crash; an error always says something; a pattern always ends.
#include "guard/rule_set.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bulkhead;
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto rules = guard::parseRules(bytes, QStringLiteral("rules.yaml"));
    if (!rules) {
        if (rules.error().message().isEmpty()) {
            std::abort();
        }
        return 0;
    }
    const guard::GuardRequest request{QStringLiteral("delete_dfw_rule"), QStringLiteral("prod-1"),
                                      guard::Risk::High, QStringLiteral("lab"), true};
    const guard::GuardVerdict verdict = rules->judge(request, QDateTime::currentDateTimeUtc());
    if (!verdict.allowed && verdict.ruleName.isEmpty()) {
        std::abort();
    }
    return 0;
}
