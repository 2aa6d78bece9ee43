// SPDX-License-Identifier: MIT
// Edit: one object of the configuration as it was and as it shall be.
#pragma once

#include "base/result.h"
#include "snapshot/snapshot.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <optional>

namespace bulkhead::change {

/// What can be edited.
enum class ObjectKind : std::uint8_t {
    Policy, ///< without its rules: each of them is an object of its own
    Rule,
    Group,
    Service,
    ContextProfile,
    ExcludeList,
    MachineTags, ///< all tags of one virtual machine
};

/// "policy", "rule", "group", "service", "context_profile", "exclude_list", "machine_tags".
[[nodiscard]] QString kindName(ObjectKind kind);
/// NSX's own name: "SecurityPolicy", "Rule", …; "VirtualMachine" for MachineTags.
[[nodiscard]] QString resourceType(ObjectKind kind);
/// What an object path leads to; empty for what cannot be edited. Machines have no path.
[[nodiscard]] std::optional<ObjectKind> kindOfPath(const QString& path);
/// "/infra/domains/default/security-policies/web" of the path of one of its rules.
[[nodiscard]] QString policyPathOf(const QString& rulePath);

/// A value: both states are JSON in the manager's shape with every field that was read, so that
/// nothing is lost on the way. Null: the object is not there. MachineTags: the array of
/// {scope, tag}.
struct Edit {
    ObjectKind kind = ObjectKind::Rule;
    QString path; ///< of MachineTags the machine's external id
    QJsonValue before = QJsonValue(QJsonValue::Null);
    QJsonValue after = QJsonValue(QJsonValue::Null);

    [[nodiscard]] bool isCreation() const { return before.isNull() && !after.isNull(); }
    [[nodiscard]] bool isDeletion() const { return !before.isNull() && after.isNull(); }
    /// The edit that takes this one back.
    [[nodiscard]] Edit inverse() const { return {kind, path, after, before}; }

    friend bool operator==(const Edit&, const Edit&) = default;
};

[[nodiscard]] QJsonObject toJson(const Edit& edit);
/// InvalidInput if it is no edit.
[[nodiscard]] Result<Edit> editFromJson(const QJsonObject& json);

/// The object in the form of Edit::before; null if the snapshot has none with this path.
[[nodiscard]] QJsonValue stateIn(const snapshot::Snapshot& snapshot, ObjectKind kind,
                                 const QString& path);

// A value of the model in that form, its resource type included; a policy without its rules.
[[nodiscard]] QJsonObject stateOf(const model::SecurityPolicy& policy);
[[nodiscard]] QJsonObject stateOf(const model::Rule& rule);
[[nodiscard]] QJsonObject stateOf(const model::Group& group);
[[nodiscard]] QJsonObject stateOf(const model::Service& service);
[[nodiscard]] QJsonObject stateOf(const model::ContextProfile& profile);
[[nodiscard]] QJsonObject stateOf(const model::ExcludeList& list);
[[nodiscard]] QJsonArray stateOf(const std::vector<model::Tag>& tags);
/// The state as stateIn() would give it once it is applied (empty lists left out and so on).
/// InvalidInput if it is no object of that kind.
[[nodiscard]] Result<QJsonValue> normalised(ObjectKind kind, const QJsonValue& state);
/// The tags of a MachineTags state.
[[nodiscard]] std::vector<model::Tag> tagsOfState(const QJsonValue& state);

} // namespace bulkhead::change
