// SPDX-License-Identifier: MIT
#include "ops/machine_tags.h"

#include "base/text.h"
#include "nsx/api_path.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostTags = 30;
constexpr qsizetype kLongestScope = 128;
constexpr qsizetype kLongestValue = 256;
constexpr std::size_t kShownCandidates = 10;

Error ambiguous(const QString& wanted, const std::vector<model::VirtualMachine>& machines,
                const QString& parameter) {
    QStringList candidates;
    for (const model::VirtualMachine& machine : machines) {
        if (candidates.size() == kShownCandidates) {
            candidates << u"and %1 more"_s.arg(machines.size() - kShownCandidates);
            break;
        }
        candidates << machineLabel(machine);
    }
    return {ErrorKind::InvalidInput,
            u"Give the id of one of these: "_s + candidates.join(u", "_s) + u'.',
            u"%1 virtual machines are named \"%2\"."_s.arg(machines.size())
                .arg(elideMiddle(cleanLine(wanted), 80)),
            parameter, std::nullopt};
}

} // namespace

Task<model::VirtualMachine> oneMachine(Call call, QString wanted, QString parameter) {
    auto machines = co_await call.source->machines(wanted, call.token);
    if (!machines) {
        co_return fail(machines.error());
    }
    if (machines->size() != 1) {
        co_return fail(ambiguous(wanted, *machines, parameter));
    }
    co_return machines->front();
}

QJsonArray tagsOfMachine(const model::VirtualMachine& machine) {
    QJsonArray tags;
    for (const model::Tag& tag : machine.tags) {
        tags.append(QJsonObject{{u"scope"_s, tag.scope.raw()}, {u"tag"_s, tag.tag.raw()}});
    }
    return tags;
}

QJsonArray withTags(QJsonArray list, const QJsonArray& tags) {
    for (const QJsonValue tag : tags) {
        if (!list.contains(tag)) {
            list.append(tag);
        }
    }
    return list;
}

QJsonArray withoutTags(const QJsonArray& list, const QJsonArray& tags) {
    QJsonArray kept;
    for (const QJsonValue tag : list) {
        if (!tags.contains(tag)) {
            kept.append(tag);
        }
    }
    return kept;
}

Result<QJsonObject> checkedTag(const QString& scope, const QString& value,
                               const QString& parameter) {
    QString problem;
    if (scope.isEmpty() && value.isEmpty()) {
        problem = u"has neither scope nor value"_s;
    } else if (scope.size() > kLongestScope) {
        problem = u"has a scope of %1 characters"_s.arg(scope.size());
    } else if (value.size() > kLongestValue) {
        problem = u"has a value of %1 characters"_s.arg(value.size());
    } else if (scope.contains(u'|')) {
        problem = u"has a bar in its scope, which no group could select"_s;
    } else if (cleanLine(scope) != scope || cleanLine(value) != value) {
        problem = u"has line breaks, control or hidden characters"_s;
    }
    if (!problem.isEmpty()) {
        return fail(
            ErrorKind::InvalidInput,
            u"Give a scope of at most 128 and a value of at most 256 visible characters."_s,
            u"The tag \"%1\" %2."_s.arg(elideMiddle(cleanLine(scope + u'|' + value), 80), problem),
            parameter);
    }
    return QJsonObject{{u"scope"_s, scope}, {u"tag"_s, value}};
}

Result<void> checkTagCount(const MachineTagChange& change) {
    if (change.after.size() <= kMostTags || change.after.size() <= change.before.size()) {
        return {};
    }
    return fail(ErrorKind::InvalidInput, u"Remove tags that are not needed first."_s,
                u"%1 would have %2 tags; NSX takes 30 (it has %3)."_s.arg(
                    machineLabel(change.machine), QString::number(change.after.size()),
                    QString::number(change.before.size())),
                change.machine.externalId);
}

change::BeforeImage tagImage(const MachineTagChange& change) {
    return {change::ImageKind::MachineTags, change.machine.externalId, change.before, change.after};
}

change::WriteRequest tagRequest(const MachineTagChange& change, const QString& action,
                                const QJsonArray& tags) {
    return {"POST", u"/api/v1/fabric/virtual-machines"_s, nsx::makeQuery({{u"action"_s, action}}),
            QJsonObject{{u"external_id"_s, change.machine.externalId}, {u"tags"_s, tags}}};
}

QString tagWord(const QJsonValue& tag) {
    const QString scope = tag[u"scope"].toString();
    return scope.isEmpty() ? tag[u"tag"].toString() : scope + u'|' + tag[u"tag"].toString();
}

QString machineLabel(const model::VirtualMachine& machine) {
    const QString name = machine.label();
    return name == machine.externalId ? name
                                      : name + u" ("_s + cleanLine(machine.externalId) + u')';
}

} // namespace bulkhead::ops
