// SPDX-License-Identifier: MIT
#include "guard/pass_through.h"

#include "base/text.h"

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

Task<QString> NoUndoStore::prepare(UndoRecord record) {
    co_return fail(ErrorKind::Refused, u"Use a build that keeps undo records."_s,
                   record.operation + u" could not be undone."_s, record.object);
}

Task<std::monostate> NoUndoStore::complete(QString /*id*/, UndoState /*state*/,
                                           QJsonArray /*images*/, QString /*note*/) {
    co_return done();
}

Task<UndoEntry> NoUndoStore::find(QString id) {
    co_return fail(ErrorKind::NotFound, u"Use a build that keeps undo records."_s,
                   u"There is no undo record "_s + cleanLine(id) + u'.', id);
}

Task<std::vector<UndoEntry>> NoUndoStore::list(int /*last*/, std::optional<UndoState> /*state*/) {
    co_return std::vector<UndoEntry>{};
}

} // namespace bulkhead::guard
