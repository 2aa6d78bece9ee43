// SPDX-License-Identifier: MIT
#include "mcp/resource_reader.h"

#include "guard/audit_schema.h"
#include "mcp/overview.h"
#include "mcp/result_budget.h"
#include "ops/result_cleaner.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRules = 1000;        ///< the operation's own limit; the budget cuts long before
constexpr int kRowsLookedAt = 1000; ///< newest rows of the audit trail, reads among them
constexpr qsizetype kChanges = 50;

/// The content of one operation's answer, with what a person should know beside it.
QJsonObject contentOf(const ops::Outcome& outcome) {
    QJsonObject content = withinBudget(outcome.result);
    if (!outcome.notes.isEmpty()) {
        content.insert(u"remarks"_s, QJsonArray::fromStringList(outcome.notes));
    }
    return content;
}

Task<QJsonObject> readOperation(ops::Pipeline pipeline, QString name, QJsonObject arguments,
                                ops::CallContext context) {
    const auto outcome = co_await pipeline.call(name, arguments, context);
    if (!outcome) {
        co_return fail(outcome.error());
    }
    co_return contentOf(*outcome);
}

bool isChange(const ops::Registry& registry, const guard::AuditRow& row, const QJsonObject& json,
              const QString& target) {
    const ops::Operation* operation = registry.find(row.tool);
    return operation != nullptr && operation->isWrite() &&
           json.value(u"params"_s).toObject().value(u"target"_s).toString() == target;
}

Task<std::vector<QJsonObject>>
changesOf(ops::Pipeline pipeline, std::shared_ptr<guard::AuditReader> audit, QString target) {
    guard::AuditFilter filter;
    filter.limit = kRowsLookedAt;
    filter.skill = guard::auditSkill();
    const auto rows = co_await audit->rows(filter);
    if (!rows) {
        co_return fail(rows.error());
    }
    std::vector<QJsonObject> changes;
    for (const guard::AuditRow& row : *rows) {
        const QJsonObject json = guard::auditRowAsJson(row);
        if (isChange(pipeline.registry(), row, json, target)) {
            changes.push_back(json);
        }
        if (static_cast<qsizetype>(changes.size()) == kChanges) {
            break;
        }
    }
    co_return changes;
}

Task<QJsonObject> readChanges(ops::Pipeline pipeline, std::shared_ptr<guard::AuditReader> audit,
                              QString target) {
    const auto changes = co_await changesOf(pipeline, audit, target);
    if (!changes) {
        co_return fail(changes.error());
    }
    QJsonArray items;
    for (const QJsonObject& change : *changes) {
        items.append(change);
    }
    const QJsonObject envelope{{u"target"_s, target},         {u"items"_s, items},
                               {u"returned"_s, items.size()}, {u"offset"_s, 0},
                               {u"truncated"_s, false},       {u"next_offset"_s, QJsonValue()},
                               {u"hint"_s, QJsonValue()}};
    // Texts inside the stored JSON were escaped when the row was cleaned.
    co_return withinBudget(ops::cleanResult(envelope));
}

QByteArray digest(const QJsonArray& parts) {
    return QCryptographicHash::hash(QJsonDocument(parts).toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha256);
}

template <typename Number>
QJsonValue numberOrNull(const std::optional<Number>& value) {
    return value ? QJsonValue(*value) : QJsonValue();
}

Task<QByteArray> policyPrint(std::shared_ptr<ops::Source> source, QString wanted,
                             CancellationToken token) {
    const auto policy = co_await source->policy(wanted, token);
    if (!policy) {
        co_return fail(policy.error());
    }
    QJsonArray parts{policy->header.path, numberOrNull(policy->header.revision)};
    for (const model::Rule& rule : policy->rules) {
        parts.append(QJsonArray{rule.header.id, numberOrNull(rule.header.revision)});
    }
    co_return digest(parts);
}

Task<QByteArray> groupPrint(std::shared_ptr<ops::Source> source, QString wanted,
                            CancellationToken token) {
    const auto group = co_await source->group(wanted, token);
    if (!group) {
        co_return fail(group.error());
    }
    QJsonArray parts{group->header.path, numberOrNull(group->header.revision)};
    // A tag on a machine changes who is in the group without touching the group.
    const auto members = co_await source->membersOf(group->header.path, kRules, token);
    if (!members) {
        co_return fail(members.error());
    }
    parts.append(numberOrNull(members->total));
    for (const ops::MachineMember& member : members->items) {
        parts.append(member.id);
    }
    co_return digest(parts);
}

Task<QByteArray> overviewPrint(std::shared_ptr<ops::Source> source, CancellationToken token) {
    ops::ListQuery query;
    query.limit = kRules;
    const auto policies = co_await source->policies(query, token);
    if (!policies) {
        co_return fail(policies.error());
    }
    query.limit = 1;
    const auto groups = co_await source->groups(query, token);
    if (!groups) {
        co_return fail(groups.error());
    }
    QJsonArray parts{numberOrNull(policies->total), numberOrNull(groups->total)};
    for (const model::SecurityPolicy& policy : policies->items) {
        parts.append(QJsonArray{policy.header.path, numberOrNull(policy.header.revision)});
    }
    co_return digest(parts);
}

Task<QByteArray> changesPrint(ops::Pipeline pipeline, std::shared_ptr<guard::AuditReader> audit,
                              QString target) {
    const auto changes = co_await changesOf(pipeline, audit, target);
    if (!changes) {
        co_return fail(changes.error());
    }
    QJsonArray parts;
    for (const QJsonObject& change : *changes) {
        parts.append(QJsonArray{change.value(u"id"_s), change.value(u"status"_s)});
    }
    co_return digest(parts);
}

Task<QByteArray> sourcePrint(ops::Pipeline pipeline, ResourceAddress address,
                             CancellationToken token) {
    const auto opened = co_await pipeline.sources().open(address.target, token);
    if (!opened) {
        co_return fail(opened.error());
    }
    const std::shared_ptr<ops::Source> source = opened->source;
    Result<QByteArray> print = QByteArray();
    if (address.kind == ResourceKind::PolicyRules) {
        print = co_await policyPrint(source, address.object, token);
    } else if (address.kind == ResourceKind::Group) {
        print = co_await groupPrint(source, address.object, token);
    } else {
        print = co_await overviewPrint(source, token);
    }
    if (!print && print.error().kind == ErrorKind::NotFound) {
        co_return QByteArray("gone");
    }
    co_return print;
}

} // namespace

ResourceReader::ResourceReader(ops::Pipeline pipeline, std::shared_ptr<guard::AuditReader> audit)
    : m_pipeline(std::move(pipeline)), m_audit(std::move(audit)) {}

Task<QJsonObject> ResourceReader::read(ResourceAddress address, ops::CallContext context) const {
    const ops::Pipeline pipeline = m_pipeline;
    const std::shared_ptr<guard::AuditReader> audit = m_audit;
    // A name that no target has, the empty one too, is a resource that does not exist.
    const auto known = pipeline.sources().knownTargets();
    if (!known) {
        co_return fail(known.error());
    }
    if (!known->names.contains(address.target)) {
        co_return fail(ErrorKind::NotFound, u"Use one of the targets of resources/list."_s,
                       u"There is no target of this name."_s, address.target);
    }
    Result<QJsonObject> content = QJsonObject();
    switch (address.kind) {
    case ResourceKind::PolicyRules: {
        const QJsonObject arguments{
            {u"policy_id"_s, address.object}, {u"target"_s, address.target}, {u"limit"_s, kRules}};
        content = co_await readOperation(pipeline, u"list_dfw_rules"_s, arguments, context);
        break;
    }
    case ResourceKind::Group: {
        const QJsonObject arguments{{u"group_id"_s, address.object}, {u"target"_s, address.target}};
        content = co_await readOperation(pipeline, u"get_group"_s, arguments, context);
        break;
    }
    case ResourceKind::Overview:
        content = co_await readOverview(pipeline, address.target, context);
        break;
    case ResourceKind::Changes:
        content = co_await readChanges(pipeline, audit, address.target);
        break;
    }
    co_return content;
}

Task<QByteArray> ResourceReader::fingerprint(ResourceAddress address,
                                             CancellationToken token) const {
    const ops::Pipeline pipeline = m_pipeline;
    const std::shared_ptr<guard::AuditReader> audit = m_audit;
    Result<QByteArray> print = QByteArray();
    if (address.kind == ResourceKind::Changes) {
        print = co_await changesPrint(pipeline, audit, address.target);
    } else {
        print = co_await sourcePrint(pipeline, address, token);
    }
    co_return print;
}

} // namespace bulkhead::mcp
