// SPDX-License-Identifier: MIT
// Adding and changing a target in config.yaml without touching anything else in it.
#include "config/configuration.h"
#include "config/target_writer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::config;

namespace {

Target lab() {
    Target target;
    target.name = u"lab"_s;
    target.host = u"nsx-lab.example.com"_s;
    target.port = 8443;
    target.environment = u"lab"_s;
    target.fingerprintSha256 = u"AB"_s + u":AB"_s.repeated(31);
    return target;
}

QByteArray written(const QByteArray& yaml, const Target& target = lab()) {
    const auto text = withTarget(yaml, u"c.yaml"_s, target);
    return text ? *text : "ERROR " + text.error().message().toUtf8();
}

} // namespace

class TestTargetWriter final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesAWholeFile_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("blank") << QByteArray("\n  \n");
        QTest::newRow("comments") << QByteArray("# mine\n# two\n");
    }
    void makesAWholeFile() {
        QFETCH(const QByteArray, before);
        const QByteArray after = written(before);
        const auto parsed = parseConfiguration(after, u"c.yaml"_s);
        QVERIFY2(parsed, after.constData());
        QCOMPARE(parsed->targets.size(), 1U);
        QCOMPARE(parsed->targets.front(), lab());
        QCOMPARE(parsed->defaultTarget, u"lab"_s);
        QVERIFY(after.startsWith(before.trimmed()));
    }

    void addsAfterTheLastTarget_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray block = "  lab:\n    host: nsx-lab.example.com\n    username: admin\n"
                                 "    port: 8443\n    environment: lab\n"
                                 "    fingerprint_sha256: \"AB" +
                                 QByteArray(":AB").repeated(31) + "\"\n";
        QTest::newRow("one target, no default")
            << QByteArray("targets:\n  a:\n    host: a # why\n")
            << "default_target: a\ntargets:\n  a:\n    host: a # why\n" + block;
        QTest::newRow("something follows, with its comment")
            << QByteArray("default_target: a\ntargets:\n  a:\n    host: a\n  # end of a\n\n"
                          "# flows\nprotected_flows:\n  - {from: x, to: y, service: z}\n")
            << "default_target: a\ntargets:\n  a:\n    host: a\n  # end of a\n" + block +
                   "\n# flows\nprotected_flows:\n  - {from: x, to: y, service: z}\n";
        QTest::newRow("no line end at the end")
            << QByteArray("default_target: a\ntargets:\n  a: {host: a}")
            << "default_target: a\ntargets:\n  a: {host: a}\n" + block;
        QByteArray deep = block;
        deep.replace("\n  ", "\n      ").replace("  lab:", "      lab:");
        QTest::newRow("deeper") << QByteArray("targets:\n      a:\n        host: a\n"
                                              "      b:\n        host: b\ndefault_target: b\n")
                                << "targets:\n      a:\n        host: a\n      b:\n"
                                   "        host: b\n" +
                                       deep + "default_target: b\n";
    }
    void addsAfterTheLastTarget() {
        QFETCH(const QByteArray, before);
        QTEST(written(before), "after");
    }

    void keepsLineEnds() {
        const QByteArray after =
            written("default_target: a\r\ntargets:\r\n  a:\r\n    host: a\r\n");
        QVERIFY2(after.startsWith("default_target: a\r\n"), after.constData());
        QCOMPARE(after.count('\n'), after.count("\r\n"));
    }

    void changesOnlyItsLines_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray pin =
            "    fingerprint_sha256: \"AB" + QByteArray(":AB").repeated(31) + "\"\n";
        QTest::newRow("plain values")
            << QByteArray("targets:\n  lab: # mine\n    host: old  # moved\n    port: 443\n"
                          "    username: admin\n    environment: old\n    read_only: true\n")
            << "targets:\n  lab: # mine\n" + pin +
                   "    host: nsx-lab.example.com  # moved\n    port: 8443\n"
                   "    username: admin\n    environment: lab\n    read_only: true\n";
        QTest::newRow("quotes and nothing")
            << QByteArray("targets:\n  lab:\n    host: \"old\" # c\n    port: 443\n"
                          "    username: 'admin'\n    environment:\n")
            << "targets:\n  lab:\n" + pin +
                   "    host: nsx-lab.example.com # c\n    port: 8443\n"
                   "    username: admin\n    environment: lab\n";
    }
    void changesOnlyItsLines() {
        QFETCH(const QByteArray, before);
        QTEST(written(before), "after");
    }

    void quotesWhatYamlWouldMistake_data() {
        QTest::addColumn<QString>("environment");
        for (const QString& word : {u"yes"_s, u"no"_s, u"null"_s, u"1.5"_s, u"a: b"_s, u"#x"_s,
                                    u"say \"hi\" \\ there"_s, u"größe"_s, u"- x"_s}) {
            QTest::newRow(qPrintable(word)) << word;
        }
    }
    void quotesWhatYamlWouldMistake() {
        QFETCH(const QString, environment);
        Target target = lab();
        target.environment = environment;
        const auto parsed = parseConfiguration(written({}, target), u"c.yaml"_s);
        QVERIFY(parsed);
        QCOMPARE(parsed->targets.front().environment, environment);
    }

    void refusesWhatItDoesNotUnderstand_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("contains");
        QTest::newRow("wrong file") << QByteArray("targets:\n  a: {hots: a}\n") << u"hots"_s;
        QTest::newRow("no YAML") << QByteArray("targets: [") << u"YAML"_s;
        QTest::newRow("flow style") << QByteArray("targets: {a: {host: a}}\n") << u"by hand"_s;
        QTest::newRow("target in flow style")
            << QByteArray("targets:\n  lab: {host: a}\n") << u"by hand"_s;
        QTest::newRow("anchor and alias")
            << QByteArray("targets:\n  a: &x\n    host: a\n  lab: *x\n") << u"by hand"_s;
        QTest::newRow("value on the next line")
            << QByteArray("targets:\n  lab:\n    host:\n      old\n") << u"by hand"_s;
        QTest::newRow("same password variable")
            << QByteArray("targets:\n  LAB:\n    host: a\n") << u"password variable"_s;
    }
    void refusesWhatItDoesNotUnderstand() {
        QFETCH(const QByteArray, before);
        QFETCH(const QString, contains);
        const auto text = withTarget(before, u"c.yaml"_s, lab());
        QVERIFY2(!text, text ? text->constData() : "");
        QCOMPARE(text.error().kind, ErrorKind::Configuration);
        QVERIFY2(text.error().message().contains(contains), qPrintable(text.error().message()));
    }

    void survivesItsOwnResult() {
        // Twice the same changes nothing; three targets one after the other are all there.
        QByteArray yaml = written({});
        QCOMPARE(written(yaml), yaml);
        for (const QString& name : {u"b"_s, u"c"_s}) {
            Target target = lab();
            target.name = name;
            yaml = written(yaml, target);
        }
        const auto parsed = parseConfiguration(yaml, u"c.yaml"_s);
        QVERIFY2(parsed, yaml.constData());
        QCOMPARE(parsed->targets.size(), 3U);
        QCOMPARE(parsed->defaultTarget, u"lab"_s);
    }
};

QTEST_GUILESS_MAIN(TestTargetWriter)
#include "tst_target_writer.moc"
