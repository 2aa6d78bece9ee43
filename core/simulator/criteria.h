// SPDX-License-Identifier: MIT
// Criteria: a group's expression, read once and ready to be asked about one subject after another.
#pragma once

#include "base/ip_range.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace bulkhead::simulator {

/// One condition (NSX 4.2 Condition). Comparison is without regard to case.
struct Condition {
    QString memberType; ///< "VirtualMachine", "Segment", "SegmentPort", "Group", …
    QString key;        ///< "Tag", "Name", "OSName", "ComputerName", "ALL", …
    QString operation;  ///< "EQUALS", "CONTAINS", …
    QString value;      ///< of a tag the part behind the bar
    QString scope;      ///< of a tag the part before the bar
    bool isScopeNegated = false;
    QStringList excludedPaths;

    [[nodiscard]] static Condition read(const QJsonObject& json);
    /// Whether an object with these fields (machine, segment, port or group) meets it. The member
    /// type is the caller's business.
    [[nodiscard]] bool matches(const QJsonObject& fields) const;

private:
    [[nodiscard]] bool matchesTags(const QJsonArray& tags) const;
    [[nodiscard]] bool matchesText(const QString& text) const;
};

/// One operand between conjunctions: conditions that must all hold, or a list of members.
struct Criterion {
    std::vector<Condition> conditions; ///< of a Condition or a NestedExpression
    QStringList paths;                 ///< of a PathExpression
    QStringList addresses;             ///< of an IPAddressExpression
    std::vector<IpRange> ranges;       ///< the same, without what cannot be read
    QStringList macAddresses;          ///< of a MACAddressExpression, lower-case
    QString externalType;              ///< of an ExternalIDExpression
    QStringList externalIds;
};

/// OR over AND: AND binds tighter than OR, as NSX evaluates a list of expressions.
using Criteria = std::vector<std::vector<Criterion>>;

[[nodiscard]] Criteria readCriteria(const QJsonArray& expression);

} // namespace bulkhead::simulator
