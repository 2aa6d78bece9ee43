// SPDX-License-Identifier: MIT
#include "console/csv_writer.h"
#include "console/display_width.h"
#include "console/result_writer.h"
#include "console/table_writer.h"
#include "console/yaml_writer.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <yaml-cpp/yaml.h>

using namespace bulkhead;
using namespace bulkhead::console;
using namespace Qt::StringLiterals;

namespace {

ops::TableShape listShape() {
    return {{},
            u"items"_s,
            {},
            {{u"Name"_s, u"name"_s},
             {u"Hits"_s, u"hits"_s, true},
             {u"Tags"_s, u"tags"_s},
             {u"Empty"_s, u"empty"_s}}};
}

QJsonObject tag(const QString& scope, const QString& value) {
    return {{u"scope"_s, scope}, {u"tag"_s, value}};
}

QJsonObject listResult() {
    return {
        {u"items"_s,
         QJsonArray{QJsonObject{{u"name"_s, u"web"_s},
                                {u"hits"_s, 7},
                                {u"tags"_s, QJsonArray{tag(u"a"_s, u"1"_s)}},
                                {u"empty"_s, QString()}},
                    QJsonObject{{u"name"_s, u"防火墙"_s},
                                {u"hits"_s, QJsonValue()},
                                {u"tags"_s, QJsonArray{tag(u"a"_s, u"1"_s), tag(u"b"_s, u"2"_s)}},
                                {u"empty"_s, QString()}}}},
        {u"returned"_s, 2},
        {u"total"_s, 9},
        {u"next_offset"_s, 2}};
}

struct Streams {
    QBuffer* out = new QBuffer;
    QBuffer* err = new QBuffer;
    Terminal terminal;
    explicit Streams(int width = 0)
        : terminal(std::unique_ptr<QIODevice>(out), std::unique_ptr<QIODevice>(err), width) {
        out->open(QIODevice::WriteOnly);
        err->open(QIODevice::WriteOnly);
    }
};

} // namespace

class TestWriters final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tableIsAlignedByDisplayWidth() {
        QCOMPARE(writeTable(listShape(), listResult(), {}), u"Name    Hits  Tags\n"
                                                            u"web        7  a:1\n"
                                                            u"防火墙     -  a:1, b:2\n"_s);
    }

    void narrowTableCutsTheWidestCells() {
        QJsonObject result = listResult();
        QJsonArray items = result.value(u"items"_s).toArray();
        QJsonObject first = items.at(0).toObject();
        first.insert(u"name"_s, QString(200, u'x'));
        items.replace(0, first);
        result.insert(u"items"_s, items);
        for (const QString& line : writeTable(listShape(), result, {40, false}).split(u'\n')) {
            QVERIFY(displayWidth(line) <= 40);
        }
        QVERIFY(writeTable(listShape(), result, {40, false}).contains(u'…'));
        // Not on a terminal: nothing is cut.
        QVERIFY(writeTable(listShape(), result, {}).contains(QString(200, u'x')));
    }

    void hostileCellsStayInTheirLine() {
        QJsonObject result = listResult();
        QJsonArray items = result.value(u"items"_s).toArray();
        QJsonObject first = items.at(0).toObject();
        first.insert(u"name"_s, u"one\ntwo\u001b[31m"_s);
        items.replace(0, first);
        result.insert(u"items"_s, items);
        const QString text = writeTable(listShape(), result, {});
        QCOMPARE(text.count(u'\n'), 3);
        QVERIFY(!text.contains(QChar(0x1b)));
    }

    void fieldsStandInLines() {
        const ops::TableShape shape{{{u"Name"_s, u"name"_s},
                                     {u"Members"_s, u"members.total"_s},
                                     {u"Note"_s, u"note"_s, false, true}},
                                    u"members.items"_s,
                                    {},
                                    {{u"Machine"_s, u"id"_s}}};
        QJsonObject result{
            {u"name"_s, u"web"_s},
            {u"note"_s, QJsonValue()},
            {u"members"_s, QJsonObject{{u"total"_s, 1},
                                       {u"items"_s, QJsonArray{QJsonObject{{u"id"_s, u"x"_s}}}}}}};
        QCOMPARE(writeTable(shape, result, {}), u"Name     web\nMembers  1\n\nMachine\nx\n"_s);
        result.insert(u"members"_s, QJsonObject{{u"total"_s, QJsonValue()}});
        QCOMPARE(writeTable(shape, result, {}), u"Name     web\nMembers  -\n"_s);
    }

    void coloursAreOnlyAroundHeadings() {
        const QString text = writeTable(listShape(), listResult(), {0, true});
        QVERIFY(text.startsWith(u"\033[1mName"_s));
        QCOMPARE(text.count(QChar(0x1b)), 2);
    }

    void expandsRows() {
        ops::TableShape shape = listShape();
        shape.expand = u"tags"_s;
        shape.columns = {
            {u"Name"_s, u"name"_s}, {u"Scope"_s, u"tags.scope"_s}, {u"Tag"_s, u"tags.tag"_s}};
        QCOMPARE(writeTable(shape, listResult(), {}).count(u'\n'), 4);
        QCOMPARE(writeCsv(shape, listResult()),
                 QByteArray("name,tags.scope,tags.tag\r\nweb,a,1\r\n防火墙,a,1\r\n防火墙,b,2\r\n"));
    }

    void csvQuotesWhatNeedsIt_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("plain") << u"web"_s << QByteArray("web");
        QTest::newRow("comma") << u"a,b"_s << QByteArray("\"a,b\"");
        QTest::newRow("quote") << u"say \"hi\""_s << QByteArray("\"say \"\"hi\"\"\"");
        QTest::newRow("line break") << u"a\nb"_s << QByteArray("\"a\nb\"");
        QTest::newRow("formula stays") << u"=1+1"_s << QByteArray("=1+1");
        QTest::newRow("spaces stay") << u" a "_s << QByteArray(" a ");
    }
    void csvQuotesWhatNeedsIt() {
        QFETCH(const QString, value);
        QFETCH(const QByteArray, field);
        const ops::TableShape shape{{}, u"items"_s, {}, {{u"N"_s, u"n"_s}}};
        const QJsonObject result{{u"items"_s, QJsonArray{QJsonObject{{u"n"_s, value}}}}};
        QCOMPARE(writeCsv(shape, result), "n\r\n" + field + "\r\n");
    }

    void csvOfASingleObjectIsOneRow() {
        const ops::TableShape shape{{{u"Name"_s, u"name"_s}, {u"Seq"_s, u"seq"_s}}, {}, {}, {}};
        QCOMPARE(writeCsv(shape, {{u"name"_s, u"web"_s}, {u"seq"_s, QJsonValue()}}),
                 QByteArray("name,seq\r\nweb,\r\n"));
    }

    void aColumnThatNobodyAskedForIsLeftOut() {
        ops::TableShape shape = listShape();
        shape.columns.push_back({u"Quiet"_s, u"history.quiet_days"_s, true, true});
        shape.fields = {{u"Notes"_s, u"unused.notes"_s, false, true}};
        QCOMPARE(writeCsv(shape, listResult()), writeCsv(listShape(), listResult()));
        QCOMPARE(writeTable(shape, listResult(), {}), writeTable(listShape(), listResult(), {}));
        QJsonObject result = listResult();
        QJsonArray items = result.value(u"items"_s).toArray();
        QJsonObject first = items.at(0).toObject();
        first.insert(u"history"_s, QJsonObject{{u"quiet_days"_s, 90}});
        items.replace(0, first);
        result.insert(u"items"_s, items);
        result.insert(u"unused"_s, QJsonObject{{u"notes"_s, QJsonArray{u"41 more"_s}}});
        const QList<QByteArray> csv = writeCsv(shape, result).split('\n');
        QVERIFY2(csv.at(0).contains("history.quiet_days"), csv.at(0).constData());
        QVERIFY2(csv.at(1).contains("90"), csv.at(1).constData());
        const QString table = writeTable(shape, result, {});
        QVERIFY2(table.startsWith(u"Notes  41 more"_s), qPrintable(table));
        QVERIFY2(table.contains(u"Quiet"_s) && table.contains(u"90"_s), qPrintable(table));
    }

    void yamlReadsBackTheSame() {
        const QJsonObject result{{u"no"_s, u"no"_s},
                                 {u"number"_s, u"1"_s},
                                 {u"null"_s, QJsonValue()},
                                 {u"yes"_s, true},
                                 {u"int"_s, qint64{9007199254740993}},
                                 {u"real"_s, 1.5},
                                 {u"text"_s, u"a: b # c\n\"d\" 防"_s},
                                 {u"list"_s, QJsonArray{1, QJsonObject{{u"x"_s, u"~"_s}}}},
                                 {u"empty"_s, QJsonArray()},
                                 {u"odd: key"_s, 1}};
        const YAML::Node node = YAML::Load(writeYaml(result).toStdString());
        QCOMPARE(node["no"].as<std::string>(), "no");
        QCOMPARE(node["no"].Tag(), "!");
        QCOMPARE(node["number"].Tag(), "!");
        QVERIFY(node["null"].IsNull());
        QVERIFY(node["yes"].as<bool>());
        QCOMPARE(node["int"].as<qint64>(), qint64{9007199254740993});
        QCOMPARE(node["real"].as<double>(), 1.5);
        QCOMPARE(QString::fromStdString(node["text"].as<std::string>()),
                 result.value(u"text"_s).toString());
        QCOMPARE(node["list"][1]["x"].as<std::string>(), "~");
        QCOMPARE(node["empty"].size(), std::size_t(0));
        QCOMPARE(node["odd: key"].as<int>(), 1);
    }

    void jsonIsTheResult() {
        Streams streams;
        writeResult(streams.terminal, {}, listResult(), OutputFormat::Json);
        QCOMPARE(QJsonDocument::fromJson(streams.out->data()).object(), listResult());
        QVERIFY(streams.err->data().isEmpty());
    }

    void saysBesideTheTableWhatItDoesNotShow() {
        Streams streams;
        writeResult(streams.terminal, listShape(), listResult(), OutputFormat::Table);
        QCOMPARE(streams.err->data(), QByteArray("2 of 9 shown; --offset 2 shows the next.\n"));
        QVERIFY(!streams.out->data().contains("shown"));
        Streams empty;
        writeResult(empty.terminal, listShape(),
                    {{u"items"_s, QJsonArray()}, {u"returned"_s, 0}, {u"total"_s, 0}},
                    OutputFormat::Table);
        QCOMPARE(empty.err->data(), QByteArray("Nothing matches.\n"));
    }
};

QTEST_GUILESS_MAIN(TestWriters)
#include "tst_writers.moc"
