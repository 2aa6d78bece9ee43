// SPDX-License-Identifier: MIT
// How writes are shown, and JSON that is given to them.
#include "console/change_writer.h"
#include "console/json_argument.h"
#include "console/terminal.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::console;
using namespace Qt::StringLiterals;

namespace {

/// A terminal whose streams can be read.
struct Screen {
    QByteArray out;
    QByteArray err;
    std::unique_ptr<Terminal> terminal;

    Screen() {
        auto outDevice = std::make_unique<QBuffer>(&out);
        auto errDevice = std::make_unique<QBuffer>(&err);
        outDevice->open(QIODevice::WriteOnly);
        errDevice->open(QIODevice::WriteOnly);
        terminal = std::make_unique<Terminal>(std::move(outDevice), std::move(errDevice), 0);
    }
};

QJsonObject json(const char* text) {
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class TestChanges final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatWasDone_data() {
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<QByteArray>("out");
        QTest::newRow("created")
            << QByteArray(
                   "{\"status\":\"created\",\"summary\":\"Create group web\",\"undo_id\":\"3f2a\","
                   "\"realization\":{\"state\":\"realized\",\"alarms\":[]}}")
            << QByteArray("Created group web on lab. Undo: bulkhead undo 3f2a --target lab\n"
                          "Realization: realized\n");
        QTest::newRow("cannot be undone")
            << QByteArray(
                   "{\"status\":\"deleted\",\"summary\":\"Delete group web.\",\"undo_id\":null,"
                   "\"realization\":null}")
            << QByteArray("Deleted group web on lab.\n");
        QTest::newRow("unchanged")
            << QByteArray("{\"status\":\"unchanged\",\"summary\":\"Update group web\"}")
            << QByteArray("Update group web: nothing to do, lab has it so already.\n");
        QTest::newRow("realization unknown")
            << QByteArray("{\"status\":\"updated\",\"summary\":\"Update group web\","
                          "\"realization\":{\"state\":null,\"alarms\":[]}}")
            << QByteArray("Updated group web on lab.\nRealization: unknown\n");
        QTest::newRow("alarm")
            << QByteArray(
                   "{\"status\":\"updated\",\"summary\":\"Update group web\","
                   "\"realization\":{\"state\":\"error\",\"alarms\":[\"No host\\u001b[31m\"]}}")
            << QByteArray("Updated group web on lab.\nRealization: error\n  - No host\xef\xbf\xbd"
                          "[31m\n");
    }
    void saysWhatWasDone() {
        QFETCH(const QByteArray, result);
        Screen screen;
        writeChange(*screen.terminal, json(result.constData()), {u"lab"_s, u" --target lab"_s});
        QTEST(screen.out, "out");
        QVERIFY(screen.err.isEmpty());
    }

    void offersNoUndoWhereTheManagerIsGone() {
        Screen screen;
        writeChange(
            *screen.terminal,
            json("{\"status\":\"created\",\"summary\":\"Create group web\",\"undo_id\":\"3f2a\"}"),
            {u"demo"_s, {}, false});
        QCOMPARE(screen.out, QByteArray("Created group web on demo.\n"));
    }

    void showsADryRun() {
        Screen screen;
        writeChange(
            *screen.terminal,
            json("{"
                 "\"dry_run\": true, \"status\": \"dry_run\", \"summary\": \"Create group web\","
                 "\"requests\": [{\"method\": \"PUT\", \"path\": "
                 "\"/policy/api/v1/infra/domains/default/groups/web\","
                 "\"body\": {\"display_name\": \"we\\u202eb\"}},"
                 "{\"method\": \"DELETE\", \"path\": \"/policy/api/v1/x\", \"body\": null}],"
                 "\"difference\": [\"+ /infra/domains/default/groups/web\", \"  ~ name: a \\u2192 "
                 "b\"],"
                 "\"consequences\": [\"One rule uses it.\"], \"warnings\": [\"Nobody carries the "
                 "tag.\"],"
                 "\"can_be_undone\": false}"),
            {u"lab"_s, {}});
        QCOMPARE(screen.out, QByteArray("Dry run on lab: Create group web. Nothing was sent.\n\n"
                                        "PUT /policy/api/v1/infra/domains/default/groups/web\n"
                                        "{\n    \"display_name\": \"we\xef\xbf\xbd"
                                        "b\"\n}\n\n"
                                        "DELETE /policy/api/v1/x\n\n"
                                        "Difference\n"
                                        "  + /infra/domains/default/groups/web\n"
                                        "    ~ name: a \xe2\x86\x92 b\n\n"
                                        "Consequences\n  - One rule uses it.\n\n"
                                        "It could not be taken back.\n"));
        QCOMPARE(screen.err, QByteArray("warning: Nobody carries the tag.\n"));
    }

    void saysThatThereIsNothingToDo() {
        Screen screen;
        writeChange(*screen.terminal,
                    json("{\"dry_run\":true,\"summary\":\"Update group web\",\"requests\":[]}"),
                    {u"lab"_s, {}});
        QVERIFY2(screen.out.contains("nothing to do"), screen.out.constData());
    }

    void readsJson_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("contains"); // of the error; empty: none
        QTest::newRow("object") << u"{\"a\": [1]}"_s << QByteArray();
        QTest::newRow("array") << u"[{\"a\": 1}]"_s << QByteArray();
        QTest::newRow("file") << u"@good.json"_s << QByteArray();
        QTest::newRow("first line") << u"{\"a\": }"_s << QByteArray("--criteria, line 1, column 7");
        QTest::newRow("third line") << u"@bad.json"_s << QByteArray("bad.json, line 3, column 5");
        QTest::newRow("empty") << QString() << QByteArray("--criteria, line 1");
        QTest::newRow("no file") << u"@none.json"_s << QByteArray("none.json");
        QTest::newRow("plain word") << u"web"_s << QByteArray("line 1");
    }
    void readsJson() {
        QFETCH(QString, text);
        QFETCH(const QByteArray, contains);
        QTemporaryDir folder;
        QFile good(folder.filePath(u"good.json"_s));
        QFile bad(folder.filePath(u"bad.json"_s));
        QVERIFY(good.open(QIODevice::WriteOnly) && good.write("{\"a\": 1}\n") > 0);
        QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("{\n\"a\": 1,\n\"ü\" 2\n}\n") > 0);
        good.close();
        bad.close();
        const auto value =
            readJsonArgument(text.replace(u'@', u'@' + folder.path() + u'/'), u"criteria"_s);
        QCOMPARE(value.has_value(), contains.isEmpty());
        if (!value) {
            QVERIFY2(value.error().message().toUtf8().contains(contains),
                     qPrintable(value.error().message()));
        }
    }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
