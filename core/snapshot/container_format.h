// SPDX-License-Identifier: MIT
// The container that np-guard's collector writes: one JSON with services, machines and domains.
// Private to snapshot/: it pulls in simdjson.
#pragma once

#include "snapshot/snapshot.h"

#include <simdjson.h>

namespace bulkhead::snapshot {

/// True if the object looks like such a container (it has `domains` and `virtual_machines`).
[[nodiscard]] bool isContainer(const simdjson::dom::object& object);

/// Adds everything in it to `content`. Objects without ids get them from their display names, made
/// unique; rules keep the order of the file.
[[nodiscard]] Result<void> readContainer(Content& content, const simdjson::dom::object& object);

} // namespace bulkhead::snapshot
