// SPDX-License-Identifier: MIT
// The change file: read, refused with line numbers, written back, and the example of the manual.
#include "change/change_document.h"

#include <QFile>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::change;
using namespace Qt::StringLiterals;

class TestChangeDocument final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryVerb() {
        const auto read = readChangeDocument(R"(title: "123"
reason: because
changes:
  - create: rule
    policy: shop
    place: {after: allow-dns}
    set: {display_name: "yes", sources: [web, 10.0.0.0/8], logged: false}
  - {move: policy, id: shop, place: top}
  - {delete: group, id: old, revision: 7}
  - update: exclusions
    add: {members: [web]}
  - update: group
    id: web
    set:
      expression:
        - {resource_type: IPAddressExpression, ip_addresses: [10.0.0.1]}
)",
                                             u"c.yaml"_s);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        QCOMPARE(read->title, u"123"_s);
        QCOMPARE(read->entries.size(), 5U);
        const ChangeEntry& rule = read->entries[0];
        QCOMPARE(rule.line, 4);
        QCOMPARE(rule.position, u"after"_s);
        QCOMPARE(rule.anchor, u"allow-dns"_s);
        QCOMPARE(rule.set.value(u"display_name"_s), QJsonValue(u"yes"_s));
        QCOMPARE(rule.set.value(u"logged"_s), QJsonValue(false));
        QCOMPARE(inWords(rule),
                 u"Create rule yes of shop: after allow-dns; set display_name, logged, sources"_s);
        QCOMPARE(*read->entries[2].revision, 7);
    }

    void stagedEditsMayBeginWithComments() {
        ChangeDocument document;
        document.title = u"Staged"_s;
        document.edits.push_back({ObjectKind::Group, u"/infra/domains/default/groups/g"_s,
                                  QJsonValue(QJsonValue::Null),
                                  QJsonObject{{u"resource_type"_s, u"Group"_s}}});
        const QByteArray text = "# New: group g\n\n  # for the reviewer\n";
        const auto read = readChangeDocument(text + writeChangeDocument(document), u"c.yaml"_s);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        QCOMPARE(read->edits, document.edits);
    }

    void roundTrips() {
        ChangeDocument document;
        document.title = u"Tab\there: \"quotes\" # and more"_s;
        document.reason = u"null"_s;
        ChangeEntry entry;
        entry.kind = ObjectKind::Rule;
        entry.policy = u"007"_s;
        entry.id = u"no"_s;
        entry.set = {{u"display_name"_s, u"true"_s},
                     {u"notes"_s, u"line one\nline two\u00e9"_s},
                     {u"logged"_s, true},
                     {u"sources"_s, QJsonArray{u"10.0.0.1"_s, u"a: b"_s}},
                     {u"service_entries"_s,
                      QJsonArray{QJsonObject{{u"icmp_type"_s, 8}, {u"id"_s, u"8"_s}}}}};
        entry.add = {{u"tags"_s, QJsonArray{u"env|prod"_s}}};
        document.entries.push_back(entry);
        ChangeEntry move;
        move.verb = ChangeEntry::Verb::Move;
        move.kind = ObjectKind::Policy;
        move.id = u"p"_s;
        move.position = u"before"_s;
        move.anchor = u"q: r"_s;
        document.entries.push_back(move);
        const QByteArray yaml = writeChangeDocument(document);
        auto read = readChangeDocument(yaml, u"c.yaml"_s);
        QVERIFY2(read,
                 qPrintable((read ? QString() : read.error().message()) + QString::fromUtf8(yaml)));
        for (ChangeEntry& one : read->entries) {
            one.line = 0;
        }
        QCOMPARE(read->title, document.title);
        QCOMPARE(read->reason, document.reason);
        QVERIFY2(read->entries == document.entries, yaml.constData());
    }

    void stagedEditsRoundTrip() {
        ChangeDocument document;
        document.title = u"t"_s;
        document.edits = {{ObjectKind::Group, u"/infra/domains/default/groups/g"_s, QJsonValue(),
                           QJsonObject{{u"id"_s, u"g"_s}}}};
        const auto read = readChangeDocument(writeChangeDocument(document), u"c"_s);
        QVERIFY(read);
        QCOMPARE(read->edits, document.edits);
        QVERIFY(!readChangeDocument(R"({"title":"t","edits":[{"kind":"nonsense"}]})", u"c"_s));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("words");
        QTest::newRow("no title") << QByteArray("reason: x") << u"title"_s;
        QTest::newRow("unknown key") << QByteArray("title: t\nchange: []") << u"c.yaml:2"_s;
        QTest::newRow("key twice") << QByteArray("title: t\ntitle: u") << u"second time"_s;
        QTest::newRow("two verbs")
            << QByteArray("title: t\nchanges:\n - {create: rule, delete: rule, policy: p}")
            << u"c.yaml:3"_s;
        QTest::newRow("unknown kind")
            << QByteArray("title: t\nchanges:\n - {create: segment}") << u"one of policy, rule"_s;
        QTest::newRow("moving a group")
            << QByteArray("title: t\nchanges:\n - {move: group, id: g}") << u"cannot be moved"_s;
        QTest::newRow("unknown field")
            << QByteArray("title: t\nchanges:\n - update: rule\n   policy: p\n   id: r\n   set:\n  "
                          "   loged: true")
            << u"logged"_s;
        QTest::newRow("a text for a flag")
            << QByteArray("title: t\nchanges:\n - update: rule\n   policy: p\n   id: r\n   set:\n  "
                          "   logged: \"true\"")
            << u"c.yaml:7"_s;
        QTest::newRow("unknown action")
            << QByteArray(
                   "title: t\nchanges:\n - {update: rule, policy: p, id: r, set: {action: PERMIT}}")
            << u"one of ALLOW"_s;
        QTest::newRow("category of an old policy")
            << QByteArray(
                   "title: t\nchanges:\n - {update: policy, id: p, set: {category: Emergency}}")
            << u"unknown key"_s;
        QTest::newRow("no list")
            << QByteArray(
                   "title: t\nchanges:\n - {update: rule, policy: p, id: r, set: {sources: web}}")
            << u"a list of texts"_s;
        QTest::newRow("place of an update")
            << QByteArray("title: t\nchanges:\n - {update: rule, policy: p, id: r, place: top}")
            << u"place"_s;
        QTest::newRow("no YAML") << QByteArray("title: [") << u"not valid YAML"_s;
        QTest::newRow("nameless") << QByteArray("title: t\nchanges:\n - {create: group}")
                                  << u"display_name"_s;
    }

    void refuses() {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, words);
        const auto read = readChangeDocument(yaml, u"c.yaml"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(read.error().message().contains(words), qPrintable(read.error().message()));
    }
};

QTEST_GUILESS_MAIN(TestChangeDocument)
#include "tst_change_document.moc"
