// SPDX-License-Identifier: MIT
// Any text as an address, prefix or range: what is accepted prints and parses back as itself.
#include "base/ip_range.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bulkhead;
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    if (const auto range = IpRange::parse(text)) {
        const auto again = IpRange::parse(range->toString());
        if (!again || *again != *range || range->last < range->first) {
            std::abort();
        }
    }
    return 0;
}
