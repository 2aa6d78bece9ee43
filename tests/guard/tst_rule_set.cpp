// SPDX-License-Identifier: MIT
#include "guard/rule_set.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::guard;
using namespace Qt::StringLiterals;

namespace {

const QString kFile = u"/home/x/.vmware/rules.yaml"_s;

QDateTime at(const QString& time) {
    return QDateTime(QDate(2026, 3, 1), QTime::fromString(time, u"HH:mm:ss"_s), Qt::UTC);
}

} // namespace

class TestRuleSet final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void globs_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const QString name = u"delete_dfw_rule"_s;
        QTest::newRow("same") << name << name << true;
        QTest::newRow("trailing star") << u"delete_*"_s << name << true;
        QTest::newRow("leading star") << u"*_rule"_s << name << true;
        QTest::newRow("star in the middle") << u"delete_*_rule"_s << name << true;
        QTest::newRow("stars around") << u"*dfw*"_s << name << true;
        QTest::newRow("star for nothing") << u"delete_dfw_rule*"_s << name << true;
        QTest::newRow("question mark") << u"delete_df?_rule"_s << name << true;
        QTest::newRow("question mark is one") << u"delete_dfw_rule?"_s << name << false;
        QTest::newRow("beginning only") << u"delete"_s << name << false;
        QTest::newRow("end only") << u"rule"_s << name << false;
        QTest::newRow("case") << u"Delete_*"_s << name << true;
        QTest::newRow("backs up") << u"*_rule"_s << u"a_rule_rule"_s << true;
        QTest::newRow("other") << u"create_*"_s << name << false;
        QTest::newRow("everything") << u"*"_s << name << true;
    }
    void globs() {
        QFETCH(const QString, pattern);
        QFETCH(const QString, text);
        QTEST(matchesGlob(text, pattern), "matches");
    }

    void judges_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<int>("risk");
        QTest::addColumn<QString>("deniedBy");
        const auto row = [](const char* name, const QByteArray& yaml, const QString& operation,
                            const QString& environment, Risk risk, const QString& deniedBy) {
            QTest::newRow(name) << yaml << operation << environment << static_cast<int>(risk)
                                << deniedBy;
        };
        const QByteArray deletes = "deny:\n- {name: d, operations: ['delete_*']}\n";
        row("fits", deletes, u"delete_group"_s, {}, Risk::High, u"d"_s);
        row("does not fit", deletes, u"create_group"_s, {}, Risk::High, {});
        row("document markers", "---\ndeny: [{name: m}]\n...\n# the end\n", u"a"_s, {}, Risk::Low,
            u"m"_s);
        row("empty file", "", u"delete_group"_s, {}, Risk::Critical, {});
        row("only comments", "# deny:\n#- {name: x}\n", u"a"_s, {}, Risk::High, {});
        row("deny of comments", "deny:\n# - {name: x}\n", u"a"_s, {}, Risk::High, {});
        row("no operations: all", "deny: [{name: d}]", u"list_groups"_s, {}, Risk::Low, u"d"_s);
        row("empty operations: none", "deny: [{name: d, operations: []}]", u"a"_s, {}, Risk::High,
            {});
        row("no name: its place", "deny: [{operations: []}, {reason: r}]", u"a"_s, {}, Risk::Low,
            u"deny[1]"_s);
        row("first match decides", "deny: [{name: a, operations: [x]}, {name: b}, {name: c}]",
            u"delete_group"_s, {}, Risk::High, u"b"_s);
        const QByteArray production = "deny: [{name: p, environments: [production]}]";
        row("environment", production, u"a"_s, u"production"_s, Risk::Low, u"p"_s);
        row("environment in another case", production, u"a"_s, u"Production "_s, Risk::Low, u"p"_s);
        row("other environment", production, u"a"_s, u"lab"_s, Risk::Critical, {});
        row("no environment never fits one", production, u"a"_s, {}, Risk::Critical, {});
        row("not even a star", "deny: [{name: p, environments: ['*']}]", u"a"_s, {}, Risk::Critical,
            {});
        row("empty environments: any", "deny: [{name: p, environments: []}]", u"a"_s, {}, Risk::Low,
            u"p"_s);
        const QByteArray high = "deny: [{name: h, min_risk_level: high}]";
        row("below the level", high, u"a"_s, {}, Risk::Medium, {});
        row("at the level", high, u"a"_s, {}, Risk::High, u"h"_s);
        row("above the level", high, u"a"_s, {}, Risk::Critical, u"h"_s);
        const QByteArray all =
            "deny: [{name: x, operations: [delete_*], environments: [prod], min_risk_level: high}]";
        row("all conditions", all, u"delete_group"_s, u"prod"_s, Risk::High, u"x"_s);
        row("all but one", all, u"delete_group"_s, u"prod"_s, Risk::Medium, {});
        row("limits of other tools", "change_limits: {max_cpu_change_pct: 50}", u"a"_s, {},
            Risk::High, {});
    }
    void judges() {
        QFETCH(const QByteArray, yaml);
        QFETCH(const QString, operation);
        QFETCH(const QString, environment);
        QFETCH(const int, risk);
        QFETCH(const QString, deniedBy);
        const auto rules = parseRules(yaml, kFile);
        QVERIFY2(rules, rules ? "" : qPrintable(rules.error().message()));
        const GuardVerdict verdict = rules->judge(
            {operation, environment, static_cast<Risk>(risk), u"lab"_s, true}, at(u"12:00:00"_s));
        QCOMPARE(verdict.allowed, deniedBy.isEmpty());
        QCOMPARE(verdict.ruleName, deniedBy);
        QVERIFY(!verdict.bypassed);
    }

    void reasonReachesThePerson() {
        const auto rules =
            parseRules("deny: [{name: n, reason: \"frozen \\e[31m until Monday\"}]", kFile);
        QVERIFY(rules);
        const GuardVerdict verdict = rules->judge({}, at(u"12:00:00"_s));
        QVERIFY(verdict.reason.startsWith(u"frozen "_s));
        QVERIFY(!verdict.reason.contains(QChar(0x1b)));
    }

    void window_data() {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QString>("now");
        QTest::addColumn<bool>("inside");
        QTest::newRow("within") << u"08:00"_s << u"10:00"_s << u"09:00:00"_s << true;
        QTest::newRow("start counts") << u"08:00"_s << u"10:00"_s << u"08:00:00"_s << true;
        QTest::newRow("end counts") << u"08:00"_s << u"10:00"_s << u"10:00:59"_s << true;
        QTest::newRow("just before") << u"08:00"_s << u"10:00"_s << u"07:59:59"_s << false;
        QTest::newRow("just after") << u"08:00"_s << u"10:00"_s << u"10:01:00"_s << false;
        QTest::newRow("over midnight, evening")
            << u"22:00"_s << u"05:00"_s << u"23:30:00"_s << true;
        QTest::newRow("over midnight, morning")
            << u"22:00"_s << u"05:00"_s << u"04:00:00"_s << true;
        QTest::newRow("over midnight, day") << u"22:00"_s << u"05:00"_s << u"12:00:00"_s << false;
        QTest::newRow("one minute") << u"06:30"_s << u"06:30"_s << u"06:30:30"_s << true;
        QTest::newRow("short hour") << u"6:30"_s << u"7:00"_s << u"06:45:00"_s << true;
    }
    void window() {
        QFETCH(const QString, start);
        QFETCH(const QString, end);
        QFETCH(const QString, now);
        QFETCH(const bool, inside);
        for (const QString& quote : {u"\""_s, QString()}) {
            const QString yaml = u"maintenance_window: {start: "_s + quote + start + quote +
                                 u", end: "_s + quote + end + quote + u"}"_s;
            const auto rules = parseRules(yaml.toUtf8(), kFile);
            QVERIFY2(rules, rules ? "" : qPrintable(rules.error().message()));
            for (const Risk risk : {Risk::High, Risk::Critical}) {
                const GuardVerdict verdict = rules->judge({u"a"_s, {}, risk, {}, true}, at(now));
                QCOMPARE(verdict.allowed, inside);
                QCOMPARE(verdict.ruleName, inside ? QString() : u"maintenance_window"_s);
                QCOMPARE(verdict.reason.contains(u"UTC"_s), !inside);
            }
            for (const Risk risk : {Risk::Low, Risk::Medium}) {
                QVERIFY(rules->judge({u"a"_s, {}, risk, {}, true}, at(now)).allowed);
            }
        }
    }

    void windowIsInUtc() {
        const auto rules = parseRules("maintenance_window: {start: '08:00', end: '10:00'}", kFile);
        QVERIFY(rules);
        const QDateTime elsewhere = at(u"09:00:00"_s).toOffsetFromUtc(9 * 3600);
        QVERIFY(rules->judge({u"a"_s, {}, Risk::High, {}, true}, elsewhere).allowed);
    }

    void denyComesBeforeTheWindow() {
        const auto rules = parseRules("deny: [{name: d}]\n"
                                      "maintenance_window: {start: '08:00', end: '10:00'}",
                                      kFile);
        QVERIFY(rules);
        QCOMPARE(rules->judge({u"a"_s, {}, Risk::High, {}, true}, at(u"09:00:00"_s)).ruleName,
                 u"d"_s);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("word");
        QTest::newRow("no YAML") << QByteArray("deny:\n  - name: x\n name: y\n") << 3 << u"YAML"_s;
        QTest::newRow("open bracket") << QByteArray("deny: [") << 1 << u"YAML"_s;
        QTest::newRow("a text") << QByteArray("just words") << 1 << u"mapping"_s;
        QTest::newRow("a list") << QByteArray("- name: x") << 1 << u"mapping"_s;
        QTest::newRow("unknown key") << QByteArray("deny: []\ndenny: []\n") << 2 << u"denny"_s;
        QTest::newRow("repeated key") << QByteArray("deny: []\ndeny: []\n") << 2 << u"second"_s;
        QTest::newRow("repeated key of a rule")
            << QByteArray("deny:\n- name: a\n  name: b\n") << 3 << u"second"_s;
        QTest::newRow("unknown key of a rule")
            << QByteArray("deny:\n- name: a\n  operation: [x]\n") << 3 << u"operation"_s;
        QTest::newRow("removed feature") << QByteArray("risk_tiers: {}\n") << 1 << u"risk_tiers"_s;
        QTest::newRow("second document")
            << QByteArray("deny: []\n---\ndeny: [{name: x}]\n") << 2 << u"first YAML document"_s;
        QTest::newRow("stray bracket") << QByteArray("deny: []\n]\n") << 2 << u"YAML"_s;
        QTest::newRow("deny is a mapping") << QByteArray("deny: {name: x}") << 1 << u"list"_s;
        QTest::newRow("a rule is a text")
            << QByteArray("deny:\n- delete_*x\n") << 2 << u"mapping"_s;
        QTest::newRow("a rule is nothing") << QByteArray("deny:\n- \n") << 3 << u"nothing"_s;
        QTest::newRow("operations is a text")
            << QByteArray("deny:\n- operations: delete_group\n") << 2 << u"list of texts"_s;
        QTest::newRow("operations is nothing")
            << QByteArray("deny:\n- operations:\n") << 2 << u"nothing"_s;
        QTest::newRow("an operation is a list")
            << QByteArray("deny:\n- operations: [[a]]\n") << 2 << u"list of texts"_s;
        QTest::newRow("an operation is nothing")
            << QByteArray("deny:\n- operations: [~]\n") << 2 << u"nothing"_s;
        QTest::newRow("an operation with brackets")
            << QByteArray("deny:\n- operations: ['[dr]elete']\n") << 2 << u"wildcards"_s;
        QTest::newRow("environments is a text")
            << QByteArray("deny:\n- environments: production\n") << 2 << u"list of texts"_s;
        QTest::newRow("risk") << QByteArray("deny:\n- min_risk_level: hihg\n") << 2
                              << u"critical"_s;
        QTest::newRow("risk is nothing")
            << QByteArray("deny:\n- min_risk_level:\n") << 2 << u"nothing"_s;
        QTest::newRow("window is a text")
            << QByteArray("maintenance_window: 22:00-05:00") << 1 << u"mapping"_s;
        QTest::newRow("window without end")
            << QByteArray("maintenance_window:\n  start: '22:00'\n") << 2 << u"end"_s;
        QTest::newRow("no such hour")
            << QByteArray("maintenance_window:\n  start: '24:00'\n  end: '05:00'\n") << 2
            << u"24:00"_s;
        QTest::newRow("no time") << QByteArray(
                                        "maintenance_window:\n  start: '22:00'\n  end: noon\n")
                                 << 3 << u"noon"_s;
        QTest::newRow("unknown key of the window")
            << QByteArray("maintenance_window: {start: '1:00', end: '2:00', zone: CET}") << 1
            << u"zone"_s;
        QTest::newRow("merge key") << QByteArray("base: &b {deny: []}\n<<: *b\n") << 1 << u"base"_s;
    }
    void refuses() {
        QFETCH(const QByteArray, yaml);
        QFETCH(const int, line);
        QFETCH(const QString, word);
        const auto rules = parseRules(yaml, kFile);
        QVERIFY(!rules);
        QCOMPARE(rules.error().kind, ErrorKind::Configuration);
        const QString message = rules.error().message();
        QVERIFY2(message.contains(kFile + u':' + QString::number(line) + u':'),
                 qPrintable(message));
        QVERIFY2(message.contains(word), qPrintable(message));
    }

    void hostileFilesEnd() {
        // What yaml-cpp's LoadAll never comes back from.
        QVERIFY(!parseRules("deny: [] ]", kFile));
        QVERIFY(!parseRules("]", kFile));
        // Deep nesting and aliases of aliases: an Error or rules, but an end.
        QVERIFY(!parseRules(QByteArray(20'000, '['), kFile));
        QByteArray laughs = "a0: &a0 [x]\n";
        for (int i = 1; i < 30; ++i) {
            const QByteArray before = "*a" + QByteArray::number(i - 1);
            laughs += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + before +
                      ", " + before + "]\n";
        }
        QVERIFY(!parseRules(laughs, kFile));
    }
};

QTEST_GUILESS_MAIN(TestRuleSet)
#include "tst_rule_set.moc"
