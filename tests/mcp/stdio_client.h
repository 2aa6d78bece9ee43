// SPDX-License-Identifier: MIT
// Client: talks to the real program over its pipes, and holds every line against the protocol.
#pragma once

#include "console/program_bench.h"
#include "messages.h"
#include "wire_check.h"

#include <QTest>

namespace bulkhead::tests {

inline const QJsonObject kClient{{u"name"_s, u"suite"_s}, {u"version"_s, u"1"_s}};

inline QJsonObject meta() {
    return {{QString(mcp::kVersionKey), u"2026-07-28"_s},
            {QString(mcp::kCapabilitiesKey), QJsonObject()},
            {QString(mcp::kClientInfoKey), kClient}};
}

inline QByteArray bytesOf(const QJsonObject& message) {
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

inline QByteArray request(const QString& method, QJsonObject params, const QJsonValue& id,
                          bool isModern = false) {
    if (isModern) {
        params.insert(u"_meta"_s, meta());
    }
    return bytesOf(
        {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}});
}

inline QByteArray initialize(const QString& version = u"2025-11-25"_s) {
    return request(u"initialize"_s,
                   {{u"protocolVersion"_s, version},
                    {u"capabilities"_s, QJsonObject()},
                    {u"clientInfo"_s, kClient}},
                   0);
}

inline QByteArray call(const QString& tool, const QJsonObject& arguments, const QJsonValue& id,
                       bool isModern = false) {
    return request(u"tools/call"_s, {{u"name"_s, tool}, {u"arguments"_s, arguments}}, id, isModern);
}

/// A client of one child, with a checker on the wire.
class Client final {
public:
    explicit Client(Program& program) : m_program(program) {}
    ~Client() {
        if (!m_check.problems().isEmpty()) {
            QTest::qFail(qPrintable(m_check.problems().join(u'\n')), __FILE__, __LINE__);
        }
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void send(const QByteArray& line) {
        m_check.fromClient(line);
        m_program.write(line + '\n');
    }
    QByteArray read() {
        QByteArray line = m_program.readLine();
        line.chop(1);
        m_check.fromServer(line);
        return line;
    }
    QJsonObject ask(const QByteArray& line) {
        send(line);
        return parsed(read());
    }

private:
    Program& m_program;
    WireCheck m_check;
};

inline const QStringList kDemo{u"mcp"_s, u"--demo"_s};

} // namespace bulkhead::tests
