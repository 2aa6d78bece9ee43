// SPDX-License-Identifier: MIT
// Findings: what is wrong or odd about staged edits that needs no engine to be seen.
#pragma once

#include "change/edit.h"
#include "snapshot/snapshot.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace bulkhead::change {

enum class FindingKind : std::uint8_t {
    EmptyGroup,           ///< a group that matches nothing is used
    DenyBeforeManagement, ///< a broad deny that no ALLOW for management precedes
    MissingLog,
    StatelessOneWay,     ///< a stateless ALLOW without its way back
    EmergencyForRoutine, ///< the category for quarantine is used
    DanglingReference,   ///< something is named that is not there
    OrderTie,            ///< equal sequence numbers: NSX does not say which comes first
    AnyAnyAllow,
    ExpiredSchedule, ///< the policy's schedule is over: its rules never apply
    Unprotected,     ///< machines that the firewall leaves alone from now on
    ProtectedAgain,  ///< machines that fall under all rules at once
};

enum class Severity : std::uint8_t { Hint, Warning, Error };

/// Texts are clean sentences.
struct Finding {
    FindingKind kind = FindingKind::EmptyGroup;
    Severity severity = Severity::Warning;
    QString path;  ///< of the object at which it is shown
    QString field; ///< NSX's name of the cell it belongs to, e.g. "source_groups"; may be empty
    QString sentence;
    QString fix; ///< what to do about it
};

/// "empty_group", "deny_before_management", …
[[nodiscard]] QString findingName(FindingKind kind);
/// "hint", "warning", "error".
[[nodiscard]] QString severityName(Severity severity);
/// {"kind", "severity", "object", "field", "sentence", "fix"}.
[[nodiscard]] QJsonObject toJson(const Finding& finding);

/// Findings about what `net` (ChangeSet::net()) touches, and about what it makes of others: a group
/// that lost its last member through a tag, a reference to what was deleted. What was so before and
/// is not touched is not reported. `now` (UTC) judges schedules. Sorted by severity, the worst
/// first. Groups whose criteria the snapshot cannot evaluate are never called empty. O(rules +
/// groups × edited machines + machines × criteria of the groups in question). Pure; any thread.
[[nodiscard]] std::vector<Finding> findings(const snapshot::SnapshotPointer& base,
                                            const snapshot::SnapshotPointer& after,
                                            const std::vector<Edit>& net, const QDateTime& now);

} // namespace bulkhead::change
