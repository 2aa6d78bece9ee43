// SPDX-License-Identifier: MIT
#include "desktop/services/service_words.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

bool isPredefined(const model::Service& service) {
    return service.isDefault.value_or(false) || service.header.systemOwned.value_or(false);
}

QString serviceInWords(const std::vector<model::ServiceEntry>& entries,
                       const snapshot::Snapshot& snapshot) {
    QStringList words;
    for (const model::ServiceEntry& entry : entries) {
        words << (entry.kind == model::ServiceEntryKind::Nested
                      ? QCoreApplication::translate("Services", "everything of %1")
                            .arg(snapshot.nameOf(entry.nestedServicePath))
                      : model::inWords(entry));
    }
    return words.join(u"; "_s);
}

} // namespace bulkhead::desktop
