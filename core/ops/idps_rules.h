// SPDX-License-Identifier: MIT
// Intrusion rules as operations look them up: by name, id, number or path, over all policies.
#pragma once

#include "base/result.h"
#include "nsx/ids_api.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace bulkhead::ops {

/// Raw.
struct IdpsRuleName {
    QString name;
    QString path;
};

/// By rule number (as in events and logs).
[[nodiscard]] QHash<qint64, IdpsRuleName> ruleNames(const std::vector<nsx::IdsPolicy>& policies);

/// The one rule with this path, number, id or display name; `policy` narrows it down if it is not
/// empty (path, id or display name). NotFound names the nearest; InvalidInput if there are several.
[[nodiscard]] Result<QJsonObject> findIdpsRule(const std::vector<nsx::IdsPolicy>& policies,
                                               const QString& rule, const QString& policy);

/// How the rules of all policies watch.
struct IdpsRuleCounts {
    int policies = 0;
    int rules = 0;
    int enabled = 0;
    int detect = 0;  ///< enabled, and only say what they see
    int prevent = 0; ///< enabled, and cut it off
};
[[nodiscard]] IdpsRuleCounts countRules(const std::vector<nsx::IdsPolicy>& policies);

/// DETECT_PREVENT if an enabled rule prevents, DETECT if one detects, else OFF.
[[nodiscard]] QString modeOf(const IdpsRuleCounts& counts);

} // namespace bulkhead::ops
