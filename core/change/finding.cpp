// SPDX-License-Identifier: MIT
#include "change/finding.h"

#include "change/finder.h"

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

QString findingName(FindingKind kind) {
    switch (kind) {
    case FindingKind::EmptyGroup:
        return u"empty_group"_s;
    case FindingKind::DenyBeforeManagement:
        return u"deny_before_management"_s;
    case FindingKind::MissingLog:
        return u"missing_log"_s;
    case FindingKind::StatelessOneWay:
        return u"stateless_one_way"_s;
    case FindingKind::EmergencyForRoutine:
        return u"emergency_for_routine"_s;
    case FindingKind::DanglingReference:
        return u"dangling_reference"_s;
    case FindingKind::OrderTie:
        return u"order_tie"_s;
    case FindingKind::AnyAnyAllow:
        return u"any_any_allow"_s;
    case FindingKind::ExpiredSchedule:
        return u"expired_schedule"_s;
    case FindingKind::Unprotected:
        return u"unprotected"_s;
    case FindingKind::ProtectedAgain:
        break;
    }
    return u"protected_again"_s;
}

QString severityName(Severity severity) {
    switch (severity) {
    case Severity::Hint:
        return u"hint"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Error:
        break;
    }
    return u"error"_s;
}

QJsonObject toJson(const Finding& finding) {
    return {{u"kind"_s, findingName(finding.kind)},
            {u"severity"_s, severityName(finding.severity)},
            {u"object"_s, finding.path},
            {u"field"_s, finding.field},
            {u"sentence"_s, finding.sentence},
            {u"fix"_s, finding.fix}};
}

std::vector<Finding> findings(const snapshot::SnapshotPointer& base,
                              const snapshot::SnapshotPointer& after, const std::vector<Edit>& net,
                              const QDateTime& now) {
    Finder finder(base, after, net);
    finder.lookAtRules();
    finder.lookAtPolicies(now);
    finder.lookAtGroups();
    finder.lookAtReferences();
    finder.lookAtExclusions();
    std::vector<Finding> found = finder.take();
    std::stable_sort(found.begin(), found.end(),
                     [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
    return found;
}

} // namespace bulkhead::change
