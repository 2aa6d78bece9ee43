// SPDX-License-Identifier: MIT
// memberPaths: groups, segments and ports that a person named, as object paths.
#pragma once

#include "ops/operation.h"

#include <QStringList>

namespace bulkhead::ops {

/// Each word is a path, an id or a unique display name of a group, segment or segment port. A name
/// costs a search; all paths together cost one, and a read each where the search does not know them
/// yet. What does not exist is NotFound, a name of several objects InvalidInput with their paths,
/// an object of another kind InvalidInput. `parameter` is named in errors. Without duplicates.
[[nodiscard]] Task<QStringList> memberPaths(Call call, QStringList words, QString parameter);

/// Words that mean entries of `present`: by path, by last segment of the path, or by name as above.
/// Words that mean nothing there come back in `absent`.
struct PresentPaths {
    QStringList found;
    QStringList absent;
};
[[nodiscard]] Task<PresentPaths> presentPaths(Call call, QStringList words, QStringList present,
                                              QString parameter);

} // namespace bulkhead::ops
