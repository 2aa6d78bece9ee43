// SPDX-License-Identifier: MIT
#include "guard/redactor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUrl>

#include <memory>
#include <thread>
#include <vector>

using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

class TestRedactor final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spellings_data() {
        QTest::addColumn<QString>("text");
        const QString secret = u"Bulk \"head\"!&=+%\u00fc"_s;
        QTest::newRow("plain") << u"the password "_s + secret + u" is wrong"_s;
        QTest::newRow("twice") << secret + u' ' + secret;
        QTest::newRow("percent") << QString::fromLatin1(QUrl::toPercentEncoding(secret));
        QTest::newRow("form") << u"j_password=Bulk+%22head%22%21%26%3D%2B%25%C3%BC&x=1"_s;
        QTest::newRow("NSX form") << u"j_password=Bulk%20%22head%22!%26%3D%2B%25%C3%BC"_s;
        QTest::newRow("JSON") << QString::fromUtf8(
            QJsonDocument(QJsonObject{{u"p"_s, secret}}).toJson(QJsonDocument::Compact));
        QTest::newRow("base64") << u"b64:"_s + QString::fromLatin1(secret.toUtf8().toBase64());
    }
    void spellings() {
        QFETCH(const QString, text);
        Redactor redactor;
        redactor.learn(u"Bulk \"head\"!&=+%\u00fc"_s);
        const QString clean = redactor.redact(text);
        QVERIFY2(clean.contains(u"***"_s), qPrintable(clean));
        QVERIFY2(!clean.contains(u"head"_s), qPrintable(clean));
        QVERIFY2(!clean.contains(u"dWx"_s), qPrintable(clean));
    }

    void oneSecretInsideAnotherLeavesNoRest() {
        Redactor redactor;
        redactor.learn(u"hunter"_s);
        redactor.learn(u"hunter22-tail"_s);
        QCOMPARE(redactor.redact(u"<hunter22-tail> <hunter>"_s), u"<***> <***>"_s);
    }

    void shortOnesAreLeftAlone() {
        Redactor redactor;
        redactor.learn(u"abc"_s);
        redactor.learn({});
        QCOMPARE(redactor.redact(u"abcabc"_s), u"abcabc"_s);
    }

    void headers_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("clean");
        QTest::newRow("cookie") << u"Cookie: JSESSIONID=ABC123; Path=/"_s
                                << u"Cookie: JSESSIONID=***; Path=/"_s;
        QTest::newRow("token") << u"X-XSRF-TOKEN: 1234-abcd"_s << u"X-XSRF-TOKEN: ***"_s;
        QTest::newRow("basic") << u"Authorization: Basic YWRtaW46c2VjcmV0"_s
                               << u"Authorization: Basic ***"_s;
        QTest::newRow("bearer") << u"Bearer eyJhbGciOi.J9-x_y"_s << u"Bearer ***"_s;
        QTest::newRow("plain words")
            << u"Basic rules for Bearer bonds"_s << u"Basic rules for Bearer bonds"_s;
    }
    void headers() {
        QFETCH(const QString, text);
        QTEST(Redactor().redact(text), "clean");
    }

    void keys_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("secret");
        for (const char* key :
             {"password",    "Password",      "db_password",  "passwd",       "passphrase",
              "pwd",         "client_secret", "access-token", "X-XSRF-TOKEN", "Set-Cookie",
              "cookie",      "Authorization", "api_key",      "apiKey",       "API-KEY",
              "private_key", "privateKey",    "session",      "session_id",   "JSESSIONID",
              "credentials", "pass"}) {
            QTest::newRow(key) << QString::fromLatin1(key) << true;
        }
        for (const char* key : {"name", "policy_id", "bypass", "sources", "key", "compass", "limit",
                                "display_name", "passed"}) {
            QTest::newRow(key) << QString::fromLatin1(key) << false;
        }
    }
    void keys() {
        QFETCH(const QString, key);
        QTEST(isCredentialKey(key, u"value"_s), "secret");
    }

    void countsAreNoSecrets() {
        QVERIFY(!isCredentialKey(u"session_count"_s, 17));
        QVERIFY(!isCredentialKey(u"password"_s, QJsonValue(QJsonValue::Null)));
        QVERIFY(!isCredentialKey(u"has_password"_s, true));
        QVERIFY(isCredentialKey(u"password"_s, 1234));
    }

    void everyDepth() {
        Redactor redactor;
        redactor.learn(u"planted-word"_s);
        const QJsonObject deep{
            {u"password"_s, u"a"_s},
            {u"list"_s, QJsonArray{QJsonObject{{u"api_key"_s, QJsonArray{1, 2}}},
                                   u"x planted-word y"_s, QJsonArray{u"planted-word"_s}}},
            {u"planted-word"_s, u"as a key"_s},
            {u"count"_s, 3},
            {u"inner"_s,
             QJsonObject{{u"token"_s, QJsonObject{{u"v"_s, u"t"_s}}}, {u"name"_s, u"web"_s}}},
        };
        const QJsonObject expected{
            {u"password"_s, u"***"_s},
            {u"list"_s,
             QJsonArray{QJsonObject{{u"api_key"_s, u"***"_s}}, u"x *** y"_s, QJsonArray{u"***"_s}}},
            {u"***"_s, u"as a key"_s},
            {u"count"_s, 3},
            {u"inner"_s, QJsonObject{{u"token"_s, u"***"_s}, {u"name"_s, u"web"_s}}},
        };
        QCOMPARE(redactor.redact(deep), expected);
    }

    void processWide() {
        Redactor::process().learn(u"known-to-all-2718"_s);
        QCOMPARE(redact(u"<known-to-all-2718>"_s), u"<***>"_s);
    }

    void manyThreads() {
        Redactor redactor;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&redactor, t] {
                for (int i = 0; i < 50; ++i) {
                    const QString secret = u"secret-%1-%2-end"_s.arg(t).arg(i);
                    redactor.learn(secret);
                    if (redactor.redact(secret) != u"***"_s) {
                        qFatal("a learned secret stayed");
                    }
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCOMPARE(redactor.redact(u"secret-0-0-end secret-3-49-end"_s), u"*** ***"_s);
    }
};

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
