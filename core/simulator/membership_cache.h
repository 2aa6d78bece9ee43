// SPDX-License-Identifier: MIT
// MembershipCache: what the evaluation of groups need not work out again for every request.
#pragma once

#include "simulator/criteria.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>

namespace bulkhead::simulator {

/// Filled by Membership, under the World's lock. Every part says what it was made from.
struct MembershipCache {
    struct Entry {
        quint64 stamp = 0; ///< of the stored group
        std::shared_ptr<const Criteria> criteria;
    };
    QHash<QString, Entry> criteria; ///< by group path

    quint64 portsVersion = 0; ///< of the type SegmentPort; 0: not made yet
    QHash<QString, QString> portByAttachment;

    quint64 groupsVersion = 0;  ///< of the type Group; 0: not made yet
    QStringList groupsOfGroups; ///< groups with a condition on groups
};

} // namespace bulkhead::simulator
