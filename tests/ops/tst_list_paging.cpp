// SPDX-License-Identifier: MIT
// Lists that are read page by page: each page costs its own request, once.
#include "ops/live_manager.h"
#include "support/await.h"

#include <QTest>

using namespace bulkhead;
using namespace bulkhead::ops;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int kGroups = 95;

QJsonObject estate() {
    QJsonArray domain;
    for (int i = 0; i < kGroups; ++i) {
        const QString id = u"g-%1"_s.arg(i, 3, 10, QChar(u'0'));
        domain.append(child(u"Group"_s, {{u"id"_s, id}, {u"display_name"_s, id}}));
    }
    for (int i = 0; i < 20; ++i) {
        const QString id = u"p-%1"_s.arg(i, 3, 10, QChar(u'0'));
        domain.append(child(u"SecurityPolicy"_s, {{u"id"_s, id},
                                                  {u"display_name"_s, id},
                                                  {u"category"_s, u"Application"_s},
                                                  {u"sequence_number"_s, i}}));
    }
    return estateOf({}, domain);
}

QStringList idsOf(const ListPart<model::Group>& part) {
    QStringList ids;
    for (const model::Group& group : part.items) {
        ids << group.header.id;
    }
    return ids;
}

} // namespace

class TestListPaging final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LiveManager> m_live;

    ListPart<model::Group> groups(const ListQuery& query) {
        const auto part = await(m_live->source().groups(query, {}));
        if (!part) {
            qWarning() << part.error().message();
            return {};
        }
        return *part;
    }

private Q_SLOTS:
    void init() {
        m_live = std::make_unique<LiveManager>(estate());
        QVERIFY2(m_live->error().isEmpty(), qPrintable(m_live->error()));
    }

    void costsEachPageOnce() {
        QStringList seen;
        for (int offset = 0; offset < kGroups; offset += 10) {
            const auto part = groups({{}, 10, offset});
            QCOMPARE(part.total, std::optional<qint64>(kGroups));
            seen += idsOf(part);
        }
        QCOMPARE(seen.size(), kGroups);
        QCOMPARE(QSet<QString>(seen.cbegin(), seen.cend()).size(), kGroups);
        QVERIFY(std::is_sorted(seen.cbegin(), seen.cend()));
        QCOMPARE(m_live->takeRequests().size(), 10);
    }

    void readsAnewFromTheBeginning() {
        groups({{}, 10, 0});
        groups({{}, 10, 0});
        QCOMPARE(m_live->takeRequests().size(), 2);
    }

    void goesBackWithoutARequest() {
        groups({{}, 10, 0});
        const auto second = idsOf(groups({{}, 10, 10}));
        groups({{}, 10, 20});
        QCOMPARE(m_live->takeRequests().size(), 3);
        QCOMPARE(idsOf(groups({{}, 10, 10})), second);
        QCOMPARE(m_live->takeRequests().size(), 0);
    }

    void startsInTheMiddle() {
        const auto part = groups({{}, 5, 90});
        QCOMPARE(idsOf(part).constFirst(), u"g-090"_s);
        QCOMPARE(part.items.size(), 5U);
        QCOMPARE(m_live->takeRequests().size(), 1);
        QVERIFY(groups({{}, 5, kGroups}).items.empty());
    }

    void filtersOverWhatWasRead() {
        const auto first = groups({u"g-00*"_s, 4, 0});
        QCOMPARE(first.total, std::optional<qint64>(10));
        QCOMPARE(idsOf(first).constFirst(), u"g-000"_s);
        QCOMPARE(idsOf(groups({u"g-00*"_s, 4, 8})), (QStringList{u"g-008"_s, u"g-009"_s}));
        QCOMPARE(m_live->takeRequests().size(), 1);
    }

    void sharesAPageBetweenTwoAtOnce() {
        groups({{}, 10, 0});
        auto one = m_live->source().groups({{}, 10, 10}, {});
        auto other = m_live->source().groups({{}, 20, 10}, {});
        const auto a = await(std::move(one));
        const auto b = await(std::move(other));
        QVERIFY(a && b);
        QCOMPARE(idsOf(*a), idsOf(*b).mid(0, 10));
        QCOMPARE(b->items.size(), 20U);
        QCOMPARE(b->items.back().header.id, u"g-029"_s);
    }

    void readsPoliciesOnce() {
        for (int offset = 0; offset < 20; offset += 5) {
            const auto part = await(m_live->source().policies({{}, 5, offset}, {}));
            QVERIFY(part);
            QCOMPARE(part->items.size(), 5U);
            // Default sections of the manager are there, too.
            QVERIFY(part->total.value_or(0) >= 20);
        }
        QCOMPARE(m_live->takeRequests().size(), 1);
    }

    void doesNotRememberAFailure() {
        groups({{}, 10, 0});
        simulator::Fault fault;
        fault.kind = simulator::Fault::Kind::Status;
        fault.status = 403;
        fault.pathContains = "/groups";
        fault.count = 1;
        m_live->manager().addFault(fault);
        QVERIFY(!await(m_live->source().groups({{}, 10, 10}, {})));
        QCOMPARE(idsOf(groups({{}, 10, 10})).constFirst(), u"g-010"_s);
    }
};

QTEST_GUILESS_MAIN(TestListPaging)
#include "tst_list_paging.moc"
