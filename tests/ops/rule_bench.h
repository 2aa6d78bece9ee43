// SPDX-License-Identifier: MIT
// What tests of rule writes share: arguments of one policy, and views of its rules.
#pragma once

#include "support/write_bench.h"

#include <QJsonArray>

namespace bulkhead::tests {

using namespace Qt::StringLiterals;

inline constexpr auto kPolicy = u"app-webshop";

inline QString policy() {
    return QString::fromUtf16(kPolicy);
}

inline QJsonObject ruleArguments(const QString& id, const QJsonObject& more = {}) {
    QJsonObject arguments{{u"policy_id"_s, policy()}, {u"rule_id"_s, id}};
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        arguments.insert(it.key(), it.value());
    }
    return arguments;
}

inline QJsonObject newRule(const QString& id, const QJsonObject& more = {}) {
    QJsonObject arguments = ruleArguments(id, more);
    arguments.insert(u"display_name"_s, id);
    return arguments;
}

inline QStringList order(WriteBench& bench) {
    QStringList ids;
    const QJsonArray items =
        bench.must(u"list_dfw_rules"_s, {{u"policy_id"_s, policy()}}).value(u"items"_s).toArray();
    for (const QJsonValue item : items) {
        ids << item[u"id"].toString();
    }
    return ids;
}

inline QJsonObject ruleNamed(WriteBench& bench, const QString& id) {
    const QJsonArray items =
        bench.must(u"list_dfw_rules"_s, {{u"policy_id"_s, policy()}}).value(u"items"_s).toArray();
    for (const QJsonValue item : items) {
        if (item[u"id"].toString() == id) {
            return item.toObject();
        }
    }
    return {};
}

} // namespace bulkhead::tests
