// SPDX-License-Identifier: MIT
#include "mcp/name_source.h"

#include <QJsonArray>

#include <algorithm>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kFreshMs = 10'000;
constexpr std::size_t kRemembered = 16;
constexpr qsizetype kLongestName = 255; ///< NSX: display_name

struct ListOperation {
    QString name;
    QString key; ///< of an item: what is offered
};

ListOperation listOperation(NameKind kind) {
    switch (kind) {
    case NameKind::Policy:
        return {u"list_dfw_policies"_s, u"id"_s};
    case NameKind::Group:
        return {u"list_groups"_s, u"id"_s};
    default:
        return {u"list_vms"_s, u"display_name"_s};
    }
}

/// Best first: those that begin with what was typed.
Names ordered(QStringList values, const QString& typed, qint64 total) {
    values.removeDuplicates();
    std::stable_sort(values.begin(), values.end(), [&typed](const QString& a, const QString& b) {
        return a.startsWith(typed, Qt::CaseInsensitive) &&
               !b.startsWith(typed, Qt::CaseInsensitive);
    });
    Names names;
    names.values = values.mid(0, NameSource::kMost);
    names.total = qMax<qint64>(total, values.size());
    names.hasMore = names.total > names.values.size();
    return names;
}

} // namespace

NameSource::NameSource(ops::Pipeline pipeline) : m_pipeline(std::move(pipeline)) {}

const NameSource::Entry* NameSource::remembered(const Memory& memory, NameKind kind,
                                                const QString& typed, const QString& target) {
    const auto serves = [&](const Entry& entry) {
        return entry.kind == kind && entry.target == target && entry.age.elapsed() < kFreshMs &&
               (entry.filter == typed ||
                (entry.isComplete && typed.contains(entry.filter, Qt::CaseInsensitive)));
    };
    const auto found = std::find_if(memory.cbegin(), memory.cend(), serves);
    return found == memory.cend() ? nullptr : &*found;
}

Names NameSource::matches(const Entry& entry, const QString& typed) {
    QStringList values;
    for (const auto& [value, label] : entry.names) {
        if (value.contains(typed, Qt::CaseInsensitive) ||
            label.contains(typed, Qt::CaseInsensitive)) {
            values << value;
        }
    }
    return ordered(values, typed, entry.isComplete ? values.size() : entry.total);
}

Task<Names> NameSource::ask(ops::Pipeline pipeline, std::shared_ptr<Memory> memory, NameKind kind,
                            QString typed, QString target, ops::CallContext context) {
    const ListOperation list = listOperation(kind);
    QJsonObject arguments{{u"name_filter"_s, typed}, {u"limit"_s, kMost}};
    if (!target.isEmpty()) {
        arguments.insert(u"target"_s, target);
    }
    const auto outcome = co_await pipeline.call(list.name, arguments, context);
    if (!outcome) {
        co_return fail(outcome.error());
    }
    Entry entry;
    entry.kind = kind;
    entry.target = target;
    entry.filter = typed;
    const QJsonArray items = outcome->result.value(u"items"_s).toArray();
    for (const QJsonValue item : items) {
        const QString value = item.toObject().value(list.key).toString();
        // What is longer than any name can be is no name; offering it helps nobody.
        if (!value.isEmpty() && value.size() <= kLongestName) {
            entry.names.emplace_back(value, item.toObject().value(u"display_name"_s).toString());
        }
    }
    entry.isComplete = !outcome->result.value(u"truncated"_s).toBool();
    entry.total = outcome->result.value(u"total"_s).toInteger(items.size() + 1);
    entry.age.start();
    const Names names = matches(entry, typed);
    if (memory->size() >= kRemembered) {
        memory->erase(memory->begin());
    }
    memory->push_back(std::move(entry));
    co_return names;
}

Task<Names> NameSource::find(NameKind kind, QString typed, QString target,
                             ops::CallContext context) const {
    const ops::Pipeline pipeline = m_pipeline;
    const std::shared_ptr<Memory> memory = m_memory;
    if (kind == NameKind::Target) {
        const auto known = pipeline.sources().knownTargets();
        if (!known) {
            co_return fail(known.error());
        }
        QStringList values;
        for (const QString& name : known->names) {
            if (name.contains(typed, Qt::CaseInsensitive)) {
                values << name;
            }
        }
        co_return ordered(values, typed, values.size());
    }
    if (const Entry* entry = remembered(*memory, kind, typed, target); entry != nullptr) {
        co_return matches(*entry, typed);
    }
    auto names = co_await ask(pipeline, memory, kind, typed, target, context);
    co_return names;
}

} // namespace bulkhead::mcp
