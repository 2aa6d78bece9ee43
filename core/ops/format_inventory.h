// SPDX-License-Identifier: MIT
// Result objects of the inventory: machines, interfaces, segments, services.
#pragma once

#include "ops/exclusions.h"
#include "ops/source.h"

#include <QJsonObject>

namespace bulkhead::ops {

// Strings are raw; the pipeline cleans them. A field that the source did not say is null.

/// One item of list_vms.
[[nodiscard]] QJsonObject formatMachineItem(const model::VirtualMachine& machine);
[[nodiscard]] QJsonObject machineItemSchema();

/// One interface of get_vm. Wants the name of its segment.
[[nodiscard]] QJsonObject formatInterface(const MachineInterface& interface,
                                          const PathNames& names);
[[nodiscard]] QJsonObject interfaceSchema();

/// Adds `dfw_excluded` and `exclusion_note`.
void addExclusion(QJsonObject& machine, const MachineExclusion& exclusion);
[[nodiscard]] QJsonObject exclusionSchema();

/// One item of list_services.
[[nodiscard]] QJsonObject formatServiceItem(const model::Service& service);
[[nodiscard]] QJsonObject serviceItemSchema();

/// One item of list_segments.
[[nodiscard]] QJsonObject formatSegmentItem(const model::Segment& segment);
[[nodiscard]] QJsonObject segmentItemSchema();

} // namespace bulkhead::ops
