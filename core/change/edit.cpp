// SPDX-License-Identifier: MIT
#include "change/edit.h"

#include "model/decode.h"

#include <QJsonArray>

#include <array>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

struct KindWords {
    ObjectKind kind;
    QLatin1StringView name;
    QLatin1StringView resourceType;
};

constexpr std::array kKinds = {
    KindWords{ObjectKind::Policy, "policy"_L1, "SecurityPolicy"_L1},
    KindWords{ObjectKind::Rule, "rule"_L1, "Rule"_L1},
    KindWords{ObjectKind::Group, "group"_L1, "Group"_L1},
    KindWords{ObjectKind::Service, "service"_L1, "Service"_L1},
    KindWords{ObjectKind::ContextProfile, "context_profile"_L1, "PolicyContextProfile"_L1},
    KindWords{ObjectKind::ExcludeList, "exclude_list"_L1, "PolicyExcludeList"_L1},
    KindWords{ObjectKind::MachineTags, "machine_tags"_L1, "VirtualMachine"_L1},
};

const KindWords& wordsOf(ObjectKind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}

template <typename T>
QJsonObject withType(const T& value, ObjectKind kind) {
    QJsonObject state = model::encode(value);
    state.insert(u"resource_type"_s, resourceType(kind));
    return state;
}

template <typename T>
QJsonValue stateOrNull(const T* value) {
    return value == nullptr ? QJsonValue(QJsonValue::Null) : QJsonValue(stateOf(*value));
}

template <typename T>
Result<QJsonValue> decodedState(const QJsonValue& state) {
    const auto value = model::decode<T>(state.toObject());
    if (!value) {
        return fail(value.error());
    }
    return QJsonValue(stateOf(*value));
}

Error noEdit(const QString& problem) {
    return {ErrorKind::InvalidInput, u"Check that the file is complete."_s, problem, {}, {}};
}

bool isState(ObjectKind kind, const QJsonValue& state) {
    return kind == ObjectKind::MachineTags ? state.isArray() : state.isNull() || state.isObject();
}

} // namespace

QString kindName(ObjectKind kind) {
    return wordsOf(kind).name;
}

QString resourceType(ObjectKind kind) {
    return wordsOf(kind).resourceType;
}

std::optional<ObjectKind> kindOfPath(const QString& path) {
    if (path.contains("/security-policies/"_L1)) {
        return path.contains("/rules/"_L1) ? ObjectKind::Rule : ObjectKind::Policy;
    }
    if (path.endsWith("/settings/firewall/security/exclude-list"_L1)) {
        return ObjectKind::ExcludeList;
    }
    const QString collection = path.section(u'/', -2, -2);
    if (collection == "groups"_L1) {
        return ObjectKind::Group;
    }
    if (collection == "services"_L1) {
        return ObjectKind::Service;
    }
    if (collection == "context-profiles"_L1) {
        return ObjectKind::ContextProfile;
    }
    return std::nullopt;
}

QString policyPathOf(const QString& rulePath) {
    return rulePath.left(rulePath.lastIndexOf("/rules/"_L1));
}

QJsonObject toJson(const Edit& edit) {
    return {{u"kind"_s, kindName(edit.kind)},
            {u"path"_s, edit.path},
            {u"before"_s, edit.before},
            {u"after"_s, edit.after}};
}

Result<Edit> editFromJson(const QJsonObject& json) {
    const QString name = json.value(u"kind"_s).toString();
    for (const KindWords& words : kKinds) {
        if (name != words.name) {
            continue;
        }
        Edit edit{words.kind, json.value(u"path"_s).toString(), json.value(u"before"_s),
                  json.value(u"after"_s)};
        if (edit.path.isEmpty() || !isState(edit.kind, edit.before) ||
            !isState(edit.kind, edit.after)) {
            return fail(noEdit(u"An edit of a "_s + name + u" lacks its path or its states."_s));
        }
        return edit;
    }
    return fail(noEdit(u"An edit is of the kind \""_s + cleanLine(name) +
                       u"\", which this version does not know."_s));
}

QJsonValue stateIn(const snapshot::Snapshot& snapshot, ObjectKind kind, const QString& path) {
    switch (kind) {
    case ObjectKind::Policy:
        return stateOrNull(snapshot.policy(path));
    case ObjectKind::Rule:
        return stateOrNull(snapshot.rule(path).rule);
    case ObjectKind::Group:
        return stateOrNull(snapshot.group(path));
    case ObjectKind::Service:
        return stateOrNull(snapshot.service(path));
    case ObjectKind::ContextProfile:
        return stateOrNull(snapshot.contextProfile(path));
    case ObjectKind::ExcludeList:
        return snapshot.excludeList() ? QJsonValue(stateOf(*snapshot.excludeList()))
                                      : QJsonValue(QJsonValue::Null);
    case ObjectKind::MachineTags:
        break;
    }
    const model::VirtualMachine* machine = snapshot.machine(path);
    return machine == nullptr ? QJsonValue(QJsonValue::Null) : QJsonValue(stateOf(machine->tags));
}

QJsonObject stateOf(const model::SecurityPolicy& policy) {
    model::SecurityPolicy shell = policy;
    shell.rules.clear();
    shell.ruleCount.reset();
    return withType(shell, ObjectKind::Policy);
}

QJsonObject stateOf(const model::Rule& rule) {
    return withType(rule, ObjectKind::Rule);
}

QJsonObject stateOf(const model::Group& group) {
    return withType(group, ObjectKind::Group);
}

QJsonObject stateOf(const model::Service& service) {
    return withType(service, ObjectKind::Service);
}

QJsonObject stateOf(const model::ContextProfile& profile) {
    return withType(profile, ObjectKind::ContextProfile);
}

QJsonObject stateOf(const model::ExcludeList& list) {
    return withType(list, ObjectKind::ExcludeList);
}

QJsonArray stateOf(const std::vector<model::Tag>& tags) {
    QJsonArray state;
    for (const model::Tag& tag : tags) {
        state.append(QJsonObject{{u"scope"_s, tag.scope.raw()}, {u"tag"_s, tag.tag.raw()}});
    }
    return state;
}

Result<QJsonValue> normalised(ObjectKind kind, const QJsonValue& state) {
    if (!isState(kind, state)) {
        return fail(noEdit(u"The state of a "_s + kindName(kind) + u" is no object."_s));
    }
    if (state.isNull()) {
        return state;
    }
    switch (kind) {
    case ObjectKind::Policy:
        return decodedState<model::SecurityPolicy>(state);
    case ObjectKind::Rule:
        return decodedState<model::Rule>(state);
    case ObjectKind::Group:
        return decodedState<model::Group>(state);
    case ObjectKind::Service:
        return decodedState<model::Service>(state);
    case ObjectKind::ContextProfile:
        return decodedState<model::ContextProfile>(state);
    case ObjectKind::ExcludeList:
        return decodedState<model::ExcludeList>(state);
    case ObjectKind::MachineTags:
        break;
    }
    return QJsonValue(stateOf(tagsOfState(state)));
}

std::vector<model::Tag> tagsOfState(const QJsonValue& state) {
    std::vector<model::Tag> tags;
    const QJsonArray array = state.toArray();
    for (const QJsonValue tag : array) {
        tags.push_back(
            {UntrustedText(tag[u"scope"].toString()), UntrustedText(tag[u"tag"].toString())});
    }
    return tags;
}

} // namespace bulkhead::change
