// SPDX-License-Identifier: MIT
// What category and policy rows say about themselves.
#pragma once

#include "change/finding.h"
#include "desktop/firewall/rule_tree_model.h"

namespace bulkhead::desktop {

/// A mark with a word on a policy row, such as a lock and "locked".
struct SectionMark {
    QString icon;
    QString text;
    Color color = Color::TextMuted;
};

struct SectionWords {
    QString title;
    QString details; ///< "6 rules · stateful · DFW"
    std::vector<SectionMark> marks;
    QString tip; ///< rich text, escaped
};

/// What was found about a policy and its rules.
struct SectionFindings {
    int count = 0;
    change::Severity worst = change::Severity::Hint;
};

/// O(1) apart from names. `shown` rules of it pass the filter, or -1 if there is no filter.
[[nodiscard]] SectionWords sectionWords(const snapshot::Snapshot& snapshot, const RuleNode& node,
                                        int shown, const SectionFindings& findings = {});

/// "Every day from 08:00 to 18:00 (UTC), until 12/31/2024".
[[nodiscard]] QString scheduleWords(const model::FirewallScheduler& scheduler);

} // namespace bulkhead::desktop
