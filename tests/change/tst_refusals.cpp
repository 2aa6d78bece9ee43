// SPDX-License-Identifier: MIT
// What a manager's "still in use" and its status of a bulk tag operation say, read from their
// texts.
#include "change/refused_delete.h"
#include "change/tag_operation.h"

#include <QJsonDocument>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::change;
using namespace Qt::StringLiterals;

class TestRefusals final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheUsers_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QStringList>("users");
        const QString text = u"The object path=[/infra/domains/default/groups/web] cannot be "
                             "deleted as either it has children or it is being referenced by other "
                             "objects path=[%1]."_s;
        const QString rule = u"/infra/domains/default/security-policies/web-tier/rules/allow"_s;
        QTest::newRow("one") << text.arg(rule) << QStringList{rule};
        QTest::newRow("several") << text.arg(rule + u", /infra/services/x,"_s + rule)
                                 << QStringList{rule, u"/infra/services/x"_s};
        QTest::newRow("none") << text.arg(QString()) << QStringList();
        QTest::newRow("cut") << text.arg(rule + u",/infra/dom…t/rules/b"_s) << QStringList{rule};
        QTest::newRow("other words") << u"Not now."_s << QStringList();
    }
    void readsTheUsers() {
        QFETCH(const QString, message);
        QFETCH(const QStringList, users);
        QCOMPARE(usersInRefusal(message), users);
    }

    // The shape of nsx-api.md, appendix A.
    void readsTheMachinesThatFailed() {
        const QJsonObject status = QJsonDocument::fromJson(R"({"status": "Error",
            "apply_to": [{"resource_type": "VirtualMachine", "resource_tag_status": [
                {"resource_id": "5020-a", "resource_display_name": "web-01",
                 "tag_status": "Success"},
                {"resource_id": "5020-b", "resource_display_name": "web-02",
                 "tag_status": "Error", "details": "too many tags"}]}],
            "remove_from": [{"resource_type": "VirtualMachine", "resource_tag_status": [
                {"resource_id": "5020-c", "tag_status": "Error"}]}]})")
                                       .object();
        QCOMPARE(failuresIn(status),
                 QStringList({u"web-02 (5020-b): too many tags"_s, u"5020-c"_s}));
        QCOMPARE(failuresIn({}), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
