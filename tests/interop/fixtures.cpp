// SPDX-License-Identifier: MIT
#include "interop/fixtures.h"

#include "mcp/message.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bulkhead::interop {

using namespace Qt::StringLiterals;

namespace {

QByteArray compact(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// The text as it stands between the quotes of a JSON string.
QByteArray escaped(const QString& text) {
    const QByteArray quoted = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return quoted.mid(2, quoted.size() - 4);
}

bool send(const mcp::Request& request, const QJsonObject& result, mcp::Caching caching) {
    if (result.isEmpty()) {
        return false;
    }
    request.reply.result(request.dialect.stamped(result, caching));
    return true;
}

} // namespace

QJsonObject filled(const QJsonObject& fixture, const QJsonObject& values) {
    QByteArray json = compact(fixture);
    for (auto it = values.constBegin(); it != values.constEnd(); ++it) {
        const QString text =
            it->isObject() ? QString::fromUtf8(compact(it->toObject())) : it->toString();
        json.replace('{' + it.key().toUtf8() + '}', escaped(text));
    }
    return QJsonDocument::fromJson(json).object();
}

QJsonObject Fixtures::group(const QString& name) const {
    return m_all.value(name).toObject();
}

bool Fixtures::answer(const mcp::Request& request) const {
    const QString name = request.params.value(u"name"_s).toString();
    if (request.method == u"tools/call") {
        return standIn(request, name) || answerTool(request, name);
    }
    if (request.method == u"prompts/get") {
        const QJsonObject prompt = filled(group(u"prompts"_s).value(name).toObject(),
                                          request.params.value(u"arguments"_s).toObject());
        return send(request, prompt, mcp::Caching::None);
    }
    if (request.method == u"resources/read") {
        const QString uri = request.params.value(u"uri"_s).toString();
        const QJsonObject part = group(u"resources"_s).value(uri).toObject();
        return !part.isEmpty() &&
               send(request, {{u"contents"_s, QJsonArray{part}}}, mcp::Caching::Fresh);
    }
    if (request.method == u"completion/complete") {
        const QString prompt =
            request.params.value(u"ref"_s).toObject().value(u"name"_s).toString();
        return send(request, group(u"completions"_s).value(prompt).toObject(), mcp::Caching::None);
    }
    return answerSubscription(request);
}

bool Fixtures::answerTool(const mcp::Request& request, const QString& name) const {
    const QJsonValue token = request.params.value(u"_meta"_s).toObject().value(u"progressToken"_s);
    if (name == u"test_tool_with_progress" && mcp::isIdentifier(token)) {
        for (const int done : {0, 50, 100}) {
            request.reply.notify(
                u"notifications/progress"_s,
                {{u"progressToken"_s, token}, {u"progress"_s, done}, {u"total"_s, 100}});
        }
    }
    const QJsonArray told = group(u"logs"_s).value(name).toArray();
    for (const QJsonValue text : told) {
        m_server.log().tell(request, mcp::LogLevel::Info, text.toString());
    }
    return send(request, group(u"tools"_s).value(name).toObject(), mcp::Caching::None);
}

bool Fixtures::standIn(const mcp::Request& request, const QString& name) const {
    const QJsonObject own = group(u"standIns"_s).value(name).toObject();
    if (own.isEmpty()) {
        return false;
    }
    mcp::Request replaced = request;
    for (auto it = own.constBegin(); it != own.constEnd(); ++it) {
        replaced.params.insert(it.key(), it.value());
    }
    m_server.methods().answer(replaced);
    return true;
}

bool Fixtures::answerSubscription(const mcp::Request& request) const {
    const bool isSubscription =
        !request.dialect.isModern() &&
        (request.method == u"resources/subscribe" || request.method == u"resources/unsubscribe") &&
        m_all.value(u"subscriptions"_s).toArray().contains(request.params.value(u"uri"_s));
    if (isSubscription) {
        request.reply.result({});
    }
    return isSubscription;
}

} // namespace bulkhead::interop
