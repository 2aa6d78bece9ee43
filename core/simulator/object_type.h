// SPDX-License-Identifier: MIT
// ObjectType: the kinds of policy object that are simulated, and where each lives in the tree.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::simulator {

/// A kind of object (NSX 4.2 Policy API). `/infra` + collections and ids make its paths.
struct ObjectType {
    QString name;        ///< resource_type, e.g. "SecurityPolicy"
    QStringList parents; ///< resource_types that may hold it
    QString collection;  ///< path segment under the parent, e.g. "security-policies"
    QString fixedPath;   ///< of a singleton, e.g. "/infra/settings/firewall/security"; else empty

    [[nodiscard]] bool isSingleton() const { return !fixedPath.isEmpty(); }
};

/// All kinds, parents before children.
[[nodiscard]] const std::vector<ObjectType>& objectTypes();
/// nullptr if there is none of that name.
[[nodiscard]] const ObjectType* findObjectType(const QString& name);
/// The kinds that may be children of `parent`.
[[nodiscard]] std::vector<const ObjectType*> childTypes(const QString& parent);

/// A policy that has rules as children: SecurityPolicy, GatewayPolicy, IdsSecurityPolicy, …
[[nodiscard]] bool isPolicyType(const QString& type);
[[nodiscard]] bool isRuleType(const QString& type);
/// The resource_type of the rules in a policy of that type.
[[nodiscard]] QString ruleTypeOf(const QString& policyType);

/// The path of an object of `type` with `id` under `parentPath`.
[[nodiscard]] QString objectPath(const ObjectType& type, const QString& parentPath,
                                 const QString& id);

/// Where a path below `/infra` leads by its shape; the object itself need not exist.
struct Place {
    const ObjectType* type = nullptr;
    QString parentPath; ///< "/infra/domains/default"; for Infra itself empty
    QString id;         ///< empty for a collection
    QString path;       ///< of the object, or of the collection

    [[nodiscard]] bool isCollection() const { return id.isEmpty(); }
};

/// `segments` start with "infra". nullopt if no kind of object lives there.
[[nodiscard]] std::optional<Place> resolvePlace(const QStringList& segments);
/// The same for "/infra/…".
[[nodiscard]] std::optional<Place> resolvePlace(const QString& path);

} // namespace bulkhead::simulator
