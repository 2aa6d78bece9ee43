// SPDX-License-Identifier: MIT
// EstateBuilder: small estates for tests, written as briefly as they are said.
#pragma once

#include "model/decode.h"
#include "snapshot/snapshot.h"

#include <QJsonArray>
#include <QJsonObject>

namespace bulkhead::tests {

/// Collects objects and makes a snapshot of them. Ids double as display names.
class EstateBuilder final {
public:
    EstateBuilder& machine(const QString& name, const QStringList& tags = {},
                           const QJsonObject& more = {}) {
        QJsonObject json = more;
        json.insert(QStringLiteral("display_name"), name);
        json.insert(QStringLiteral("external_id"), QString(QStringLiteral("id-") + name));
        QJsonArray list;
        for (const QString& tag : tags) {
            list.append(QJsonObject{{QStringLiteral("scope"), tag.section(u'|', 0, 0)},
                                    {QStringLiteral("tag"), tag.section(u'|', 1)}});
        }
        json.insert(QStringLiteral("tags"), list);
        m_content.machines.push_back(*model::decode<model::VirtualMachine>(json));
        return *this;
    }

    EstateBuilder& group(const QString& id, const QJsonArray& expression) {
        m_content.groups.push_back(
            *model::decode<model::Group>(QJsonObject{{QStringLiteral("id"), id},
                                                     {QStringLiteral("display_name"), id},
                                                     {QStringLiteral("path"), groupPath(id)},
                                                     {QStringLiteral("parent_path"), domain()},
                                                     {QStringLiteral("expression"), expression}}));
        return *this;
    }

    EstateBuilder& policy(const QString& id, const QString& category, int sequence,
                          const QJsonArray& rules = {}) {
        m_content.policies.push_back(*model::decode<model::SecurityPolicy>(
            QJsonObject{{QStringLiteral("id"), id},
                        {QStringLiteral("display_name"), id},
                        {QStringLiteral("path"),
                         QString(QStringLiteral("/infra/domains/default/security-policies/") + id)},
                        {QStringLiteral("parent_path"), domain()},
                        {QStringLiteral("category"), category},
                        {QStringLiteral("sequence_number"), sequence},
                        {QStringLiteral("rules"), rules}}));
        return *this;
    }

    /// A segment with one port to which the machine's only interface is attached.
    EstateBuilder& attach(const QString& machine, const QString& segment,
                          const QStringList& addresses = {}) {
        const QString segmentPath = QStringLiteral("/infra/segments/") + segment;
        const QString port = segment + u'-' + machine;
        if (!m_segments.contains(segment)) {
            m_segments << segment;
            m_content.segments.push_back(*model::decode<model::Segment>(
                QJsonObject{{QStringLiteral("id"), segment},
                            {QStringLiteral("display_name"), segment},
                            {QStringLiteral("path"), segmentPath},
                            {QStringLiteral("parent_path"), QStringLiteral("/infra")}}));
        }
        m_content.ports.push_back(*model::decode<model::SegmentPort>(QJsonObject{
            {QStringLiteral("id"), port},
            {QStringLiteral("path"), QString(segmentPath + QStringLiteral("/ports/") + port)},
            {QStringLiteral("parent_path"), segmentPath},
            {QStringLiteral("attachment"), QJsonObject{{QStringLiteral("id"), port}}}}));
        m_content.interfaces.push_back(*model::decode<model::VirtualNetworkInterface>(
            QJsonObject{{QStringLiteral("external_id"), port},
                        {QStringLiteral("owner_vm_id"), QString(QStringLiteral("id-") + machine)},
                        {QStringLiteral("lport_attachment_id"), port},
                        {QStringLiteral("ip_address_info"),
                         QJsonArray{QJsonObject{{QStringLiteral("ip_addresses"),
                                                 QJsonArray::fromStringList(addresses)}}}}}));
        return *this;
    }

    [[nodiscard]] snapshot::SnapshotPointer make() const {
        return snapshot::Snapshot::make(m_content);
    }
    [[nodiscard]] snapshot::Content& content() { return m_content; }

    [[nodiscard]] static QString domain() { return QStringLiteral("/infra/domains/default"); }
    [[nodiscard]] static QString groupPath(const QString& id) {
        return QStringLiteral("/infra/domains/default/groups/") + id;
    }

private:
    snapshot::Content m_content;
    QStringList m_segments;
};

/// The criteria of a group, as short as they are said.
inline QJsonObject condition(const QString& memberType, const QString& key, const QString& op,
                             const QString& value, const QString& scopeOperator = {}) {
    QJsonObject json{{QStringLiteral("resource_type"), QStringLiteral("Condition")},
                     {QStringLiteral("member_type"), memberType},
                     {QStringLiteral("key"), key},
                     {QStringLiteral("operator"), op},
                     {QStringLiteral("value"), value}};
    if (!scopeOperator.isEmpty()) {
        json.insert(QStringLiteral("scope_operator"), scopeOperator);
    }
    return json;
}

inline QJsonObject tagged(const QString& value) {
    return condition(QStringLiteral("VirtualMachine"), QStringLiteral("Tag"),
                     QStringLiteral("EQUALS"), value);
}

inline QJsonObject conjunction(const QString& word) {
    return {{QStringLiteral("resource_type"), QStringLiteral("ConjunctionOperator")},
            {QStringLiteral("conjunction_operator"), word}};
}

inline QJsonObject listExpression(const QString& type, const QString& field,
                                  const QStringList& values) {
    return {{QStringLiteral("resource_type"), type}, {field, QJsonArray::fromStringList(values)}};
}

} // namespace bulkhead::tests
