// SPDX-License-Identifier: MIT
// RulesFile: the guard rules of ~/.vmware/rules.yaml, read again whenever the file changes.
#pragma once

#include "guard/guard_rules.h"
#include "guard/private_path.h"
#include "guard/rule_set.h"

#include <QDateTime>

#include <functional>
#include <optional>

namespace bulkhead::guard {

/// What the rules say about an operation that nobody called, and in what state they are.
struct RulesExplanation {
    GuardVerdict verdict; ///< of the rules themselves, switched off or not; bypassed is false
    QString file;
    bool exists = false;
    bool switchedOff = false; ///< VMWARE_POLICY_DISABLED=1: a call would not be judged
    QString problem;          ///< why the file cannot be used (every write is denied); else empty
    QStringList ruleNames;    ///< of the deny rules, in their order
    QString window;           ///< the maintenance window as text; empty: there is none
};

/// The order of judgement: VMWARE_POLICY_DISABLED=1 lets everything pass, marked as bypassed; a
/// file that changed is read again; deny rules; maintenance window; allowed. No file: allowed. A
/// file that cannot be read or understood: every write denied with file, line and reason; reads
/// pass with that as a note. A call costs one stat of the file, about a microsecond. One thread.
class RulesFile final : public GuardRules {
public:
    using Clock = std::function<QDateTime()>;
    explicit RulesFile(QString file, Clock clock = [] { return QDateTime::currentDateTimeUtc(); });

    [[nodiscard]] GuardVerdict judge(const GuardRequest& request) override;
    /// What a write of that name and risk would meet.
    [[nodiscard]] RulesExplanation explain(const QString& operation, const QString& environment,
                                           Risk risk);

private:
    void refresh();
    void load(const FileIdentity& identity);
    [[nodiscard]] GuardVerdict judgeByFile(const GuardRequest& request);

    QString m_file;
    Clock m_clock;
    RuleSet m_rules;
    std::optional<FileIdentity> m_read; ///< the file as it was read; nullopt: there was none
    std::optional<Error> m_problem;
    bool m_settled = false; ///< the file had not been touched for a while when it was read
};

} // namespace bulkhead::guard
