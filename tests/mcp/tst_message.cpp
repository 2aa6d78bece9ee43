// SPDX-License-Identifier: MIT
#include "mcp/message.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead::mcp;
using namespace Qt::StringLiterals;

class TestMessage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classifies_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("hasId");
        const auto row = [](const char* name, const QByteArray& text, MessageKind kind,
                            bool hasId) {
            QTest::newRow(name) << text << static_cast<int>(kind) << hasId;
        };
        row("request", R"({"jsonrpc":"2.0","id":1,"method":"ping"})", MessageKind::Request, true);
        row("any key order", R"({"method":"ping","id":1,"jsonrpc":"2.0"})", MessageKind::Request,
            true);
        row("id 0", R"({"jsonrpc":"2.0","id":0,"method":"ping"})", MessageKind::Request, true);
        row("empty id", R"({"jsonrpc":"2.0","id":"","method":"ping"})", MessageKind::Request, true);
        row("notification", R"({"jsonrpc":"2.0","method":"x"})", MessageKind::Notification, false);
        row("result", R"({"jsonrpc":"2.0","id":1,"result":{}})", MessageKind::Response, true);
        row("error", R"({"jsonrpc":"2.0","id":1,"error":{}})", MessageKind::Response, true);
        row("null id", R"({"jsonrpc":"2.0","id":null,"method":"ping"})", MessageKind::Invalid,
            false);
        row("real id", R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})", MessageKind::Invalid,
            false);
        row("bool id", R"({"jsonrpc":"2.0","id":true,"method":"ping"})", MessageKind::Invalid,
            false);
        row("no method", R"({"jsonrpc":"2.0","id":1})", MessageKind::Invalid, true);
        row("numeric method", R"({"jsonrpc":"2.0","id":1,"method":7})", MessageKind::Invalid, true);
        row("empty method", R"({"jsonrpc":"2.0","id":1,"method":""})", MessageKind::Invalid, true);
        row("version 1", R"({"jsonrpc":"1.0","id":"a","method":"ping"})", MessageKind::Invalid,
            true);
        row("no version", R"({"id":"a","method":"ping"})", MessageKind::Invalid, true);
        row("empty", "{}", MessageKind::Invalid, false);
    }
    void classifies() {
        QFETCH(const QByteArray, text);
        QFETCH(const int, kind);
        QFETCH(const bool, hasId);
        const Message message = classify(QJsonDocument::fromJson(text).object());
        QCOMPARE(static_cast<int>(message.kind), kind);
        QCOMPARE(!message.id.isUndefined(), hasId);
        QCOMPARE(message.fault.isEmpty(), message.kind != MessageKind::Invalid);
    }

    void tellsIdsApartByType() {
        QVERIFY(identifierKey(1) != identifierKey(u"1"_s));
        QCOMPARE(identifierKey(1), identifierKey(1.0));
        QVERIFY(identifierKey(0) != identifierKey(u""_s));
        QVERIFY(identifierKey(qint64{9007199254740993}) != identifierKey(qint64{9007199254740992}));
    }

    void noticesTheModernClaim() {
        Message message;
        QVERIFY(!message.hasModernClaim());
        message.params = {{u"_meta"_s, QJsonObject{{u"progressToken"_s, 1}}}};
        QVERIFY(!message.hasModernClaim());
        message.params = {{u"_meta"_s, QJsonObject{{QString(kVersionKey), 7}}}};
        QVERIFY(message.hasModernClaim());
    }

    void wantsObjectsAsParams() {
        const QByteArray text = R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})";
        const Message message = classify(QJsonDocument::fromJson(text).object());
        QCOMPARE(message.kind, MessageKind::Request);
        QVERIFY(!message.fault.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
