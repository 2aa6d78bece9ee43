// SPDX-License-Identifier: MIT
// The API areas against the simulated manager.
#include "nsx/api_path.h"
#include "nsx/await.h"
#include "nsx/group_api.h"
#include "nsx/inventory_api.h"
#include "nsx/manager_test.h"
#include "nsx/paging.h"
#include "nsx/security_policy_api.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::nsx;
using namespace bulkhead::tests;
using bulkhead::simulator::Fault;

class TestApis : public ManagerTest {
    Q_OBJECT
private Q_SLOTS:
    void readsAllPages();
    void stopsAtTheLimit();
    void listsPolicies();
    void listsGroups();
    void findsMachines();
};

void TestApis::readsAllPages() {
    const auto c = connection();
    const QString path = infraRoot(m_target) + u"/services"_s;
    AWAIT_OK(read, pages(c.get(), path, {}, {}, {}));
    QVERIFY(read.value().total);
    QCOMPARE(read.value().objects, *read.value().total);
    QVERIFY(read.value().complete);
    QVERIFY(read.value().objects > 100);
    QCOMPARE(count("page_size=1000"), read.value().bodies.size());
}

void TestApis::stopsAtTheLimit() {
    const auto c = connection();
    PagingOptions options;
    options.limitOfObjects = 10;
    AWAIT_OK(read, pages(c.get(), infraRoot(m_target) + u"/services"_s, {}, options, {}));
    QCOMPARE(read.value().objects, 10);
    QVERIFY(!read.value().complete);
    QVERIFY(*read.value().total > 100);
    QCOMPARE(read.value().bodies.size(), 1U);
}

void TestApis::listsPolicies() {
    const auto c = connection();
    const SecurityPolicyApi api(c.get());
    AWAIT_OK(all, api.policies({}, {}));
    QVERIFY(all.value().items.size() > 3);
    QCOMPARE(*all.value().total, qint64(all.value().items.size()));
    QVERIFY(
        std::is_sorted(all.value().items.begin(), all.value().items.end(), model::evaluatedBefore));
    const model::SecurityPolicy& some = all.value().items.front();
    AWAIT_OK(named, api.policies({some.header.displayName.raw(), 50, 0}, {}));
    QVERIFY(*named.value().total >= 1);
    AWAIT_OK(window, api.policies({{}, 2, 1}, {}));
    QCOMPARE(window.value().items.size(), 2U);
    QCOMPARE(window.value().items.front().header.id, all.value().items.at(1).header.id);
    AWAIT_OK(one, api.policy(some.header.id, {}));
    AWAIT_OK(rules, api.rules(some.header.id, {}));
    QCOMPARE(one.value().rules.size(), rules.value().size());
    QVERIFY(some.ruleCount);
    QCOMPARE(*some.ruleCount, int(rules.value().size()));
    AWAIT_ERROR(none, ErrorKind::NotFound, api.policy(u"no such/policy"_s, {}));
    QCOMPARE(none.error().fault->errorCode, std::optional<int>(600));
}

void TestApis::listsGroups() {
    const auto c = connection();
    const GroupApi api(c.get());
    AWAIT_OK(some, api.groups({{}, 2, 1}, {}));
    QCOMPARE(some.value().items.size(), 2U);
    QVERIFY(*some.value().total > 2);
    AWAIT_OK(all, api.groups({{}, 1000, 0}, {}));
    QCOMPARE(qint64(all.value().items.size()), *some.value().total);
    QCOMPARE(all.value().items.at(1).header.id, some.value().items.front().header.id);
    bool hasMembers = false;
    for (const model::Group& group : all.value().items) {
        AWAIT_OK(one, api.group(group.header.id, {}));
        QCOMPARE(one.value().header.path, group.header.path);
        AWAIT_OK(members, api.machineMembers(group.header.id, 1, {}));
        QVERIFY(members.value().members.size() <= 1);
        QVERIFY(members.value().total);
        if (*members.value().total > 1) {
            hasMembers = true;
            QCOMPARE(members.value().members.size(), 1U);
            QVERIFY(!members.value().members.front().displayName.isEmpty());
            break;
        }
    }
    QVERIFY(hasMembers);
}

void TestApis::findsMachines() {
    const auto c = connection();
    const InventoryApi api(c.get());
    AWAIT_OK(page, api.machines(10, {}, {}));
    QCOMPARE(page.value().machines.size(), 10U);
    QVERIFY(!page.value().nextCursor.isEmpty());
    AWAIT_OK(next, api.machines(10, page.value().nextCursor, {}));
    QVERIFY(next.value().machines.front().externalId != page.value().machines.front().externalId);
    const model::VirtualMachine& machine = page.value().machines.front();
    AWAIT_OK(byId, api.machineByExternalId(machine.externalId, {}));
    QCOMPARE(byId.value().displayName, machine.displayName);
    AWAIT_OK(byName, api.machinesByName(machine.displayName.raw(), {}));
    QVERIFY(!byName.value().empty());
    AWAIT_OK(none, api.machinesByName(u"no such machine"_s, {}));
    QVERIFY(none.value().empty());
    AWAIT_ERROR(missing, ErrorKind::NotFound, api.machineByExternalId(u"none"_s, {}));
}

QTEST_GUILESS_MAIN(TestApis)
#include "tst_apis.moc"
