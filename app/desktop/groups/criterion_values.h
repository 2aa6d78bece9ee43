// SPDX-License-Identifier: MIT
// How the values of a criterion are typed, checked and shown: addresses, MACs, objects, ids.
#pragma once

#include "desktop/widgets/value_list.h"
#include "model/group.h"
#include "snapshot/snapshot.h"

#include <memory>

namespace bulkhead::desktop {

class EstateWords;

/// For a kind that holds a list of values; `memberType` of external ids.
[[nodiscard]] ValueKind valueKindOf(model::ExpressionKind kind, const QString& memberType,
                                    const std::shared_ptr<const EstateWords>& words,
                                    const snapshot::SnapshotPointer& snapshot);

} // namespace bulkhead::desktop
