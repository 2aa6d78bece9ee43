// SPDX-License-Identifier: MIT
#include "guard/guard_files.h"

#include "config/files.h"

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

QString guardFolder() {
    const QString named = qEnvironmentVariable("OPS_HOME");
    return config::expandPath(named.isEmpty() ? u"~/.vmware"_s : named);
}

StandardGuard standardGuard(const QString& folder) {
    return {folder, std::make_shared<RulesFile>(folder + u"/rules.yaml"_s),
            std::make_shared<SqlAuditStore>(AuditOptions{folder}),
            std::make_shared<SqlUndoStore>(UndoOptions{folder}),
            std::make_shared<AuditReader>(folder)};
}

} // namespace bulkhead::guard
