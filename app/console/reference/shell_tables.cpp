// SPDX-License-Identifier: MIT
#include "console/reference/shell_tables.h"

#include "console/reference/completion.h"

#include <algorithm>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// In single quotes, whatever is in it.
QString quoted(QString text) {
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString caseLine(const QString& pattern, const QString& action) {
    return u"        "_s + pattern + u") "_s + action + u";;\n"_s;
}

QString words(const QStringList& list) {
    return u"words="_s + quoted(list.join(u' '));
}

/// The options on every command that this one takes.
std::vector<OptionShape> globalsOf(const CommandTable& table, const CommandEntry& command) {
    std::vector<OptionShape> taken;
    std::copy_if(
        table.globals.cbegin(), table.globals.cend(), std::back_inserter(taken),
        [&command](const OptionShape& option) { return command.globals.contains(option.name); });
    return taken;
}

std::vector<OptionShape> allOptions(const CommandTable& table, const CommandEntry& command) {
    std::vector<OptionShape> options = command.options;
    for (OptionShape& option : globalsOf(table, command)) {
        options.push_back(std::move(option));
    }
    return options;
}

/// "path --x"|"path -x"
QString optionPattern(const QString& path, const OptionShape& option) {
    QStringList patterns;
    for (const QString& spelling : CompletionWords::spellings(option)) {
        patterns << quoted(path + u' ' + spelling);
    }
    return patterns.join(u'|');
}

} // namespace

QString optionCases(const CommandTable& table) {
    QString text;
    for (const CommandEntry& command : table.commands) {
        QStringList spellings;
        for (const OptionShape& option : allOptions(table, command)) {
            if (!option.isPositional) {
                spellings += CompletionWords::spellings(option);
            }
        }
        spellings << u"--help"_s;
        text += caseLine(quoted(command.words.join(u' ')), words(spellings));
    }
    return text;
}

QString wordCases(const CommandTable& table) {
    QString text;
    for (const QStringList& path : CompletionWords::inner(table)) {
        text += caseLine(quoted(path.join(u' ')), words(CompletionWords::after(table, path)));
    }
    return text;
}

QString choiceCases(const CommandTable& table) {
    QString text;
    for (const CommandEntry& command : table.commands) {
        const QString path = command.words.join(u' ');
        int position = 0;
        for (const OptionShape& option : allOptions(table, command)) {
            position += option.isPositional ? 1 : 0;
            if (!option.choices.isEmpty()) {
                const QString pattern = option.isPositional
                                            ? quoted(path + u' ' + QString::number(position))
                                            : optionPattern(path, option);
                text += caseLine(pattern, words(option.choices));
            }
        }
    }
    return text;
}

QString valueCases(const CommandTable& table) {
    QString text;
    for (const CommandEntry& command : table.commands) {
        const QString path = command.words.join(u' ');
        int position = 0;
        for (const OptionShape& option : allOptions(table, command)) {
            position += option.isPositional ? 1 : 0;
            const bool isFile = option.kind == OptionKind::File;
            if (option.isPositional && isFile) {
                text += caseLine(quoted(path + u' ' + QString::number(position)), u"kind=file"_s);
            } else if (!option.isPositional && option.takesValue()) {
                text += caseLine(optionPattern(path, option),
                                 isFile ? u"kind=file"_s : u"kind=value"_s);
            }
        }
    }
    // Before a command stands: the options on every command.
    for (const OptionShape& option : table.globals) {
        if (option.takesValue()) {
            text += caseLine(optionPattern({}, option),
                             option.kind == OptionKind::File ? u"kind=file"_s : u"kind=value"_s);
        }
    }
    return text;
}

} // namespace bulkhead::console
