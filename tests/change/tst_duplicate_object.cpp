// SPDX-License-Identifier: MIT
// Copies of groups and services: the same content, and nothing that belongs to the original.
#include "change/change_set.h"
#include "change/duplicate_object.h"
#include "model/decode.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;

class TestDuplicateObject final : public QObject {
    Q_OBJECT

    template <typename T>
    [[nodiscard]] static T decoded(const char* json) {
        const auto value = model::decode<T>(QJsonDocument::fromJson(json).object());
        return value ? *value : T();
    }
    [[nodiscard]] static snapshot::SnapshotPointer estate() {
        snapshot::Content content;
        content.groups = {decoded<model::Group>(R"({
            "resource_type": "Group", "id": "web", "display_name": "web",
            "path": "/infra/domains/default/groups/web", "parent_path": "/infra/domains/default",
            "unique_id": "u", "_revision": 3, "_create_user": "admin", "group_type": ["IPAddress"],
            "expression": [
                {"resource_type": "NestedExpression", "id": "n", "path": "/n", "expressions": [
                    {"resource_type": "Condition", "id": "c", "path": "/c", "key": "Tag",
                     "member_type": "VirtualMachine", "operator": "EQUALS", "value": "a|b"}]}]})")};
        content.services = {decoded<model::Service>(R"({
            "resource_type": "Service", "id": "HTTPS", "display_name": "HTTPS",
            "path": "/infra/services/HTTPS", "parent_path": "/infra", "is_default": true,
            "_system_owned": true, "_revision": 0, "service_entries": [
                {"resource_type": "L4PortSetServiceEntry", "id": "HTTPS", "display_name": "HTTPS",
                 "l4_protocol": "TCP", "destination_ports": ["443"], "_revision": 0,
                 "path": "/infra/services/HTTPS/service-entries/HTTPS"}]})")};
        return snapshot::Snapshot::make(std::move(content));
    }

private Q_SLOTS:
    void aGroupIsCopiedWithoutWhatTheManagerWrote() {
        change::ChangeSet edits(estate());
        const auto step =
            change::duplicateObject(*edits.current(), u"/infra/domains/default/groups/web"_s);
        QVERIFY(step.has_value());
        QVERIFY(step->edits.front().isCreation());
        const QJsonObject copy = step->edits.front().after.toObject();
        const QByteArray json = QJsonDocument(copy).toJson(QJsonDocument::Compact);
        for (const char* gone : {"unique_id", "_revision", "_create_user", "\"/n\"", "\"/c\""}) {
            QVERIFY2(!json.contains(gone), json.constData());
        }
        QCOMPARE(copy.value(u"display_name"_s).toString(), u"web copy"_s);
        QCOMPARE(copy.value(u"group_type"_s).toArray().size(), 1);
        QVERIFY(edits.push(*step).has_value());
        const model::Group* group = edits.current()->group(step->edits.front().path);
        QVERIFY(group != nullptr);
        QCOMPARE(group->header.id, u"web-copy"_s);
        QCOMPARE(group->expression.front().nested.front().value.raw(), u"a|b"_s);
        QVERIFY(group->expression.front().id.isEmpty());
        // The second copy stands beside the first.
        const auto second =
            change::duplicateObject(*edits.current(), u"/infra/domains/default/groups/web"_s);
        QCOMPARE(second->edits.front().path, u"/infra/domains/default/groups/web-copy-2"_s);
    }

    void aSystemServiceBecomesOnesOwn() {
        const auto step = change::duplicateObject(*estate(), u"/infra/services/HTTPS"_s);
        QVERIFY(step.has_value());
        const QJsonValue copy = step->edits.front().after;
        QVERIFY(copy[u"is_default"].isUndefined() && copy[u"_system_owned"].isUndefined());
        const QJsonValue entry = copy[u"service_entries"].toArray().first();
        QCOMPARE(entry[u"id"].toString(), u"HTTPS"_s);
        QCOMPARE(entry[u"resource_type"].toString(), u"L4PortSetServiceEntry"_s);
        QVERIFY(entry[u"path"].isUndefined());
    }

    void nothingElseIsCopied() {
        const auto step = change::duplicateObject(*estate(), u"/infra/segments/a"_s);
        QVERIFY(!step && step.error().kind == ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestDuplicateObject)
#include "tst_duplicate_object.moc"
