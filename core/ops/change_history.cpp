// SPDX-License-Identifier: MIT
#include "ops/change_history.h"

#include "base/text.h"
#include "change/change_document.h"
#include "change/difference.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/undo_operations.h"
#include "ops/write_operation.h"

#include <QJsonArray>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSearched = 10000; ///< undo records that are looked through
constexpr qsizetype kShownLines = 200;

bool isPublish(const guard::UndoEntry& entry) {
    return entry.record.operation == "publish_change"_L1;
}

/// The document as it was published; empty texts where it cannot be read any more.
change::ChangeDocument documentOf(const guard::UndoEntry& entry) {
    const QByteArray text = entry.record.parameters.value(u"change"_s).toString().toUtf8();
    return change::readChangeDocument(text, u"change"_s).value_or(change::ChangeDocument());
}

QJsonObject itemOf(const guard::UndoEntry& entry) {
    const change::ChangeDocument document = documentOf(entry);
    const auto images = change::imagesFromJson(entry.record.images);
    QStringList lines = change::difference(images);
    const bool isCut = lines.size() > kShownLines;
    if (isCut) {
        lines = lines.mid(0, kShownLines);
    }
    return {{u"change_id"_s, entry.id},
            {u"time"_s, entry.time},
            {u"on_target"_s, entry.record.target},
            {u"state"_s, guard::undoStateName(entry.state)},
            {u"title"_s, document.title.isEmpty() ? entry.record.summary : document.title},
            {u"reason"_s, document.reason},
            {u"author"_s, document.author},
            {u"objects"_s, static_cast<qint64>(images.size())},
            {u"difference"_s, QJsonArray::fromStringList(lines)},
            {u"difference_is_cut"_s, isCut},
            {u"note"_s, entry.note}};
}

Task<Answer> listChanges(Call call) {
    const ListQuery query = listQuery(call.arguments);
    const auto entries = co_await call.undo->list(kSearched, std::nullopt);
    if (!entries) {
        co_return fail(entries.error());
    }
    QJsonArray items;
    qint64 total = 0;
    for (const guard::UndoEntry& entry : *entries) {
        if (!isPublish(entry)) {
            continue;
        }
        if (total >= query.offset && total < qint64{query.offset} + query.limit) {
            items.append(itemOf(entry));
        }
        ++total;
    }
    co_return Answer{listEnvelope(items, query, total)};
}

Task<change::WritePlan> planReverting(Call call) {
    const QString id = call.arguments.value(u"change_id"_s).toString();
    const auto entry = co_await call.undo->find(id);
    if (!entry) {
        co_return fail(entry.error());
    }
    if (!isPublish(*entry)) {
        co_return fail(ErrorKind::InvalidInput, u"Use undo_change for it, or list the changes."_s,
                       u"%1 is no published change but %2."_s.arg(
                           cleanLine(id), cleanLine(entry->record.operation)),
                       u"change_id"_s);
    }
    // Reverting is undoing; only the history is another one.
    Call undo = call;
    undo.arguments = QJsonObject{{u"undo_id"_s, entry->id}};
    const Planner planner = undoOperation().planner;
    auto plan = co_await planner(undo);
    if (plan) {
        plan->status = u"reverted"_s;
    }
    co_return plan;
}

} // namespace

Operation listChangesOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"list_changes"_s, u"List published changes"_s,
        u"List the changes that were published from here, the newest first"_s,
        u"Lists the changes that were published with this program from this account, with author, "
        u"reason and difference. change_id is what revert_change takes. No manager is contacted."_s);
    operation.contactsManager = false;
    operation.annotations.openWorld = false;
    operation.parameters = {limitParameter(), offsetParameter()};
    operation.resultSchema = s::envelope(s::object(
        {{u"change_id", s::text(u"What revert_change takes."_s)},
         {u"time", s::text(u"UTC, ISO 8601."_s)},
         {u"on_target", s::text(u"The manager."_s)},
         {u"state", s::text(u"recorded (can be reverted), undone, not_made, or prepared (nobody "
                            u"knows whether it was made)."_s)},
         {u"title", s::text(u"Of the change."_s)},
         {u"reason", s::text(u"Why; may be empty."_s)},
         {u"author", s::text(u"Who wrote it; may be empty."_s)},
         {u"objects", s::integer(u"How many objects it touched."_s)},
         {u"difference", s::texts(u"What it changed, line by line (+ - ~)."_s)},
         {u"difference_is_cut", s::boolean(u"True: there is more than is listed."_s)},
         {u"note", s::text(u"Of the last change of state; may be empty."_s)}}));
    operation.command = {u"change"_s, u"list"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Change"_s, u"change_id"_s},
                        {u"Time"_s, u"time"_s},
                        {u"Target"_s, u"on_target"_s},
                        {u"State"_s, u"state"_s},
                        {u"Title"_s, u"title"_s},
                        {u"Reason"_s, u"reason"_s},
                        {u"Author"_s, u"author"_s},
                        {u"Objects"_s, u"objects"_s, true}}};
    operation.handler = listChanges;
    return operation;
}

Operation revertChangeOperation() {
    namespace s = schema;
    Operation operation = destructiveOperation(
        u"revert_change"_s, u"Take back a published change"_s,
        u"Put everything back that a published change has touched"_s,
        u"Puts every object back as it was before a publish_change. Nothing is reverted if "
        u"somebody "
        u"has changed one of them since. The reverting can itself be undone. list_changes names "
        u"the ids."_s,
        planReverting);
    operation.parameters = {
        requiredText(u"change_id"_s, u"As list_changes names it, or its unique beginning."_s)};
    operation.resultSchema =
        s::written({{u"undone", s::texts(u"Ids of the changes that were taken back."_s)}});
    operation.command = {u"change"_s, u"revert"_s, {u"change_id"_s}, {}};
    return operation;
}

} // namespace bulkhead::ops
