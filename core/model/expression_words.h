// SPDX-License-Identifier: MIT
// The words that NSX knows in a group's expression.
#pragma once

#include <QSet>
#include <QString>

namespace bulkhead::model {

// NSX 4.2 Policy API, Condition and ExternalIDExpression, and what NSX 9 adds: an older manager
// refuses those itself. Made once; any thread.

[[nodiscard]] const QSet<QString>& conditionMemberTypes();
/// Those that a Global Manager takes.
[[nodiscard]] const QSet<QString>& globalConditionMemberTypes();
[[nodiscard]] const QSet<QString>& conditionKeys();
[[nodiscard]] const QSet<QString>& conditionOperators();
[[nodiscard]] const QSet<QString>& externalIdMemberTypes();

} // namespace bulkhead::model
