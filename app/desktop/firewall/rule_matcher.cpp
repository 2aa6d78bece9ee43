// SPDX-License-Identifier: MIT
#include "desktop/firewall/rule_matcher.h"

#include "desktop/estate/member_index.h"
#include "desktop/hits/hit_words.h"

#include <QDateTime>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

bool holdsPort(const QStringList& ports, quint16 port) {
    return std::any_of(ports.cbegin(), ports.cend(), [port](const QString& text) {
        const qsizetype dash = text.indexOf(u'-');
        const int first = (dash < 0 ? text : text.left(dash)).toInt();
        const int last = dash < 0 ? first : text.mid(dash + 1).toInt();
        return first <= port && port <= last;
    });
}

bool hasPort(const std::vector<model::ServiceEntry>& entries, quint16 port) {
    return std::any_of(entries.cbegin(), entries.cend(), [port](const model::ServiceEntry& entry) {
        return holdsPort(entry.destinationPorts, port);
    });
}

bool namesAddress(const QStringList& operands, const QSet<QString>& groups, const IpRange& range) {
    return std::any_of(operands.cbegin(), operands.cend(), [&](const QString& operand) {
        if (groups.contains(operand)) {
            return true;
        }
        const auto own = IpRange::parse(operand);
        return own && own->overlaps(range);
    });
}

} // namespace

bool RuleMatcher::isInState(const model::Rule& rule, const QString& state) const {
    const auto begins = [&state](QLatin1StringView word) {
        return word.startsWith(state, Qt::CaseInsensitive);
    };
    return (begins("disabled"_L1) && rule.isDisabled()) ||
           (begins("logged"_L1) && rule.isLogged()) ||
           (begins("default"_L1) && rule.isDefault.value_or(false)) ||
           (begins("unused"_L1) && isUnused(m_hits.get(), rule.header.path, m_now));
}

RuleMatcher::RuleMatcher(RuleFilter filter, const snapshot::Snapshot& snapshot,
                         const RuleSearchIndex& search, const MemberIndex& members,
                         hits::HitTablePointer hits)
    : m_search(search), m_hits(std::move(hits)), m_now(QDateTime::currentSecsSinceEpoch()) {
    for (FilterTerm& term : filter.terms) {
        Prepared prepared;
        prepared.needle = foldForSearch(term.value);
        if (term.range) {
            prepared.groups = members.groupsWith(*term.range);
        }
        if (term.port) {
            for (const model::Service& service : snapshot.services()) {
                if (hasPort(service.entries, *term.port)) {
                    prepared.services.insert(service.header.path);
                }
            }
        }
        prepared.term = std::move(term);
        m_prepared.push_back(std::move(prepared));
    }
}

bool RuleMatcher::matches(const model::Rule& rule, std::size_t position) const {
    return std::all_of(m_prepared.cbegin(), m_prepared.cend(), [&](const Prepared& prepared) {
        return holds(prepared, rule, position) != prepared.term.negated;
    });
}

bool RuleMatcher::fieldContains(std::size_t position, RuleField field,
                                const QByteArray& needle) const {
    return m_search.field(position, field).contains(needle);
}

bool RuleMatcher::holds(const Prepared& prepared, const model::Rule& rule,
                        std::size_t position) const {
    const FilterTerm& term = prepared.term;
    const auto names = [&](const QStringList& operands) {
        return term.range && namesAddress(operands, prepared.groups, *term.range);
    };
    switch (term.key) {
    case FilterKey::Text:
        return m_search.all(position).contains(prepared.needle);
    case FilterKey::Source:
        return names(rule.sources) || fieldContains(position, RuleField::Sources, prepared.needle);
    case FilterKey::Destination:
        return names(rule.destinations) ||
               fieldContains(position, RuleField::Destinations, prepared.needle);
    case FilterKey::Address:
        return names(rule.sources) || names(rule.destinations);
    case FilterKey::Service:
        if (term.port) {
            // A number is a port: 443 must not find 8443.
            return std::any_of(
                       rule.services.cbegin(), rule.services.cend(),
                       [&](const QString& path) { return prepared.services.contains(path); }) ||
                   (!rule.serviceEntries.isEmpty() &&
                    hasPort(model::decodeServiceEntries(rule.serviceEntries), *term.port));
        }
        return fieldContains(position, RuleField::Services, prepared.needle);
    case FilterKey::Action:
        return m_search.field(position, RuleField::Action).startsWith(prepared.needle);
    case FilterKey::Name:
        return fieldContains(position, RuleField::Name, prepared.needle);
    case FilterKey::Policy:
        return fieldContains(position, RuleField::Policy, prepared.needle);
    case FilterKey::Id:
        return fieldContains(position, RuleField::Id, prepared.needle);
    case FilterKey::Scope:
        return fieldContains(position, RuleField::Scope, prepared.needle);
    case FilterKey::Profile:
        return fieldContains(position, RuleField::Profiles, prepared.needle);
    case FilterKey::Is:
        return isInState(rule, term.value);
    case FilterKey::Hits: {
        const auto known = knownHits(m_hits.get(), rule.header.path);
        bool isNumber = false;
        const qint64 wanted = term.value.toLongLong(&isNumber);
        return isNumber && known && (wanted == 0 ? *known == 0 : *known >= wanted);
    }
    }
    return false;
}

} // namespace bulkhead::desktop
