// SPDX-License-Identifier: MIT
#include "nsx/proxy.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;

class TestProxy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesByTheEnvironment_data();
    void goesByTheEnvironment();
    void keepsTheProxysPassword();
};

void TestProxy::goesByTheEnvironment_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<QString>("proxy"); // "" none, "!" an error
    const QString host = u"nsx.corp.example"_s;
    const QString set = u"HTTPS_PROXY=http://proxy:3128"_s;
    QTest::newRow("none") << host << QStringList() << u""_s;
    QTest::newRow("http only") << host << QStringList{u"HTTP_PROXY=http://proxy:1"_s} << u""_s;
    QTest::newRow("https") << host << QStringList{set} << u"proxy:3128"_s;
    QTest::newRow("small letters win")
        << host << QStringList{set, u"https_proxy=other:8080"_s} << u"other:8080"_s;
    QTest::newRow("all") << host << QStringList{u"ALL_PROXY=socks5://s"_s} << u"s:1080"_s;
    QTest::newRow("default port") << host << QStringList{u"HTTPS_PROXY=proxy"_s} << u"proxy:80"_s;
    QTest::newRow("loopback name") << u"localhost"_s << QStringList{set} << u""_s;
    QTest::newRow("loopback IPv4") << u"127.0.0.5"_s << QStringList{set} << u""_s;
    QTest::newRow("loopback IPv6") << u"::1"_s << QStringList{set} << u""_s;
    QTest::newRow("exempt name") << host << QStringList{set, u"NO_PROXY=x, nsx.corp.example"_s}
                                 << u""_s;
    QTest::newRow("exempt domain")
        << host << QStringList{set, u"NO_PROXY=.Corp.example"_s} << u""_s;
    QTest::newRow("exempt parent") << host << QStringList{set, u"NO_PROXY=example"_s} << u""_s;
    QTest::newRow("half a name") << host << QStringList{set, u"NO_PROXY=orp.example"_s}
                                 << u"proxy:3128"_s;
    QTest::newRow("star") << host << QStringList{set, u"no_proxy=*"_s} << u""_s;
    QTest::newRow("exempt prefix")
        << u"10.1.2.3"_s << QStringList{set, u"NO_PROXY=10.0.0.0/8"_s} << u""_s;
    QTest::newRow("other prefix") << u"11.1.2.3"_s << QStringList{set, u"NO_PROXY=10.0.0.0/8"_s}
                                  << u"proxy:3128"_s;
    QTest::newRow("unusable") << host << QStringList{u"HTTPS_PROXY=ftp://u:S3cret@p"_s} << u"!"_s;
}

void TestProxy::goesByTheEnvironment() {
    QFETCH(QString, host);
    QFETCH(QStringList, variables);
    QFETCH(QString, proxy);
    QProcessEnvironment environment;
    for (const QString& variable : variables) {
        const qsizetype equals = variable.indexOf(u'=');
        environment.insert(variable.left(equals), variable.mid(equals + 1));
    }
    const auto found = proxyFor(host, environment);
    if (proxy == u"!") {
        QVERIFY(!found);
        QVERIFY(found.error().kind == ErrorKind::Configuration);
        QVERIFY(!found.error().message().contains(u"S3cret"_s));
        return;
    }
    QVERIFY(found);
    if (proxy.isEmpty()) {
        QCOMPARE(found->type(), QNetworkProxy::NoProxy);
        return;
    }
    QCOMPARE(found->hostName() + u':' + QString::number(found->port()), proxy);
}

void TestProxy::keepsTheProxysPassword() {
    QProcessEnvironment environment;
    environment.insert(u"HTTPS_PROXY"_s, u"http://us%40er:p%3Aw@proxy:3128"_s);
    const auto found = proxyFor(u"nsx.example"_s, environment);
    QVERIFY(found);
    QCOMPARE(found->user(), u"us@er"_s);
    QCOMPARE(found->password(), u"p:w"_s);
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
