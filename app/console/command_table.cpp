// SPDX-License-Identifier: MIT
#include "console/command_table.h"

#include "console/usage.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

std::vector<OptionShape> globalOptions() {
    return {
        {u"config"_s, u"config"_s, u"Configuration file to use"_s, OptionKind::File, u'c'},
        {u"demo"_s, u"demo"_s, u"Use the built-in demo manager"_s, OptionKind::Flag},
        {u"output"_s, u"output"_s, u"table, json, yaml or csv"_s, OptionKind::Text, u'o', false,
         false, outputFormats()},
        {u"snapshot"_s, u"snapshot"_s, u"Read this snapshot file, ask no manager"_s,
         OptionKind::File},
        {u"target"_s, u"target"_s, u"Name of the manager in the configuration"_s, OptionKind::Text,
         u't'},
    };
}

OptionKind kindOf(const ops::Parameter& parameter) {
    if (parameter.isDocument) {
        return OptionKind::File;
    }
    switch (parameter.type) {
    case ops::ParameterType::Integer:
        return OptionKind::Number;
    case ops::ParameterType::Boolean:
        // A dry run is asked for or not; "--no-dry-run" would be a word for nothing.
        return parameter.name == u"dry_run" ? OptionKind::Flag : OptionKind::Switch;
    case ops::ParameterType::StringList:
        return OptionKind::List;
    default:
        return OptionKind::Text;
    }
}

OptionShape optionOf(const ops::Operation& operation, const ops::Parameter& parameter) {
    OptionShape option;
    option.key = parameter.name;
    option.isPositional = operation.command.positional.contains(parameter.name);
    option.name = option.isPositional ? parameter.name.toUpper() : optionName(operation, parameter);
    option.help = parameterHelp(parameter);
    option.kind = kindOf(parameter);
    option.isRequired = parameter.required;
    option.choices = parameter.allowed;
    return option;
}

CommandEntry commandOf(const ops::Operation& operation, const QStringList& globals) {
    CommandEntry command;
    command.words << operation.command.noun;
    if (!operation.command.verb.isEmpty()) {
        command.words << operation.command.verb;
    }
    command.summary = operation.summary;
    command.operation = operation.name;
    command.globals = globals;
    for (const QString& name : operation.command.positional) {
        command.options.push_back(optionOf(operation, *operation.parameter(name)));
    }
    for (const ops::Parameter& parameter : operation.parameters) {
        // `target` is the global option of the same name.
        if (parameter.name != u"target" && !operation.command.positional.contains(parameter.name)) {
            command.options.push_back(optionOf(operation, parameter));
        }
    }
    if (operation.isWrite()) {
        command.options.push_back({u"yes"_s, u"yes"_s,
                                   u"Answer every confirmation with yes; ask nobody"_s,
                                   OptionKind::Flag, u'y'});
    }
    return command;
}

} // namespace

CommandTable commandTable(const ops::Registry& registry) {
    CommandTable table;
    table.globals = globalOptions();
    QStringList names;
    for (const OptionShape& option : table.globals) {
        names << option.name;
    }
    for (const ops::Operation& operation : registry.operations()) {
        table.commands.push_back(commandOf(operation, names));
    }
    for (CommandEntry& command : ownCommands()) {
        table.commands.push_back(std::move(command));
    }
    return table;
}

} // namespace bulkhead::console
