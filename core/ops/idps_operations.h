// SPDX-License-Identifier: MIT
// Operations that show and change intrusion detection and prevention.
#pragma once

#include "ops/operation.h"

namespace bulkhead::ops {

[[nodiscard]] Operation listIdpsProfilesOperation();   ///< list_idps_profiles
[[nodiscard]] Operation getIdpsStatusOperation();      ///< get_idps_status
[[nodiscard]] Operation listIdpsEventsOperation();     ///< list_idps_events
[[nodiscard]] Operation listIdpsRulesOperation();      ///< list_idps_rules
[[nodiscard]] Operation listIdpsSignaturesOperation(); ///< list_idps_signatures
[[nodiscard]] Operation updateIdpsRuleOperation();     ///< update_idps_rule
[[nodiscard]] Operation updateIdpsSettingsOperation(); ///< update_idps_settings

} // namespace bulkhead::ops
