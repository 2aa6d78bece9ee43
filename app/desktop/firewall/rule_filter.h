// SPDX-License-Identifier: MIT
// RuleFilter: the language of the filter field, parsed.
#pragma once

#include "base/ip_range.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// What a term of the filter asks about.
enum class FilterKey : quint8 {
    Text, ///< a word without a key: any field
    Source,
    Destination,
    Service,
    Action,
    Name,
    Policy,
    Id,
    Scope,
    Profile,
    Address, ///< ip: rules that name the address in source or destination, through groups too
    Is,
    Hits, ///< hits:0 were never hit, hits:N at least N times, as far as anybody knows
};

struct FilterTerm {
    FilterKey key = FilterKey::Text;
    QString value;
    bool negated = false;
    std::optional<IpRange> range; ///< value as address, prefix or range, where the key allows it
    std::optional<quint16> port;  ///< value as a port number, for svc:
};

/// A filter as it was typed: terms that must all hold. Words are separated by spaces, quotes keep a
/// phrase together, `-` before a term negates it, `key:value` asks one field.
struct RuleFilter {
    std::vector<FilterTerm> terms;
    QStringList problems; ///< sentences about what was not understood, for showing beside the field

    [[nodiscard]] bool isEmpty() const { return terms.empty(); }
    /// Never fails: what is no term is a word to look for, or a problem in words.
    [[nodiscard]] static RuleFilter parse(const QString& text);
};

/// The keys and words of the language for help and completion, e.g. "src:", "is:disabled".
[[nodiscard]] QStringList filterVocabulary();

} // namespace bulkhead::desktop
