// SPDX-License-Identifier: MIT
// The one place where model values become result objects; live and offline answers share it.
#pragma once

#include "ops/source.h"

#include <QJsonArray>
#include <QJsonObject>

namespace bulkhead::ops {

// Strings are raw; the pipeline cleans them. A field that the source did not say is null.

[[nodiscard]] QJsonArray formatTags(const std::vector<model::Tag>& tags);
/// The value, or null.
[[nodiscard]] QJsonValue orNull(const std::optional<bool>& value);
[[nodiscard]] QJsonValue orNull(const std::optional<int>& value);
[[nodiscard]] QJsonValue orNull(const std::optional<qint64>& value);
/// The text, or null when it is empty.
[[nodiscard]] QJsonValue orNull(const QString& text);

/// Display name of a path, its last segment when it is unknown; ANY and addresses as they are.
[[nodiscard]] QString nameOf(const QString& operand, const PathNames& names);

/// One item of list_dfw_policies.
[[nodiscard]] QJsonObject formatPolicyItem(const model::SecurityPolicy& policy);
/// get_dfw_policy. Wants names of `policyPaths(policy)`.
[[nodiscard]] QJsonObject formatPolicy(const model::SecurityPolicy& policy, const PathNames& names);
[[nodiscard]] QStringList policyPaths(const model::SecurityPolicy& policy);

/// One item of list_dfw_rules. Wants names of `rulePaths(rule)`.
[[nodiscard]] QJsonObject formatRule(const model::Rule& rule, const PathNames& names);
[[nodiscard]] QStringList rulePaths(const model::Rule& rule);

/// One item of list_groups. Wants names of `groupPaths(group)`.
[[nodiscard]] QJsonObject formatGroupItem(const model::Group& group, const PathNames& names);
/// get_group without its members.
[[nodiscard]] QJsonObject formatGroup(const model::Group& group, const PathNames& names);
[[nodiscard]] QStringList groupPaths(const model::Group& group);

/// One item of list_vm_tags.
[[nodiscard]] QJsonObject formatMachineTags(const model::VirtualMachine& machine);

} // namespace bulkhead::ops
