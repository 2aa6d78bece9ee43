// SPDX-License-Identifier: MIT
// Operation: what the program can do, declared once; commands, tools, help and audit come from it.
#pragma once

#include "base/cancellation.h"
#include "base/progress.h"
#include "base/task.h"
#include "change/write_plan.h"
#include "guard/risk.h"
#include "guard/undo_store.h"
#include "nsx/connection.h"
#include "ops/parameter.h"
#include "ops/source.h"

#include <QHash>
#include <QJsonObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace bulkhead::ops {

class SourceProvider;

/// Gets a result that is not whole yet, on the thread that runs the operation.
using PartialCallback = std::function<void(const QJsonObject&)>;

enum class OperationKind : std::uint8_t { Read, Write, Destructive };

/// MCP's tool annotations; all four are always said (their protocol defaults are pessimistic).
struct Annotations {
    bool readOnly = false;
    bool destructive = true;
    bool idempotent = false;
    bool openWorld = true;
};

/// `bulkhead <noun> <verb> POSITIONAL… --options`; the verb may be empty.
struct CommandShape {
    QString noun;
    QString verb;
    QStringList positional; ///< parameter names in order
    /// Parameter name -> option name without dashes, where the general rule (optionName) does not
    /// fit.
    QHash<QString, QString> optionNames;
};

/// One column, or one line of a single object, of the console's table and CSV output.
struct Column {
    QString title;
    QString key; ///< of the row, dots go inward: "members.total"
    bool alignRight = false;
    bool onlyIfKnown = false; ///< left out when it is null (a column: in every row)
};

/// How a result looks as a table: `fields` of the result itself, then `columns` of each row.
struct TableShape {
    std::vector<Column> fields;
    QString rowsAt; ///< key of the list that holds the rows, e.g. "items"; dots go inward
    QString expand; ///< key of a list inside each row: one line an element, keys "<expand>.<key>"
    std::vector<Column> columns;
};

/// What a handler gets: by value, so that it outlives whoever called.
struct Call {
    /// Checked, coerced, defaults filled in; without `target` and `dry_run`.
    QJsonObject arguments;
    std::shared_ptr<Source> source; ///< null if the operation contacts no manager
    /// What the configuration says; set if the operation contacts no manager.
    std::shared_ptr<SourceProvider> sources;
    /// The manager itself, for planners and for what a snapshot cannot answer; null offline. Its
    /// target() says domain and kind.
    QPointer<nsx::Connection> manager;
    std::shared_ptr<guard::UndoStore> undo; ///< for the operation that takes writes back
    QString target;                         ///< name of the target
    CancellationToken token;
    ProgressCallback progress; ///< never empty
    /// Shows what is known of a result before it is whole; empty if nobody watches.
    PartialCallback partial;
};

/// What a handler gives back. Strings in `result` may be raw: the pipeline cleans all of them.
struct Answer {
    QJsonObject result;
};

using Handler = Task<Answer> (*)(Call call);
/// Works a write out by reading; the pipeline shows it, asks about it, sends it, reads it back,
/// records it and answers. A planner refuses what must not be sent.
using Planner = Task<change::WritePlan> (*)(Call call);

struct Operation {
    QString name;        ///< "list_dfw_policies": tool, audit and guard name
    QString title;       ///< "List firewall policies"
    QString summary;     ///< one line for `--help`, without a full stop
    QString description; ///< two or three sentences for agents and the manual
    OperationKind kind = OperationKind::Read;
    guard::Risk risk = guard::Risk::Low;
    bool contactsManager = true; ///< false: it reads the configuration alone and takes no `target`
    Annotations annotations;
    /// The registry appends `target`, and to an operation with a planner `dry_run`.
    std::vector<Parameter> parameters;
    QJsonObject resultSchema; ///< JSON Schema 2020-12 with an object at the root
    CommandShape command;
    TableShape table;
    /// Exactly one of the two. A write has a planner, unless it changes nothing that could be put
    /// back (traceflow); then `noUndo` says so.
    Handler handler = nullptr;
    Planner planner = nullptr;
    /// Key of a number in the result: the command has failed unless it is 0; empty: no such key.
    QString mustBeZero;
    QString noUndo; ///< of a write that can never be undone: why; a clean sentence

    [[nodiscard]] bool isWrite() const { return kind != OperationKind::Read; }
    /// nullptr if there is no such parameter.
    [[nodiscard]] const Parameter* parameter(const QString& parameterName) const;
};

/// The option of a parameter without dashes: kebab-case, `display_name` as "name" and
/// `sequence_number` as "seq", unless the command's shape says otherwise.
[[nodiscard]] QString optionName(const Operation& operation, const Parameter& parameter);

} // namespace bulkhead::ops
