// SPDX-License-Identifier: MIT
// What tests of group writes share: a second person, and views of what came out.
#pragma once

#include "../simulator/api_client.h"
#include "support/write_bench.h"

#include <QJsonArray>
#include <QTest>

namespace bulkhead::tests {

using namespace Qt::StringLiterals;

inline QString groupPath(const QString& id) {
    return u"/infra/domains/default/groups/"_s + id;
}

inline QString url(const QString& path) {
    return u"/policy/api/v1"_s + path;
}

/// A second person with a program of their own.
class Somebody final {
public:
    explicit Somebody(WriteBench& bench)
        : m_client(bench.manager(), u"admin"_s, u"correct horse 7!"_s) {}
    QJsonObject group(const QString& id) { return m_client.get(url(groupPath(id))).json(); }
    void changeGroup(const QString& id, const QJsonObject& fields) {
        QJsonObject group = this->group(id);
        for (auto it = fields.constBegin(); it != fields.constEnd(); ++it) {
            group.insert(it.key(), it.value());
        }
        QCOMPARE(m_client.put(url(groupPath(id)), group).status, 200);
    }
    simulator::test::ApiClient& client() { return m_client; }

private:
    simulator::test::ApiClient m_client;
};

inline QStringList kindsOf(const QJsonObject& group) {
    QStringList kinds;
    for (const QJsonValue element : group.value(u"expression"_s).toArray()) {
        const QString conjunction = element[u"conjunction_operator"].toString();
        kinds << (conjunction.isEmpty() ? element[u"resource_type"].toString() : conjunction);
    }
    return kinds;
}

inline QStringList addressesOf(const QJsonObject& group) {
    QStringList addresses;
    for (const QJsonValue element : group.value(u"expression"_s).toArray()) {
        addresses += element[u"ip_addresses"].toVariant().toStringList();
    }
    return addresses;
}

inline QString warningsOf(const QJsonObject& result) {
    return result.value(u"warnings"_s).toVariant().toStringList().join(u'\n');
}

inline void addFault(WriteBench& bench, simulator::Fault::Kind kind, const QByteArray& method,
                     const QByteArray& path = {}, int status = 503) {
    simulator::Fault fault;
    fault.kind = kind;
    fault.method = method;
    fault.pathContains = path;
    fault.status = status;
    fault.count = kind == simulator::Fault::Kind::Status ? -1 : 1;
    bench.manager().addFault(fault);
}

inline QJsonObject plainGroup(const QString& id) {
    return {{u"group_id"_s, id}, {u"ip_addresses"_s, QJsonArray{u"10.9.0.0/16"_s}}};
}

} // namespace bulkhead::tests
