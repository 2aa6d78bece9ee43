// SPDX-License-Identifier: MIT
// RandomSteps: a medium estate with every awkward likeness in it, and edits of every kind on it.
#pragma once

#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "support/estate_builder.h"

#include <QRandomGenerator>

#include <functional>
#include <vector>

namespace bulkhead::tests {

/// Policies and rules with equal numbers, groups and services with equal names, groups in groups.
inline snapshot::SnapshotPointer mediumEstate(int policies, int rulesEach) {
    EstateBuilder builder;
    const QString domain = QStringLiteral("/infra/domains/default");
    for (int p = 0; p < policies; ++p) {
        const QString id = QStringLiteral("p%1").arg(p);
        const QString path = domain + QStringLiteral("/security-policies/") + id;
        QJsonArray rules;
        for (int r = 0; r < rulesEach; ++r) {
            const QString rule = QStringLiteral("r%1").arg(r);
            rules.append(QJsonObject{
                {QStringLiteral("resource_type"), QStringLiteral("Rule")},
                {QStringLiteral("id"), rule},
                {QStringLiteral("display_name"), QStringLiteral("rule %1").arg(r % 3)},
                {QStringLiteral("path"), QString(path + QStringLiteral("/rules/") + rule)},
                {QStringLiteral("parent_path"), path},
                {QStringLiteral("action"), QStringLiteral("ALLOW")},
                {QStringLiteral("source_groups"),
                 QJsonArray{EstateBuilder::groupPath(QStringLiteral("g%1").arg((p + r) % 20))}},
                {QStringLiteral("sequence_number"), r / 2 * 10}});
        }
        builder.policy(
            id, p % 4 == 0 ? QStringLiteral("Infrastructure") : QStringLiteral("Application"),
            p / 3 * 10, rules);
    }
    for (int m = 0; m < 30; ++m) {
        builder.machine(QStringLiteral("vm-%1").arg(m), {QStringLiteral("app|a%1").arg(m % 5)});
    }
    for (int g = 0; g < 20; ++g) {
        const QString nested = EstateBuilder::groupPath(QStringLiteral("g%1").arg(g / 2));
        builder.group(QStringLiteral("g%1").arg(g),
                      g % 4 == 3
                          ? QJsonArray{QJsonObject{
                                {QStringLiteral("resource_type"), QStringLiteral("PathExpression")},
                                {QStringLiteral("paths"), QJsonArray{nested}}}}
                          : QJsonArray{tagged(QStringLiteral("app|a%1").arg(g % 5))});
    }
    for (int s = 0; s < 6; ++s) {
        model::Service service;
        service.header.id = QStringLiteral("s%1").arg(s);
        service.header.displayName = UntrustedText(QStringLiteral("service %1").arg(s % 2));
        service.header.parentPath = QStringLiteral("/infra");
        service.header.path = QStringLiteral("/infra/services/") + service.header.id;
        builder.content().services.push_back(service);
    }
    builder.content().excludeList = *model::decode<model::ExcludeList>(QJsonObject{
        {QStringLiteral("id"), QStringLiteral("exclude-list")},
        {QStringLiteral("path"), QStringLiteral("/infra/settings/firewall/security/exclude-list")},
        {QStringLiteral("members"), QJsonArray{}}});
    return builder.make();
}

/// Makes steps of every kind; which it is depends on the seed alone.
class RandomSteps final {
public:
    explicit RandomSteps(quint32 seed) : m_random(seed) {}

    /// Some steps are refused, as a person's are.
    Result<change::Step> next(const snapshot::Snapshot& now) {
        const std::vector<std::function<Result<change::Step>()>> kinds = ruleSteps(now);
        const std::vector<std::function<Result<change::Step>()>> others = objectSteps(now);
        const int kind = m_random.bounded(static_cast<int>(kinds.size() * 2 + others.size()));
        const auto rules = static_cast<int>(kinds.size() * 2); // what people do most
        return kind < rules ? kinds[static_cast<std::size_t>(kind / 2)]()
                            : others[static_cast<std::size_t>(kind - rules)]();
    }
    bool oneIn(int count) { return m_random.bounded(count) == 0; }

private:
    using Maker = std::function<Result<change::Step>()>;

    template <typename T>
    const T& any(const std::vector<T>& list) {
        return list[static_cast<std::size_t>(m_random.bounded(static_cast<int>(list.size())))];
    }
    QString anyPolicy(const snapshot::Snapshot& now) {
        return now.policies().empty() ? QString() : any(now.policies()).header.path;
    }
    QString anyRule(const snapshot::Snapshot& now) {
        for (int tries = 0; tries < 20 && !now.policies().empty(); ++tries) {
            const model::SecurityPolicy& policy = any(now.policies());
            if (!policy.rules.empty()) {
                return any(policy.rules.get()).header.path;
            }
        }
        return {};
    }
    UntrustedText anyName() {
        return UntrustedText(QStringLiteral("name %1").arg(m_random.bounded(4)));
    }

    std::vector<Maker> ruleSteps(const snapshot::Snapshot& now) {
        using namespace change;
        return {
            [&] { return createRules(now, anyPolicy(now), {model::Rule()}, Place::top()); },
            [&] { return moveRules(now, {anyRule(now)}, anyPolicy(now), Place::top()); },
            [&] { return moveRules(now, {anyRule(now)}, anyPolicy(now), Place::bottom()); },
            [&] { return deleteRules(now, {anyRule(now)}); },
            [&] { return duplicateRules(now, {anyRule(now)}); },
            [&] {
                return changeRules(now, {anyRule(now), anyRule(now)}, QStringLiteral("log"),
                                   [](model::Rule& rule) { rule.logged = !rule.isLogged(); });
            },
            [&] {
                return changeRules(
                    now, {anyRule(now)}, QStringLiteral("name"),
                    [this](model::Rule& rule) { rule.header.displayName = anyName(); });
            },
        };
    }
    std::vector<Maker> objectSteps(const snapshot::Snapshot& now) {
        using namespace change;
        return {
            [&] { return movePolicies(now, {anyPolicy(now)}, Place::bottom()); },
            [&] { return createPolicy(now, {}, Place::top()); },
            [&] { return deletePolicies(now, {anyPolicy(now)}); },
            [&] {
                return changePolicies(
                    now, {anyPolicy(now)}, QStringLiteral("name"),
                    [this](model::SecurityPolicy& one) { one.header.displayName = anyName(); });
            },
            [&] {
                return changeGroup(
                    now, any(now.groups()).header.path, QStringLiteral("name"),
                    [this](model::Group& one) { one.header.displayName = anyName(); });
            },
            [&] {
                const QJsonArray criteria{
                    tagged(QStringLiteral("app|a%1").arg(m_random.bounded(5)))};
                return changeGroup(
                    now, any(now.groups()).header.path, QStringLiteral("criteria"),
                    [&criteria](model::Group& one) {
                        one.expression =
                            model::decode<model::Group>(
                                QJsonObject{{QStringLiteral("id"), QStringLiteral("x")},
                                            {QStringLiteral("expression"), criteria}})
                                ->expression;
                    });
            },
            [&] {
                model::Group group;
                group.header.displayName = anyName();
                return createGroup(now, group);
            },
            [&] { return deleteObjects(now, {any(now.groups()).header.path}); },
            [&] {
                return changeService(
                    now, any(now.services()).header.path, QStringLiteral("name"),
                    [this](model::Service& one) { one.header.displayName = anyName(); });
            },
            [&] {
                return changeMachineTags(
                    now, {any(now.machines()).externalId}, QStringLiteral("Tags"),
                    [this](std::vector<model::Tag>& tags) {
                        tags = {{UntrustedText(QStringLiteral("app")),
                                 UntrustedText(QStringLiteral("a%1").arg(m_random.bounded(5)))}};
                    });
            },
            [&] { return setExcludeList(now, {any(now.groups()).header.path}); },
        };
    }

    QRandomGenerator m_random;
};

} // namespace bulkhead::tests
