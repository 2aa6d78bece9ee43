// SPDX-License-Identifier: MIT
// The tags of virtual machines as lists that are read, changed and written.
#pragma once

#include "change/write_plan.h"
#include "model/inventory.h"
#include "ops/operation.h"

#include <QJsonArray>
#include <QString>

#include <vector>

namespace bulkhead::ops {

/// One machine whose tags change. Lists of {scope, tag}, both parts always there.
struct MachineTagChange {
    model::VirtualMachine machine; ///< as it was read
    QJsonArray before;
    QJsonArray after;

    [[nodiscard]] bool changes() const { return before != after; }
};

/// The one machine with this external id or display name; a name that several share is InvalidInput
/// that lists their ids, NotFound names the nearest ones. `parameter` is the object of the error.
[[nodiscard]] Task<model::VirtualMachine> oneMachine(Call call, QString wanted, QString parameter);

[[nodiscard]] QJsonArray tagsOfMachine(const model::VirtualMachine& machine);
/// `tags` that are not in `list` go to its end.
[[nodiscard]] QJsonArray withTags(QJsonArray list, const QJsonArray& tags);
[[nodiscard]] QJsonArray withoutTags(const QJsonArray& list, const QJsonArray& tags);

/// One tag of NSX from its parts, checked: scope at most 128 characters and without a bar, value at
/// most 256, not both empty, no control or hidden characters (NSX 4.2, Tag). `parameter` is named
/// in the error.
[[nodiscard]] Result<QJsonObject> checkedTag(const QString& scope, const QString& value,
                                             const QString& parameter);
/// Refuses more than 30 tags on a machine (NSX 4.2, ManagedResource.tags).
[[nodiscard]] Result<void> checkTagCount(const MachineTagChange& change);

[[nodiscard]] change::BeforeImage tagImage(const MachineTagChange& change);
/// POST fabric/virtual-machines?action=… with these tags (update_tags, add_tags, remove_tags).
[[nodiscard]] change::WriteRequest tagRequest(const MachineTagChange& change, const QString& action,
                                              const QJsonArray& tags);

/// "scope|value", or the value alone.
[[nodiscard]] QString tagWord(const QJsonValue& tag);
/// "web-01 (5020…)". Clean.
[[nodiscard]] QString machineLabel(const model::VirtualMachine& machine);

} // namespace bulkhead::ops
