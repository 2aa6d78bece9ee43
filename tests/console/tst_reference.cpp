// SPDX-License-Identifier: MIT
// Completions and manual page: they hold every command and option, and shells and man take them.
#include "console/reference/completion.h"
#include "console/reference/manual_page.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::console;
using namespace Qt::StringLiterals;

namespace {

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Ran run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(30'000)) {
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

bool isThere(const QString& program) {
    return !QStandardPaths::findExecutable(program).isEmpty();
}

} // namespace

class TestReference final : public QObject {
    Q_OBJECT

    CommandTable m_table = commandTable(ops::Registry::standard());
    QTemporaryDir m_folder;

    QString write(const QString& name, const QString& text) const {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) > 0 ? file.fileName()
                                                                                : QString();
    }

private Q_SLOTS:
    void scriptsKnowEveryOption_data() {
        QTest::addColumn<QString>("shell");
        for (const QString& shell : {u"bash"_s, u"zsh"_s, u"fish"_s}) {
            QTest::newRow(qPrintable(shell)) << shell;
        }
    }
    void scriptsKnowEveryOption() {
        QFETCH(const QString, shell);
        const QString script = completionScript(m_table, shell);
        QVERIFY(!script.contains(u"%1"_s));
        for (const CommandEntry& command : m_table.commands) {
            QVERIFY2(script.contains(command.words.join(u' ')), qPrintable(command.words.last()));
            for (const OptionShape& option : command.options) {
                const QString spelled =
                    shell == u"fish" ? u"-l "_s + option.name : u"--"_s + option.name;
                QVERIFY2(option.isPositional || script.contains(spelled), qPrintable(option.name));
            }
        }
        if (isThere(shell)) {
            const Ran checked = run(shell, {u"-n"_s, write(shell, script)});
            QVERIFY2(checked.code == 0 && checked.err.isEmpty(), checked.err.constData());
        }
    }

    void bashCompletes_data() {
        QTest::addColumn<QString>("line"); // the last word is being typed; "_" stands for nothing
        QTest::addColumn<QString>("found");
        QTest::newRow("command") << u"bulkhead poli"_s << u"policy"_s;
        QTest::newRow("verb") << u"bulkhead snapshot _"_s << u"save"_s;
        QTest::newRow("verb behind options")
            << u"bulkhead -o json --demo snapshot _"_s << u"save"_s;
        QTest::newRow("option") << u"bulkhead policy list --na"_s << u"--name-filter"_s;
        QTest::newRow("value of a global") << u"bulkhead policy list -o y"_s << u"yaml"_s;
        QTest::newRow("value of an option")
            << u"bulkhead policy create x --category Em"_s << u"Emergency"_s;
        QTest::newRow("value behind =")
            << u"bulkhead policy create x --category = Em"_s << u"Emergency"_s;
        QTest::newRow("free value") << u"bulkhead policy list --name-filter _"_s << QString();
        QTest::newRow("word with choices") << u"bulkhead completion f"_s << u"fish"_s;
        QTest::newRow("word without choices") << u"bulkhead policy get _"_s << QString();
        QTest::newRow("short option of its own") << u"bulkhead audit policy -r h"_s << u"high"_s;
        QTest::newRow("negation") << u"bulkhead policy create x --no-s"_s << u"--no-stateful"_s;
        QTest::newRow("other name") << u"vmware-nsx-security poli"_s << u"policy"_s;
        QTest::newRow("audit by its own name")
            << u"/usr/bin/vmware-audit undo-s"_s << u"undo-show"_s;
        QTest::newRow("file") << u"bulkhead snapshot save @/estate"_s << u"@/estate.json"_s;
        QTest::newRow("file of an option")
            << u"bulkhead init --ca-file @/est"_s << u"@/estate.json"_s;
    }
    void bashCompletes() {
        QFETCH(const QString, line);
        QFETCH(QString, found);
        if (!isThere(u"bash"_s)) {
            QSKIP("bash is not there");
        }
        QVERIFY(!write(u"estate.json"_s, u"{}"_s).isEmpty());
        const QString script = write(u"complete.bash"_s, completionScript(m_table, u"bash"_s));
        QStringList words = line.split(u' ');
        for (QString& word : words) {
            word = word == u"_" ? QString() : word.replace(u'@', m_folder.path());
        }
        const QString program =
            u"source \"$0\" || exit 9; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _bulkhead; "
            u"echo \"${COMPREPLY[*]}\""_s;
        const Ran ran = run(u"bash"_s, QStringList{u"--norc"_s, u"-c"_s, program, script} + words);
        QVERIFY2(ran.code == 0 && ran.err.isEmpty(), ran.err.constData());
        QCOMPARE(QString::fromUtf8(ran.out).trimmed(), found.replace(u'@', m_folder.path()));
    }

    void fishCompletes_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("found");
        QTest::newRow("command") << u"bulkhead poli"_s << QByteArray("policy");
        QTest::newRow("verb") << u"bulkhead snapshot "_s << QByteArray("save");
        QTest::newRow("option") << u"bulkhead policy list --na"_s << QByteArray("--name-filter");
        QTest::newRow("value") << u"bulkhead policy list -o y"_s << QByteArray("yaml");
        QTest::newRow("audit") << u"vmware-audit undo-s"_s << QByteArray("undo-show");
    }
    void fishCompletes() {
        QFETCH(const QString, line);
        QFETCH(const QByteArray, found);
        if (!isThere(u"fish"_s)) {
            QSKIP("fish is not there");
        }
        const QString script = write(u"bulkhead.fish"_s, completionScript(m_table, u"fish"_s));
        const Ran ran =
            run(u"fish"_s, {u"-c"_s, u"source $argv[1]; complete -C $argv[2]"_s, script, line});
        QVERIFY2(ran.code == 0 && ran.err.isEmpty(), ran.err.constData());
        QCOMPARE(ran.out.split('\t').constFirst().trimmed(), found);
    }

    void manualHoldsEverything() {
        const QString page = manualPage(m_table);
        for (const CommandEntry& command : m_table.commands) {
            const QString words = command.words.join(u' ').replace(u'-', u"\\-"_s);
            QVERIFY2(page.contains(u"\\fB"_s + words + u"\\fR"_s), qPrintable(words));
        }
        for (const QChar c : page) {
            QVERIFY(c == u'\n' || (c >= u' ' && c < QChar(0x7f)));
        }
        // A line that begins with a dot is one of these requests and no accident.
        static const QStringList requests{u".TH"_s, u".SH"_s, u".TP"_s, u".RS"_s, u".RE"_s,
                                          u".br"_s, u".ad"_s, u".nf"_s, u".fi"_s};
        for (const QString& line : page.split(u'\n')) {
            QVERIFY2(!line.startsWith(u'.') || requests.contains(line.split(u' ').constFirst()),
                     qPrintable(line));
            QVERIFY(!line.startsWith(u'\''));
        }
    }

    void manShowsIt() {
        if (!isThere(u"man"_s)) {
            QSKIP("man is not there");
        }
        const QString file = write(u"bulkhead.1"_s, manualPage(m_table));
        const Ran ran =
            run(u"man"_s, {u"--warnings"_s, u"-E"_s, u"UTF-8"_s, u"-P"_s, u"cat"_s, u"-l"_s, file});
        if (ran.code != 0 && ran.err.contains("unrecognized")) {
            QSKIP("this man has no --warnings");
        }
        QVERIFY2(ran.code == 0 && ran.err.isEmpty(), ran.err.constData());
        QVERIFY(ran.out.contains("--name-filter"));
        QVERIFY(ran.out.contains("130"));
    }
};

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
