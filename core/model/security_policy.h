// SPDX-License-Identifier: MIT
// SecurityPolicy and Rule: the distributed firewall's configuration as values.
#pragma once

#include "base/shared_vector.h"
#include "model/nsx_enum.h"
#include "model/object_header.h"

#include <QJsonArray>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace bulkhead::model {

/// NSX 4.2 Policy API, SecurityPolicy.category, in the order of evaluation.
enum class Category : std::uint8_t {
    Unknown,
    Ethernet,
    Emergency,
    Infrastructure,
    Environment,
    Application
};
template <>
struct NsxEnumWords<Category> {
    static constexpr std::array<QLatin1StringView, 6> words{QLatin1StringView(""),
                                                            QLatin1StringView("Ethernet"),
                                                            QLatin1StringView("Emergency"),
                                                            QLatin1StringView("Infrastructure"),
                                                            QLatin1StringView("Environment"),
                                                            QLatin1StringView("Application")};
};

enum class RuleAction : std::uint8_t { Unknown, Allow, Drop, Reject, JumpToApplication };
template <>
struct NsxEnumWords<RuleAction> {
    static constexpr std::array<QLatin1StringView, 5> words{
        QLatin1StringView(""), QLatin1StringView("ALLOW"), QLatin1StringView("DROP"),
        QLatin1StringView("REJECT"), QLatin1StringView("JUMP_TO_APPLICATION")};
};

enum class Direction : std::uint8_t { Unknown, In, Out, InOut };
template <>
struct NsxEnumWords<Direction> {
    static constexpr std::array<QLatin1StringView, 4> words{
        QLatin1StringView(""), QLatin1StringView("IN"), QLatin1StringView("OUT"),
        QLatin1StringView("IN_OUT")};
};

enum class IpProtocol : std::uint8_t { Unknown, Ipv4, Ipv6, Ipv4Ipv6 };
template <>
struct NsxEnumWords<IpProtocol> {
    static constexpr std::array<QLatin1StringView, 4> words{
        QLatin1StringView(""), QLatin1StringView("IPV4"), QLatin1StringView("IPV6"),
        QLatin1StringView("IPV4_IPV6")};
};

/// True if the operand list means "any": empty, or the word ANY alone in any case.
[[nodiscard]] bool isAny(const QStringList& operands);

/// NSX 4.2 Policy API, Rule. An empty optional means the manager did not say; the accessors below
/// give the API's documented default.
struct Rule {
    ObjectHeader header;
    std::optional<NsxEnum<RuleAction>> action;
    std::optional<NsxEnum<Direction>> direction;
    std::optional<NsxEnum<IpProtocol>> ipProtocol; ///< empty for Ethernet rules
    QStringList sources;       ///< group paths, addresses, prefixes, ranges, or ANY
    QStringList destinations;  ///< same
    QStringList services;      ///< service paths, or ANY
    QStringList profiles;      ///< context-profile paths, or ANY
    QStringList scope;         ///< Applied To: group paths, or ANY
    QJsonArray serviceEntries; ///< raw entries; decoded by decodeServiceEntries()
    std::optional<bool> sourcesExcluded;
    std::optional<bool> destinationsExcluded;
    std::optional<bool> logged;
    std::optional<bool> disabled;
    std::optional<bool> isDefault;
    std::optional<int> sequenceNumber; ///< order inside the policy; equal numbers are undefined
    std::optional<qint64> ruleId;      ///< system-wide number, as in logs and traceflow
    UntrustedText notes;
    UntrustedText logLabel; ///< JSON `tag`; the datapath cuts it at 32 characters
    ExtraFields extra;

    [[nodiscard]] bool isDisabled() const { return disabled.value_or(false); }
    [[nodiscard]] bool isLogged() const { return logged.value_or(false); }
    [[nodiscard]] Direction effectiveDirection() const {
        return direction ? direction->value() : Direction::InOut;
    }
};

/// NSX 4.2 Policy API, SecurityPolicy with its rules in order of evaluation.
struct SecurityPolicy {
    ObjectHeader header;
    std::optional<NsxEnum<Category>> category;
    std::optional<int> sequenceNumber;            ///< 0..999999; order inside the category
    std::optional<qint64> internalSequenceNumber; ///< order across categories, read-only
    std::optional<bool> stateful;
    std::optional<bool> tcpStrict;
    std::optional<bool> locked;
    std::optional<bool> isDefault;
    UntrustedText comments;
    QString lockModifiedBy;
    QStringList scope;     ///< replaces the rules' own scope unless ANY
    QString schedulerPath; ///< of a PolicyFirewallScheduler, or empty
    std::optional<QString> connectivityPreference;
    std::optional<qint64> defaultRuleId;
    std::optional<int> ruleCount; ///< as the manager counted; only with include_rule_count
    SharedVector<Rule> rules;     ///< shared by copies, so that a copy of a policy is cheap
    ExtraFields extra;

    [[nodiscard]] Category effectiveCategory() const {
        return category ? category->value() : Category::Unknown;
    }
};

/// True if `a` is evaluated before `b`: category, then sequence number; default sections last. A
/// policy without a known category comes last (NSX 4.2, SecurityPolicy.category). Equal numbers are
/// undefined on a manager: sort stably, so that the order of the source stays.
[[nodiscard]] bool evaluatedBefore(const SecurityPolicy& a, const SecurityPolicy& b);

} // namespace bulkhead::model
