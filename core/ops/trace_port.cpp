// SPDX-License-Identifier: MIT
#include "ops/trace_port.h"

#include "base/identifiers.h"
#include "model/decode.h"
#include "nsx/api_path.h"
#include "nsx/inventory_api.h"
#include "nsx/object_api.h"
#include "nsx/search_text.h"

#include <QJsonArray>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// A port as the manager has it; an empty object if search shows none.
Task<QJsonObject> portById(QPointer<nsx::Connection> manager, QString id, CancellationToken token) {
    const nsx::ObjectApi objects(manager);
    const QString phrase = nsx::searchPhrase(id);
    const QString text =
        u"resource_type:SegmentPort AND (attachment.id:%1 OR unique_id:%1 OR id:%1)"_s.arg(phrase);
    const QUrlQuery query = nsx::makeQuery({{u"query"_s, text}});
    const QString path = nsx::searchPath(manager->target());
    const auto found = co_await objects.list(path, query, token);
    if (!found) {
        co_return fail(found.error());
    }
    for (const QJsonValue hit : *found) {
        const bool isIt = hit[u"attachment"][u"id"].toString() == id ||
                          hit[u"unique_id"].toString() == id || hit[u"id"].toString() == id;
        if (isIt) {
            co_return hit.toObject();
        }
    }
    co_return QJsonObject();
}

/// The interface that is plugged into an attachment, if any.
Task<std::optional<model::VirtualNetworkInterface>>
interfaceAt(QPointer<nsx::Connection> manager, QString attachment, CancellationToken token) {
    if (attachment.isEmpty()) {
        co_return std::optional<model::VirtualNetworkInterface>();
    }
    const nsx::ObjectApi objects(manager);
    const QUrlQuery query = nsx::makeQuery({{u"lport_attachment_id"_s, attachment}});
    const auto found = co_await objects.list(u"/api/v1/fabric/vifs"_s, query, token);
    if (!found) {
        co_return fail(found.error());
    }
    for (const QJsonValue one : *found) {
        auto vif = model::decode<model::VirtualNetworkInterface>(one.toObject());
        if (vif && vif->portAttachmentId == attachment) {
            co_return std::optional<model::VirtualNetworkInterface>(std::move(*vif));
        }
    }
    co_return std::optional<model::VirtualNetworkInterface>();
}

} // namespace

Task<TraceEnd> findPort(Call call, QString wanted) {
    const QPointer<nsx::Connection> manager = call.manager;
    const bool isPath = looksLikePath(wanted);
    const auto checked =
        isPath ? checkPath(wanted, u"src_lport_id"_s) : checkIdentifier(wanted, u"src_lport_id"_s);
    if (!checked) {
        co_return fail(checked.error());
    }
    Result<QJsonObject> port;
    if (isPath) {
        const nsx::ObjectApi objects(manager);
        port = co_await objects.object(wanted, call.token);
    } else {
        port = co_await portById(manager, wanted, call.token);
    }
    if (!port) {
        co_return fail(port.error());
    }
    TraceEnd end;
    end.portPath = port->value(u"path"_s).toString();
    end.portId = port->value(u"unique_id"_s).toString();
    end.segmentPath = port->value(u"parent_path"_s).toString();
    if (port->isEmpty()) {
        end.portId = wanted;
    }
    // The id may also be the attachment of a port that the search index does not know yet.
    const QString attachment =
        port->isEmpty() ? wanted : port->value(u"attachment"_s)[u"id"].toString();
    const auto vif = co_await interfaceAt(manager, attachment, call.token);
    if (!vif) {
        co_return fail(vif.error());
    }
    if (!*vif) {
        co_return end;
    }
    end.mac = (*vif)->macAddress;
    end.addresses = (*vif)->addresses;
    const nsx::InventoryApi inventory(manager);
    const auto machine = co_await inventory.machineByExternalId((*vif)->ownerMachineId, call.token);
    if (machine) {
        end.machine = *machine;
    } else if (machine.error().kind != ErrorKind::NotFound) {
        co_return fail(machine.error());
    }
    co_return end;
}

QCoro::Task<PortOwner> ownerOf(QPointer<nsx::Connection> manager, QString portPath, QString portId,
                               CancellationToken token) {
    PortOwner owner;
    owner.portPath = portPath;
    Result<QJsonObject> port = QJsonObject();
    if (!manager) {
        co_return owner;
    }
    if (checkPath(portPath, u"port"_s)) {
        const nsx::ObjectApi objects(manager);
        port = co_await objects.object(portPath, token);
    } else if (checkIdentifier(portId, u"port"_s)) {
        port = co_await portById(manager, portId, token);
    }
    if (!port || port->isEmpty() || !manager) {
        co_return owner;
    }
    owner.portPath = port->value(u"path"_s).toString(portPath);
    const QString attachment = port->value(u"attachment"_s)[u"id"].toString();
    const auto vif = co_await interfaceAt(manager, attachment, token);
    if (!vif || !*vif || !manager) {
        co_return owner;
    }
    owner.machineId = (*vif)->ownerMachineId;
    const nsx::InventoryApi inventory(manager);
    const auto machine = co_await inventory.machineByExternalId(owner.machineId, token);
    if (machine) {
        owner.machineName = machine->displayName;
    }
    co_return owner;
}

} // namespace bulkhead::ops
