// SPDX-License-Identifier: MIT
// Invocation: what a command line asks for, before anything is done.
#pragma once

#include "mcp/server_options.h"
#include "ops/source_provider.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace bulkhead::console {

enum class Action : std::uint8_t {
    Operation,    ///< one of the registry
    SaveSnapshot, ///< `snapshot save FILE`
    Simulate,     ///< `simulate`
    Init,         ///< `init`
    Doctor,       ///< `doctor`
    SecretSet,    ///< `secret set TARGET`
    SecretDelete, ///< `secret delete TARGET`
    Audit,        ///< `audit VERB`
    ChangeFile,   ///< `change new|add|show|discard FILE`
    Completion,   ///< `completion SHELL`
    Manual,       ///< `man`
    Mcp,          ///< `mcp`
    Desktop,      ///< `desktop`, or nothing at all
    ShowText,     ///< `--help`, `--version`: print `text` and end
    WrongUsage,   ///< `text` says what is wrong
};

enum class OutputFormat : std::uint8_t { Table, Json, Yaml, Csv };

/// `simulate`'s own options.
struct SimulateRequest {
    QString listenAddress = QStringLiteral("127.0.0.1");
    int port = 8443; ///< 0: a free one
    QString user = QStringLiteral("admin");
    QString passwordVariable; ///< name of the environment variable with the password
    QString dataset = QStringLiteral("demo"); ///< or a file
};

struct Invocation {
    Action action = Action::WrongUsage;
    ops::SourceOptions source;
    OutputFormat format = OutputFormat::Table;
    QString operation;
    QString verb; ///< last word of the command
    /// By the option's key, texts as typed: whoever carries it out checks them.
    QJsonObject arguments;
    bool yes = false; ///< --yes
    QString file;     ///< of `snapshot save`
    SimulateRequest simulate;
    mcp::ServerOptions mcp; ///< of `mcp`
    QString printConfig;    ///< of `mcp`: the client; empty: serve
    QString pictureFolder;  ///< of `desktop --pictures`
    QString text;
};

} // namespace bulkhead::console
