// SPDX-License-Identifier: MIT
#include "mcp/server_options.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

QStringList destructivePolicyNames() {
    return {u"deny"_s, u"confirm"_s, u"token"_s, u"allow"_s};
}

QString destructivePolicyName(DestructivePolicy policy) {
    return destructivePolicyNames().at(static_cast<qsizetype>(policy));
}

std::optional<DestructivePolicy> destructivePolicy(const QString& name) {
    const qsizetype index = destructivePolicyNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(static_cast<DestructivePolicy>(index));
}

} // namespace bulkhead::mcp
