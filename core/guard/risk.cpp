// SPDX-License-Identifier: MIT
#include "guard/risk.h"

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

QString riskName(Risk risk) {
    switch (risk) {
    case Risk::Low:
        return u"low"_s;
    case Risk::Medium:
        return u"medium"_s;
    case Risk::High:
        return u"high"_s;
    case Risk::Critical:
        return u"critical"_s;
    }
    return u"critical"_s;
}

} // namespace bulkhead::guard
