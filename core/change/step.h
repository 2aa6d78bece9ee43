// SPDX-License-Identifier: MIT
// Step: what a person did at once, and takes back at once.
#pragma once

#include "change/edit.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace bulkhead::change {

/// Edits of many rows at once are one step.
struct Step {
    QString title; ///< for the undo menu, clean: "Change action of 12 rules"
    std::vector<Edit> edits;
    /// Steps with the same key that touch the same objects one right after the other become one
    /// (typing into one cell). Empty: never.
    QString mergeKey;

    /// The step that takes this one back, its edits in the opposite order.
    [[nodiscard]] Step inverse() const;
    /// True if nothing is different after it.
    [[nodiscard]] bool changesNothing() const;
};

/// Adds `next` to `step` if the two belong together; false, and nothing is changed, if not.
[[nodiscard]] bool merge(Step& step, const Step& next);

[[nodiscard]] QJsonObject toJson(const Step& step);
/// InvalidInput if it is none.
[[nodiscard]] Result<Step> stepFromJson(const QJsonObject& json);

} // namespace bulkhead::change
