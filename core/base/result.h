// SPDX-License-Identifier: MIT
// Result: a value or an Error. A function that can fail says so in its type.
#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace bulkhead {

/// A value or the Error that kept it from being made.
template <typename T>
using Result = tl::expected<T, Error>;

/// Makes the failed side of any Result: `return fail(ErrorKind::NotFound, remedy, problem);`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, QString remedy, QString problem,
                                                QString object = {}) {
    return tl::unexpected<Error>(
        Error{kind, std::move(remedy), std::move(problem), std::move(object), std::nullopt});
}

/// Passes an Error on as it is.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

} // namespace bulkhead
