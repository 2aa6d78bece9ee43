// SPDX-License-Identifier: MIT
// Group and its expression: who belongs to it, as the API says it.
#pragma once

#include "model/nsx_enum.h"
#include "model/object_header.h"

#include <QStringList>

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace bulkhead::model {

/// NSX 4.2 Policy API, Expression.resource_type.
enum class ExpressionKind : std::uint8_t {
    Unknown,
    Condition,
    Conjunction,
    Nested,
    IpAddress,
    MacAddress,
    Path,
    ExternalId,
    IdentityGroup
};
template <>
struct NsxEnumWords<ExpressionKind> {
    static constexpr std::array<QLatin1StringView, 9> words{
        QLatin1StringView(""),
        QLatin1StringView("Condition"),
        QLatin1StringView("ConjunctionOperator"),
        QLatin1StringView("NestedExpression"),
        QLatin1StringView("IPAddressExpression"),
        QLatin1StringView("MACAddressExpression"),
        QLatin1StringView("PathExpression"),
        QLatin1StringView("ExternalIDExpression"),
        QLatin1StringView("IdentityGroupExpression")};
};

/// One element of a group's expression list. Only the fields of its kind are set; the rest of the
/// object is in `extra`. A kind from a newer manager keeps everything in `extra`.
struct Expression {
    NsxEnum<ExpressionKind> kind;
    QString id;
    QString memberType;             ///< Condition, ExternalID: e.g. "VirtualMachine"
    QString key;                    ///< Condition: Tag, Name, OSName, ComputerName, …
    QString op;                     ///< Condition: EQUALS, CONTAINS, STARTSWITH, …
    QString scopeOperator;          ///< Condition on tags: EQUALS (default) or NOTEQUALS
    UntrustedText value;            ///< Condition; for tags "scope|tag"
    QString conjunction;            ///< Conjunction: AND or OR
    QStringList values;             ///< addresses, MACs, paths or external ids, as the kind says
    std::vector<Expression> nested; ///< NestedExpression.expressions
    ExtraFields extra;
};

/// A member that somebody else computed (np-guard containers carry them instead of a manager).
struct RecordedMember {
    QString id;
    UntrustedText displayName;
};

/// NSX 4.2 Policy API, Group.
struct Group {
    ObjectHeader header;
    std::vector<Expression> expression;
    QStringList groupType;        ///< IPAddress, ANTREA; empty = generic
    std::optional<QString> state; ///< IN_PROGRESS, SUCCESS, FAILURE
    /// Virtual machines that the file's writer found in it; empty optional = not recorded.
    std::optional<std::vector<RecordedMember>> recordedMachines;
    ExtraFields extra;
};

/// The criteria as a sentence in plain words, e.g.
/// `Virtual machine tag "app" is "web" and "env" is "prod", or 10.0.0.0/8`. Clean of control
/// characters. `nameOf` turns a path into a label.
[[nodiscard]] QString criteriaInWords(const std::vector<Expression>& expression,
                                      const std::function<QString(const QString&)>& nameOf);

} // namespace bulkhead::model
