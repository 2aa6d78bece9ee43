// SPDX-License-Identifier: MIT
// `bulkhead change …` as a person types it: a file from new to discard, and a preview of it.
#include "program.h"

#include <QFile>
#include <QTemporaryDir>

using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

Ended run(const QStringList& arguments) {
    Program program;
    return program.run(arguments);
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestChangeFiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesFromNewToDiscard() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"shop.yaml"_s);
        const Ended made = run({u"change"_s, u"new"_s, file, u"--title"_s, u"Log: the shop"_s,
                                u"--reason"_s, u"CHG-1"_s, u"--author"_s, u"jane"_s});
        QVERIFY2(made.code == 0, made.err.constData());
        QCOMPARE(run({u"change"_s, u"new"_s, file, u"--title"_s, u"x"_s}).code, 3);

        QFile commented(file);
        QVERIFY(commented.open(QIODevice::Append));
        commented.write("  # the shop first\n");
        commented.close();
        const Ended added =
            run({u"change"_s, u"add"_s, file,
                 u"{update: rule, policy: Webshop, id: webshop-app-cache, set: {logged: true}}"_s});
        QVERIFY2(added.code == 0, added.err.constData());
        QVERIFY(contents(file).contains("# the shop first"));
        const Ended wrong = run({u"change"_s, u"add"_s, file, u"{update: rule, id: x}"_s});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains("policy"), wrong.err.constData());

        const Ended shown = run({u"change"_s, u"show"_s, file});
        QCOMPARE(shown.out,
                 QByteArray("Log: the shop\nReason: CHG-1\nAuthor: jane\n\n"
                            "1. Update rule webshop-app-cache of Webshop: set logged\n"));

        const Ended preview =
            run({u"change"_s, u"preview"_s, file, u"--demo"_s, u"--output"_s, u"json"_s});
        QVERIFY2(preview.code == 0, preview.err.constData());
        QVERIFY2(preview.out.contains("log off"), preview.out.constData());
        const Ended published = run({u"change"_s, u"publish"_s, file, u"--demo"_s, u"--yes"_s});
        QVERIFY2(published.code == 0, published.err.constData());
        QVERIFY2(published.out.startsWith("Published"), published.out.constData());

        QCOMPARE(run({u"change"_s, u"discard"_s, file}).code, 8);
        QVERIFY(QFile::exists(file));
        QCOMPARE(run({u"change"_s, u"discard"_s, file, u"--yes"_s}).code, 0);
        QVERIFY(!QFile::exists(file));
    }

    void aMissingFileIsSaid() {
        const Ended ended = run({u"change"_s, u"preview"_s, u"/nonexistent"_s, u"--demo"_s});
        QCOMPARE(ended.code, 4);
        QVERIFY2(ended.err.contains("/nonexistent"), ended.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestChangeFiles)
#include "tst_change_files.moc"
