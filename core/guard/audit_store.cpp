// SPDX-License-Identifier: MIT
#include "guard/audit_store.h"

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

QString auditStatusName(AuditStatus status) {
    switch (status) {
    case AuditStatus::Ok:
        return u"ok"_s;
    case AuditStatus::Error:
        return u"error"_s;
    case AuditStatus::Denied:
        return u"denied"_s;
    case AuditStatus::Rejected:
        return u"rejected"_s;
    case AuditStatus::DryRun:
        return u"dry_run"_s;
    case AuditStatus::Interrupted:
        break;
    }
    return u"interrupted"_s;
}

} // namespace bulkhead::guard
