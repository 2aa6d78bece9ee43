// SPDX-License-Identifier: MIT
// Advice about tags before they are written: criteria that match nothing, and likely typing errors.
#pragma once

#include "model/tag_condition.h"
#include "nsx/tag_api.h"
#include "ops/operation.h"

#include <QJsonArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::ops {

/// The tag in use that `scope|value` was probably meant to be: the same scope, a value at most two
/// edits away and no more than half of it, or differing in case only; nothing if the tag itself is
/// in use. The most used one wins.
[[nodiscard]] std::optional<nsx::TagUse> probablyMeant(const std::vector<nsx::TagUse>& used,
                                                       const QString& scope, const QString& value);

/// The tags in use that a condition on the tags of virtual machines selects (NSX 4.2, Condition:
/// "scope|value" without regard to case, an empty part is no condition).
[[nodiscard]] std::vector<nsx::TagUse> selectedTags(const std::vector<nsx::TagUse>& used,
                                                    const model::TagCondition& condition);

/// For a group: its conditions on tags that no virtual machine carries now, each with the tag that
/// was probably meant; and that it has no criteria at all. Requests only when there are such
/// conditions: the list of tags, and one for each tag that must be looked at more closely (10 at
/// most). What cannot be read becomes a sentence; only cancelling fails.
[[nodiscard]] Task<QStringList> adviceOnExpression(Call call, QJsonArray expression);

/// For tags ({scope, tag} each) that a machine is about to get: those that nothing carries yet and
/// that look like a typing error. One request.
[[nodiscard]] Task<QStringList> adviceOnNewTags(Call call, QJsonArray tags);

} // namespace bulkhead::ops
