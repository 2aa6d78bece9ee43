// SPDX-License-Identifier: MIT
#include "ops/format.h"

#include "base/identifiers.h"
#include "model/decode.h"
#include "model/service.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

template <typename E>
QJsonValue wordOf(const std::optional<model::NsxEnum<E>>& word) {
    return word ? orNull(word->text()) : QJsonValue();
}

QString displayName(const model::ObjectHeader& header) {
    return header.displayName.isEmpty() ? header.id : header.displayName.raw();
}

/// NSX treats an empty operand list as ANY; results say it in the manager's own word.
QJsonArray operands(const QStringList& list) {
    return list.isEmpty() ? QJsonArray{u"ANY"_s} : QJsonArray::fromStringList(list);
}

QJsonArray operandNames(const QStringList& list, const PathNames& names) {
    QJsonArray labels;
    for (const QString& operand : list.isEmpty() ? QStringList{u"ANY"_s} : list) {
        labels.append(nameOf(operand, names));
    }
    return labels;
}

QStringList pathsIn(std::initializer_list<QStringList> lists) {
    QStringList paths;
    for (const QStringList& list : lists) {
        for (const QString& operand : list) {
            if (looksLikePath(operand)) {
                paths << operand;
            }
        }
    }
    return paths;
}

void collectPaths(const std::vector<model::Expression>& expressions, QStringList& paths) {
    for (const model::Expression& expression : expressions) {
        paths += pathsIn({expression.values});
        collectPaths(expression.nested, paths);
    }
}

QString criteria(const model::Group& group, const PathNames& names) {
    return model::criteriaInWords(group.expression,
                                  [&names](const QString& path) { return nameOf(path, names); });
}

} // namespace

QJsonArray formatTags(const std::vector<model::Tag>& tags) {
    QJsonArray list;
    for (const model::Tag& tag : tags) {
        list.append(QJsonObject{{u"scope"_s, tag.scope.raw()}, {u"tag"_s, tag.tag.raw()}});
    }
    return list;
}

QJsonValue orNull(const std::optional<bool>& value) {
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue orNull(const std::optional<int>& value) {
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue orNull(const std::optional<qint64>& value) {
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue orNull(const QString& text) {
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString nameOf(const QString& operand, const PathNames& names) {
    const auto found = names.constFind(operand);
    if (found != names.cend()) {
        return found->raw();
    }
    return looksLikePath(operand) ? lastSegment(operand) : operand;
}

QJsonObject formatPolicyItem(const model::SecurityPolicy& policy) {
    QJsonObject item{
        {u"id"_s, policy.header.id},
        {u"display_name"_s, displayName(policy.header)},
        {u"category"_s, wordOf(policy.category)},
        {u"sequence_number"_s, orNull(policy.sequenceNumber)},
        {u"stateful"_s, orNull(policy.stateful)},
        {u"tcp_strict"_s, orNull(policy.tcpStrict)},
        {u"locked"_s, orNull(policy.locked)},
        {u"rule_count"_s, orNull(policy.ruleCount)},
        {u"path"_s, policy.header.path},
    };
    if (!policy.ruleCount) {
        item.insert(u"rule_count_note"_s,
                    u"The manager did not count the rules; list_dfw_rules does."_s);
    }
    return item;
}

QJsonObject formatPolicy(const model::SecurityPolicy& policy, const PathNames& names) {
    QJsonObject object = formatPolicyItem(policy);
    object.insert(u"description"_s, policy.header.description.raw());
    object.insert(u"scope"_s, operands(policy.scope));
    object.insert(u"scope_names"_s, operandNames(policy.scope, names));
    object.insert(u"comments"_s, policy.comments.raw());
    object.insert(u"lock_modified_by"_s, orNull(policy.lockModifiedBy));
    object.insert(u"scheduler_path"_s, orNull(policy.schedulerPath));
    object.insert(u"connectivity_preference"_s,
                  orNull(policy.connectivityPreference.value_or(QString())));
    object.insert(u"is_default"_s, orNull(policy.isDefault));
    object.insert(u"tags"_s, formatTags(policy.header.tags));
    object.insert(u"_revision"_s, orNull(policy.header.revision));
    return object;
}

QStringList policyPaths(const model::SecurityPolicy& policy) {
    return pathsIn({policy.scope});
}

QJsonObject formatRule(const model::Rule& rule, const PathNames& names) {
    QJsonArray ports;
    for (const model::ServiceEntry& entry : model::decodeServiceEntries(rule.serviceEntries)) {
        ports.append(model::inWords(entry));
    }
    // A rule with raw ports and no service means those ports, not ANY.
    const bool onlyPorts = rule.services.isEmpty() && !ports.isEmpty();
    return QJsonObject{
        {u"id"_s, rule.header.id},
        {u"display_name"_s, displayName(rule.header)},
        {u"description"_s, rule.header.description.raw()},
        {u"rule_id"_s, orNull(rule.ruleId)},
        {u"action"_s, wordOf(rule.action)},
        {u"sources"_s, operands(rule.sources)},
        {u"source_names"_s, operandNames(rule.sources, names)},
        {u"sources_excluded"_s, rule.sourcesExcluded.value_or(false)},
        {u"destinations"_s, operands(rule.destinations)},
        {u"destination_names"_s, operandNames(rule.destinations, names)},
        {u"destinations_excluded"_s, rule.destinationsExcluded.value_or(false)},
        {u"services"_s, onlyPorts ? QJsonArray() : operands(rule.services)},
        {u"service_names"_s, onlyPorts ? QJsonArray() : operandNames(rule.services, names)},
        {u"service_entries"_s, ports},
        {u"profiles"_s, operands(rule.profiles)},
        {u"profile_names"_s, operandNames(rule.profiles, names)},
        {u"scope"_s, operands(rule.scope)},
        {u"scope_names"_s, operandNames(rule.scope, names)},
        {u"direction"_s, rule.direction ? rule.direction->text() : u"IN_OUT"_s},
        {u"ip_protocol"_s, wordOf(rule.ipProtocol)},
        {u"disabled"_s, rule.isDisabled()},
        {u"logged"_s, rule.isLogged()},
        {u"log_label"_s, rule.logLabel.raw()},
        {u"sequence_number"_s, orNull(rule.sequenceNumber)},
        {u"notes"_s, rule.notes.raw()},
        {u"tags"_s, formatTags(rule.header.tags)},
        {u"is_default"_s, orNull(rule.isDefault)},
        {u"path"_s, rule.header.path},
        {u"_revision"_s, orNull(rule.header.revision)},
    };
}

QStringList rulePaths(const model::Rule& rule) {
    return pathsIn({rule.sources, rule.destinations, rule.services, rule.profiles, rule.scope});
}

QJsonObject formatGroupItem(const model::Group& group, const PathNames& names) {
    return QJsonObject{
        {u"id"_s, group.header.id},
        {u"display_name"_s, displayName(group.header)},
        {u"description"_s, group.header.description.raw()},
        {u"criteria"_s, criteria(group, names)},
        {u"expression_count"_s, static_cast<qint64>(group.expression.size())},
        {u"state"_s, orNull(group.state.value_or(QString()))},
        {u"tags"_s, formatTags(group.header.tags)},
        {u"path"_s, group.header.path},
    };
}

QJsonObject formatGroup(const model::Group& group, const PathNames& names) {
    QJsonObject object = formatGroupItem(group, names);
    object.insert(u"expression"_s, model::encode(group).value(u"expression"_s).toArray());
    object.insert(u"group_type"_s, QJsonArray::fromStringList(group.groupType));
    object.insert(u"_revision"_s, orNull(group.header.revision));
    return object;
}

QStringList groupPaths(const model::Group& group) {
    QStringList paths;
    collectPaths(group.expression, paths);
    return paths;
}

QJsonObject formatMachineTags(const model::VirtualMachine& machine) {
    return QJsonObject{
        {u"vm_id"_s, machine.externalId},
        {u"display_name"_s, machine.displayName.raw()},
        {u"power_state"_s, orNull(machine.powerState)},
        {u"tags"_s, formatTags(machine.tags)},
    };
}

} // namespace bulkhead::ops
