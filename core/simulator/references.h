// SPDX-License-Identifier: MIT
// References: which other objects an object names.
#pragma once

#include <QJsonObject>
#include <QString>

#include <set>

namespace bulkhead::simulator {

/// The policy paths in the fields that must point to existing objects (a rule's groups, services,
/// profiles and scope; a group's path expressions; a nested service; …).
[[nodiscard]] std::set<QString> referencedPaths(const QString& type, const QJsonObject& fields);

} // namespace bulkhead::simulator
