// SPDX-License-Identifier: MIT
#include "console/change/change_command.h"

#include "base/text.h"
#include "change/change_document.h"
#include "config/files.h"
#include "console/exit_code.h"

#include <QFile>
#include <QFileInfo>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

using change::ChangeDocument;

OptionShape fileWord() {
    return {u"file"_s, u"FILE"_s, u"The change file (YAML)"_s, OptionKind::File, {}, true, true};
}

OptionShape option(const QString& name, const QString& help) {
    return {name, name, help};
}

CommandEntry command(const QString& verb, const QString& summary,
                     std::vector<OptionShape> options) {
    options.insert(options.begin(), fileWord());
    return {{u"change"_s, verb}, summary, Action::ChangeFile, {}, std::move(options), {}};
}

QString fileOf(const Invocation& invocation) {
    return config::expandPath(invocation.arguments.value(u"file"_s).toString());
}

/// The file and what it says.
struct Loaded {
    QByteArray text;
    ChangeDocument document;
};

Result<Loaded> load(const QString& file) {
    const auto text = config::readFile(file, u"the change file"_s);
    if (!text) {
        return fail(text.error());
    }
    auto document = change::readChangeDocument(*text, file);
    if (!document) {
        return fail(document.error());
    }
    return Loaded{*text, std::move(*document)};
}

/// The document without entries, ready for lines to be written behind it.
QByteArray emptyFile(const ChangeDocument& document) {
    QByteArray text = change::writeChangeDocument(document);
    text.truncate(text.lastIndexOf("changes:"));
    return text + "changes:\n";
}

Result<QString> makeNew(const Invocation& invocation) {
    const QString file = fileOf(invocation);
    if (QFileInfo::exists(file)) {
        return fail(ErrorKind::Refused, u"Choose another name, or discard it first."_s,
                    u"There already is a file "_s + cleanLine(file) + u'.', file);
    }
    ChangeDocument document;
    document.title = invocation.arguments.value(u"title"_s).toString();
    document.reason = invocation.arguments.value(u"reason"_s).toString();
    document.author = invocation.arguments.value(u"author"_s)
                          .toString(qEnvironmentVariable("USER", qEnvironmentVariable("LOGNAME")));
    const auto written =
        config::writeFileAtomically(file, emptyFile(document), u"the change file"_s);
    if (!written) {
        return fail(written.error());
    }
    return u"New change in %1. Add entries with `bulkhead change add`, or with an editor.\n"_s.arg(
        cleanLine(file));
}

Result<QString> add(const Invocation& invocation) {
    const QString file = fileOf(invocation);
    auto loaded = load(file);
    if (!loaded) {
        return fail(loaded.error());
    }
    if (!loaded->document.edits.empty()) {
        return fail(ErrorKind::InvalidInput, u"Start a file with `bulkhead change new`."_s,
                    cleanLine(file) + u" holds edits that a program has staged."_s, file);
    }
    const QByteArray entry = invocation.arguments.value(u"entry"_s).toString().toUtf8().trimmed();
    const auto single =
        change::readChangeDocument("title: entry\nchanges:\n  - " + entry + '\n', u"the entry"_s);
    if (!single) {
        return fail(single.error());
    }
    if (single->entries.size() != 1) {
        return fail(ErrorKind::InvalidInput, u"Give one entry in braces."_s,
                    u"Found %1 entries."_s.arg(single->entries.size()), u"ENTRY"_s);
    }
    // Behind what is there, so that comments stay; if the file ends otherwise it is written anew.
    QByteArray text = loaded->text;
    if (!text.endsWith('\n')) {
        text += '\n';
    }
    text += "  - " + entry + '\n';
    const auto appended = change::readChangeDocument(text, file);
    if (!appended || appended->entries.size() != loaded->document.entries.size() + 1) {
        loaded->document.entries.push_back(single->entries.front());
        text = change::writeChangeDocument(loaded->document);
    }
    const auto written = config::writeFileAtomically(file, text, u"the change file"_s);
    if (!written) {
        return fail(written.error());
    }
    return change::inWords(single->entries.front()) + u'\n';
}

Result<QString> show(const Invocation& invocation) {
    const auto loaded = load(fileOf(invocation));
    if (!loaded) {
        return fail(loaded.error());
    }
    const ChangeDocument& document = loaded->document;
    QString text = cleanLine(document.title) + u'\n';
    if (!document.reason.isEmpty()) {
        text += u"Reason: "_s + cleanLine(document.reason) + u'\n';
    }
    if (!document.author.isEmpty()) {
        text += u"Author: "_s + cleanLine(document.author) + u'\n';
    }
    text += u'\n';
    int number = 0;
    for (const change::ChangeEntry& entry : document.entries) {
        text += u"%1. %2\n"_s.arg(++number).arg(change::inWords(entry));
    }
    for (const change::Edit& edit : document.edits) {
        const QString verb = edit.isCreation()   ? u"Create"_s
                             : edit.isDeletion() ? u"Delete"_s
                                                 : u"Update"_s;
        text += u"%1. %2 %3 %4\n"_s.arg(++number).arg(verb, change::kindName(edit.kind),
                                                      cleanLine(edit.path));
    }
    return number == 0 ? text + u"It changes nothing yet.\n"_s : text;
}

Task<QString> discard(std::shared_ptr<OnceContext> context) {
    const QString file = fileOf(context->invocation);
    if (const auto loaded = load(file); !loaded && loaded.error().kind == ErrorKind::NotFound) {
        co_return fail(loaded.error());
    }
    if (!context->invocation.yes) {
        if (!context->prompt->isPossible()) {
            co_return fail(ErrorKind::Declined, u"Run it on a terminal, or give --yes."_s,
                           u"Nobody can be asked here; nothing was deleted."_s, file);
        }
        const QString question = u"Delete "_s + cleanLine(file) + u'?';
        const std::shared_ptr<Prompt> prompt = context->prompt;
        const auto answer = co_await prompt->yesOrNo(question, context->token);
        if (!answer) {
            co_return fail(answer.error());
        }
        if (!*answer) {
            co_return fail(ErrorKind::Declined, u"Nothing is left to do."_s, u"The file stays."_s,
                           file);
        }
    }
    if (!QFile::remove(file)) {
        co_return fail(ErrorKind::Failed, u"Check the rights of its folder."_s,
                       cleanLine(file) + u" could not be deleted."_s, file);
    }
    co_return u"Discarded %1.\n"_s.arg(cleanLine(file));
}

Result<QString> runAtOnce(const Invocation& invocation) {
    if (invocation.verb == "new"_L1) {
        return makeNew(invocation);
    }
    return invocation.verb == "add"_L1 ? add(invocation) : show(invocation);
}

} // namespace

std::vector<CommandEntry> changeCommands() {
    OptionShape title = option(u"title"_s, u"What the change is for, in a line"_s);
    title.isRequired = true;
    const OptionShape entry{u"entry"_s,
                            u"ENTRY"_s,
                            u"One entry as YAML in braces: '{update: rule, policy: web, id: r1, "
                            u"set: {logged: true}}'"_s,
                            OptionKind::Text,
                            {},
                            true,
                            true};
    const OptionShape yes{u"yes"_s, u"yes"_s, u"Ask nobody"_s, OptionKind::Flag, u'y'};
    return {command(u"new"_s, u"Start a change file"_s,
                    {title, option(u"reason"_s, u"Why, such as a ticket's number"_s),
                     option(u"author"_s, u"Who (default: the user)"_s)}),
            command(u"add"_s, u"Add an entry to a change file"_s, {entry}),
            command(u"show"_s, u"Say what a change file would do, without asking a manager"_s, {}),
            command(u"discard"_s, u"Delete a change file"_s, {yes})};
}

QCoro::Task<int> runChange(std::shared_ptr<OnceContext> context) {
    Result<QString> text{QString()};
    if (context->invocation.verb == "discard"_L1) {
        text = co_await discard(context);
    } else {
        text = runAtOnce(context->invocation);
    }
    if (!text) {
        co_return complainAbout(*context->terminal, text.error());
    }
    context->terminal->print(*text);
    co_return kDone;
}

} // namespace bulkhead::console
