// SPDX-License-Identifier: MIT
#include "ops/operation.h"

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

const Parameter* Operation::parameter(const QString& parameterName) const {
    const auto found =
        std::find_if(parameters.cbegin(), parameters.cend(),
                     [&](const Parameter& known) { return known.name == parameterName; });
    return found == parameters.cend() ? nullptr : &*found;
}

QString optionName(const Operation& operation, const Parameter& parameter) {
    QString own = operation.command.optionNames.value(parameter.name);
    if (!own.isEmpty()) {
        return own;
    }
    if (parameter.name == u"display_name") {
        return u"name"_s;
    }
    if (parameter.name == u"sequence_number") {
        return u"seq"_s;
    }
    return QString(parameter.name).replace(u'_', u'-');
}

} // namespace bulkhead::ops
