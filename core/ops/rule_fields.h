// SPDX-License-Identifier: MIT
// The fields of a rule that a caller may set: their parameters, their resolution, their checks.
#pragma once

#include "ops/operation.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace bulkhead::ops {

/// What create and update share, without ids, name and place.
[[nodiscard]] std::vector<Parameter> ruleFieldParameters();

/// `rule` with the fields that the call gives; names are resolved to paths.
[[nodiscard]] Task<QJsonObject> withGivenRuleFields(Call call, QJsonObject rule);

/// What NSX would refuse (NSX 4.2 Policy API, Rule), said before it is sent.
[[nodiscard]] Result<void> checkRule(const QJsonObject& policy, const QJsonObject& rule);

/// What a careful person would want to know about the rule as it will be; raw sentences.
[[nodiscard]] QStringList ruleWarnings(const QJsonObject& policy, const QJsonObject& rule);

} // namespace bulkhead::ops
