// SPDX-License-Identifier: MIT
// EditKinds: a step of every kind that the window can stage, made from the demo estate.
#pragma once

#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "snapshot/snapshot.h"

#include <functional>
#include <vector>

namespace bulkhead::desktop::fixture {

using namespace Qt::StringLiterals;

using MakeStep = std::function<Result<change::Step>(const snapshot::Snapshot&)>;

inline const QString kPolicies = change::defaultDomain() + u"/security-policies/"_s;
inline const QString kShop = kPolicies + u"app-webshop"_s;

inline const model::SecurityPolicy& shop(const snapshot::Snapshot& estate) {
    return *estate.policy(kShop);
}
inline QString rule(const snapshot::Snapshot& estate, qsizetype index) {
    return shop(estate).rules.at(static_cast<std::size_t>(index)).header.path;
}
inline const model::SecurityPolicy& otherPolicy(const snapshot::Snapshot& estate) {
    for (const model::SecurityPolicy& policy : estate.policies()) {
        if (policy.effectiveCategory() == model::Category::Application &&
            policy.header.path != kShop && !policy.isDefault.value_or(false)) {
            return policy;
        }
    }
    qFatal("the demo estate has one application policy only");
}
inline QString defaultRule(const snapshot::Snapshot& estate) {
    for (const model::SecurityPolicy& policy : estate.policies()) {
        for (const model::Rule& each : policy.rules) {
            if (each.isDefault.value_or(false) &&
                policy.effectiveCategory() == model::Category::Application) {
                return each.header.path;
            }
        }
    }
    qFatal("the demo estate has no default rule");
}
/// A group of the estate with criteria of its own.
inline QString group(const snapshot::Snapshot& estate) {
    return estate.findGroup(u"webshop-web"_s).value()->header.path;
}
/// A service or profile that the estate's people made; NSX keeps its own.
template <typename Objects>
QString ownObject(const Objects& objects) {
    for (const auto& object : objects) {
        if (!object.header.systemOwned.value_or(false)) {
            return object.header.path;
        }
    }
    qFatal("the demo estate has only the system's objects");
}
/// The last object that nothing names: NSX deletes no other. (The first unused group of the estate
/// is named by a rule of intrusion detection, which only the manager knows: it refuses.)
template <typename Objects>
Result<change::Step> deleteAnUnused(const snapshot::Snapshot& estate, const Objects& objects) {
    for (auto object = objects.rbegin(); object != objects.rend(); ++object) {
        const auto step = change::deleteObjects(estate, {object->header.path});
        if (step) {
            return step;
        }
    }
    qFatal("everything in the demo estate is in use");
}
inline model::Group newGroup() {
    model::Group made;
    made.header.displayName = UntrustedText(u"Undo these"_s);
    model::Expression addresses;
    addresses.kind = model::ExpressionKind::IpAddress;
    addresses.values = {u"10.99.0.0/24"_s, u"10.99.1.1-10.99.1.9"_s};
    made.expression.push_back(addresses);
    return made;
}
inline model::Rule newRule() {
    model::Rule made;
    made.header.displayName = UntrustedText(u"to be taken back"_s);
    made.action = model::RuleAction::Drop;
    made.destinations = {u"10.99.0.7"_s};
    made.scope = {u"ANY"_s};
    return made;
}
template <typename Function>
MakeStep onRule(const QString& field, Function change) {
    return [field, change](const snapshot::Snapshot& estate) {
        return change::changeRules(estate, {rule(estate, 1)}, field, change);
    };
}
template <typename Function>
MakeStep onPolicy(const QString& field, Function change) {
    return [field, change](const snapshot::Snapshot& estate) {
        return change::changePolicies(estate, {kShop}, field, change);
    };
}
inline MakeStep onTags(const std::function<void(std::vector<model::Tag>&)>& change) {
    return [change](const snapshot::Snapshot& estate) {
        return change::changeMachineTags(
            estate, {estate.machines().at(0).externalId, estate.machines().at(1).externalId},
            u"Tags"_s, change);
    };
}
inline MakeStep onExclusions(const std::function<QStringList(QStringList)>& change) {
    return [change](const snapshot::Snapshot& estate) {
        return change::setExcludeList(estate, change(estate.excludeList()->members));
    };
}

struct EditKind {
    const char* name;
    MakeStep make;
    bool isMadeAnew = false; ///< an object is deleted: made again it gets new numbers from NSX
};

inline std::vector<EditKind> everyKindOfEdit() {
    std::vector<EditKind> kinds;
    const auto row = [&kinds](const char* name, MakeStep make, bool isMadeAnew = false) {
        kinds.push_back({name, std::move(make), isMadeAnew});
    };
    row("rule: create", [](const snapshot::Snapshot& estate) {
        return change::createRules(estate, kShop, {newRule(), newRule()},
                                   change::Place::before(rule(estate, 1)));
    });
    row("rule: duplicate", [](const snapshot::Snapshot& estate) {
        return change::duplicateRules(estate, {rule(estate, 0), rule(estate, 2)});
    });
    row("rule: name", onRule(u"name"_s, [](model::Rule& edited) {
            edited.header.displayName = UntrustedText(u"Renamed \"ウェブ\" <b>"_s);
        }));
    row("rule: action and log", onRule(u"action"_s, [](model::Rule& edited) {
            edited.action = model::RuleAction::Reject;
            edited.logged = !edited.isLogged();
        }));
    row("rule: state", onRule(u"state"_s, [](model::Rule& edited) { edited.disabled = true; }));
    row("rule: operands", onRule(u"sources"_s, [](model::Rule& edited) {
            edited.sources = {u"10.99.0.1-10.99.0.9"_s, u"2001:db8::/32"_s};
            edited.sourcesExcluded = true;
            edited.destinations = {u"ANY"_s};
        }));
    row("rule: services, direction, family", onRule(u"services"_s, [](model::Rule& edited) {
            edited.services = {u"/infra/services/HTTPS"_s};
            edited.direction = model::Direction::In;
            edited.ipProtocol = model::IpProtocol::Ipv4;
        }));
    row("rule: words", onRule(u"notes"_s, [](model::Rule& edited) {
            edited.notes = UntrustedText(u"two\nlines"_s);
            edited.logLabel = UntrustedText(u"label"_s);
            edited.header.description = UntrustedText(u"why"_s);
        }));
    row("rule: tags", onRule(u"tags"_s, [](model::Rule& edited) {
            edited.header.tags = {{UntrustedText(u"owner"_s), UntrustedText(u"jane"_s)}};
        }));
    row("rule: Applied To", [](const snapshot::Snapshot& estate) {
        const QString path = group(estate);
        return change::changeRules(estate, {rule(estate, 1)}, u"scope"_s,
                                   [path](model::Rule& edited) { edited.scope = {path}; });
    });
    row("rule: many at once", [](const snapshot::Snapshot& estate) {
        return change::changeRules(estate, {rule(estate, 0), rule(estate, 1), rule(estate, 2)},
                                   u"log"_s,
                                   [](model::Rule& edited) { edited.logged = !edited.isLogged(); });
    });
    row("rule: default rule", [](const snapshot::Snapshot& estate) {
        return change::changeRules(estate, {defaultRule(estate)}, u"log"_s,
                                   [](model::Rule& edited) { edited.logged = !edited.isLogged(); });
    });
    row("rule: move", [](const snapshot::Snapshot& estate) {
        return change::moveRules(estate, {rule(estate, 0)}, kShop, change::Place::bottom());
    });
    row(
        "rule: move to another policy",
        [](const snapshot::Snapshot& estate) {
            return change::moveRules(estate, {rule(estate, 0)}, otherPolicy(estate).header.path,
                                     change::Place::top());
        },
        true);
    row(
        "rule: delete",
        [](const snapshot::Snapshot& estate) {
            return change::deleteRules(estate, {rule(estate, 0), rule(estate, 1)});
        },
        true);

    row("policy: create", [](const snapshot::Snapshot& estate) {
        model::SecurityPolicy made;
        made.header.displayName = UntrustedText(u"Undo this policy"_s);
        made.category = model::Category::Emergency;
        made.rules.push_back(newRule());
        return change::createPolicy(estate, made, change::Place::top());
    });
    row("policy: name and words", onPolicy(u"name"_s, [](model::SecurityPolicy& edited) {
            edited.header.displayName = UntrustedText(u"Web shop, renamed"_s);
            edited.header.description = UntrustedText(u"described"_s);
            edited.comments = UntrustedText(u"commented"_s);
        }));
    row("policy: stateful, TCP strict", onPolicy(u"stateful"_s, [](model::SecurityPolicy& edited) {
            edited.stateful = false;
            edited.tcpStrict = false;
        }));
    row("policy: Applied To", [](const snapshot::Snapshot& estate) {
        const QString path = group(estate);
        return change::changePolicies(
            estate, {kShop}, u"scope"_s,
            [path](model::SecurityPolicy& edited) { edited.scope = {path}; });
    });
    row("policy: lock",
        onPolicy(u"locked"_s, [](model::SecurityPolicy& edited) { edited.locked = true; }));
    row("policy: schedule", [](const snapshot::Snapshot& estate) {
        const QString path = estate.schedulers().at(0).header.path;
        return change::changePolicies(
            estate, {kShop}, u"schedule"_s,
            [path](model::SecurityPolicy& edited) { edited.schedulerPath = path; });
    });
    row("policy: move", [](const snapshot::Snapshot& estate) {
        return change::movePolicies(estate, {kShop},
                                    change::Place::before(otherPolicy(estate).header.path));
    });
    row(
        "policy: delete",
        [](const snapshot::Snapshot& estate) { return change::deletePolicies(estate, {kShop}); },
        true);

    row("group: create",
        [](const snapshot::Snapshot& estate) { return change::createGroup(estate, newGroup()); });
    row("group: criteria", [](const snapshot::Snapshot& estate) {
        return change::changeGroup(estate, group(estate), u"criteria"_s, [](model::Group& edited) {
            edited.expression = newGroup().expression;
        });
    });
    row("group: words", [](const snapshot::Snapshot& estate) {
        return change::changeGroup(estate, group(estate), u"name"_s, [](model::Group& edited) {
            edited.header.displayName = UntrustedText(u"Web tier"_s);
            edited.header.description = UntrustedText(u"described"_s);
        });
    });
    row(
        "group: delete",
        [](const snapshot::Snapshot& estate) { return deleteAnUnused(estate, estate.groups()); },
        true);
    row("service: create", [](const snapshot::Snapshot& estate) {
        model::Service made;
        made.header.displayName = UntrustedText(u"Undo this service"_s);
        model::ServiceEntry entry;
        entry.kind = model::ServiceEntryKind::L4PortSet;
        entry.id = u"tcp"_s;
        entry.l4Protocol = u"TCP"_s;
        entry.destinationPorts = {u"11211"_s, u"12000-12010"_s};
        made.entries.push_back(entry);
        return change::createService(estate, made);
    });
    row("service: entries", [](const snapshot::Snapshot& estate) {
        return change::changeService(
            estate, ownObject(estate.services()), u"entries"_s,
            [](model::Service& edited) { edited.entries.at(0).destinationPorts = {u"4711"_s}; });
    });
    row(
        "service: delete",
        [](const snapshot::Snapshot& estate) { return deleteAnUnused(estate, estate.services()); },
        true);
    row("context profile: create", [](const snapshot::Snapshot& estate) {
        model::ContextProfile made = estate.contextProfiles().at(0);
        made.header = {};
        made.header.displayName = UntrustedText(u"Undo this profile"_s);
        return change::createContextProfile(estate, made);
    });
    row("tags: add", onTags([](std::vector<model::Tag>& tags) {
            tags.push_back({UntrustedText(u"undo"_s), UntrustedText(u"me"_s)});
        }));
    row("tags: remove", onTags([](std::vector<model::Tag>& tags) { tags.clear(); }));
    row("tags: replace", onTags([](std::vector<model::Tag>& tags) {
            tags = {{UntrustedText(u"tier"_s), UntrustedText(u"none"_s)}};
        }));
    row("exclusions: add", onExclusions([](QStringList members) {
            return members << change::defaultDomain() + u"/groups/webshop-web"_s;
        }));
    row("exclusions: remove", onExclusions([](QStringList members) {
            members.removeFirst();
            return members;
        }));
    return kinds;
}

} // namespace bulkhead::desktop::fixture
