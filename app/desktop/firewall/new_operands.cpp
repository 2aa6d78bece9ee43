// SPDX-License-Identifier: MIT
#include "desktop/firewall/new_operands.h"

#include "change/object_edits.h"
#include "desktop/services/service_entry_words.h"

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// No path and no address begins like this.
constexpr auto kPrefix = "new:"_L1;

Result<change::Step> made(const snapshot::Snapshot& snapshot, NewOperand kind,
                          const QString& name) {
    if (kind == NewOperand::Group) {
        model::Group group;
        group.header.displayName = UntrustedText(name);
        return change::createGroup(snapshot, std::move(group));
    }
    model::Service service;
    service.header.displayName = UntrustedText(name);
    if (const std::optional<model::ServiceEntry> entry = entryFromWords(name)) {
        service.entries = {*entry};
    }
    return change::createService(snapshot, std::move(service));
}

} // namespace

QString newOperand(const QString& name) {
    return kPrefix + name;
}

std::optional<QString> nameOfNew(const QString& operand) {
    return operand.startsWith(kPrefix) ? std::optional<QString>(operand.mid(kPrefix.size()))
                                       : std::nullopt;
}

Result<change::Step> makeNewOperands(const snapshot::Snapshot& snapshot, NewOperand kind,
                                     QStringList& operands) {
    change::Step all;
    for (QString& operand : operands) {
        const std::optional<QString> name = nameOfNew(operand);
        if (!name || kind == NewOperand::Nothing) {
            continue;
        }
        const Result<change::Step> one = made(snapshot, kind, *name);
        if (!one) {
            return one;
        }
        operand = one->edits.front().path;
        all.edits.push_back(one->edits.front());
    }
    return all;
}

Result<change::Step> withNewOperands(change::Step created, Result<change::Step> uses) {
    if (!uses || created.edits.empty()) {
        return uses;
    }
    created.title = uses->title;
    created.edits.insert(created.edits.end(), uses->edits.begin(), uses->edits.end());
    return created;
}

} // namespace bulkhead::desktop
