// SPDX-License-Identifier: MIT
// Paths and queries of the manager's API, encoded in one place.
#pragma once

#include "config/target.h"

#include <QString>
#include <QUrlQuery>

#include <initializer_list>
#include <utility>

namespace bulkhead::nsx {

/// "/policy/api/v1/infra", "/policy/api/v1/orgs/default/projects/P/infra" for a project,
/// "/global-manager/api/v1/global-infra" for a Global Manager (NSX 4.2 Policy API).
[[nodiscard]] QString infraRoot(const config::Target& target);
/// infraRoot + "/domains/<domain>".
[[nodiscard]] QString domainRoot(const config::Target& target);
/// ".../search/query" of the manager's kind.
[[nodiscard]] QString searchPath(const config::Target& target);

/// One path segment, percent-encoded: an id with a slash or a space cannot change the path.
[[nodiscard]] QString encodeSegment(const QString& id);

/// A query whose keys and values may hold any character, `%` and `+` too.
[[nodiscard]] QUrlQuery makeQuery(std::initializer_list<std::pair<QString, QString>> items);

} // namespace bulkhead::nsx
