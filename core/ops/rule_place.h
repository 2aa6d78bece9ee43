// SPDX-License-Identifier: MIT
// Where a rule or policy goes among its siblings.
#pragma once

#include "ops/operation.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::ops {

/// A wished place: "top", "bottom", "before" or "after" the anchor.
struct WishedPlace {
    QString position;
    QString anchorPath; ///< with before and after
};

/// `position` and `anchor`.
[[nodiscard]] std::vector<Parameter> placeParameters(const QString& what);

/// `position` (`otherwise` if the call gives none) and `anchor` of a call; an anchor stands beside
/// before and after, and only there. The anchor is as it was given, not yet a path.
struct AskedPlace {
    QString position;
    QString anchor;
};
[[nodiscard]] Result<AskedPlace> askedPlace(const QJsonObject& arguments,
                                            const QString& otherwise = {});
/// The same for a rule of `policy`, with the anchor found among its rules.
[[nodiscard]] Result<WishedPlace> wishedRulePlace(const QJsonObject& arguments,
                                                  const QJsonObject& policy,
                                                  const QString& otherwise = {});

/// The index (0..siblings) at which the object will stand among `siblings`, which are in order and
/// do not hold it. Fails if the anchor is not among them.
[[nodiscard]] Result<std::size_t> indexAt(const WishedPlace& place,
                                          const std::vector<QJsonObject>& siblings);

/// A sequence number for that index that makes no tie: between the neighbours, 10 after the last,
/// half of the first. Empty if there is no room. Range 0..maximum.
[[nodiscard]] std::optional<int> sequenceAt(std::size_t index,
                                            const std::vector<QJsonObject>& siblings, int maximum);

/// NSX's words for the place: operation and anchor of ?action=revise.
[[nodiscard]] QString reviseOperation(const WishedPlace& place);

} // namespace bulkhead::ops
