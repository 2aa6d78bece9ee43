// SPDX-License-Identifier: MIT
#include "base/ip_range.h"

#include "base/text.h"

#include <arpa/inet.h>

#include <array>

namespace bulkhead {

using namespace Qt::StringLiterals;

namespace {

int bitsOf(IpFamily family) {
    return family == IpFamily::V4 ? 32 : 128;
}

/// The network and host halves of a prefix as masks over (high, low).
void applyPrefix(const IpAddress& address, int length, IpAddress& first, IpAddress& last) {
    const int hostBits = bitsOf(address.family) - length;
    std::uint64_t hostLow = 0;
    std::uint64_t hostHigh = 0;
    if (hostBits >= 64) {
        hostLow = ~std::uint64_t{0};
        hostHigh = hostBits == 128 ? ~std::uint64_t{0} : (std::uint64_t{1} << (hostBits - 64)) - 1;
    } else {
        hostLow = (std::uint64_t{1} << hostBits) - 1;
    }
    first = {address.family, address.high & ~hostHigh, address.low & ~hostLow};
    last = {address.family, address.high | hostHigh, address.low | hostLow};
}

} // namespace

std::optional<IpAddress> IpAddress::parse(const QString& text) {
    // inet_pton wants a C string; anything outside ASCII cannot be an address.
    const QByteArray bytes = text.toLatin1();
    if (bytes.size() != text.size() || bytes.size() > 45 || bytes.contains('\0')) {
        return std::nullopt;
    }
    std::array<std::uint8_t, 16> raw{};
    if (inet_pton(AF_INET, bytes.constData(), raw.data()) == 1) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            value = value << 8U | raw.at(i);
        }
        return IpAddress{IpFamily::V4, 0, value};
    }
    if (inet_pton(AF_INET6, bytes.constData(), raw.data()) == 1) {
        IpAddress address{IpFamily::V6, 0, 0};
        for (std::size_t i = 0; i < 8; ++i) {
            address.high = address.high << 8U | raw.at(i);
            address.low = address.low << 8U | raw.at(i + 8);
        }
        return address;
    }
    return std::nullopt;
}

QString IpAddress::toString() const {
    std::array<std::uint8_t, 16> raw{};
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (family == IpFamily::V4) {
        for (std::size_t i = 0; i < 4; ++i) {
            raw.at(i) = static_cast<std::uint8_t>(low >> (24U - 8U * i));
        }
        inet_ntop(AF_INET, raw.data(), out.data(), out.size());
    } else {
        for (std::size_t i = 0; i < 8; ++i) {
            raw.at(i) = static_cast<std::uint8_t>(high >> (56U - 8U * i));
            raw.at(i + 8) = static_cast<std::uint8_t>(low >> (56U - 8U * i));
        }
        inet_ntop(AF_INET6, raw.data(), out.data(), out.size());
    }
    return QString::fromLatin1(out.data());
}

Result<IpRange> IpRange::parse(const QString& text) {
    const QString trimmed = text.trimmed();
    const auto wrong = [&trimmed](const QString& why) {
        return fail(ErrorKind::InvalidInput,
                    u"Give an address, a prefix (10.0.0.0/24) or a range (10.0.0.1-10.0.0.9)."_s,
                    u"\""_s + elideMiddle(cleanLine(trimmed), 60) + u"\" "_s + why);
    };
    if (const qsizetype slash = trimmed.indexOf(u'/'); slash >= 0) {
        const auto address = IpAddress::parse(trimmed.left(slash));
        bool isNumber = false;
        const QString lengthText = trimmed.mid(slash + 1);
        const int length = lengthText.toInt(&isNumber);
        if (!address) {
            return wrong(u"is not an IP address."_s);
        }
        if (!isNumber || !lengthText.at(0).isDigit() || length > bitsOf(address->family)) {
            return wrong(u"has no valid prefix length."_s);
        }
        IpRange range;
        applyPrefix(*address, length, range.first, range.last);
        return range;
    }
    if (const qsizetype dash = trimmed.indexOf(u'-'); dash >= 0) {
        const auto first = IpAddress::parse(trimmed.left(dash).trimmed());
        const auto last = IpAddress::parse(trimmed.mid(dash + 1).trimmed());
        if (!first || !last) {
            return wrong(u"is not a range of IP addresses."_s);
        }
        if (first->family != last->family) {
            return wrong(u"mixes IPv4 and IPv6."_s);
        }
        if (*last < *first) {
            return wrong(u"ends before it starts."_s);
        }
        return IpRange{*first, *last};
    }
    const auto address = IpAddress::parse(trimmed);
    if (!address) {
        return wrong(u"is not an IP address."_s);
    }
    return IpRange{*address, *address};
}

QString IpRange::toString() const {
    if (first == last) {
        return first.toString();
    }
    for (int length = 0; length < bitsOf(first.family); ++length) {
        IpRange prefix;
        applyPrefix(first, length, prefix.first, prefix.last);
        if (prefix == *this) {
            return first.toString() + u'/' + QString::number(length);
        }
    }
    return first.toString() + u'-' + last.toString();
}

} // namespace bulkhead
