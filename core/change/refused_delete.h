// SPDX-License-Identifier: MIT
// explainRefusedDelete: the manager's "still in use" (500030) with the users by name.
#pragma once

#include "base/error.h"
#include "nsx/connection.h"

#include <QCoro/QCoroTask>
#include <QPointer>
#include <QStringList>

namespace bulkhead::change {

/// The paths that an error text of code 500030 names as users of the object (NSX 4.2 Policy API:
/// "… is being referenced by other objects path=[R1,R2]."); empty if it names none.
[[nodiscard]] QStringList usersInRefusal(const QString& message);

/// An error with code 500030 gets a problem that lists every user with its name, as far as the
/// first 20 can be read (a request each); the manager's own words stay in `fault`. Any other error
/// comes back as it is. Never fails.
[[nodiscard]] QCoro::Task<Error> explainRefusedDelete(QPointer<nsx::Connection> connection,
                                                      Error error);

} // namespace bulkhead::change
