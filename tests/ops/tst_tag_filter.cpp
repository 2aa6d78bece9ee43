// SPDX-License-Identifier: MIT
#include "ops/tag_filter.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace Qt::StringLiterals;

class TestTagFilter final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesPatterns_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("matches");
        QTest::newRow("everything") << u"prod"_s << QString() << true;
        QTest::newRow("star") << QString() << u"*"_s << true;
        QTest::newRow("two stars") << u"prod"_s << u"**"_s << true;
        QTest::newRow("same") << u"prod"_s << u"prod"_s << true;
        QTest::newRow("case") << u"Prod"_s << u"pROD"_s << true;
        QTest::newRow("part") << u"production"_s << u"prod"_s << false;
        QTest::newRow("start") << u"production"_s << u"prod*"_s << true;
        QTest::newRow("not the start") << u"preprod"_s << u"prod*"_s << false;
        QTest::newRow("end") << u"preprod"_s << u"*prod"_s << true;
        QTest::newRow("not the end") << u"production"_s << u"*prod"_s << false;
        QTest::newRow("inside") << u"preproduction"_s << u"*prod*"_s << true;
        QTest::newRow("regular expression") << u"prod"_s << u"p.od"_s << false;
    }
    void matchesPatterns() {
        QFETCH(const QString, text);
        QFETCH(const QString, pattern);
        QTEST(matchesTagPattern(text, pattern), "matches");
    }

    void findsTags_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("found");
        QTest::newRow("both") << u"env|prod"_s << true;
        QTest::newRow("scope only") << u"env|"_s << true;
        QTest::newRow("value in any scope") << u"prod"_s << true;
        QTest::newRow("value behind a bar") << u"|web"_s << true;
        QTest::newRow("wrong scope") << u"app|prod"_s << false;
        QTest::newRow("pattern") << u"e*|p*"_s << true;
        QTest::newRow("parts of two tags") << u"env|web"_s << false;
        QTest::newRow("value with a bar") << u"note|a|b"_s << true;
    }
    void findsTags() {
        QFETCH(const QString, filter);
        const std::vector<model::Tag> tags{{UntrustedText(u"env"_s), UntrustedText(u"prod"_s)},
                                           {UntrustedText(), UntrustedText(u"web"_s)},
                                           {UntrustedText(u"note"_s), UntrustedText(u"a|b"_s)}};
        QTEST(hasTag(tags, filter), "found");
        QVERIFY(!hasTag({}, filter));
    }
};

QTEST_GUILESS_MAIN(TestTagFilter)
#include "tst_tag_filter.moc"
