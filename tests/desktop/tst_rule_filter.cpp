// SPDX-License-Identifier: MIT
#include "desktop/estate/member_index.h"
#include "desktop/firewall/rule_matcher.h"
#include "desktop/places/word_filter.h"
#include "estate_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

Q_DECLARE_METATYPE(bulkhead::desktop::FilterKey)

class TestRuleFilter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_snapshot = fixture::smallEstate();
        m_search = RuleSearchIndex::make(m_snapshot);
        m_members = std::make_unique<MemberIndex>(m_snapshot);
        snapshot::MembershipEvaluator evaluator(m_snapshot);
        std::vector<GroupMembers> all;
        for (const model::Group& group : m_snapshot->groups()) {
            all.push_back({group.header.path, std::make_shared<const snapshot::Membership>(
                                                  evaluator.of(group.header.path))});
        }
        m_members->add(all);
        m_members->setComplete();
    }

    void oneTerm_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<FilterKey>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("negated");
        QTest::newRow("word") << u"web"_s << FilterKey::Text << u"web"_s << false;
        QTest::newRow("not a word") << u"-web"_s << FilterKey::Text << u"web"_s << true;
        QTest::newRow("source") << u"src:app"_s << FilterKey::Source << u"app"_s << false;
        QTest::newRow("capitals") << u"DST:app"_s << FilterKey::Destination << u"app"_s << false;
        QTest::newRow("not a field") << u"-svc:dns"_s << FilterKey::Service << u"dns"_s << true;
        QTest::newRow("quotes") << u"name:\"web to app\""_s << FilterKey::Name << u"web to app"_s
                                << false;
        QTest::newRow("quoted words")
            << u"\"two words\""_s << FilterKey::Text << u"two words"_s << false;
        QTest::newRow("an unknown key is a word")
            << u"foo:bar"_s << FilterKey::Text << u"foo:bar"_s << false;
        QTest::newRow("IPv6 address")
            << u"ip:fd00::1"_s << FilterKey::Address << u"fd00::1"_s << false;
    }
    void oneTerm() {
        QFETCH(QString, text);
        QFETCH(FilterKey, key);
        QFETCH(QString, value);
        QFETCH(bool, negated);
        const RuleFilter filter = RuleFilter::parse(text);
        QCOMPARE(filter.terms.size(), std::size_t(1));
        QVERIFY(filter.terms.front().key == key);
        QCOMPARE(filter.terms.front().value, value);
        QCOMPARE(filter.terms.front().negated, negated);
        QVERIFY2(filter.problems.isEmpty(), qPrintable(filter.problems.join(u' ')));
    }

    void whatIsNotUnderstoodIsSaid_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("no address") << u"ip:banana"_s;
        QTest::newRow("unknown state") << u"is:purple"_s;
        QTest::newRow("unknown action") << u"action:permit"_s;
        QTest::newRow("open quotes") << u"\"web"_s;
    }
    void whatIsNotUnderstoodIsSaid() {
        QFETCH(QString, text);
        QCOMPARE(RuleFilter::parse(text).problems.size(), 1);
    }

    void whatIsStillBeingTypedIsNoTerm() {
        QVERIFY(RuleFilter::parse(u"src: -"_s).isEmpty());
        QVERIFY(RuleFilter::parse(u"   "_s).isEmpty());
    }

    void rules_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("ids");
        const auto row = [](const char* name, const QString& text, const QStringList& ids) {
            QTest::newRow(name) << text << ids;
        };
        row("everything", u""_s,
            {u"dns"_s, u"ntp"_s, u"web-in"_s, u"web-to-app"_s, u"old"_s, u"deny"_s});
        row("name", u"name:allow"_s, {u"dns"_s});
        row("umlaut without case", u"FÜR"_s, {u"ntp"_s});
        row("policy in Japanese", u"policy:ウェブ"_s, {u"web-in"_s, u"web-to-app"_s, u"old"_s});
        row("source", u"src:web"_s, {u"web-to-app"_s});
        row("destination", u"dst:web"_s, {u"web-in"_s});
        row("two terms", u"policy:webshop dst:app"_s, {u"web-to-app"_s});
        row("not", u"policy:webshop -dst:app"_s, {u"web-in"_s, u"old"_s});
        row("action", u"action:drop"_s, {u"deny"_s});
        row("port through the service", u"svc:443"_s, {u"web-in"_s});
        row("port inside a range", u"svc:9050"_s, {u"web-in"_s});
        row("no part of a port", u"svc:44"_s, {});
        row("service name", u"svc:https"_s, {u"web-in"_s});
        row("disabled", u"is:disabled"_s, {u"old"_s});
        row("logged", u"is:logged"_s, {u"ntp"_s});
        row("default", u"is:default"_s, {u"deny"_s});
        row("address through a group", u"ip:10.1.0.7"_s, {u"web-in"_s, u"web-to-app"_s});
        row("address written in the rule", u"ip:10.9.0.3"_s, {u"web-to-app"_s});
        row("prefix around a group", u"dst:10.2.0.0/16"_s, {u"web-to-app"_s});
        row("address that nobody names", u"ip:192.0.2.1"_s, {});
        row("half a state is enough", u"is:dis"_s, {u"old"_s});
        row("system-wide number", u"id:1003"_s, {u"old"_s});
    }
    void rules() {
        QFETCH(QString, text);
        QFETCH(QStringList, ids);
        const RuleMatcher matcher(RuleFilter::parse(text), *m_snapshot, *m_search, *m_members);
        QStringList found;
        std::size_t position = 0;
        for (const model::SecurityPolicy& policy : m_snapshot->policies()) {
            for (const model::Rule& rule : policy.rules) {
                if (matcher.matches(rule, position++)) {
                    found << rule.header.id;
                }
            }
        }
        QCOMPARE(found, ids);
    }

    void wordsOfSimpleTables() {
        const QByteArray text = foldForSearch(u"Prod WEB-01 10.0.0.1"_s);
        QVERIFY(WordFilter(u"web prod"_s).matches(text));
        QVERIFY(!WordFilter(u"web -prod"_s).matches(text));
        QVERIFY(WordFilter(u"10.0.0.1"_s).matches(text));
        QVERIFY(WordFilter(QString()).isEmpty());
    }

private:
    snapshot::SnapshotPointer m_snapshot;
    std::shared_ptr<const RuleSearchIndex> m_search;
    std::unique_ptr<MemberIndex> m_members;
};

QTEST_GUILESS_MAIN(TestRuleFilter)
#include "tst_rule_filter.moc"
