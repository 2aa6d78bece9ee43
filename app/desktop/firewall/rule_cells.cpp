// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_cells.h"

#include "model/service.h"
#include "snapshot/snapshot.h"

#include <QCoreApplication>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text, const char* meaning = nullptr) {
    return QCoreApplication::translate("Rule", text, meaning);
}

Cell directionCell(const model::Rule& rule) {
    QString icon;
    switch (rule.effectiveDirection()) {
    case model::Direction::In:
        icon = u"arrow-right-to-line"_s;
        break;
    case model::Direction::Out:
        icon = u"arrow-right-from-line"_s;
        break;
    case model::Direction::InOut:
        icon = u"arrow-left-right"_s;
        break;
    case model::Direction::Unknown:
        icon = u"circle-help"_s;
        break;
    }
    Cell cell = iconCell(icon, directionWords(rule), Color::TextMuted);
    cell.iconOnly = true;
    return cell;
}

Cell logCell(const model::Rule& rule) {
    Cell cell = iconCell({}, translated("Not logged"), Color::TextMuted);
    cell.iconOnly = true;
    if (rule.isLogged()) {
        cell.icon = u"scroll-text"_s;
        cell.text = rule.logLabel.isEmpty()
                        ? translated("Logged")
                        : translated("Logged as “%1”").arg(rule.logLabel.line());
    }
    return cell;
}

Cell scopeCell(const snapshot::Snapshot& snapshot, const model::SecurityPolicy& policy,
               const model::Rule& rule) {
    Cell cell = chipsCell(chipCellFor(snapshot, effectiveScope(policy, rule)));
    if (cell.chips.chips.empty()) {
        cell.chips.word = translated("DFW", "the whole distributed firewall");
        cell.tip = translated("Applied to the whole distributed firewall").toHtmlEscaped();
    }
    return cell;
}

} // namespace

QString ruleColumnTitle(RuleColumn column, bool full) {
    switch (column) {
    case RuleColumn::Number:
        return full ? translated("Number in the order of evaluation") : translated("#");
    case RuleColumn::Name:
        return translated("Name");
    case RuleColumn::RuleId:
        return full ? translated("Rule ID, as in logs") : translated("ID");
    case RuleColumn::Sources:
        return translated("Sources");
    case RuleColumn::Destinations:
        return translated("Destinations");
    case RuleColumn::Services:
        return translated("Services");
    case RuleColumn::Profiles:
        return full ? translated("Context profiles") : translated("Profiles");
    case RuleColumn::AppliedTo:
        return translated("Applied To");
    case RuleColumn::Action:
        return translated("Action");
    case RuleColumn::Direction:
        return full ? translated("Direction") : translated("Dir");
    case RuleColumn::Protocol:
        return full ? translated("IP protocol") : translated("Protocol");
    case RuleColumn::Log:
        return full ? translated("Logging") : translated("Log");
    case RuleColumn::Hits:
        return translated("Hits");
    }
    return {};
}

RuleColumn columnOfField(const QString& field) {
    static constexpr std::array kColumns = {
        std::pair{"sequence_number"_L1, RuleColumn::Number},
        std::pair{"source_groups"_L1, RuleColumn::Sources},
        std::pair{"sources_excluded"_L1, RuleColumn::Sources},
        std::pair{"destination_groups"_L1, RuleColumn::Destinations},
        std::pair{"destinations_excluded"_L1, RuleColumn::Destinations},
        std::pair{"services"_L1, RuleColumn::Services},
        std::pair{"service_entries"_L1, RuleColumn::Services},
        std::pair{"profiles"_L1, RuleColumn::Profiles},
        std::pair{"scope"_L1, RuleColumn::AppliedTo},
        std::pair{"action"_L1, RuleColumn::Action},
        std::pair{"direction"_L1, RuleColumn::Direction},
        std::pair{"ip_protocol"_L1, RuleColumn::Protocol},
        std::pair{"logged"_L1, RuleColumn::Log},
        std::pair{"tag"_L1, RuleColumn::Log},
    };
    for (const auto& [name, column] : kColumns) {
        if (field == name) {
            return column;
        }
    }
    return RuleColumn::Name;
}

const QStringList& effectiveScope(const model::SecurityPolicy& policy, const model::Rule& rule) {
    return model::isAny(policy.scope) ? rule.scope : policy.scope;
}

Cell actionCell(const model::Rule& rule) {
    if (!rule.action) {
        return textCell(unknownMark(), Color::TextMuted);
    }
    switch (rule.action->value()) {
    case model::RuleAction::Allow:
        return iconCell(u"circle-check"_s, translated("Allow"), Color::Allow);
    case model::RuleAction::Drop:
        return iconCell(u"ban"_s, translated("Drop"), Color::Drop);
    case model::RuleAction::Reject:
        return iconCell(u"octagon-x"_s, translated("Reject"), Color::Reject);
    case model::RuleAction::JumpToApplication:
        return iconCell(u"corner-down-right"_s, translated("Jump"), Color::Jump);
    case model::RuleAction::Unknown:
        break;
    }
    return iconCell(u"circle-help"_s, cleanLine(rule.action->text()), Color::Text);
}

QString directionWords(const model::Rule& rule) {
    switch (rule.effectiveDirection()) {
    case model::Direction::In:
        return translated("In");
    case model::Direction::Out:
        return translated("Out");
    case model::Direction::InOut:
        return translated("In and out");
    case model::Direction::Unknown:
        break;
    }
    return cleanLine(rule.direction->text());
}

QString protocolWords(const model::Rule& rule) {
    if (!rule.ipProtocol) {
        return unknownMark();
    }
    switch (rule.ipProtocol->value()) {
    case model::IpProtocol::Ipv4:
        return u"IPv4"_s;
    case model::IpProtocol::Ipv6:
        return u"IPv6"_s;
    case model::IpProtocol::Ipv4Ipv6:
        return u"IPv4 + 6"_s;
    case model::IpProtocol::Unknown:
        break;
    }
    return cleanLine(rule.ipProtocol->text());
}

ChipCell serviceCell(const snapshot::Snapshot& snapshot, const model::Rule& rule) {
    ChipCell cell = chipCellFor(snapshot, rule.services);
    for (const model::ServiceEntry& entry : model::decodeServiceEntries(rule.serviceEntries)) {
        cell.chips.push_back({ChipKind::Service, model::inWords(entry), {}});
    }
    return cell;
}

RuleCells ruleCells(const snapshot::Snapshot& snapshot, const model::SecurityPolicy& policy,
                    const model::Rule& rule, int number) {
    RuleCells cells;
    const auto at = [&cells](RuleColumn column) -> Cell& {
        return cells[static_cast<std::size_t>(column)];
    };
    at(RuleColumn::Number) = numberCell(QString::number(number), Color::TextMuted);
    at(RuleColumn::Name) = textCell(rule.header.label());
    at(RuleColumn::RuleId) =
        numberCell(rule.ruleId ? QString::number(*rule.ruleId) : unknownMark(), Color::TextMuted);
    at(RuleColumn::Sources) =
        chipsCell(chipCellFor(snapshot, rule.sources, rule.sourcesExcluded.value_or(false)));
    at(RuleColumn::Destinations) = chipsCell(
        chipCellFor(snapshot, rule.destinations, rule.destinationsExcluded.value_or(false)));
    at(RuleColumn::Services) = chipsCell(serviceCell(snapshot, rule));
    at(RuleColumn::Profiles) = chipsCell(chipCellFor(snapshot, rule.profiles));
    at(RuleColumn::AppliedTo) = scopeCell(snapshot, policy, rule);
    at(RuleColumn::Action) = actionCell(rule);
    at(RuleColumn::Direction) = directionCell(rule);
    at(RuleColumn::Protocol) = textCell(protocolWords(rule), Color::TextMuted);
    at(RuleColumn::Log) = logCell(rule);
    at(RuleColumn::Hits) = numberCell(unknownMark(), Color::TextMuted); // who knows fills it in
    if (rule.isDisabled()) {
        for (Cell& cell : cells) {
            cell.dimmed = true;
        }
        at(RuleColumn::Name).badge = translated("disabled");
        at(RuleColumn::Name).color = Color::TextMuted;
    }
    return cells;
}

} // namespace bulkhead::desktop
