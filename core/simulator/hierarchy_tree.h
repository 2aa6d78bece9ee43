// SPDX-License-Identifier: MIT
// HierarchyTree: takes a hierarchical-API body apart into single writes and deletions.
#pragma once

#include "simulator/api_error.h"
#include "simulator/object_store.h"
#include "simulator/object_type.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace bulkhead::simulator {

/// One node of the tree. Parents come before their children.
struct TreeStep {
    enum class Kind : std::uint8_t {
        Visit, ///< ChildResourceReference: the object must exist and is not touched
        Write,
        Remove,
    };
    Kind kind = Kind::Write;
    Place place;
    QJsonObject object; ///< without `children`
};

struct TreeSteps {
    std::vector<TreeStep> steps; ///< sorted by depth
    /// Kinds of child that are not simulated, with their number; empty unless they were tolerated.
    QHash<QString, int> leftOut;
};

enum class UnknownChildren : std::uint8_t { Refuse, LeaveOut };

/// `root` is an Infra object. ServiceEntry children are merged into their service, for which
/// `store` gives the entries that exist. Refuses a node that is malformed or comes twice.
[[nodiscard]] Answer<TreeSteps> takeApart(const QJsonObject& root, const ObjectStore& store,
                                          UnknownChildren unknown);

} // namespace bulkhead::simulator
