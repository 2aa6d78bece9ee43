// SPDX-License-Identifier: MIT
#include "change/policy_lock.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

bool isLockedByOther(const snapshot::Snapshot& base, const QString& policyPath) {
    const model::SecurityPolicy* policy = base.policy(policyPath);
    if (policy == nullptr || !policy->locked.value_or(false)) {
        return false;
    }
    const QString me = base.origin().userName;
    return me.isEmpty() || policy->lockModifiedBy != me;
}

Result<void> checkLocks(const snapshot::Snapshot& base, const Step& step) {
    for (const Edit& edit : step.edits) {
        const bool isRule = edit.kind == ObjectKind::Rule;
        if (!isRule && edit.kind != ObjectKind::Policy) {
            continue;
        }
        const QString path = isRule ? policyPathOf(edit.path) : edit.path;
        if (!isLockedByOther(base, path)) {
            continue;
        }
        const model::SecurityPolicy& policy = *base.policy(path);
        const QString owner = cleanLine(policy.lockModifiedBy);
        const QString why = policy.comments.line();
        return fail(ErrorKind::Conflict,
                    owner.isEmpty() ? u"Ask whoever locked it to unlock it."_s
                                    : u"Ask %1 to unlock it."_s.arg(owner),
                    u"Policy '%1' is locked%2%3."_s.arg(
                        policy.header.label(), owner.isEmpty() ? QString() : u" by "_s + owner,
                        why.isEmpty() ? QString() : u": "_s + why),
                    path);
    }
    return {};
}

} // namespace bulkhead::change
