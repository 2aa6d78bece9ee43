// SPDX-License-Identifier: MIT
// Reads one target of config.yaml.
#pragma once

#include "config/target.h"
#include "config/yaml_fields.h"

namespace bulkhead::config {

/// The keys that a target may have.
[[nodiscard]] QStringList targetKeys();

/// Reads and checks the target `name` from its fields; what is wrong is in `fields.error()`
/// afterwards. Appends standing warnings.
[[nodiscard]] Target readTarget(const QString& name, YamlFields& fields, QStringList& warnings);

} // namespace bulkhead::config
