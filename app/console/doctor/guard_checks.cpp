// SPDX-License-Identifier: MIT
#include "console/doctor/examination.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

QCoro::Task<void> checkGuard(ExaminationPointer examination) {
    examination->add(skipped(u"Audit trail"_s, u"This build keeps none."_s));
    examination->add(skipped(u"Guard rules"_s, u"This build reads none."_s));
    co_return;
}

} // namespace bulkhead::console
