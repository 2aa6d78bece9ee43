// SPDX-License-Identifier: MIT
#include "nsx/reference_api.h"
#include "nsx/references.h"
#include "nsx/search_text.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;

namespace {

const QString kWeb = u"/infra/domains/default/groups/web"_s;

QStringList kinds(const std::vector<FoundUse>& uses) {
    QStringList words;
    for (const FoundUse& use : uses) {
        words << use.how;
    }
    words.sort();
    return words;
}

} // namespace

class TestReferences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void quotesText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("phrase");
        QTest::newRow("path") << kWeb << u'"' + kWeb + u'"';
        QTest::newRow("quote") << u"a\" OR \"b"_s << u"\"a\\\" OR \\\"b\""_s;
        QTest::newRow("backslash at the end") << u"a\\"_s << u"\"a\\\\\""_s;
        QTest::newRow("wildcard stays text") << u"a*?"_s << u"\"a*?\""_s;
        QTest::newRow("empty") << QString() << u"\"\""_s;
    }
    void quotesText() {
        QFETCH(const QString, text);
        QTEST(searchPhrase(text), "phrase");
    }
    void joinsPhrases() { QCOMPARE(searchAnyOf({u"a"_s, u"b c"_s}), u"(\"a\" OR \"b c\")"_s); }

    void findsUses_data() {
        QTest::addColumn<QJsonObject>("object");
        QTest::addColumn<QStringList>("how");
        const QJsonArray list{u"ANY"_s, kWeb};
        const auto row = [](const char* name, const QString& type, QJsonObject object,
                            const QStringList& how) {
            object.insert(u"resource_type"_s, type);
            QTest::newRow(name) << object << how;
        };
        row("sides of a rule", u"Rule"_s,
            {{u"source_groups"_s, list}, {u"destination_groups"_s, list}, {u"scope"_s, list}},
            {u"applied_to"_s, u"destination"_s, u"source"_s});
        row("intrusion detection", u"IdsRule"_s, {{u"ids_profiles"_s, list}}, {u"profile"_s});
        row("nested criteria", u"Group"_s,
            {{u"expression"_s,
              QJsonArray{
                  QJsonObject{{u"expressions"_s, QJsonArray{QJsonObject{{u"paths"_s, list}}}}}}}},
            {u"member"_s});
        row("exclude list", u"PolicyExcludeList"_s, {{u"members"_s, list}}, {u"exclusion"_s});
        row("members of anything else", u"IpSet"_s, {{u"members"_s, list}}, {u"member"_s});
        row("a field that nobody knows", u"Novelty"_s,
            {{u"brand_new"_s, QJsonObject{{u"inside"_s, kWeb}}}}, {u"other"_s});
        row("twice in one list", u"Rule"_s, {{u"source_groups"_s, QJsonArray{kWeb, kWeb}}},
            {u"source"_s});
        row("its own name and parent", u"Group"_s,
            {{u"path"_s, kWeb},
             {u"parent_path"_s, kWeb},
             {u"description"_s, kWeb},
             {u"_create_user"_s, kWeb},
             {u"status"_s, QJsonObject{{u"intent_path"_s, kWeb}}}},
            {});
        row("a path that starts alike", u"Rule"_s,
            {{u"source_groups"_s, QJsonArray{kWeb + u"-2"_s}}}, {});
    }
    void findsUses() {
        QFETCH(const QJsonObject, object);
        QTEST(kinds(usesIn(object, {kWeb})), "how");
    }

    void choosesAnObject() {
        const NamedObject byId{kWeb, u"Group"_s, UntrustedText(u"Frontends"_s)};
        const NamedObject byName{u"/infra/services/x"_s, u"Service"_s, UntrustedText(u"web"_s)};
        const NamedObject upper{u"/infra/services/y"_s, u"Service"_s, UntrustedText(u"WEB"_s)};
        QCOMPARE(chooseObject({byName, byId}, u"web"_s)->path, kWeb);
        QCOMPARE(chooseObject({byName, upper}, u"web"_s)->path, byName.path);
        QCOMPARE(chooseObject({byId}, u"frontENDS"_s)->path, kWeb);
        const auto twice = chooseObject({byName, upper}, u"Web"_s);
        QCOMPARE(twice.error().kind, ErrorKind::InvalidInput);
        QVERIFY(twice.error().message().contains(byName.path));
        QVERIFY(twice.error().message().contains(upper.path));
        QCOMPARE(chooseObject({byId}, u"we"_s).error().kind, ErrorKind::NotFound);
    }

    void putsDirectUsesFirst() {
        std::vector<Reference> list{{{u"/b"_s, u"Rule"_s, {}}, u"source"_s, kWeb},
                                    {{u"/c"_s, u"Rule"_s, {}}, u"source"_s, {}},
                                    {{u"/a"_s, u"Group"_s, {}}, u"member"_s, {}}};
        sortReferences(list);
        QCOMPARE(list.front().referrer.path, u"/a"_s);
        QCOMPARE(list.back().referrer.path, u"/b"_s);
    }
};

QTEST_GUILESS_MAIN(TestReferences)
#include "tst_references.moc"
