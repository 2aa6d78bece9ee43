// SPDX-License-Identifier: MIT
// Steps that edit policies, groups, services, context profiles, tags of machines and the exclude
// list.
#pragma once

#include "change/place.h"
#include "change/step.h"
#include "snapshot/snapshot.h"

#include <QStringList>

#include <functional>

namespace bulkhead::change {

// All of them are made from the snapshot on which the person works (ChangeSet::current) and are
// then pushed. Pure; any thread. NotFound if a path leads nowhere; Refused where NSX would.

/// Where new objects of the domain stand; "/infra/domains/default" on a stand-alone manager.
[[nodiscard]] inline QString defaultDomain() {
    return QStringLiteral("/infra/domains/default");
}

/// A new policy among those of its category. Without an id it gets one from its name; the rules
/// that it carries are created with it, in their order. The category is Application if unset.
[[nodiscard]] Result<Step> createPolicy(const snapshot::Snapshot& current,
                                        model::SecurityPolicy policy, const Place& place,
                                        const QString& domainPath = defaultDomain());
/// Puts a policy that no manager has seen yet into another category, at its end; the caller knows
/// that it is new. Refused where its rules could not stay as they are: into and out of Ethernet
/// with rules in it.
[[nodiscard]] Result<Step> chooseCategory(const snapshot::Snapshot& current,
                                          const QString& policyPath, model::Category category);
/// Moves policies of one category, in the order in which they stand. Another category than the
/// anchor's is Refused: NSX fixes it at creation.
[[nodiscard]] Result<Step> movePolicies(const snapshot::Snapshot& current,
                                        const QStringList& policyPaths, const Place& place);
/// With all their rules. Default policies are Refused.
[[nodiscard]] Result<Step> deletePolicies(const snapshot::Snapshot& current,
                                          const QStringList& policyPaths);

// `change` must leave id and path alone; `field` as in changeRules. A policy's category is fixed
// (Refused).
[[nodiscard]] Result<Step>
changePolicies(const snapshot::Snapshot& current, const QStringList& paths, const QString& field,
               const std::function<void(model::SecurityPolicy&)>& change);
[[nodiscard]] Result<Step> changeGroup(const snapshot::Snapshot& current, const QString& path,
                                       const QString& field,
                                       const std::function<void(model::Group&)>& change);
[[nodiscard]] Result<Step> changeService(const snapshot::Snapshot& current, const QString& path,
                                         const QString& field,
                                         const std::function<void(model::Service&)>& change);
[[nodiscard]] Result<Step>
changeContextProfile(const snapshot::Snapshot& current, const QString& path, const QString& field,
                     const std::function<void(model::ContextProfile&)>& change);

// The id comes from the name if it is empty; the path is that of the only edit.
[[nodiscard]] Result<Step> createGroup(const snapshot::Snapshot& current, model::Group group,
                                       const QString& domainPath = defaultDomain());
[[nodiscard]] Result<Step> createService(const snapshot::Snapshot& current, model::Service service,
                                         const QString& infraPath = QStringLiteral("/infra"));
[[nodiscard]] Result<Step> createContextProfile(const snapshot::Snapshot& current,
                                                model::ContextProfile profile);

/// Deletes groups, services or context profiles. Refused, with the referrers, while something in
/// the snapshot names one of them; system objects are Refused.
[[nodiscard]] Result<Step> deleteObjects(const snapshot::Snapshot& current,
                                         const QStringList& paths);

/// Changes the tags of machines at once. InvalidInput beyond 30 tags on one (NSX 4.2, Tag).
[[nodiscard]] Result<Step>
changeMachineTags(const snapshot::Snapshot& current, const QStringList& machineIds,
                  const QString& title,
                  const std::function<void(std::vector<model::Tag>&)>& change);

/// The exclude list as it shall be: paths of groups, segments, ports. Refused if the snapshot does
/// not know the present one, or beyond 100 members (NSX 4.2, PolicyExcludeList).
[[nodiscard]] Result<Step> setExcludeList(const snapshot::Snapshot& current,
                                          const QStringList& members);

} // namespace bulkhead::change
