// SPDX-License-Identifier: MIT
// ContextProfile, FirewallScheduler and ExcludeList: what makes a rule or policy conditional.
#pragma once

#include "model/object_header.h"

#include <QJsonArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::model {

/// NSX 4.2 Policy API, PolicyAttributes.
struct ContextAttribute {
    QString key; ///< APP_ID, DOMAIN_NAME, URL_CATEGORY, …
    QStringList values;
    ExtraFields extra;
};

/// NSX 4.2 Policy API, PolicyContextProfile.
struct ContextProfile {
    ObjectHeader header;
    std::vector<ContextAttribute> attributes;
    ExtraFields extra;
};

/// NSX 4.2 Policy API, PolicyFirewallScheduler. Dates are "MM/DD/YYYY", times "HH:MM".
struct FirewallScheduler {
    ObjectHeader header;
    QStringList days; ///< SUNDAY..SATURDAY
    std::optional<bool> recurring;
    QString startDate;
    QString endDate;
    QString startTime;
    QString endTime;
    QString timezone; ///< UTC or LOCAL
    ExtraFields extra;
};

/// NSX 4.2 Policy API, PolicyExcludeList: who has no distributed firewall at all.
struct ExcludeList {
    ObjectHeader header;
    QStringList members; ///< paths of groups, segments, segment ports
    ExtraFields extra;
};

} // namespace bulkhead::model
