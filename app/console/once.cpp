// SPDX-License-Identifier: MIT
#include "console/once.h"

#include "base/text.h"
#include "config/files.h"
#include "console/audit/audit_command.h"
#include "console/change/change_command.h"
#include "console/change_writer.h"
#include "console/doctor/doctor_command.h"
#include "console/exit_code.h"
#include "console/json_argument.h"
#include "console/progress_line.h"
#include "console/result_writer.h"
#include "console/setup/init_command.h"
#include "console/setup/secret_command.h"
#include "console/terminal_confirmer.h"
#include "snapshot/formats.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

int complainAbout(Terminal& terminal, const Error& error) {
    terminal.complain(u"bulkhead: "_s + error.message());
    return exitCode(error.kind);
}

namespace {

ChangeWords changeWords(OnceContext& context) {
    ChangeWords words;
    const auto target = context.sources->describe(QString());
    words.target = target ? cleanLine(target->name) : QString();
    words.canUndoLater = !context.invocation.source.demo;
    if (!context.invocation.source.configFile.isEmpty()) {
        words.undoOptions += u" --config "_s + cleanLine(context.invocation.source.configFile);
    }
    if (!context.invocation.source.target.isEmpty()) {
        words.undoOptions += u" --target "_s + words.target;
    }
    return words;
}

void print(OnceContext& context, const ops::Operation& operation, const QJsonObject& result) {
    if (operation.planner != nullptr && context.invocation.format == OutputFormat::Table) {
        writeChange(*context.terminal, result, changeWords(context));
        return;
    }
    writeResult(*context.terminal, operation.table, result, context.invocation.format);
}

/// JSON that was typed or stands in a file becomes JSON, the name of a document the document;
/// everything else stays text.
Result<QJsonObject> readFiles(const ops::Operation& operation, QJsonObject arguments) {
    for (const ops::Parameter& parameter : operation.parameters) {
        const QJsonValue typed = arguments.value(parameter.name);
        if (parameter.isDocument && typed.isString()) {
            const auto bytes =
                config::readFile(config::expandPath(typed.toString()), u"the file"_s);
            if (!bytes) {
                return fail(bytes.error());
            }
            arguments.insert(parameter.name, QString::fromUtf8(*bytes));
            continue;
        }
        if (parameter.type != ops::ParameterType::Json || !typed.isString()) {
            continue;
        }
        const auto value = readJsonArgument(typed.toString(), optionName(operation, parameter));
        if (!value) {
            return fail(value.error());
        }
        arguments.insert(parameter.name, *value);
    }
    return arguments;
}

QCoro::Task<int> runOperation(std::shared_ptr<OnceContext> context) {
    const ops::Pipeline pipeline = ops::Pipeline::standard(context->sources);
    const ops::Operation* operation = pipeline.registry().find(context->invocation.operation);
    const auto arguments = readFiles(*operation, context->invocation.arguments);
    if (!arguments) {
        co_return complainAbout(*context->terminal, arguments.error());
    }
    ProgressLine progress(*context->terminal, operation->title);
    ops::CallContext call;
    call.agent = u"console"_s;
    call.token = context->token;
    call.progress = progress.callback();
    call.confirmer = std::make_shared<TerminalConfirmer>(*context->terminal, context->prompt,
                                                         context->invocation.yes);
    auto outcome = co_await pipeline.call(operation->name, *arguments, std::move(call));
    progress.stop();
    if (!outcome) {
        co_return complainAbout(*context->terminal, outcome.error());
    }
    for (const QString& note : outcome->notes) {
        context->terminal->complain(u"note: "_s + note);
    }
    print(*context, *operation, outcome->result);
    const QString& mustBeZero = operation->mustBeZero;
    const bool isGood = mustBeZero.isEmpty() || outcome->result.value(mustBeZero).toInt(1) == 0;
    co_return isGood ? kDone : kFailed;
}

QString savedSentence(const snapshot::Snapshot& snapshot, const QString& file) {
    return u"Saved %1: %2 policies, %3 rules, %4 groups, %5 virtual machines."_s
        .arg(cleanLine(file))
        .arg(snapshot.policies().size())
        .arg(snapshot.ruleCount())
        .arg(snapshot.groups().size())
        .arg(snapshot.machines().size());
}

QCoro::Task<int> saveSnapshot(std::shared_ptr<OnceContext> context) {
    ProgressLine progress(*context->terminal, u"Reading the configuration"_s);
    auto snapshot =
        co_await context->sources->readAll(QString(), context->token, progress.callback());
    progress.stop();
    if (!snapshot) {
        co_return complainAbout(*context->terminal, snapshot.error());
    }
    const QString file = config::expandPath(context->invocation.file);
    const auto written =
        config::writeFileAtomically(file, snapshot::write(**snapshot), u"the snapshot"_s);
    if (!written) {
        co_return complainAbout(*context->terminal, written.error());
    }
    for (const QString& remark : (*snapshot)->remarks()) {
        context->terminal->complain(u"note: "_s + cleanLine(remark));
    }
    context->terminal->print(savedSentence(**snapshot, file) + u'\n');
    co_return kDone;
}

} // namespace

QCoro::Task<int> runOnce(std::shared_ptr<OnceContext> context) {
    int code = kFailed;
    switch (context->invocation.action) {
    case Action::SaveSnapshot:
        code = co_await saveSnapshot(context);
        break;
    case Action::Init:
        code = co_await runInit(context);
        break;
    case Action::Doctor:
        code = co_await runDoctor(context);
        break;
    case Action::SecretSet:
        code = co_await setSecret(context);
        break;
    case Action::SecretDelete:
        code = co_await deleteSecret(context);
        break;
    case Action::Audit:
        code = co_await runAudit(context);
        break;
    case Action::ChangeFile:
        code = co_await runChange(context);
        break;
    default:
        code = co_await runOperation(context);
        break;
    }
    co_await context->sources->close();
    co_return code;
}

} // namespace bulkhead::console
