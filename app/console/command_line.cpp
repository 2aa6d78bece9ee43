// SPDX-License-Identifier: MIT
// The one translation unit that includes the parser library: it takes seconds to compile.
#include "console/command_line.h"

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
    explicit Parser(const ops::Registry& operations) : registry(operations) {}

    struct Leaf {
        Action action = Action::Operation;
        const ops::Operation* operation = nullptr;
        std::map<QString, CLI::Option*> options; ///< by parameter name
    };

    const ops::Registry& registry;
    CLI::App app{kSynopsis, "bulkhead"};
    std::map<const CLI::App*, Leaf> leaves;
    std::deque<std::vector<std::string>> lists; ///< stable storage of list options
    std::deque<std::string> texts;
    std::deque<bool> flags;
    std::map<QString, CLI::Option*> globals;
    std::string target, config, snapshot, output = "table";
    bool demo = false;
    std::string file, pictures;
    std::string listen = "127.0.0.1", port = "8443", user = "admin", variable, dataset = "demo";
};

QString fromUtf8(const std::string& text) {
    return QString::fromStdString(text);
}

std::string upperName(const QString& parameter) {
    return QString(parameter).toUpper().toStdString();
}

CLI::App* nounOf(Parser& parser, const QString& noun) {
    const std::string name = noun.toStdString();
    for (CLI::App* known : parser.app.get_subcommands({})) {
        if (known->get_name() == name) {
            return known;
        }
    }
    CLI::App* added = parser.app.add_subcommand(name);
    added->fallthrough()->allow_extras();
    return added;
}

CLI::Option* addParameter(Parser& parser, CLI::App* command, const ops::Operation& operation,
                          const ops::Parameter& parameter) {
    const bool positional = operation.command.positional.contains(parameter.name);
    const std::string option = optionName(operation, parameter).toStdString();
    CLI::Option* added = nullptr;
    switch (parameter.type) {
    case ops::ParameterType::Boolean:
        parser.flags.push_back(false);
        added = command->add_flag("--" + option + ",!--no-" + option, parser.flags.back(),
                                  parameterHelp(parameter).toStdString());
        break;
    case ops::ParameterType::StringList:
        parser.lists.emplace_back();
        added = command
                    ->add_option("--" + option, parser.lists.back(),
                                 parameterHelp(parameter).toStdString())
                    ->delimiter(',')
                    ->type_name("LIST");
        break;
    default:
        parser.texts.emplace_back();
        added = command
                    ->add_option(positional ? upperName(parameter.name) : "--" + option,
                                 parser.texts.back(), parameterHelp(parameter).toStdString())
                    ->type_name(parameter.type == ops::ParameterType::Integer ? "NUMBER" : "TEXT");
        break;
    }
    return added->required(parameter.required);
}

void addOperation(Parser& parser, const ops::Operation& operation) {
    CLI::App* noun = nounOf(parser, operation.command.noun);
    CLI::App* command =
        noun->add_subcommand(operation.command.verb.toStdString(), operation.summary.toStdString());
    command->fallthrough()->allow_extras();
    Parser::Leaf leaf{Action::Operation, &operation, {}};
    for (const QString& name : operation.command.positional) {
        leaf.options[name] = addParameter(parser, command, operation, *operation.parameter(name));
    }
    for (const ops::Parameter& parameter : operation.parameters) {
        // `target` is the global option of the same name.
        if (parameter.name != u"target" && !leaf.options.contains(parameter.name)) {
            leaf.options[parameter.name] = addParameter(parser, command, operation, parameter);
        }
    }
    parser.leaves[command] = std::move(leaf);
}

CLI::App* addCommand(Parser& parser, CLI::App* parent, const std::string& name,
                     const std::string& summary, Action action) {
    CLI::App* command = parent->add_subcommand(name, summary);
    command->fallthrough()->allow_extras();
    parser.leaves[command] = Parser::Leaf{action, nullptr, {}};
    return command;
}

void addGlobals(Parser& parser) {
    CLI::App& app = parser.app;
    const std::string group = "Options on every command";
    app.set_help_flag("-h,--help", "Show help on the program or on a command");
    app.set_version_flag("--version", "bulkhead " BULKHEAD_VERSION);
    parser.globals[u"target"_s] =
        app.add_option("-t,--target", parser.target, "Name of the manager in the configuration");
    parser.globals[u"config"_s] =
        app.add_option("-c,--config", parser.config, "Configuration file to use");
    parser.globals[u"demo"_s] =
        app.add_flag("--demo", parser.demo, "Use the built-in demo manager");
    parser.globals[u"snapshot"_s] =
        app.add_option("--snapshot", parser.snapshot, "Read this snapshot file, ask no manager");
    parser.globals[u"output"_s] =
        app.add_option("-o,--output", parser.output, "table, json, yaml or csv");
    for (const auto& [name, option] : parser.globals) {
        option->group(group)->take_last();
    }
}

void addOwnCommands(Parser& parser) {
    CLI::App* snapshot = nounOf(parser, u"snapshot"_s);
    CLI::App* save =
        addCommand(parser, snapshot, "save", "Read the whole configuration and write it to a file",
                   Action::SaveSnapshot);
    save->add_option("FILE", parser.file, "File to write")->required();
    CLI::App* simulate =
        addCommand(parser, &parser.app, "simulate", "Run a simulated NSX manager until interrupted",
                   Action::Simulate);
    simulate->add_option("--port", parser.port, "Port; 0 for a free one (default: 8443)");
    simulate->add_option("--user", parser.user, "User name (default: admin)");
    simulate
        ->add_option("--password-env", parser.variable,
                     "Environment variable that holds the password")
        ->required();
    simulate->add_option("--dataset", parser.dataset,
                         "demo, a snapshot or bundle file, or\n"
                         "generate:policies=N,rules=N,groups=N,vms=N,seed=N");
    simulate->add_option("--listen", parser.listen, "Address to listen on (default: 127.0.0.1)");
    addCommand(parser, &parser.app, "mcp", "Serve the operations to an agent over MCP on stdio",
               Action::Mcp);
    CLI::App* desktop =
        addCommand(parser, &parser.app, "desktop", "Open the desktop", Action::Desktop);
    desktop->add_option("--pictures", parser.pictures,
                        "Write pictures of the windows to this folder and end");
    addCommand(parser, &parser.app, "version", "Show the version", Action::ShowText);
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

QString globalsFooter(const Parser& parser) {
    QString text = u"Options on every command:\n"_s;
    for (const auto& [name, option] : parser.globals) {
        text += u"  "_s + fromUtf8(option->get_name(false, true)).leftJustified(28) +
                fromUtf8(option->get_description()) + u'\n';
    }
    return text.trimmed();
}

void build(Parser& parser) {
    parser.app.allow_extras();
    parser.app.footer(kExamples);
    addGlobals(parser);
    for (const ops::Operation& operation : parser.registry.operations()) {
        addOperation(parser, operation);
    }
    addOwnCommands(parser);
    describeNouns(parser);
    const std::string footer = globalsFooter(parser).toStdString();
    for (const auto& [command, leaf] : parser.leaves) {
        if (leaf.action == Action::Operation || leaf.action == Action::SaveSnapshot) {
            const_cast<CLI::App*>(command)->footer(footer);
        }
    }
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
    for (const auto& [name, option] : leaf.options) {
        if (option->count() == 0) {
            continue;
        }
        const ops::Parameter* parameter = leaf.operation->parameter(name);
        const std::vector<std::string> values = option->reduced_results();
        if (parameter->type == ops::ParameterType::StringList) {
            QJsonArray list;
            for (const std::string& value : option->results()) {
                list.append(fromUtf8(value));
            }
            arguments.insert(name, list);
        } else {
            arguments.insert(name, fromUtf8(values.back()));
        }
    }
    return arguments;
}

/// Options that a command would ignore are refused: silence would look like obedience.
std::optional<QString> pointless(const Parser& parser, Action action) {
    QStringList refused;
    if (action == Action::Simulate || action == Action::ShowText) {
        refused = {u"target"_s, u"config"_s, u"demo"_s, u"snapshot"_s, u"output"_s};
    } else if (action != Action::Operation) {
        refused = {u"output"_s};
    }
    for (const QString& name : refused) {
        if (parser.globals.at(name)->count() > 0) {
            return u"--"_s + name;
        }
    }
    return std::nullopt;
}

Invocation simulateInvocation(const Parser& parser, Invocation invocation) {
    bool ok = false;
    const int port = fromUtf8(parser.port).toInt(&ok);
    if (!ok || port < 0 || port > 65535) {
        return wrongUsage(u"Give --port a number from 0 to 65535."_s,
                          u"The port is \"%1\"."_s.arg(fromUtf8(parser.port)));
    }
    invocation.simulate = {fromUtf8(parser.listen), port, fromUtf8(parser.user),
                           fromUtf8(parser.variable), fromUtf8(parser.dataset)};
    return invocation;
}

Invocation invocationOf(const Parser& parser, const Parser::Leaf& leaf, const CLI::App* command) {
    if (const std::optional<QString> option = pointless(parser, leaf.action); option) {
        return wrongUsage(u"Leave %1 out."_s.arg(*option),
                          u"%1 does not use it."_s.arg(commandText(command)));
    }
    const std::optional<OutputFormat> format = outputFormat(fromUtf8(parser.output));
    if (!format) {
        return wrongUsage(u"Give --output one of table, json, yaml, csv."_s,
                          u"It is \"%1\"."_s.arg(fromUtf8(parser.output)));
    }
    if (parser.demo && !parser.snapshot.empty()) {
        return wrongUsage(u"Choose --demo or --snapshot."_s, u"Both were given."_s);
    }
    Invocation invocation;
    invocation.action = leaf.action;
    invocation.format = *format;
    invocation.source = {fromUtf8(parser.config), fromUtf8(parser.snapshot),
                         fromUtf8(parser.target), parser.demo};
    invocation.file = fromUtf8(parser.file);
    invocation.pictureFolder = fromUtf8(parser.pictures);
    switch (leaf.action) {
    case Action::Operation:
        invocation.operation = leaf.operation->name;
        invocation.arguments = argumentsOf(leaf);
        break;
    case Action::Simulate:
        return simulateInvocation(parser, std::move(invocation));
    case Action::ShowText:
        invocation.text = QStringLiteral("bulkhead " BULKHEAD_VERSION "\n");
        break;
    default:
        break;
    }
    return invocation;
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
