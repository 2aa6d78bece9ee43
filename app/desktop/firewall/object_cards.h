// SPDX-License-Identifier: MIT
// The inspector's cards of rules and policies: what they say, and fields to edit it.
#pragma once

#include <QStringList>

namespace bulkhead::desktop {

class Document;
class Inspector;
class RuleCellEditing;
class RuleEditor;

/// What a card works with; all of it outlives the card.
struct CardContext {
    Inspector& inspector;
    Document& document; ///< has a snapshot
    RuleEditor& editor;
    RuleCellEditing& cells;
};

/// One rule with everything about it, or what several have in common; a field that is changed
/// changes all of them in one step. `paths` are of rules of the snapshot, at least one.
void showRuleCard(const CardContext& card, const QStringList& paths);

/// The same for policies.
void showPolicyCard(const CardContext& card, const QStringList& paths);

} // namespace bulkhead::desktop
