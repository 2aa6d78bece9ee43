// SPDX-License-Identifier: MIT
// IpRange: addresses, ranges and prefixes of both families as ordered values.
#pragma once

#include "base/result.h"

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace bulkhead {

enum class IpFamily : std::uint8_t { V4, V6 };

/// One address. Ordered by family, then by value. An IPv4 address sits in the low 32 bits.
struct IpAddress {
    IpFamily family = IpFamily::V4;
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    /// Dotted quad or any RFC 4291 form, without a zone or a prefix; nullopt for anything else.
    [[nodiscard]] static std::optional<IpAddress> parse(const QString& text);
    /// Dotted quad, or RFC 5952's shortest form.
    [[nodiscard]] QString toString() const;

    friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

/// An inclusive range of one family. `first <= last` always holds.
struct IpRange {
    IpAddress first;
    IpAddress last;

    /// "10.0.0.1", "10.0.0.0/24" (host bits are ignored, as NSX does), "10.0.0.1-10.0.0.9".
    [[nodiscard]] static Result<IpRange> parse(const QString& text);
    [[nodiscard]] bool contains(const IpAddress& address) const {
        return first <= address && address <= last;
    }
    [[nodiscard]] bool contains(const IpRange& other) const {
        return first <= other.first && other.last <= last;
    }
    [[nodiscard]] bool overlaps(const IpRange& other) const {
        return first <= other.last && other.first <= last;
    }
    /// As short as it can be said: an address, a prefix, or a range.
    [[nodiscard]] QString toString() const;

    friend auto operator<=>(const IpRange&, const IpRange&) = default;
};

} // namespace bulkhead
