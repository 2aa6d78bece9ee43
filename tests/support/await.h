// SPDX-License-Identifier: MIT
// await: runs the event loop until a task has ended.
#pragma once

#include "base/task_keeper.h"

#include <QObject>
#include <QTest>

#include <optional>

namespace bulkhead::tests {

/// The task's result; a Failed error if it does not end within `timeoutMs`.
template <typename T>
Result<T> await(Task<T> task, int timeoutMs = 20'000) {
    QObject owner;
    std::optional<Result<T>> result;
    keepTask<Result<T>>(&owner, std::move(task),
                        [&result](Result<T> ended) { result = std::move(ended); });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, timeoutMs)) {
        return fail(ErrorKind::Failed, QStringLiteral("Look where it hangs."),
                    QStringLiteral("The task did not end in time."));
    }
    return std::move(*result);
}

} // namespace bulkhead::tests
