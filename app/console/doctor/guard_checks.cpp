// SPDX-License-Identifier: MIT
#include "console/doctor/examination.h"
#include "guard/audit_file.h"
#include "guard/guard_files.h"
#include "guard/sqlite_file.h"

#include <QCoro/QCoroFuture>
#include <QtConcurrentRun>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// Takes the write lock of the trail as a write would and stores nothing.
Result<void> tryTrail(QString folder) {
    guard::SqliteFile file(guard::liveAuditFile(guard::AuditOptions{folder}));
    return file.write([](guard::SqliteFile&) { return Result<void>(); },
                      guard::SqliteFile::Durability::Lazy);
}

QCoro::Task<void> checkTrail(ExaminationPointer examination, QString folder) {
    const QString name = u"Audit trail"_s;
    const QFuture<Result<void>> trying = QtConcurrent::run(tryTrail, folder);
    const Result<void> tried = co_await trying;
    if (tried) {
        examination->add(passed(name, u"%1/audit.db can be written."_s.arg(folder)));
    } else {
        examination->add(failed(name, tried.error()));
    }
}

void checkRules(Examination& examination, const QString& folder) {
    const QString name = u"Guard rules"_s;
    guard::RulesFile rules(folder + u"/rules.yaml"_s);
    const QString environment = examination.target ? examination.target->environment : QString();
    const guard::RulesExplanation found =
        rules.explain(u"update_dfw_rule"_s, environment, guard::Risk::Medium);
    if (found.switchedOff) {
        examination.add(warned(name, u"They are switched off."_s,
                               u"Unset VMWARE_POLICY_DISABLED, unless this is an emergency."_s));
    } else if (!found.problem.isEmpty()) {
        const Error broken{ErrorKind::Refused,
                           u"Correct %1; until then every write is denied."_s.arg(found.file),
                           found.problem, found.file, std::nullopt};
        examination.add(failed(name, broken));
    } else if (!found.exists) {
        examination.add(passed(name, u"There is no %1: everything is allowed."_s.arg(found.file)));
    } else {
        const QString window =
            found.window.isEmpty() ? QString() : u", maintenance window "_s + found.window;
        examination.add(passed(
            name,
            u"%1: %2 deny rule(s)%3"_s.arg(found.file).arg(found.ruleNames.size()).arg(window)));
    }
}

} // namespace

QCoro::Task<void> checkGuard(ExaminationPointer examination) {
    const QString folder = guard::guardFolder();
    co_await checkTrail(examination, folder);
    checkRules(*examination, folder);
}

} // namespace bulkhead::console
