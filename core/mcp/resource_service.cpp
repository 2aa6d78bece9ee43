// SPDX-License-Identifier: MIT
#include "mcp/resource_service.h"

#include "base/text.h"
#include "mcp/message.h"
#include "mcp/progress_reporter.h"
#include "mcp/request_params.h"
#include "mcp/resource_catalogue.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestEcho = 512;

} // namespace

ResourceService::ResourceService(ResourceReader reader, InFlight& inFlight, TaskCounter& running,
                                 QObject* parent)
    : QObject(parent), m_reader(std::move(reader)), m_inFlight(inFlight), m_running(running) {}

void ResourceService::list(const Request& request) const {
    if (!hasKnownCursor(request)) {
        return;
    }
    const auto targets = m_reader.pipeline().sources().knownTargets();
    if (!targets) {
        request.reply.error(kInternalError, targets.error().message());
        return;
    }
    request.reply.result(request.dialect.stamped(
        {{u"resources"_s, listedResources(*targets, request.dialect)}}, Caching::Static));
}

void ResourceService::listTemplates(const Request& request) const {
    if (hasKnownCursor(request)) {
        request.reply.result(request.dialect.stamped(
            {{u"resourceTemplates"_s, resourceTemplates(request.dialect)}}, Caching::Static));
    }
}

std::optional<ResourceAddress> ResourceService::known(const QString& uri) const {
    std::optional<ResourceAddress> address = resourceAddress(uri);
    if (!address) {
        return std::nullopt;
    }
    const auto targets = m_reader.pipeline().sources().knownTargets();
    const bool isKnown = targets && targets->names.contains(address->target);
    return isKnown ? address : std::nullopt;
}

void ResourceService::refuseUnknown(const Request& request, const QString& uri) {
    request.reply.error(request.dialect.isModern() ? kInvalidParams : kResourceNotFound,
                        u"Resource not found"_s,
                        QJsonObject{{u"uri"_s, elideMiddle(cleanLine(uri), kLongestEcho)}});
}

void ResourceService::read(const Request& request) {
    const std::optional<QString> uri = textParam(request, u"uri"_s);
    if (!uri) {
        return;
    }
    const std::optional<ResourceAddress> address = resourceAddress(*uri);
    if (!address) {
        refuseUnknown(request, *uri);
        return;
    }
    ops::CallContext context;
    context.agent = request.client.name;
    context.token = m_inFlight.add(request.reply);
    context.progress = progressFor(request.params, request.reply, request.dialect);
    keepTask<Result<QJsonObject>>(
        this, m_reader.read(*address, context),
        [this, request, uri, ticket = m_running.take()](const Result<QJsonObject>& content) {
            answer(request, *uri, content);
            m_inFlight.remove(request.reply);
        });
}

void ResourceService::answer(const Request& request, const QString& uri,
                             const Result<QJsonObject>& content) {
    if (!content && content.error().kind == ErrorKind::NotFound) {
        refuseUnknown(request, uri);
        return;
    }
    if (!content) {
        request.reply.error(kInternalError, content.error().message());
        return;
    }
    const QByteArray json = QJsonDocument(*content).toJson(QJsonDocument::Compact);
    const QJsonObject part{{u"uri"_s, uri},
                           {u"mimeType"_s, QString(kResourceType)},
                           {u"text"_s, QString::fromUtf8(json)}};
    request.reply.result(
        request.dialect.stamped({{u"contents"_s, QJsonArray{part}}}, Caching::Fresh));
}

} // namespace bulkhead::mcp
