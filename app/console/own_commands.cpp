// SPDX-License-Identifier: MIT
// The commands that are no operations on a manager, as data.
#include "console/audit/audit_command.h"
#include "console/change/change_command.h"
#include "console/client_configuration.h"
#include "console/command_table.h"
#include "console/usage.h"

#include <iterator>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

using Options = std::vector<OptionShape>;

OptionShape word(const QString& key, const QString& help, const QStringList& choices = {}) {
    return {key, key.toUpper(), help, OptionKind::Text, {}, true, true, choices};
}

OptionShape fileWord(const QString& help) {
    return {u"file"_s, u"FILE"_s, help, OptionKind::File, {}, true, true};
}

OptionShape option(const QString& name, const QString& help, OptionKind kind = OptionKind::Text,
                   const QStringList& choices = {}) {
    return {name, name, help, kind, {}, false, false, choices};
}

OptionShape required(OptionShape option) {
    option.isRequired = true;
    return option;
}

QStringList noOutput() {
    return {u"config"_s, u"demo"_s, u"snapshot"_s, u"target"_s};
}

CommandEntry saveCommand() {
    return {{u"snapshot"_s, u"save"_s},
            u"Read the whole configuration and write it to a file"_s,
            Action::SaveSnapshot,
            {},
            Options{fileWord(u"File to write"_s)},
            noOutput()};
}

CommandEntry initCommand() {
    return {
        {u"init"_s},
        u"Add a manager to the configuration, step by step"_s,
        Action::Init,
        {},
        Options{
            option(u"name"_s, u"Name of the target (default: nsx-prod)"_s),
            option(u"host"_s, u"Host name or address of the manager"_s),
            option(u"username"_s, u"User name (default: admin)"_s),
            option(u"port"_s, u"HTTPS port (default: 443)"_s, OptionKind::Number),
            option(u"environment"_s, u"Free word such as production; guard rules and "
                                     u"colours go by it"_s),
            option(u"fingerprint"_s, u"SHA-256 of the manager's certificate, to pin it"_s),
            option(u"ca-file"_s, u"PEM file of the only authority to trust"_s, OptionKind::File),
            option(u"password-env"_s, u"Environment variable that holds the password"_s),
            option(u"password-store"_s, u"Where the password is kept (default: secret-store)"_s,
                   OptionKind::Text, {u"secret-store"_s, u"env-file"_s, u"none"_s}),
            option(u"force"_s, u"Change a target that is there already"_s, OptionKind::Flag),
            option(u"skip-test"_s, u"Do not contact the manager"_s, OptionKind::Flag)},
        {u"config"_s}};
}

CommandEntry doctorCommand() {
    return {{u"doctor"_s},
            u"Check configuration, password, network, certificate, login and audit trail"_s,
            Action::Doctor,
            {},
            Options{option(u"skip-auth"_s, u"Do not log in"_s, OptionKind::Flag)},
            {u"config"_s, u"output"_s, u"target"_s}};
}

CommandEntry secretCommand(const QString& verb, const QString& summary, Action action,
                           Options options) {
    options.insert(options.begin(),
                   word(u"target_name"_s, u"Name of the manager in the configuration"_s));
    options.front().name = u"TARGET"_s;
    return {{u"secret"_s, verb}, summary, action, {}, std::move(options), {u"config"_s}};
}

CommandEntry simulateCommand() {
    return {
        {u"simulate"_s},
        u"Run a simulated NSX manager until interrupted"_s,
        Action::Simulate,
        {},
        Options{
            option(u"port"_s, u"Port; 0 for a free one (default: 8443)"_s, OptionKind::Number),
            option(u"user"_s, u"User name (default: admin)"_s),
            required(option(u"password-env"_s, u"Environment variable that holds the password"_s)),
            option(u"dataset"_s,
                   u"demo, a snapshot or bundle file, or "
                   u"generate:policies=N,rules=N,groups=N,vms=N,seed=N"_s,
                   OptionKind::File),
            option(u"listen"_s, u"Address to listen on (default: 127.0.0.1)"_s)},
        {}};
}

CommandEntry mcpCommand() {
    return {{u"mcp"_s},
            u"Serve the operations to an agent over MCP on stdio"_s,
            Action::Mcp,
            {},
            Options{option(u"read-only"_s, u"Offer nothing that writes, whatever else is said"_s,
                           OptionKind::Flag),
                    option(u"tools"_s, u"Offer only these tools"_s, OptionKind::List),
                    option(u"exclude-tools"_s, u"Do not offer these tools; wins over --tools"_s,
                           OptionKind::List),
                    option(u"destructive"_s,
                           u"What happens to deletions when the client cannot ask its person: "
                           u"confirm refuses them, token lets the agent ask, allow does them "
                           u"unasked; deny refuses them always (default: confirm)"_s,
                           OptionKind::Text, mcp::destructivePolicyNames()),
                    option(u"print-config"_s,
                           u"Print what this client needs to start the server, and end"_s,
                           OptionKind::Text, mcpClients())},
            noOutput()};
}

} // namespace

std::vector<CommandEntry> ownCommands() {
    std::vector<CommandEntry> commands{
        saveCommand(),
        initCommand(),
        doctorCommand(),
        secretCommand(
            u"set"_s, u"Put a target's password into the desktop's secret store"_s,
            Action::SecretSet,
            Options{option(u"password-env"_s, u"Environment variable that holds the password"_s)}),
        secretCommand(u"delete"_s, u"Remove a target's password from the secret store"_s,
                      Action::SecretDelete, {}),
        simulateCommand(),
        mcpCommand(),
        {{u"desktop"_s},
         u"Open the desktop"_s,
         Action::Desktop,
         {},
         Options{option(u"pictures"_s, u"Write pictures of the windows to this folder and end"_s,
                        OptionKind::File)},
         noOutput()},
        {{u"completion"_s},
         u"Print the completion script of a shell"_s,
         Action::Completion,
         {},
         Options{word(u"shell"_s, u"The shell"_s, {u"bash"_s, u"zsh"_s, u"fish"_s})},
         {}},
        {{u"man"_s}, u"Print the manual page"_s, Action::Manual, {}, {}, {}},
        {{u"version"_s}, u"Show the version"_s, Action::ShowText, {}, {}, {}},
    };
    std::vector<CommandEntry> change = changeCommands();
    commands.insert(commands.begin() + 1, std::make_move_iterator(change.begin()),
                    std::make_move_iterator(change.end()));
    std::vector<CommandEntry> audit = auditCommands();
    commands.insert(commands.begin() + 1, std::make_move_iterator(audit.begin()),
                    std::make_move_iterator(audit.end()));
    return commands;
}

} // namespace bulkhead::console
