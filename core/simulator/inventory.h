// SPDX-License-Identifier: MIT
// Inventory: the virtual machines and their interfaces, which are found and not configured.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace bulkhead::simulator {

/// Machines and interfaces in the manager's JSON (NSX 4.2 VirtualMachine, VirtualNetworkInterface).
/// Not thread-safe: the World's lock guards it. Indexes stay good: nothing is ever removed.
class Inventory final {
public:
    /// Checks and completes the objects. `name` names the data set in errors.
    [[nodiscard]] Result<void> load(const QJsonArray& machines, const QJsonArray& vifs,
                                    const QString& name, qint64 now);

    [[nodiscard]] const std::vector<QJsonObject>& machines() const { return m_machines; }
    [[nodiscard]] const std::vector<QJsonObject>& vifs() const { return m_vifs; }
    /// Index by external_id; -1 if unknown.
    [[nodiscard]] qsizetype machineIndex(const QString& externalId) const;
    /// Indexes of the interfaces that a machine owns.
    [[nodiscard]] std::vector<qsizetype> vifsOf(const QString& machineExternalId) const;
    /// Index of the interface plugged into a segment port's attachment; -1 if none.
    [[nodiscard]] qsizetype vifByAttachment(const QString& attachmentId) const;
    /// Index of the interface with that external_id; -1 if unknown.
    [[nodiscard]] qsizetype vifIndex(const QString& externalId) const;

    /// Index of the interface with that MAC address (lower-case); -1 if none.
    [[nodiscard]] qsizetype vifByMac(const QString& mac) const;

    /// Replaces a machine's tags; an empty list takes the key away, as the manager shows it.
    void setTags(qsizetype machine, const QJsonArray& tags, qint64 now);
    /// Rises with every change.
    [[nodiscard]] quint64 version() const { return m_version; }

private:
    std::vector<QJsonObject> m_machines;
    std::vector<QJsonObject> m_vifs;
    QHash<QString, qsizetype> m_machineIndex;
    QHash<QString, std::vector<qsizetype>> m_vifsOfMachine;
    QHash<QString, qsizetype> m_vifByAttachment;
    QHash<QString, qsizetype> m_vifIndex;
    QHash<QString, qsizetype> m_vifByMac;
    quint64 m_version = 0;
};

/// "/infra/realized-state/enforcement-points/default/virtual-machines/<external id>".
[[nodiscard]] QString machinePath(const QString& externalId);
/// The external id in such a path; nothing for any other path.
[[nodiscard]] std::optional<QString> machineIdOfPath(const QString& path);

} // namespace bulkhead::simulator
