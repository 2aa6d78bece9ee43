// SPDX-License-Identifier: MIT
// What all reading operations have in common.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

/// An operation that only reads: low risk, annotations that say so, open world because the texts it
/// returns were written by whoever may write to the manager.
[[nodiscard]] inline Operation readOperation(QString name, QString title, QString summary,
                                             QString description) {
    Operation operation;
    operation.name = std::move(name);
    operation.title = std::move(title);
    operation.summary = std::move(summary);
    operation.description = std::move(description);
    operation.kind = OperationKind::Read;
    operation.annotations = {true, false, true, true};
    return operation;
}

/// A required text parameter, such as an id.
[[nodiscard]] inline Parameter requiredText(QString name, QString description) {
    Parameter parameter;
    parameter.name = std::move(name);
    parameter.required = true;
    parameter.description = std::move(description);
    return parameter;
}

} // namespace bulkhead::ops
