// SPDX-License-Identifier: MIT
#include "console/reference/completion.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

QString quoted(QString text) {
    return u'\'' + text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s) + u'\'';
}

/// fish has the words typed so far; options and what follows them are not looked at.
constexpr auto kHead =
    u"# fish completion of bulkhead, printed by: bulkhead completion fish\n"
    "function __bulkhead_at # the words of a command, in order, before anything else\n"
    "    set -l typed (commandline -opc)\n"
    "    set -l words (string match -v -- '-*' $typed[2..-1])\n"
    "    test (count $words) -ge (count $argv); or return 1\n"
    "    test (count $argv) -eq 0; and return 0\n"
    "    test \"$words[1..\"(count $argv)\"]\" = \"$argv\"\n"
    "end\n"
    "function __bulkhead_next # nothing typed behind these words\n"
    "    set -l typed (commandline -opc)\n"
    "    set -l words (string match -v -- '-*' $typed[2..-1])\n"
    "    test \"$words\" = \"$argv\"\n"
    "end\n";

QString line(const QString& condition, const QStringList& parts) {
    return u"complete -c bulkhead -n "_s + quoted(condition) + u' ' + parts.join(u' ') + u'\n';
}

/// What can be said about a word that a path may go on with.
QString summaryOf(const CommandTable& table, const QStringList& path) {
    for (const CommandEntry& command : table.commands) {
        if (command.words == path) {
            return command.summary;
        }
    }
    return CompletionWords::after(table, path).join(u", "_s);
}

QString wordLines(const CommandTable& table) {
    QString text;
    for (const QStringList& path : CompletionWords::inner(table)) {
        const QString condition = (u"__bulkhead_next "_s + path.join(u' ')).trimmed();
        for (const QString& word : CompletionWords::after(table, path)) {
            text += line(condition, {u"-f"_s, u"-a"_s, quoted(word), u"-d"_s,
                                     quoted(summaryOf(table, path + QStringList{word}))});
        }
    }
    return text;
}

QStringList partsOf(const OptionShape& option) {
    QStringList parts;
    if (option.takesValue()) {
        parts << (option.kind == OptionKind::File ? u"-rF"_s : u"-x"_s);
    }
    if (!option.choices.isEmpty()) {
        parts << u"-a"_s << quoted(option.choices.join(u' '));
    }
    if (!option.isPositional) {
        parts << u"-l"_s << option.name;
    }
    if (!option.letter.isNull()) {
        parts << u"-s"_s << QString(option.letter);
    }
    return parts << u"-d"_s << quoted(option.help);
}

QString optionLines(const CommandTable& table, const CommandEntry& command) {
    const QString at = u"__bulkhead_at "_s + command.words.join(u' ');
    const QString next = u"__bulkhead_next "_s + command.words.join(u' ');
    QString text;
    bool isFirst = true;
    for (const OptionShape& option : command.options) {
        if (option.isPositional && !option.choices.isEmpty()) {
            text += line(next, {u"-f"_s, u"-a"_s, quoted(option.choices.join(u' '))});
        } else if (option.isPositional && isFirst) {
            text += line(next, {option.kind == OptionKind::File ? u"-F"_s : u"-f"_s});
        } else if (!option.isPositional) {
            text += line(at, partsOf(option));
        }
        if (option.kind == OptionKind::Switch) {
            text += line(at, {u"-l"_s, u"no-"_s + option.name, u"-d"_s, quoted(option.help)});
        }
        isFirst = false;
    }
    for (const OptionShape& option : table.globals) {
        if (command.globals.contains(option.name)) {
            text += line(at, partsOf(option));
        }
    }
    return text;
}

} // namespace

QString fishCompletion(const CommandTable& table) {
    QString text = QString::fromUtf16(kHead) + wordLines(table);
    for (const CommandEntry& command : table.commands) {
        text += optionLines(table, command);
    }
    return text + u"complete -c vmware-nsx-security -w bulkhead\n"
                  "complete -c vmware-audit -w 'bulkhead audit'\n"_s;
}

} // namespace bulkhead::console
