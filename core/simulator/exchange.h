// SPDX-License-Identifier: MIT
// Request and Response: one exchange with a client, free of any HTTP library.
#pragma once

#include "simulator/api_error.h"
#include "simulator/caller.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace bulkhead::simulator {

struct Request {
    QByteArray method;
    QByteArray target;             ///< path with query as sent
    QStringList segments;          ///< of the path, each percent-decoded on its own
    QStringList captures;          ///< what the route's `*` matched
    QHash<QString, QString> query; ///< decoded; of a repeated name the last one
    QByteArray authorization;      ///< header values, empty if absent
    QByteArray cookie;
    QByteArray xsrfToken;
    bool partialPatch = false; ///< header nsx-enable-partial-patch: true
    QByteArray body;
    Caller caller; ///< its user is set once authenticated

    [[nodiscard]] QString parameter(const QString& name) const { return query.value(name); }
    /// The last percent-decoded path, for messages.
    [[nodiscard]] QString path() const { return u'/' + segments.join(u'/'); }
    /// The body as an object; 400 for anything else.
    [[nodiscard]] Answer<QJsonObject> json() const;
};

struct Response {
    /// What happens to the bytes on their way (faults).
    enum class Delivery : std::uint8_t { Whole, Drop, Truncate };

    int status = 200;
    std::optional<QJsonObject> json; ///< serialized outside of the estate's lock
    QByteArray text;                 ///< instead of `json`, with `contentType`
    QByteArray contentType;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    Delivery delivery = Delivery::Whole;
};

/// Fills target, segments and query from a request line's target.
void parseTarget(const QByteArray& target, Request& request);

[[nodiscard]] Response jsonResponse(QJsonObject json, int status = 200);
/// No body, and so no Content-Type: Go's SDK fails on an empty body that claims one.
[[nodiscard]] Response emptyResponse(int status = 200);
[[nodiscard]] Response errorResponse(const ApiError& error);
[[nodiscard]] Response respond(const Answer<QJsonObject>& answer);
[[nodiscard]] Response respond(const Answer<void>& answer, int status = 200);

} // namespace bulkhead::simulator
