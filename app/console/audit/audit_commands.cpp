// SPDX-License-Identifier: MIT
// The audit commands as data.
#include "console/audit/audit_command.h"
#include "guard/risk.h"
#include "guard/undo_store.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

OptionShape option(const QString& name, const QString& help, OptionKind kind = OptionKind::Text,
                   const QStringList& choices = {}, QChar letter = {}) {
    return {name, name, help, kind, letter, false, false, choices};
}

OptionShape lastOption() {
    return option(u"last"_s, u"At most this many, the newest first (default: 20)"_s,
                  OptionKind::Number);
}

OptionShape sinceOption() {
    return option(u"since"_s, u"A day, a time (ISO 8601, UTC), or 7d, 24h, 30m ago"_s);
}

OptionShape skillOption() {
    return option(u"skill"_s, u"Only rows of this program of the family"_s);
}

CommandEntry command(const QString& verb, const QString& summary,
                     std::vector<OptionShape> options) {
    return {{u"audit"_s, verb}, summary, Action::Audit, {}, std::move(options), {u"output"_s}};
}

} // namespace

std::vector<CommandEntry> auditCommands() {
    OptionShape operation = option(u"operation"_s, u"Name of the operation, as delete_group"_s,
                                   OptionKind::Text, {}, u'o');
    operation.isRequired = true;
    OptionShape id = option(u"id"_s, u"Id of the undo record, or its unique beginning"_s);
    id.name = u"ID"_s;
    id.isPositional = true;
    id.isRequired = true;
    CommandEntry exportCommand =
        command(u"export"_s, u"Print rows of the audit trail with everything in them"_s,
                {option(u"format"_s, u"json or csv (default: json)"_s, OptionKind::Text,
                        {u"json"_s, u"csv"_s}),
                 sinceOption(), skillOption(),
                 option(u"limit"_s, u"At most this many (default: 10000)"_s, OptionKind::Number)});
    exportCommand.globals.clear();
    return {
        command(u"log"_s, u"Show the newest rows of the audit trail"_s,
                {lastOption(), skillOption(), option(u"tool"_s, u"Only this operation"_s),
                 option(u"status"_s, u"Only this status, such as ok, error or denied"_s),
                 option(u"workflow-id"_s, u"Only this piece of work"_s), sinceOption()}),
        std::move(exportCommand),
        command(u"stats"_s, u"Count the calls of the last days"_s,
                {option(u"days"_s, u"How many days (default: 7)"_s, OptionKind::Number)}),
        command(u"verify"_s, u"Prove that no row of this program was changed or removed"_s,
                {option(u"head"_s, u"Head that an earlier run printed; must still be there"_s)}),
        command(
            u"policy"_s, u"Say what the guard rules would do with an operation"_s,
            {std::move(operation),
             option(u"environment"_s, u"Environment of the target"_s, OptionKind::Text, {}, u'e'),
             option(u"risk"_s, u"Risk of the operation (default: medium)"_s, OptionKind::Text,
                    guard::riskNames(), u'r')}),
        command(u"undo-list"_s, u"Show what can be taken back, and what was"_s,
                {lastOption(), option(u"status"_s, u"Only this status, such as recorded"_s)}),
        command(u"undo-show"_s, u"Show one undo record"_s, {std::move(id)}),
    };
}

} // namespace bulkhead::console
