// SPDX-License-Identifier: MIT
// What the inspector says about each kind of object.
#pragma once

#include "desktop/widgets/chip.h"
#include "snapshot/snapshot.h"

namespace bulkhead::desktop {

class Document;
class Inspector;

/// Fills the inspector with whatever object has this path, literal or machine id; says so if it is
/// not in the snapshot. `document` has a snapshot.
void describeObject(Inspector& inspector, const Document& document, const QString& path);

void describeRule(Inspector& inspector, const Document& document,
                  const snapshot::RuleReference& reference);
void describePolicy(Inspector& inspector, const Document& document,
                    const model::SecurityPolicy& policy);
/// The policy that a rule stands in, as a section of the rule's panel.
void describeRulePolicy(Inspector& inspector, const Document& document,
                        const snapshot::RuleReference& reference);
/// "between zones, third"; empty for an unknown category.
[[nodiscard]] QString categoryMeaning(model::Category category);
void describeGroup(Inspector& inspector, const Document& document, const model::Group& group);
void describeService(Inspector& inspector, const Document& document, const model::Service& service);
void describeProfile(Inspector& inspector, const Document& document,
                     const model::ContextProfile& profile);
void describeSegment(Inspector& inspector, const Document& document, const model::Segment& segment);
void describeMachine(Inspector& inspector, const Document& document,
                     const model::VirtualMachine& machine);

/// Id, path, tags, who made and changed it and when, description. Shared by all Policy objects.
void describeHeader(Inspector& inspector, const model::ObjectHeader& header);
/// A section "Used in" with rules, policies and groups; says so when there is none.
void describeUsage(Inspector& inspector, const Document& document, const QString& path);

// Chips for lists of objects.
[[nodiscard]] Chip machineChip(const model::VirtualMachine& machine);
[[nodiscard]] Chip tagChip(const model::Tag& tag);
[[nodiscard]] ChipCell tagCell(const std::vector<model::Tag>& tags);

/// Local date and time of milliseconds since the epoch; empty if unknown.
[[nodiscard]] QString timeWords(const std::optional<qint64>& milliseconds);
/// "3 rules", "1 rule": the count as the locale writes it.
[[nodiscard]] QString countWords(qsizetype count, const QString& one, const QString& many);

} // namespace bulkhead::desktop
