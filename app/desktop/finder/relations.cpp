// SPDX-License-Identifier: MIT
#include "desktop/finder/relations.h"

#include "base/ip_range.h"
#include "desktop/firewall/rule_cells.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Finder", text);
}

/// What a machine is to the operands of rules.
class Machine final {
public:
    Machine(const snapshot::Snapshot& snapshot, const QString& id, const QStringList& groups)
        : m_groups(groups.begin(), groups.end()) {
        const auto interfaces = snapshot.interfacesOf(id);
        for (const model::VirtualNetworkInterface* vif : interfaces) {
            for (const QString& text : vif->addresses) {
                if (const auto address = IpAddress::parse(text)) {
                    m_addresses.push_back(*address);
                }
            }
        }
    }

    [[nodiscard]] bool isIn(const QStringList& operands) const {
        return std::any_of(operands.begin(), operands.end(), [this](const QString& operand) {
            if (m_groups.contains(operand)) {
                return true;
            }
            if (operand.startsWith(u'/')) {
                return false;
            }
            const auto range = IpRange::parse(operand);
            return range && std::any_of(m_addresses.begin(), m_addresses.end(),
                                        [&range](const IpAddress& address) {
                                            return range->contains(address);
                                        });
        });
    }

    [[nodiscard]] bool matches(const QStringList& operands, std::optional<bool> negated) const {
        return model::isAny(operands) || isIn(operands) != negated.value_or(false);
    }

private:
    QSet<QString> m_groups;
    std::vector<IpAddress> m_addresses;
};

} // namespace

std::vector<Related> usesOf(const snapshot::Snapshot& snapshot, const UsageIndex& usage,
                            const QString& path) {
    std::vector<Related> uses;
    QSet<QString> seen{path};
    QStringList open{path};
    // Breadth first: who names it directly comes before who does so through groups.
    for (qsizetype next = 0; next < open.size(); ++next) {
        const QString object = open.at(next);
        const QString through =
            next == 0 ? QString() : translated("through %1").arg(snapshot.nameOf(object));
        const Usage& of = usage.of(object);
        for (const QStringList* list : {&of.rules, &of.policies, &of.groups}) {
            for (const QString& user : *list) {
                if (!seen.contains(user)) {
                    seen.insert(user);
                    uses.push_back({user, through});
                    if (list == &of.groups) {
                        open << user;
                    }
                }
            }
        }
    }
    return uses;
}

std::vector<Related> rulesFor(const snapshot::SnapshotPointer& snapshot, const QString& machineId,
                              const QStringList& groups) {
    const Machine machine(*snapshot, machineId, groups);
    std::vector<Related> rules;
    for (const model::SecurityPolicy& policy : snapshot->policies()) {
        for (const model::Rule& rule : policy.rules.get()) {
            if (!machine.matches(effectiveScope(policy, rule), std::nullopt)) {
                continue;
            }
            const bool from = machine.matches(rule.sources, rule.sourcesExcluded);
            const bool to = machine.matches(rule.destinations, rule.destinationsExcluded);
            if (!from && !to) {
                continue;
            }
            QString note = from && to ? translated("as source and destination")
                           : from     ? translated("as source")
                                      : translated("as destination");
            if (rule.isDisabled()) {
                note = translated("disabled") + u", "_s + note;
            }
            rules.push_back({rule.header.path, note});
        }
    }
    return rules;
}

} // namespace bulkhead::desktop
