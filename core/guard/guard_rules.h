// SPDX-License-Identifier: MIT
// GuardRules: the one place that may forbid an operation before anybody is asked or anything sent.
#pragma once

#include "guard/risk.h"

#include <QString>

namespace bulkhead::guard {

/// What is about to happen. The same for the desktop, the command line and MCP.
struct GuardRequest {
    QString operation;   ///< the operation's name, e.g. "delete_dfw_rule"
    QString environment; ///< of the target's configuration, e.g. "production"; may be empty
    Risk risk = Risk::Low;
    QString target; ///< the target's name
    bool isWrite = false;
};

struct GuardVerdict {
    bool allowed = false;
    QString ruleName; ///< the rule that decided; empty if none did
    QString reason;   ///< why it was denied; a clean sentence for a person
    /// The operator switched the rules off, so nothing was judged (recorded in the audit).
    bool bypassed = false;
    /// What a person should know although it was allowed; a clean sentence, usually empty.
    QString note = {};
};

/// Judges an operation. No I/O beyond reading the rules when they changed; cheap enough for every
/// call. An implementation that cannot read its rules denies every write and says why: it never
/// fails open. Used from one thread.
class GuardRules {
public:
    virtual ~GuardRules() = default;
    [[nodiscard]] virtual GuardVerdict judge(const GuardRequest& request) = 0;
};

} // namespace bulkhead::guard
