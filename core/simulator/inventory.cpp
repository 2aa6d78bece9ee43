// SPDX-License-Identifier: MIT
#include "simulator/inventory.h"

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

Error badEntry(const QString& name, const QString& list, qsizetype index, const QString& problem) {
    const QString where = list + u'[' + QString::number(index) + u']';
    return {ErrorKind::InvalidInput, u"Correct the data set."_s,
            name + u": "_s + where + u" "_s + problem, where, std::nullopt};
}

} // namespace

Result<void> Inventory::load(const QJsonArray& machines, const QJsonArray& vifs,
                             const QString& name, qint64 now) {
    for (qsizetype i = 0; i < machines.size(); ++i) {
        QJsonObject machine = machines.at(i).toObject();
        const QString id = machine.value(u"external_id"_s).toString();
        if (id.isEmpty() || machine.value(u"display_name"_s).toString().isEmpty()) {
            return fail(badEntry(name, u"virtual_machines"_s, i,
                                 u"has no external_id or no display_name."_s));
        }
        if (m_machineIndex.contains(id)) {
            return fail(badEntry(name, u"virtual_machines"_s, i,
                                 u"repeats the external_id "_s + id + u'.'));
        }
        machine.insert(u"resource_type"_s, u"VirtualMachine"_s);
        if (!machine.contains(u"type"_s)) {
            machine.insert(u"type"_s, u"REGULAR"_s);
        }
        if (!machine.contains(u"_last_sync_time"_s)) {
            machine.insert(u"_last_sync_time"_s, now);
        }
        m_machineIndex.insert(id, static_cast<qsizetype>(m_machines.size()));
        m_machines.push_back(machine);
    }
    for (qsizetype i = 0; i < vifs.size(); ++i) {
        QJsonObject vif = vifs.at(i).toObject();
        const QString owner = vif.value(u"owner_vm_id"_s).toString();
        if (!m_machineIndex.contains(owner)) {
            return fail(badEntry(name, u"vifs"_s, i,
                                 u"belongs to no virtual machine of this data set (owner_vm_id "_s +
                                     owner + u")."_s));
        }
        vif.insert(u"resource_type"_s, u"VirtualNetworkInterface"_s);
        if (!vif.contains(u"_last_sync_time"_s)) {
            vif.insert(u"_last_sync_time"_s, now);
        }
        const auto index = static_cast<qsizetype>(m_vifs.size());
        m_vifsOfMachine[owner].push_back(index);
        const QString attachment = vif.value(u"lport_attachment_id"_s).toString();
        if (!attachment.isEmpty()) {
            m_vifByAttachment.insert(attachment, index);
        }
        m_vifIndex.insert(vif.value(u"external_id"_s).toString(), index);
        m_vifByMac.insert(vif.value(u"mac_address"_s).toString().toLower(), index);
        m_vifs.push_back(vif);
    }
    ++m_version;
    return {};
}

qsizetype Inventory::machineIndex(const QString& externalId) const {
    return m_machineIndex.value(externalId, -1);
}

std::vector<qsizetype> Inventory::vifsOf(const QString& machineExternalId) const {
    return m_vifsOfMachine.value(machineExternalId);
}

qsizetype Inventory::vifByAttachment(const QString& attachmentId) const {
    return m_vifByAttachment.value(attachmentId, -1);
}

qsizetype Inventory::vifIndex(const QString& externalId) const {
    return m_vifIndex.value(externalId, -1);
}

qsizetype Inventory::vifByMac(const QString& mac) const {
    return m_vifByMac.value(mac, -1);
}

void Inventory::setTags(qsizetype machine, const QJsonArray& tags, qint64 now) {
    QJsonObject& stored = m_machines.at(static_cast<std::size_t>(machine));
    if (tags.isEmpty()) {
        stored.remove(u"tags"_s);
    } else {
        stored.insert(u"tags"_s, tags);
    }
    stored.insert(u"_last_sync_time"_s, now);
    ++m_version;
}

QString machinePath(const QString& externalId) {
    return u"/infra/realized-state/enforcement-points/default/virtual-machines/"_s + externalId;
}

std::optional<QString> machineIdOfPath(const QString& path) {
    static const QString prefix = machinePath({});
    const QString id = path.mid(prefix.size());
    return path.startsWith(prefix) && !id.isEmpty() && !id.contains(u'/') ? std::optional(id)
                                                                          : std::nullopt;
}

} // namespace bulkhead::simulator
