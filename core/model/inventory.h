// SPDX-License-Identifier: MIT
// The inventory: virtual machines, their network interfaces, segments and ports.
#pragma once

#include "model/object_header.h"

#include <QJsonArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::model {

/// NSX 4.2 API, VirtualMachine. It has no path and no revision.
struct VirtualMachine {
    UntrustedText displayName;
    QString externalId; ///< the vCenter instance uuid; identifies it everywhere
    QString hostId;
    UntrustedText hostName; ///< `source.target_display_name`
    QString powerState;     ///< VM_RUNNING, VM_STOPPED, VM_SUSPENDED, UNKNOWN; upper-cased
    QString type;           ///< REGULAR, EDGE, SERVICE, …
    UntrustedText osName;   ///< from guest_info; empty without Tools
    UntrustedText computerName;
    std::vector<Tag> tags;
    ExtraFields extra;

    [[nodiscard]] QString label() const;
};

/// NSX 4.2 API, VirtualNetworkInterface.
struct VirtualNetworkInterface {
    QString externalId;
    QString ownerMachineId; ///< `owner_vm_id` = VirtualMachine::externalId
    UntrustedText displayName;
    QString macAddress;
    QString portAttachmentId; ///< `lport_attachment_id` = SegmentPort::attachmentId
    QStringList addresses;    ///< all of `ip_address_info`, in order, without duplicates
    ExtraFields extra;
};

/// NSX 4.2 Policy API, Segment.
struct Segment {
    ObjectHeader header;
    QString connectivityPath; ///< gateway, or empty
    QString transportZonePath;
    QStringList gatewayAddresses; ///< `subnets[].gateway_address`
    QStringList vlanIds;          ///< empty for overlay
    QString type;
    ExtraFields extra;
};

/// NSX 4.2 Policy API, SegmentPort.
struct SegmentPort {
    ObjectHeader header;
    QString segmentPath;  ///< = header.parentPath
    QString attachmentId; ///< `attachment.id`
    ExtraFields extra;
};

} // namespace bulkhead::model
