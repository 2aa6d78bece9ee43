// SPDX-License-Identifier: MIT
// ReferenceApi: who uses an object, asked of a manager in a constant number of requests.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"
#include "nsx/references.h"

#include <QPointer>

namespace bulkhead::nsx {

/// NSX 4.2 Policy API: `search/query` for the object's path in any field, and the endpoints that
/// tell which groups an object belongs to by their criteria, which no search can see. The search
/// index follows writes with a delay; the manager's own refusal of a delete (500030) stays the last
/// word. A cheap value over a Connection. Objects are policy paths, virtual machines their external
/// ids; the caller has checked them (base/identifiers.h).
class ReferenceApi final {
public:
    explicit ReferenceApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// Everybody who names the object itself: one request. What blocks a delete.
    Task<References> directReferencesTo(QString object, CancellationToken token) const;
    /// The direct ones, the groups it belongs to, and whoever names one of those groups (or a
    /// service that contains it): at most 3 requests, for most objects 2.
    Task<References> referencesTo(QString object, CancellationToken token) const;
    /// The one object with this id, external id or display name (exactly, else without regard to
    /// case): one request. NotFound; InvalidInput lists the candidates of an ambiguous name.
    Task<NamedObject> find(QString wanted, CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

/// The one of the candidates that `wanted` means: by path, by id, by exact name, by name without
/// regard to case. Errors as ReferenceApi::find.
[[nodiscard]] Result<NamedObject> chooseObject(const std::vector<NamedObject>& candidates,
                                               const QString& wanted);

} // namespace bulkhead::nsx
