// SPDX-License-Identifier: MIT
// The one translation unit that includes the parser library: it takes seconds to compile.
#include "console/command_line.h"

#include "console/command_table.h"
#include "console/invocation_fields.h"
#include "console/usage.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

#include <deque>
#include <map>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// The parser and everything that its options write to.
struct Parser {
    explicit Parser(const ops::Registry& operations) : table(commandTable(operations)) {}

    struct Leaf {
        const CommandEntry* command = nullptr;
        std::map<const OptionShape*, CLI::Option*> options;
    };

    CommandTable table;
    CLI::App app{kSynopsis, "bulkhead"};
    std::map<const CLI::App*, Leaf> leaves;
    std::deque<std::vector<std::string>> lists; ///< stable storage of what the options write to
    std::deque<std::string> texts;
    std::deque<bool> flags;
    std::map<QString, CLI::Option*> globals; ///< by name
};

QString fromUtf8(const std::string& text) {
    return QString::fromStdString(text);
}

CLI::App* wordOf(CLI::App& parent, const QString& word) {
    const std::string name = word.toStdString();
    for (CLI::App* known : parent.get_subcommands({})) {
        if (known->get_name() == name) {
            return known;
        }
    }
    CLI::App* added = parent.add_subcommand(name);
    added->fallthrough()->allow_extras();
    return added;
}

std::string namesOf(const OptionShape& option) {
    std::string name = option.name.toStdString();
    if (option.isPositional) {
        return name;
    }
    std::string names =
        option.letter.isNull() ? "" : "-" + QString(option.letter).toStdString() + ",";
    names += "--" + name;
    return option.kind == OptionKind::Switch ? names + ",!--no-" + name : names;
}

CLI::Option* addOption(Parser& parser, CLI::App& command, const OptionShape& option) {
    const std::string names = namesOf(option);
    const std::string help = option.help.toStdString();
    CLI::Option* added = nullptr;
    if (!option.takesValue()) {
        parser.flags.push_back(false);
        added = command.add_flag(names, parser.flags.back(), help);
    } else if (option.kind == OptionKind::List) {
        parser.lists.emplace_back();
        // One value a time: a list must not swallow the words that follow it.
        added = command.add_option(names, parser.lists.back(), help)
                    ->delimiter(',')
                    ->expected(1)
                    ->allow_extra_args(false)
                    ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
                    ->type_name("LIST");
    } else {
        parser.texts.emplace_back();
        added = command.add_option(names, parser.texts.back(), help)
                    ->type_name(valueWord(option.kind).toStdString());
    }
    return added->required(option.isRequired);
}

void addGlobals(Parser& parser) {
    parser.app.set_help_flag("-h,--help", "Show help on the program or on a command");
    parser.app.set_version_flag("--version", "bulkhead " BULKHEAD_VERSION);
    for (const OptionShape& option : parser.table.globals) {
        parser.globals[option.name] =
            addOption(parser, parser.app, option)->group("Options on every command")->take_last();
    }
}

QString globalsFooter(const Parser& parser, const QStringList& names) {
    QString text = u"Options on every command:\n"_s;
    for (const QString& name : names) {
        const CLI::Option* option = parser.globals.at(name);
        text += u"  "_s + fromUtf8(option->get_name(false, true)).leftJustified(28) +
                fromUtf8(option->get_description()) + u'\n';
    }
    return text.trimmed();
}

void addCommand(Parser& parser, const CommandEntry& shape) {
    CLI::App* command = &parser.app;
    for (const QString& word : shape.words) {
        command = wordOf(*command, word);
    }
    command->description(shape.summary.toStdString());
    Parser::Leaf leaf{&shape, {}};
    for (const OptionShape& option : shape.options) {
        leaf.options[&option] = addOption(parser, *command, option);
    }
    if (!shape.globals.isEmpty()) {
        command->footer(globalsFooter(parser, shape.globals).toStdString());
    }
    parser.leaves[command] = std::move(leaf);
}

/// Nouns say their verbs; help has no other list of them.
void describeNouns(Parser& parser) {
    for (CLI::App* noun : parser.app.get_subcommands({})) {
        if (parser.leaves.contains(noun)) {
            continue;
        }
        std::string verbs;
        for (const CLI::App* verb : noun->get_subcommands({})) {
            verbs += (verbs.empty() ? "" : ", ") + verb->get_name();
        }
        noun->description(verbs);
    }
}

void build(Parser& parser) {
    parser.app.allow_extras();
    parser.app.footer(kExamples + ("\n" + exitCodeHelp().toStdString()));
    addGlobals(parser);
    for (const CommandEntry& command : parser.table.commands) {
        addCommand(parser, command);
    }
    describeNouns(parser);
}

/// The command that was recognised furthest down.
const CLI::App* deepest(const CLI::App& app) {
    const CLI::App* current = &app;
    while (!current->get_subcommands().empty()) {
        current = current->get_subcommands().front();
    }
    return current;
}

QString commandText(const CLI::App* command) {
    QStringList words;
    for (; command != nullptr; command = command->get_parent()) {
        words.prepend(fromUtf8(command->get_name()));
    }
    return words.join(u' ');
}

QStringList optionsOf(const CLI::App* command) {
    QStringList names;
    for (; command != nullptr; command = command->get_parent()) {
        for (const CLI::Option* option : command->get_options()) {
            for (const std::string& name : option->get_lnames()) {
                names << u"--"_s + fromUtf8(name);
            }
        }
    }
    return names;
}

QStringList commandsOf(const CLI::App* command) {
    QStringList names;
    for (const CLI::App* sub : command->get_subcommands([](const CLI::App*) { return true; })) {
        names << fromUtf8(sub->get_name());
    }
    return names;
}

Invocation unexpected(const CLI::App& app, const QString& word) {
    const CLI::App* command = deepest(app);
    const QStringList known = word.startsWith(u'-') ? optionsOf(command) : commandsOf(command);
    return unexpectedWord(commandText(command), word, known);
}

QJsonObject argumentsOf(const Parser::Leaf& leaf) {
    QJsonObject arguments;
    for (const auto& [shape, option] : leaf.options) {
        if (option->count() == 0) {
            continue;
        }
        if (shape->kind == OptionKind::List) {
            QJsonArray list;
            for (const std::string& value : option->results()) {
                list.append(fromUtf8(value));
            }
            arguments.insert(shape->key, list);
        } else {
            const std::vector<std::string> values = option->reduced_results();
            arguments.insert(shape->key, fromUtf8(values.back()));
        }
    }
    return arguments;
}

/// The last value of a global option; empty if it was not given.
QString globalValue(const Parser& parser, const QString& name) {
    const CLI::Option* option = parser.globals.at(name);
    if (option->count() == 0) {
        return {};
    }
    const std::vector<std::string> values = option->reduced_results();
    return fromUtf8(values.back());
}

/// Options that a command would ignore are refused: silence would look like obedience.
std::optional<QString> pointless(const Parser& parser, const CommandEntry& command) {
    for (const auto& [name, option] : parser.globals) {
        if (option->count() > 0 && !command.globals.contains(name)) {
            return u"--"_s + name;
        }
    }
    return std::nullopt;
}

/// An operation checks its own arguments, in the same words for every face.
std::optional<Invocation> wrongChoice(const Parser::Leaf& leaf) {
    for (const auto& [shape, option] : leaf.options) {
        if (!leaf.command->operation.isEmpty() || shape->choices.isEmpty() ||
            option->count() == 0) {
            continue;
        }
        const std::vector<std::string> values = option->reduced_results();
        const QString value = fromUtf8(values.back());
        if (!shape->choices.contains(value)) {
            const QString name = shape->isPositional ? shape->name : u"--"_s + shape->name;
            return wrongUsage(u"Give %1 one of %2."_s.arg(name, shape->choices.join(u", "_s)),
                              u"It is \"%1\"."_s.arg(value));
        }
    }
    return std::nullopt;
}

Invocation invocationOf(const Parser& parser, const Parser::Leaf& leaf, const CLI::App* command) {
    if (const std::optional<QString> option = pointless(parser, *leaf.command); option) {
        return wrongUsage(u"Leave %1 out."_s.arg(*option),
                          u"%1 does not use it."_s.arg(commandText(command)));
    }
    const QString output = globalValue(parser, u"output"_s);
    const std::optional<OutputFormat> format =
        output.isEmpty() ? OutputFormat::Table : outputFormat(output);
    if (!format) {
        return wrongUsage(u"Give --output one of %1."_s.arg(outputFormats().join(u", "_s)),
                          u"It is \"%1\"."_s.arg(output));
    }
    Invocation invocation;
    invocation.action = leaf.command->action;
    invocation.format = *format;
    invocation.source.configFile = globalValue(parser, u"config"_s);
    invocation.source.snapshotFile = globalValue(parser, u"snapshot"_s);
    invocation.source.target = globalValue(parser, u"target"_s);
    invocation.source.demo = parser.globals.at(u"demo"_s)->count() > 0;
    if (invocation.source.demo && !invocation.source.snapshotFile.isEmpty()) {
        return wrongUsage(u"Choose --demo or --snapshot."_s, u"Both were given."_s);
    }
    if (const std::optional<Invocation> wrong = wrongChoice(leaf); wrong) {
        return *wrong;
    }
    invocation.operation = leaf.command->operation;
    invocation.verb = leaf.command->words.constLast();
    invocation.arguments = argumentsOf(leaf);
    return completed(std::move(invocation));
}

Invocation showText(const std::string& text) {
    Invocation invocation;
    invocation.action = Action::ShowText;
    invocation.text = fromUtf8(text);
    return invocation;
}

/// The first word that nothing wanted. The library counts the mark "--" among them.
std::optional<QString> leftOver(const CLI::App& app) {
    for (const std::string& word : app.remaining(true)) {
        if (word != "--") {
            return fromUtf8(word);
        }
    }
    return std::nullopt;
}

/// What the library refused, in one line.
Invocation refused(const Parser& parser, const CLI::ParseError& error) {
    const CLI::App* command = deepest(parser.app);
    QString problem = fromUtf8(error.what());
    if (!problem.endsWith(u'.')) {
        problem += u'.';
    }
    return wrongUsage(u"See %1 --help."_s.arg(commandText(command)), problem);
}

} // namespace

Invocation readCommandLine(const ops::Registry& registry, const QStringList& arguments) {
    if (arguments.isEmpty()) {
        Invocation invocation;
        invocation.action = Action::Desktop;
        return invocation;
    }
    Parser parser(registry);
    build(parser);
    std::vector<std::string> words; // the library wants them backwards
    for (auto it = arguments.crbegin(); it != arguments.crend(); ++it) {
        words.push_back(it->toStdString());
    }
    try {
        parser.app.parse(std::move(words));
    } catch (const CLI::CallForHelp&) {
        return showText(parser.app.help());
    } catch (const CLI::CallForVersion& version) {
        return showText(std::string(version.what()) + "\n");
    } catch (const CLI::ParseError& error) {
        const std::optional<QString> word = leftOver(parser.app);
        return word ? unexpected(parser.app, *word) : refused(parser, error);
    }
    if (const std::optional<QString> word = leftOver(parser.app); word) {
        return unexpected(parser.app, *word);
    }
    const CLI::App* command = deepest(parser.app);
    const auto leaf = parser.leaves.find(command);
    if (leaf == parser.leaves.end()) {
        return wrongUsage(u"Give one of: %1."_s.arg(commandsOf(command).join(u", "_s)),
                          u"%1 needs a command."_s.arg(commandText(command)));
    }
    return invocationOf(parser, leaf->second, command);
}

} // namespace bulkhead::console
