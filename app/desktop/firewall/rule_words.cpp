// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_words.h"

#include "desktop/firewall/rule_constraints.h"

#include <QCoreApplication>

namespace bulkhead::desktop {

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("RuleEditor", text);
}

template <typename E>
RuleWord enumWord(const char* text, const QString& field,
                  std::optional<model::NsxEnum<E>> model::Rule::* member, E value) {
    return {translated(text), field,
            [member, value](const model::Rule& rule) {
                const auto& now = rule.*member;
                return now && *now == value;
            },
            [member, value](model::Rule& rule) { rule.*member = value; },
            [](model::Category) { return QString(); }};
}

RuleWord actionWord(const char* text, model::RuleAction action) {
    RuleWord word = enumWord(text, translated("action"), &model::Rule::action, action);
    word.obstacle = [action](model::Category category) { return actionObstacle(category, action); };
    return word;
}

RuleWord directionWord(const char* text, model::Direction direction) {
    RuleWord word = enumWord(text, translated("direction"), &model::Rule::direction, direction);
    word.is = [direction](const model::Rule& rule) {
        return rule.effectiveDirection() == direction;
    };
    return word;
}

RuleWord protocolWord(const char* text, model::IpProtocol protocol) {
    return enumWord(text, translated("IP protocol"), &model::Rule::ipProtocol, protocol);
}

RuleWord logWord(const char* text, bool logged) {
    return {translated(text), translated("logging"),
            [logged](const model::Rule& rule) { return rule.isLogged() == logged; },
            [logged](model::Rule& rule) { rule.logged = logged; },
            [](model::Category) { return QString(); }};
}

} // namespace

std::vector<RuleWord> ruleWords(RuleColumn column) {
    switch (column) {
    case RuleColumn::Action:
        return {actionWord("Allow", model::RuleAction::Allow),
                actionWord("Drop", model::RuleAction::Drop),
                actionWord("Reject", model::RuleAction::Reject),
                actionWord("Jump to Application", model::RuleAction::JumpToApplication)};
    case RuleColumn::Direction:
        return {directionWord("In and out", model::Direction::InOut),
                directionWord("In", model::Direction::In),
                directionWord("Out", model::Direction::Out)};
    case RuleColumn::Protocol:
        return {protocolWord("IPv4 and IPv6", model::IpProtocol::Ipv4Ipv6),
                protocolWord("IPv4", model::IpProtocol::Ipv4),
                protocolWord("IPv6", model::IpProtocol::Ipv6)};
    case RuleColumn::Log:
        return {logWord("Logged", true), logWord("Not logged", false)};
    default:
        return {};
    }
}

} // namespace bulkhead::desktop
