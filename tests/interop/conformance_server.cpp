// SPDX-License-Identifier: MIT
// conformance_server FIXTURES: the real server on standard input and output, with answers from a
// file for the tools, resources and prompts that the official conformance suite hard-codes. A
// program of its own, so that the product knows no fixture.
#include "console/stdio_transport.h"
#include "mcp/message.h"
#include "mcp/server.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

using namespace bulkhead;
using namespace Qt::StringLiterals;

namespace {

/// The fixture with `{name}` replaced by the argument of that name.
QJsonObject filled(const QJsonObject& fixture, const QJsonObject& arguments) {
    QByteArray json = QJsonDocument(fixture).toJson(QJsonDocument::Compact);
    for (auto it = arguments.constBegin(); it != arguments.constEnd(); ++it) {
        const QJsonArray quoted{it.value().toString()};
        const QByteArray text = QJsonDocument(quoted).toJson(QJsonDocument::Compact);
        json.replace('{' + it.key().toUtf8() + '}', text.mid(2, text.size() - 4));
    }
    return QJsonDocument::fromJson(json).object();
}

class Fixtures final {
public:
    explicit Fixtures(const QJsonObject& all) : m_all(all) {}

    bool answer(const mcp::Request& request) const {
        const QString method = request.method;
        const QString name = request.params.value(u"name"_s).toString();
        const QString uri = request.params.value(u"uri"_s).toString();
        if (method == u"tools/call") {
            return answerTool(request, name);
        }
        if (method == u"prompts/get") {
            const QJsonObject prompt = filled(group(u"prompts"_s).value(name).toObject(),
                                              request.params.value(u"arguments"_s).toObject());
            return send(request, prompt, mcp::Caching::None);
        }
        if (method == u"resources/read") {
            const QJsonObject part = group(u"resources"_s).value(uri).toObject();
            return !part.isEmpty() &&
                   send(request, {{u"contents"_s, QJsonArray{part}}}, mcp::Caching::Fresh);
        }
        if (method == u"completion/complete") {
            const QString prompt =
                request.params.value(u"ref"_s).toObject().value(u"name"_s).toString();
            return send(request, group(u"completions"_s).value(prompt).toObject(),
                        mcp::Caching::None);
        }
        const bool isSubscription =
            !request.dialect.isModern() &&
            (method == u"resources/subscribe" || method == u"resources/unsubscribe") &&
            m_all.value(u"subscriptions"_s).toArray().contains(uri);
        if (isSubscription) {
            request.reply.result({});
        }
        return isSubscription;
    }

private:
    [[nodiscard]] QJsonObject group(const QString& name) const {
        return m_all.value(name).toObject();
    }
    static bool send(const mcp::Request& request, const QJsonObject& result, mcp::Caching caching) {
        if (result.isEmpty()) {
            return false;
        }
        request.reply.result(request.dialect.stamped(result, caching));
        return true;
    }
    [[nodiscard]] bool answerTool(const mcp::Request& request, const QString& name) const {
        const QJsonObject result = group(u"tools"_s).value(name).toObject();
        const QJsonValue token =
            request.params.value(u"_meta"_s).toObject().value(u"progressToken"_s);
        if (name == u"test_tool_with_progress" && mcp::isIdentifier(token)) {
            for (const int done : {0, 50, 100}) {
                request.reply.notify(
                    u"notifications/progress"_s,
                    {{u"progressToken"_s, token}, {u"progress"_s, done}, {u"total"_s, 100}});
            }
        }
        return send(request, result, mcp::Caching::None);
    }

    QJsonObject m_all;
};

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QFile file(QCoreApplication::arguments().value(1));
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "conformance_server: give the file with the fixtures\n");
        return 2;
    }
    const Fixtures fixtures(QJsonDocument::fromJson(file.readAll()).object());
    ops::SourceOptions options;
    options.demo = true;
    console::StdioTransport transport;
    mcp::Server server(ops::Pipeline::standard(std::make_shared<ops::SourceProvider>(options)),
                       transport);
    server.methods().intercept(
        [&fixtures](const mcp::Request& request) { return fixtures.answer(request); });
    QObject::connect(&server, &mcp::Server::finished, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    QTimer::singleShot(0, &transport, &console::StdioTransport::start);
    return QCoreApplication::exec();
}
