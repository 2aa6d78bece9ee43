// SPDX-License-Identifier: MIT
// ToolFolding: several operations as one tool with an `action`, when there would be too many tools.
#pragma once

#include "ops/operation.h"

#include <QString>

#include <vector>

namespace bulkhead::mcp {

/// Hosts send the first 40 tools of all their servers and drop the rest.
inline constexpr std::size_t kMostTools = 40;
inline constexpr QLatin1StringView kActionArgument{"action"};

/// Operations that may stand behind one tool. Reads only with reads, so that the annotations stay
/// honest; never one that the contract names, because those keep their names.
struct Fold {
    struct Action {
        QString name;      ///< value of `action`
        QString operation; ///< what it runs
    };
    QString tool;
    QString title;
    QString description;
    std::vector<Action> actions;
};

/// The folds in the order in which they are used: the one place that says what may be folded.
[[nodiscard]] const std::vector<Fold>& standardFolds();

/// One tool: an operation as it is, or several behind an action.
struct Tool {
    ops::Operation shape; ///< name, texts, parameters, schemas and annotations that a client sees
    std::vector<Fold::Action> actions; ///< empty: the operation of the same name
};

/// In the order of the operations; folds as few as it takes to come down to `most`. A fold stands
/// where its first operation stood.
[[nodiscard]] std::vector<Tool> foldedTools(const std::vector<ops::Operation>& operations,
                                            const std::vector<Fold>& folds, std::size_t most);

} // namespace bulkhead::mcp
