// SPDX-License-Identifier: MIT
// NameResolver: what a change file calls by name, as the snapshot has it. Private to change/.
#pragma once

#include "change/document_fields.h"
#include "snapshot/snapshot.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace bulkhead::change {

/// NotFound names what is near; InvalidInput lists the candidates of an ambiguous name.
class NameResolver final {
public:
    explicit NameResolver(const snapshot::Snapshot& snapshot) : m_snapshot(snapshot) {}

    /// The value of a field as NSX has it.
    [[nodiscard]] Result<QJsonValue> value(const DocumentField& field,
                                           const QJsonValue& given) const;
    /// The path of the object that an entry is about; of a machine its external id.
    [[nodiscard]] Result<QString> object(ObjectKind kind, const QString& wanted,
                                         const QString& policy) const;
    [[nodiscard]] Result<QString> policy(const QString& wanted) const;
    /// A rule of a policy by id, path or unique name.
    [[nodiscard]] Result<QString> rule(const QString& policyPath, const QString& wanted) const;

private:
    [[nodiscard]] Result<QString> operand(FieldType type, const QString& word) const;
    [[nodiscard]] Result<QString> profile(const QString& wanted) const;
    [[nodiscard]] Result<QString> member(const QString& wanted) const;

    const snapshot::Snapshot& m_snapshot;
};

} // namespace bulkhead::change
