// SPDX-License-Identifier: MIT
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/rule_cells.h"
#include "desktop/firewall/section_words.h"
#include "desktop/hits/hit_words.h"
#include "desktop/widgets/inspector.h"
#include "model/decode.h"

#include <QCoreApplication>
#include <QDateTime>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Details", text);
}

QString yesOrNo(const std::optional<bool>& value, const char* yes, const char* no) {
    return value ? translated(*value ? yes : no) : QString();
}

void describeSchedule(Inspector& inspector, const snapshot::Snapshot& snapshot,
                      const QString& path) {
    if (path.isEmpty()) {
        return;
    }
    const model::FirewallScheduler* scheduler = snapshot.scheduler(path);
    inspector.addField(
        translated("Schedule"),
        scheduler == nullptr
            ? translated("%1, which is not in this snapshot").arg(snapshot.nameOf(path))
            : scheduler->header.label() + u": "_s + scheduleWords(*scheduler));
}

} // namespace

QString categoryMeaning(model::Category category) {
    switch (category) {
    case model::Category::Ethernet:
        return translated("layer 2, before everything else");
    case model::Category::Emergency:
        return translated("quarantine and emergencies, first");
    case model::Category::Infrastructure:
        return translated("shared services, second");
    case model::Category::Environment:
        return translated("between zones, third");
    case model::Category::Application:
        return translated("between applications, last");
    case model::Category::Unknown:
        break;
    }
    return {};
}

void describeRule(Inspector& inspector, const Document& document,
                  const snapshot::RuleReference& reference) {
    const snapshot::Snapshot& snapshot = *document.snapshot();
    const model::Rule& rule = *reference.rule;
    const model::SecurityPolicy& policy = *reference.policy;
    const Cell action = actionCell(rule);
    inspector.begin(action.icon,
                    rule.ruleId ? translated("Rule %1").arg(*rule.ruleId) : translated("Rule"),
                    rule.header.label());
    inspector.addParagraph(rule.header.description.paragraphs());
    inspector.addField(translated("Action"), action.text, action.color);
    if (rule.isDisabled()) {
        inspector.addField(translated("State"), translated("disabled: it is skipped"));
    }
    inspector.addChips(translated("Sources"),
                       chipCellFor(snapshot, rule.sources, rule.sourcesExcluded.value_or(false)));
    inspector.addChips(
        translated("Destinations"),
        chipCellFor(snapshot, rule.destinations, rule.destinationsExcluded.value_or(false)));
    inspector.addChips(translated("Services"), serviceCell(snapshot, rule));
    inspector.addChips(translated("Profiles"), chipCellFor(snapshot, rule.profiles));
    ChipCell scope = chipCellFor(snapshot, effectiveScope(policy, rule));
    if (scope.chips.empty()) {
        scope.word = translated("the whole distributed firewall");
    }
    inspector.addChips(model::isAny(policy.scope) ? translated("Applied To")
                                                  : translated("Applied To (policy)"),
                       scope);
    inspector.addField(translated("Direction"), directionWords(rule));
    inspector.addField(translated("Protocol"), protocolWords(rule));
    inspector.addField(translated("Logging"),
                       rule.isLogged() ? translated("on") : translated("off"));
    inspector.addField(translated("Log label"), rule.logLabel.line());
    const auto hits = document.hits() ? document.hits()->constFind(rule.header.path)
                                      : hits::HitTable::const_iterator();
    inspector.addField(translated("Hits"), document.hits() && hits != document.hits()->cend()
                                               ? hitWords(*hits, QDateTime::currentSecsSinceEpoch())
                                               : translated("not known: no statistics were read"));
    inspector.addField(translated("Notes"), rule.notes.paragraphs());

    describeRulePolicy(inspector, document, reference);
    describeHeader(inspector, rule.header);
    inspector.addRaw([kept = document.snapshot(), &rule] { return encode(rule); });
    inspector.finish();
}

void describeRulePolicy(Inspector& inspector, const Document& document,
                        const snapshot::RuleReference& reference) {
    const model::SecurityPolicy& policy = *reference.policy;
    const model::Rule& rule = *reference.rule;
    inspector.addSection(translated("Policy"));
    ChipCell chip;
    chip.chips.push_back({ChipKind::Policy, policy.header.label(), policy.header.path});
    inspector.addChips(translated("Name"), chip);
    inspector.addField(translated("Category"),
                       policy.category ? cleanLine(policy.category->text()) : QString());
    inspector.addField(translated("State"), yesOrNo(policy.stateful, "stateful", "stateless"));
    describeSchedule(inspector, *document.snapshot(), policy.schedulerPath);
    if (rule.sequenceNumber) {
        inspector.addField(translated("Sequence"), QString::number(*rule.sequenceNumber));
    }
}

void describePolicy(Inspector& inspector, const Document& document,
                    const model::SecurityPolicy& policy) {
    const snapshot::Snapshot& snapshot = *document.snapshot();
    inspector.begin(u"brick-wall-shield"_s, translated("Policy"), policy.header.label());
    inspector.addParagraph(policy.header.description.paragraphs());
    const QString meaning = categoryMeaning(policy.effectiveCategory());
    inspector.addField(translated("Category"),
                       policy.category ? cleanLine(policy.category->text()) +
                                             (meaning.isEmpty() ? QString() : u", "_s + meaning)
                                       : QString());
    inspector.addField(translated("Rules"), countWords(static_cast<qsizetype>(policy.rules.size()),
                                                       translated("rule"), translated("rules")));
    inspector.addField(translated("State"),
                       yesOrNo(policy.stateful, "stateful: answers are let through",
                               "stateless: answers need a rule of their own"));
    inspector.addField(translated("TCP"),
                       yesOrNo(policy.tcpStrict, "strict: a connection must begin with a handshake",
                               "not strict"));
    inspector.addField(
        translated("Lock"),
        policy.locked.value_or(false)
            ? (policy.lockModifiedBy.isEmpty()
                   ? translated("locked")
                   : translated("locked by %1").arg(cleanLine(policy.lockModifiedBy)))
            : QString());
    ChipCell scope = chipCellFor(snapshot, policy.scope);
    if (scope.chips.empty()) {
        scope.word = translated("as each rule says");
    }
    inspector.addChips(translated("Applied To"), scope);
    describeSchedule(inspector, snapshot, policy.schedulerPath);
    inspector.addField(translated("Comments"), policy.comments.paragraphs());
    if (policy.sequenceNumber) {
        inspector.addField(translated("Sequence"), QString::number(*policy.sequenceNumber));
    }
    describeHeader(inspector, policy.header);
    inspector.addRaw([kept = document.snapshot(), &policy] { return encode(policy); });
    inspector.finish();
}

} // namespace bulkhead::desktop
