// SPDX-License-Identifier: MIT
// ReferenceResolver: turns names, ids, paths and addresses that a person typed into what NSX takes.
#pragma once

#include "ops/operation.h"

#include <QJsonArray>
#include <QStringList>

namespace bulkhead::ops {

/// All lists follow NSX 4.2 Policy API, Rule: at most 128 entries; ANY stands alone; an empty list
/// is ANY. A word that names nothing is NotFound with the nearest names, one that names several is
/// InvalidInput with their paths. `parameter` is named in errors. A cheap value; its tasks keep
/// what they need.
class ReferenceResolver final {
public:
    explicit ReferenceResolver(Call call) : m_call(std::move(call)) {}

    /// Groups by path, id or unique name.
    [[nodiscard]] Task<QJsonArray> groups(QStringList words, QString parameter) const;
    /// Groups as above, or IPv4 and IPv6 addresses, prefixes and ranges.
    [[nodiscard]] Task<QJsonArray> groupsOrAddresses(QStringList words, QString parameter) const;
    /// Services by path, id or unique name; one list for all that are not paths.
    [[nodiscard]] Task<QJsonArray> services(QStringList words, QString parameter) const;
    /// Context profiles likewise.
    [[nodiscard]] Task<QJsonArray> profiles(QStringList words, QString parameter) const;

private:
    Call m_call;
};

} // namespace bulkhead::ops
