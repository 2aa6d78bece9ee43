// SPDX-License-Identifier: MIT
// EstateWords: tags, names and objects of the estate, for completing what somebody types.
#pragma once

#include "nsx/tag_api.h"
#include "snapshot/snapshot.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// An object that can be named.
struct NamedPath {
    QString path;
    QString name; ///< clean; with the id where several share the name
};

/// Of one snapshot; asked on one thread. Each list is made when it is first asked for and costs
/// O(objects of that kind). Words are the manager's own text: raw.
class EstateWords final {
public:
    explicit EstateWords(snapshot::SnapshotPointer snapshot) : m_snapshot(std::move(snapshot)) {}

    /// The tags in use on virtual machines, segments and ports, with how many carry each.
    [[nodiscard]] const std::vector<nsx::TagUse>& tags() const;
    /// Sorted, without the empty one.
    [[nodiscard]] QStringList scopes() const;
    /// The values of a scope, without regard to case; of all of them if it is empty. Sorted.
    [[nodiscard]] QStringList valuesOf(const QString& scope) const;
    /// What objects of a member type have under a condition's key (Name, OSName, ComputerName).
    /// Sorted, each once; empty where the snapshot does not know such objects.
    [[nodiscard]] QStringList namesOf(const QString& memberType, const QString& key) const;
    /// Groups, segments and ports, by name.
    [[nodiscard]] const std::vector<NamedPath>& members() const;
    /// The path of a member by its name as members() has it, or by its path.
    [[nodiscard]] QString memberNamed(const QString& name) const;

private:
    snapshot::SnapshotPointer m_snapshot;
    mutable std::optional<std::vector<nsx::TagUse>> m_tags;
    mutable std::optional<std::vector<NamedPath>> m_members;
};

} // namespace bulkhead::desktop
