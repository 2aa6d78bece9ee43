// SPDX-License-Identifier: MIT
#include "guard/pass_through.h"

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

GuardVerdict ReadOnlyRules::judge(const GuardRequest& request) {
    if (!request.isWrite) {
        return {true, {}, {}, false};
    }
    return {false, u"read-only"_s, u"This build reads a manager and changes nothing."_s, false};
}

Task<AuditTicket> NoAuditStore::begin(AuditEntry entry) {
    if (entry.isWrite) {
        co_return fail(ErrorKind::Refused, u"Use a build that keeps an audit trail."_s,
                       entry.operation + u" would change the manager without a record of it."_s);
    }
    co_return AuditTicket{};
}

Task<std::monostate> NoAuditStore::finish(AuditTicket /*ticket*/, AuditOutcome /*outcome*/) {
    co_return done();
}

Task<Confirmation> NobodyToAsk::ask(Question /*question*/, CancellationToken /*token*/) {
    co_return Confirmation{Answer::Unavailable, {}, u"Run it where a person can confirm it."_s};
}

Task<QString> NoUndoStore::store(UndoRecord record) {
    co_return fail(ErrorKind::Failed, u"Note what you changed: it cannot be undone from here."_s,
                   u"No undo record of "_s + record.operation + u" was stored."_s, record.object);
}

} // namespace bulkhead::guard
