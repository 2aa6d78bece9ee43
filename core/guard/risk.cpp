// SPDX-License-Identifier: MIT
#include "guard/risk.h"

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

QString riskName(Risk risk) {
    return riskNames().at(static_cast<qsizetype>(risk));
}

const QStringList& riskNames() {
    static const QStringList names{u"low"_s, u"medium"_s, u"high"_s, u"critical"_s};
    return names;
}

std::optional<Risk> riskFromName(const QString& name) {
    const qsizetype index = riskNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(static_cast<Risk>(index));
}

} // namespace bulkhead::guard
