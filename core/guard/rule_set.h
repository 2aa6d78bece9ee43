// SPDX-License-Identifier: MIT
// RuleSet: what stands in a rules.yaml, checked to the last key, and what it says about a call.
#pragma once

#include "base/result.h"
#include "guard/guard_rules.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QTime>

#include <optional>
#include <vector>

namespace bulkhead::guard {

/// Forbids what fits every one of its conditions.
struct DenyRule {
    QString name; ///< as written, or its place in the file
    /// Patterns of operation names; nullopt: all. An empty list fits none.
    std::optional<QStringList> operations;
    /// Patterns of the target's environment; empty: any. Otherwise a target that has no environment
    /// does not fit.
    QStringList environments;
    Risk least = Risk::Low; ///< fits this risk and every higher one
    QString reason;
};

/// When high and critical risk is allowed: both minutes included, UTC, over midnight if the end is
/// before the start.
struct MaintenanceWindow {
    QTime start;
    QTime end;

    [[nodiscard]] bool contains(QTime utc) const;
    /// "22:00-05:00 UTC"
    [[nodiscard]] QString text() const;
};

struct RuleSet {
    std::vector<DenyRule> deny; ///< the first that fits decides
    std::optional<MaintenanceWindow> window;

    /// Deny rules, then the window, then allowed. The clock may be in any time zone.
    [[nodiscard]] GuardVerdict judge(const GuardRequest& request, const QDateTime& now) const;
};

/// The keys of section `deny` are name, operations, environments, min_risk_level and reason; beside
/// it `maintenance_window` {start, end} and `change_limits`, which belongs to other tools that
/// share the file and is not read. An empty file has no rules. Anything else is an Error with file
/// and line: unknown or repeated keys, wrong types, a second document, words in the wrong place.
[[nodiscard]] Result<RuleSet> parseRules(const QByteArray& yaml, const QString& file);

/// `*` stands for any characters, `?` for one; both may stand anywhere. Case does not matter, since
/// a rule that misses a call by its spelling would fail open. O(pattern × text).
[[nodiscard]] bool matchesGlob(const QString& text, const QString& pattern);

} // namespace bulkhead::guard
