// SPDX-License-Identifier: MIT
// Registry: every operation, in the order in which people and agents are shown them.
#pragma once

#include "ops/operation.h"

#include <QStringList>

#include <vector>

namespace bulkhead::ops {

/// Immutable after it was filled. The order never changes from run to run: clients cache it.
class Registry final {
public:
    /// All operations of the program.
    [[nodiscard]] static Registry standard();

    /// Appends an operation and gives it the `target` parameter that every operation has which
    /// contacts a manager.
    void add(Operation operation);

    [[nodiscard]] const std::vector<Operation>& operations() const { return m_operations; }
    /// nullptr if there is none of this name. Valid until the next `add`.
    [[nodiscard]] const Operation* find(const QString& name) const;
    [[nodiscard]] QStringList names() const;

private:
    std::vector<Operation> m_operations;
};

} // namespace bulkhead::ops
