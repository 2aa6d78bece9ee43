// SPDX-License-Identifier: MIT
// MachineIndex: which machines a criterion can mean at all. Private to snapshot/.
#pragma once

#include "snapshot/snapshot.h"

#include <QHash>
#include <QSet>

#include <cstdint>
#include <optional>
#include <vector>

namespace bulkhead::snapshot {

/// Places in Snapshot::machines(), ascending, each once.
using MachinePlaces = std::vector<std::uint32_t>;

/// Of one snapshot, which outlives it. Each part is made when it is first asked for and costs
/// O(machines) or O(interfaces); after that an answer costs what it names. Not thread-safe.
class MachineIndex final {
public:
    explicit MachineIndex(const Snapshot& snapshot) : m_snapshot(snapshot) {}

    /// Empty if the snapshot has no such machine.
    [[nodiscard]] std::optional<std::uint32_t> placeOf(const QString& externalId) const;
    /// Machines among which are all that the condition holds for; the caller asks each of them.
    /// Empty optional: it may hold for any machine.
    [[nodiscard]] std::optional<MachinePlaces> candidates(const model::Expression& condition);
    /// Machines with an interface on one of the segments or ports.
    [[nodiscard]] MachinePlaces on(const QSet<QString>& segmentsAndPorts);
    [[nodiscard]] MachinePlaces withInterface(const QString& interfaceExternalId);

private:
    void indexTags();
    void indexInterfaces();
    [[nodiscard]] MachinePlaces named(const QString& name, bool wholeName) const;

    const Snapshot& m_snapshot;
    bool m_knowsTags = false;
    bool m_knowsInterfaces = false;
    QHash<QString, MachinePlaces> m_byTag;       ///< by the folded value, whatever the scope
    QHash<QString, MachinePlaces> m_byNetwork;   ///< by path of segment or port
    QHash<QString, MachinePlaces> m_byInterface; ///< by the interface's external id
};

/// Sorts and takes out what is there twice.
void makePlaces(MachinePlaces& places);

} // namespace bulkhead::snapshot
