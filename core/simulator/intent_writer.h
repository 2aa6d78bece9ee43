// SPDX-License-Identifier: MIT
// IntentWriter: applies the writes of one request to the intent tree, all or nothing.
#pragma once

#include "simulator/api_error.h"
#include "simulator/caller.h"
#include "simulator/object_type.h"
#include "simulator/world.h"

#include <QJsonObject>
#include <QString>

#include <set>

namespace bulkhead::simulator {

enum class WriteMode : std::uint8_t {
    Put,          ///< full replace; `_revision` must be the stored one
    Patch,        ///< own fields replaced, absent ones return to defaults; rules are added to
    PartialPatch, ///< absent fields keep their values (header nsx-enable-partial-patch)
    Load,         ///< from a data set: read-only fields are kept, nothing points anywhere yet
};

/// Lives for one request, under the World's lock. Without a successful finish() everything is
/// taken back.
class IntentWriter final {
public:
    IntentWriter(World& world, Caller caller);
    ~IntentWriter();
    IntentWriter(const IntentWriter&) = delete;
    IntentWriter& operator=(const IntentWriter&) = delete;

    /// H-API `enforce_revision_check=true`: every changed object must carry its revision.
    void enforceRevisions() { m_enforceRevisions = true; }

    /// Creates or changes one object (with a policy's `rules`).
    [[nodiscard]] Answer<void> write(const Place& place, const QJsonObject& body, WriteMode mode);
    /// Deletes an object with its own children. 404 if it is not there.
    [[nodiscard]] Answer<void> remove(const Place& place, const QJsonObject& body = {});
    /// Checks what the objects point to and what points to the deleted ones, and keeps the
    /// changes.
    [[nodiscard]] Answer<void> finish();

private:
    [[nodiscard]] Answer<void> checkPlace(const Place& place, const QJsonObject& body) const;
    [[nodiscard]] Answer<void> checkRevision(const StoredObject& before, const QJsonObject& body,
                                             bool isChanged, WriteMode mode) const;
    [[nodiscard]] Answer<bool> writeRules(const Place& policy, const QJsonObject& body,
                                          WriteMode mode);
    void noteNewReferences(const StoredObject* before, const StoredObject& after);

    World& m_world;
    const Caller m_caller;
    bool m_enforceRevisions = false;
    bool m_finished = false;
    std::set<QString> m_newReferences;
    QHash<QString, QJsonObject> m_removed; ///< path -> fields
};

} // namespace bulkhead::simulator
