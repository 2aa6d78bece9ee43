// SPDX-License-Identifier: MIT
#include "console/audit/audit_command.h"

#include "base/text.h"
#include "console/exit_code.h"
#include "console/result_writer.h"
#include "guard/guard_files.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

using ContextPointer = std::shared_ptr<OnceContext>;

/// What a command answers: the result with its shape, and the code that the program ends with.
struct Report {
    QJsonObject result;
    ops::TableShape shape;
    int code = kDone;
};

QString option(const OnceContext& context, const QString& name) {
    return context.invocation.arguments.value(name).toString();
}

Result<int> number(const OnceContext& context, const QString& name, int usual, int most) {
    const QString text = option(context, name);
    if (text.isEmpty()) {
        return usual;
    }
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok || value < 1 || value > most) {
        return fail(ErrorKind::InvalidInput,
                    u"Give --%1 a number from 1 to %2."_s.arg(name).arg(most),
                    u"It is \"%1\"."_s.arg(elideMiddle(cleanLine(text), 60)), name);
    }
    return value;
}

Task<std::vector<guard::AuditRow>> readRows(ContextPointer context, QString countOption,
                                            int usual) {
    guard::AuditFilter filter;
    const auto limit = number(*context, countOption, usual, 1'000'000);
    if (!limit) {
        co_return fail(limit.error());
    }
    filter.limit = *limit;
    filter.skill = option(*context, u"skill"_s);
    filter.tool = option(*context, u"tool"_s);
    filter.status = option(*context, u"status"_s);
    filter.workflowId = option(*context, u"workflow-id"_s);
    filter.since = option(*context, u"since"_s);
    const auto reader = guard::standardGuard().reader;
    auto rows = co_await reader->rows(filter);
    co_return rows;
}

Task<Report> log(ContextPointer context) {
    const auto rows = co_await readRows(context, u"last"_s, 20);
    if (!rows) {
        co_return fail(rows.error());
    }
    QJsonArray items;
    for (const guard::AuditRow& row : *rows) {
        items.append(guard::auditRowAsJson(row));
    }
    Report report;
    report.result = {{u"items"_s, items}, {u"returned"_s, items.size()}};
    report.shape = {{},
                    u"items"_s,
                    {},
                    {{u"Time"_s, u"ts"_s},
                     {u"Tool"_s, u"tool"_s},
                     {u"Status"_s, u"status"_s},
                     {u"Risk"_s, u"risk_level"_s},
                     {u"User"_s, u"user"_s},
                     {u"Agent"_s, u"agent"_s},
                     {u"Approved by"_s, u"approved_by"_s},
                     {u"ms"_s, u"duration_ms"_s, true},
                     {u"Parameters"_s, u"params"_s}}};
    co_return report;
}

QJsonArray counts(const QHash<QString, qint64>& by, const QString& kind) {
    std::vector<std::pair<QString, qint64>> sorted;
    for (auto it = by.cbegin(); it != by.cend(); ++it) {
        sorted.emplace_back(it.key(), it.value());
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto& x, const auto& y) {
        return x.second != y.second ? x.second > y.second : x.first < y.first;
    });
    QJsonArray items;
    for (const auto& [name, count] : sorted) {
        items.append(
            QJsonObject{{u"by"_s, kind}, {u"value"_s, cleanLine(name)}, {u"calls"_s, count}});
    }
    return items;
}

Task<Report> stats(ContextPointer context) {
    const auto days = number(*context, u"days"_s, 7, 36500);
    if (!days) {
        co_return fail(days.error());
    }
    const auto reader = guard::standardGuard().reader;
    const auto found = co_await reader->statistics(*days);
    if (!found) {
        co_return fail(found.error());
    }
    QJsonArray items;
    const auto append = [&items](const QHash<QString, qint64>& by, const QString& kind) {
        for (const QJsonValue one : counts(by, kind)) {
            items.append(one);
        }
    };
    append(found->byStatus, u"status"_s);
    append(found->byTool, u"tool"_s);
    append(found->byRisk, u"risk"_s);
    append(found->bySkill, u"skill"_s);
    const auto duration = [&found](qint64 guard::AuditStatistics::Durations::* which) {
        return found->durations ? QJsonValue((*found->durations).*which) : QJsonValue();
    };
    using Durations = guard::AuditStatistics::Durations;
    Report report;
    report.result = {{u"days"_s, *days},
                     {u"calls"_s, found->calls},
                     {u"median_ms"_s, duration(&Durations::median)},
                     {u"percentile_95_ms"_s, duration(&Durations::percentile95)},
                     {u"longest_ms"_s, duration(&Durations::longest)},
                     {u"items"_s, items}};
    report.shape = {{{u"Days"_s, u"days"_s},
                     {u"Calls"_s, u"calls"_s},
                     {u"Median ms"_s, u"median_ms"_s, false, true},
                     {u"95 % under ms"_s, u"percentile_95_ms"_s, false, true},
                     {u"Longest ms"_s, u"longest_ms"_s, false, true}},
                    u"items"_s,
                    {},
                    {{u"By"_s, u"by"_s}, {u"Value"_s, u"value"_s}, {u"Calls"_s, u"calls"_s, true}}};
    co_return report;
}

Task<Report> verify(ContextPointer context) {
    const auto reader = guard::standardGuard().reader;
    const auto found = co_await reader->verify(option(*context, u"head"_s));
    if (!found) {
        co_return fail(found.error());
    }
    Report report;
    report.result = {
        {u"intact"_s, found->intact},
        {u"problem"_s, found->problem.isEmpty() ? QJsonValue() : QJsonValue(found->problem)},
        {u"bad_file"_s, found->badFile.isEmpty() ? QJsonValue() : QJsonValue(found->badFile)},
        {u"bad_row"_s, found->badRow ? QJsonValue(*found->badRow) : QJsonValue()},
        {u"files"_s, found->files},
        {u"links"_s, found->links},
        {u"rows"_s, found->rows},
        {u"unchained"_s, found->unchained},
        {u"first_link"_s, found->firstLink},
        {u"head"_s, found->head.isEmpty() ? QJsonValue() : QJsonValue(found->head)},
        {u"notes"_s, QJsonArray::fromStringList(found->notes)}};
    report.shape.fields = {{u"Intact"_s, u"intact"_s},
                           {u"Problem"_s, u"problem"_s, false, true},
                           {u"File"_s, u"bad_file"_s, false, true},
                           {u"Row"_s, u"bad_row"_s, false, true},
                           {u"Files"_s, u"files"_s},
                           {u"Rows"_s, u"rows"_s},
                           {u"Not in the chain"_s, u"unchained"_s},
                           {u"Head"_s, u"head"_s, false, true},
                           {u"Notes"_s, u"notes"_s}};
    report.code = found->intact ? kDone : kFailed;
    co_return report;
}

Report policy(const OnceContext& context) {
    const QString risk = option(context, u"risk"_s);
    const guard::Risk level = guard::riskFromName(risk).value_or(guard::Risk::Medium);
    const QString operation = option(context, u"operation"_s);
    const QString environment = option(context, u"environment"_s);
    const auto found = guard::standardGuard().rules->explain(operation, environment, level);
    const auto textOrNull = [](const QString& text) {
        return text.isEmpty() ? QJsonValue() : QJsonValue(text);
    };
    Report report;
    report.result = {{u"operation"_s, cleanLine(operation)},
                     {u"environment"_s, textOrNull(cleanLine(environment))},
                     {u"risk"_s, guard::riskName(level)},
                     {u"allowed"_s, found.verdict.allowed},
                     {u"rule"_s, textOrNull(found.verdict.ruleName)},
                     {u"reason"_s, textOrNull(found.verdict.reason)},
                     {u"switched_off"_s, found.switchedOff},
                     {u"file"_s, found.file},
                     {u"file_exists"_s, found.exists},
                     {u"problem"_s, textOrNull(found.problem)},
                     {u"rules"_s, QJsonArray::fromStringList(found.ruleNames)},
                     {u"maintenance_window"_s, textOrNull(found.window)}};
    report.shape.fields = {{u"Operation"_s, u"operation"_s},
                           {u"Environment"_s, u"environment"_s},
                           {u"Risk"_s, u"risk"_s},
                           {u"Allowed"_s, u"allowed"_s},
                           {u"Rule"_s, u"rule"_s, false, true},
                           {u"Reason"_s, u"reason"_s, false, true},
                           {u"Switched off"_s, u"switched_off"_s},
                           {u"File"_s, u"file"_s},
                           {u"File exists"_s, u"file_exists"_s},
                           {u"Problem"_s, u"problem"_s, false, true},
                           {u"Deny rules"_s, u"rules"_s},
                           {u"Window"_s, u"maintenance_window"_s, false, true}};
    report.code = found.problem.isEmpty() ? kDone : kFailed;
    return report;
}

QJsonValue jsonOrText(const QString& text) {
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(text);
}

/// Long values of parameters with their middle left out; `undo-show` has them whole.
QJsonValue shortened(const QJsonValue& value) {
    constexpr int kMostCharacters = 60;
    constexpr qsizetype kMostElements = 3;
    if (value.isString()) {
        return elideMiddle(value.toString(), kMostCharacters);
    }
    if (value.isArray()) {
        const QJsonArray whole = value.toArray();
        QJsonArray part;
        for (qsizetype i = 0; i < qMin(whole.size(), kMostElements); ++i) {
            part.append(shortened(whole.at(i)));
        }
        if (whole.size() > kMostElements) {
            part.append(u"… %1 more"_s.arg(whole.size() - kMostElements));
        }
        return part;
    }
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        it.value() = shortened(it.value());
    }
    return value.isObject() ? QJsonValue(object) : value;
}

QJsonObject undoRow(const guard::UndoLogRow& row) {
    return {{u"undo_id"_s, row.id},
            {u"ts"_s, row.time},
            {u"status"_s, row.status},
            {u"skill"_s, row.skill},
            {u"tool"_s, row.tool},
            {u"note"_s, row.note},
            {u"workflow_id"_s, row.workflowId},
            {u"undo_skill"_s, row.undoSkill},
            {u"undo_tool"_s, row.undoTool},
            {u"undo_params"_s, jsonOrText(row.undoParams)},
            {u"orig_params"_s, jsonOrText(row.origParams)}};
}

Task<Report> undoList(ContextPointer context) {
    const auto last = number(*context, u"last"_s, 20, 10'000);
    if (!last) {
        co_return fail(last.error());
    }
    const auto store = guard::standardGuard().undo;
    const auto rows = co_await store->log(*last, option(*context, u"status"_s));
    if (!rows) {
        co_return fail(rows.error());
    }
    QJsonArray items;
    for (const guard::UndoLogRow& row : *rows) {
        QJsonObject item = undoRow(row);
        item.insert(u"orig_params"_s, shortened(item.value(u"orig_params"_s)));
        items.append(item);
    }
    Report report;
    report.result = {{u"items"_s, items}, {u"returned"_s, items.size()}};
    report.shape = {{},
                    u"items"_s,
                    {},
                    {{u"ID"_s, u"undo_id"_s},
                     {u"Time"_s, u"ts"_s},
                     {u"Status"_s, u"status"_s},
                     {u"Tool"_s, u"tool"_s},
                     {u"Parameters"_s, u"orig_params"_s},
                     {u"Note"_s, u"note"_s}}};
    co_return report;
}

Task<Report> undoShow(ContextPointer context) {
    const auto store = guard::standardGuard().undo;
    const auto row = co_await store->logRow(option(*context, u"id"_s));
    if (!row) {
        co_return fail(row.error());
    }
    Report report;
    report.result = undoRow(*row);
    report.shape.fields = {{u"ID"_s, u"undo_id"_s},
                           {u"Time"_s, u"ts"_s},
                           {u"Status"_s, u"status"_s},
                           {u"Skill"_s, u"skill"_s},
                           {u"Tool"_s, u"tool"_s},
                           {u"Parameters"_s, u"orig_params"_s},
                           {u"Taken back by"_s, u"undo_tool"_s},
                           {u"With"_s, u"undo_params"_s},
                           {u"Note"_s, u"note"_s}};
    co_return report;
}

Task<Report> report(ContextPointer context) {
    const QString verb = context->invocation.verb;
    if (verb == u"policy") {
        co_return policy(*context);
    }
    using Reporter = Task<Report> (*)(ContextPointer);
    static const QHash<QString, Reporter> reporters{{u"log"_s, log},
                                                    {u"stats"_s, stats},
                                                    {u"verify"_s, verify},
                                                    {u"undo-list"_s, undoList},
                                                    {u"undo-show"_s, undoShow}};
    const Reporter reporter = reporters.value(verb);
    auto made = co_await reporter(context);
    co_return made;
}

QCoro::Task<int> exportRows(ContextPointer context) {
    const auto rows = co_await readRows(context, u"limit"_s, 10'000);
    if (!rows) {
        co_return complainAbout(*context->terminal, rows.error());
    }
    if (option(*context, u"format"_s) == u"csv") {
        context->terminal->printBytes(guard::auditRowsAsCsv(*rows));
        co_return kDone;
    }
    QJsonArray items;
    for (const guard::AuditRow& row : *rows) {
        items.append(guard::auditRowAsJson(row));
    }
    context->terminal->printBytes(QJsonDocument(items).toJson(QJsonDocument::Indented));
    co_return kDone;
}

} // namespace

QCoro::Task<int> runAudit(std::shared_ptr<OnceContext> context) {
    if (context->invocation.verb == u"export") {
        const int code = co_await exportRows(context);
        co_return code;
    }
    const auto made = co_await report(context);
    if (!made) {
        co_return complainAbout(*context->terminal, made.error());
    }
    writeResult(*context->terminal, made->shape, made->result, context->invocation.format);
    co_return made->code;
}

} // namespace bulkhead::console
