// SPDX-License-Identifier: MIT
// ObjectApi: any object of the Policy API as the manager sent it, for reading, changing, writing.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "nsx/connection.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QPointer>
#include <QString>
#include <QUrlQuery>

#include <optional>

namespace bulkhead::nsx {

/// "/infra/domains/default/groups/web" -> "/policy/api/v1/infra/domains/default/groups/web", every
/// segment percent-encoded; "/global-infra/…" goes to the Global Manager's root. The path is
/// checked by the caller (base/identifiers.h checkPath).
[[nodiscard]] QString objectUrl(const QString& policyPath);

/// NSX 4.2 Policy API. A cheap value over a Connection. Objects keep every field, known or not, so
/// that a PUT of what was read loses nothing. Numbers up to 2^53 survive exactly.
class ObjectApi final {
public:
    explicit ObjectApi(QPointer<Connection> connection) : m_connection(std::move(connection)) {}

    /// NotFound if there is none.
    Task<QJsonObject> object(QString policyPath, CancellationToken token) const;
    /// Empty if there is none.
    Task<std::optional<QJsonObject>> find(QString policyPath, CancellationToken token) const;
    /// Any GET that answers one JSON object; `apiPath` from the root, encoded.
    Task<QJsonObject> get(QString apiPath, QUrlQuery query, CancellationToken token) const;
    /// All `results` of a list, whatever its number of pages.
    Task<QJsonArray> list(QString apiPath, QUrlQuery query, CancellationToken token) const;

private:
    QPointer<Connection> m_connection;
};

} // namespace bulkhead::nsx
