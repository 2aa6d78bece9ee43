// SPDX-License-Identifier: MIT
// questionAbout: what a person is asked before a destructive operation, from what is planned.
#pragma once

#include "change/write_plan.h"
#include "guard/confirmer.h"
#include "ops/passage.h"

namespace bulkhead::ops {

/// About a planned write: object, manager, consequences and warnings, the name of what is deleted,
/// and a fingerprint of operation, target, arguments, requests and the objects' present state.
[[nodiscard]] guard::Question questionAbout(const Passage& passage, const change::WritePlan& plan,
                                            const nsx::Connection& manager);

/// About an operation without a plan: its fingerprint knows operation, target and arguments.
[[nodiscard]] guard::Question questionAbout(const Passage& passage, const QString& object);

} // namespace bulkhead::ops
