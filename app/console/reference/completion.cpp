// SPDX-License-Identifier: MIT
#include "console/reference/completion.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

QStringList CompletionWords::after(const CommandTable& table, const QStringList& path) {
    QStringList words;
    for (const CommandEntry& command : table.commands) {
        if (command.words.size() > path.size() && command.words.mid(0, path.size()) == path) {
            const QString& word = command.words.at(path.size());
            if (!words.contains(word)) {
                words << word;
            }
        }
    }
    return words;
}

std::vector<QStringList> CompletionWords::inner(const CommandTable& table) {
    std::vector<QStringList> paths{{}};
    for (const CommandEntry& command : table.commands) {
        for (qsizetype length = 1; length < command.words.size(); ++length) {
            const QStringList path = command.words.mid(0, length);
            if (std::find(paths.cbegin(), paths.cend(), path) == paths.cend()) {
                paths.push_back(path);
            }
        }
    }
    return paths;
}

QStringList CompletionWords::spellings(const OptionShape& option) {
    QStringList words{u"--"_s + option.name};
    if (option.kind == OptionKind::Switch) {
        words << u"--no-"_s + option.name;
    }
    if (!option.letter.isNull()) {
        words << u"-"_s + option.letter;
    }
    return words;
}

QString completionScript(const CommandTable& table, const QString& shell) {
    if (shell == u"bash") {
        return bashCompletion(table);
    }
    if (shell == u"zsh") {
        return zshCompletion(table);
    }
    return shell == u"fish" ? fishCompletion(table) : QString();
}

} // namespace bulkhead::console
