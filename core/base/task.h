// SPDX-License-Identifier: MIT
// Task: a coroutine that ends with a Result. The house's one way to write asynchronous sequences.
#pragma once

#include "base/result.h"

#include <QCoro/QCoroTask>

#include <variant>

namespace bulkhead {

/// A coroutine that yields Result<T>. It runs on the thread that started it and starts at once.
///
/// Rules: parameters by value (a reference or a view may be dead after the first `co_await`); no
/// captures in a coroutine lambda; a Task is awaited or handed to a TaskKeeper, never dropped.
template <typename T>
using Task = QCoro::Task<Result<T>>;

/// `co_return done();` ends a Task<std::monostate>. A bare std::monostate would be taken for "no
/// value yet" by QCoro 0.8 (its promise holds std::variant<std::monostate, T, …>), and the awaiting
/// coroutine would end with std::bad_variant_access.
[[nodiscard]] inline Result<std::monostate> done() {
    return std::monostate{};
}

} // namespace bulkhead
