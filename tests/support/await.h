// SPDX-License-Identifier: MIT
// await: runs the event loop until a task has ended.
#pragma once

#include "base/task_keeper.h"

#include <QEventLoop>
#include <QObject>
#include <QTest>
#include <QTimer>

#include <optional>

namespace bulkhead::tests {

/// The task's result; a Failed error if it does not end within `timeoutMs`.
template <typename T>
Result<T> await(Task<T> task, int timeoutMs = 20'000) {
    QObject owner;
    std::optional<Result<T>> result;
    QEventLoop loop;
    QTimer::singleShot(timeoutMs, &loop, &QEventLoop::quit);
    keepTask<Result<T>>(&owner, std::move(task), [&](Result<T> ended) {
        result = std::move(ended);
        loop.quit();
    });
    if (!result) {
        // Not qWaitFor: that sleeps 10 ms between two looks, and a call has many answers.
        loop.exec();
    }
    if (!result) {
        return fail(ErrorKind::Failed, QStringLiteral("Look where it hangs."),
                    QStringLiteral("The task did not end in time."));
    }
    return std::move(*result);
}

} // namespace bulkhead::tests
