// SPDX-License-Identifier: MIT
#include "ops/undo_operations.h"

#include "base/text.h"
#include "change/image_chain.h"
#include "change/undo_planner.h"
#include "ops/blast_radius.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMost = 100;
constexpr int kSearched = 10000;

/// Why an entry cannot be taken back, if so.
std::optional<Error> obstacle(const guard::UndoEntry& entry, const QString& target) {
    const QString what = u"Write "_s + entry.id + u" ("_s + entry.record.summary + u')';
    if (entry.state == guard::UndoState::Undone) {
        return Error{ErrorKind::Refused, u"Nothing is left to do."_s,
                     what + u" was already taken back."_s, entry.id, std::nullopt};
    }
    if (entry.state == guard::UndoState::NotMade) {
        return Error{ErrorKind::Refused, u"Nothing is left to do."_s, what + u" was never made."_s,
                     entry.id, std::nullopt};
    }
    if (entry.state == guard::UndoState::Expired) {
        return Error{ErrorKind::Refused, u"Change it back by hand."_s,
                     what + u" is too old: what it replaced is no longer kept."_s, entry.id,
                     std::nullopt};
    }
    if (!entry.heldBy.isEmpty()) {
        return Error{ErrorKind::Conflict, u"Wait until that is done, and look again."_s,
                     what + u" is being taken back: "_s + entry.heldBy, entry.id, std::nullopt};
    }
    if (!entry.record.impossible.isEmpty()) {
        return Error{ErrorKind::Refused, u"Change it back by hand."_s,
                     what + u" cannot be undone: "_s + entry.record.impossible, entry.id,
                     std::nullopt};
    }
    if (entry.record.target != target) {
        return Error{ErrorKind::InvalidInput, u"Give target "_s + entry.record.target + u'.',
                     what + u" was made on "_s + entry.record.target + u", not on "_s + target +
                         u'.',
                     entry.id, std::nullopt};
    }
    return std::nullopt;
}

/// Writes that somebody takes back right now count: passing over them would undo older ones first.
bool isOpen(guard::UndoState state) {
    return state == guard::UndoState::Recorded || state == guard::UndoState::Undoing;
}

/// The entries to take back, the oldest first.
Task<std::vector<guard::UndoEntry>> wantedEntries(Call call) {
    const QString id = call.arguments.value(u"undo_id"_s).toString();
    const int last = call.arguments.value(u"last"_s).toInt(0);
    if (id.isEmpty() == (last == 0)) {
        co_return fail(ErrorKind::InvalidInput, u"Give either undo_id or last."_s,
                       id.isEmpty() ? u"It is not said what to undo."_s
                                    : u"Both undo_id and last are given."_s,
                       u"undo_id"_s);
    }
    std::vector<guard::UndoEntry> entries;
    if (!id.isEmpty()) {
        const auto entry = co_await call.undo->find(id);
        if (!entry) {
            co_return fail(entry.error());
        }
        entries.push_back(*entry);
        co_return entries;
    }
    const auto listed = co_await call.undo->list(kSearched, std::nullopt);
    if (!listed) {
        co_return fail(listed.error());
    }
    for (const guard::UndoEntry& entry : *listed) {
        const bool isWanted = isOpen(entry.state) && entry.record.target == call.target &&
                              entry.record.impossible.isEmpty() &&
                              entry.record.operation != u"undo_change";
        if (isWanted && static_cast<int>(entries.size()) < last) {
            entries.push_back(entry);
        }
    }
    if (static_cast<int>(entries.size()) < last) {
        co_return fail(
            ErrorKind::NotFound, u"List them with `audit undo-list` and give a smaller number."_s,
            u"Only %1 writes to %2 can be undone."_s.arg(entries.size()).arg(call.target),
            u"last"_s);
    }
    std::reverse(entries.begin(), entries.end());
    co_return entries;
}

Task<change::WritePlan> planUndoing(Call call) {
    const auto entries = co_await wantedEntries(call);
    if (!entries) {
        co_return fail(entries.error());
    }
    std::vector<std::vector<change::BeforeImage>> writes;
    QStringList ids;
    QStringList summaries;
    for (const guard::UndoEntry& entry : *entries) {
        if (const std::optional<Error> error = obstacle(entry, call.target); error) {
            co_return fail(*error);
        }
        writes.push_back(change::imagesFromJson(entry.record.images));
        ids << entry.id;
        summaries << entry.record.summary;
    }
    const auto images = change::chainImages(writes);
    if (!images) {
        co_return fail(images.error());
    }
    const QString what = summaries.join(u"; "_s);
    auto plan = co_await change::planUndo(call.manager, *images, what, call.token);
    if (!plan) {
        co_return fail(plan.error());
    }
    plan->undoes = ids;
    plan->result.insert(u"undone"_s, QJsonArray::fromStringList(ids));
    for (const QString& summary : std::as_const(summaries)) {
        plan->consequences << u"Taken back: "_s + summary + u'.';
    }
    const auto reach = co_await blastRadius(call, plan->images);
    if (!reach) {
        co_return fail(reach.error());
    }
    plan->consequences += *reach;
    co_return std::move(*plan);
}

} // namespace

Operation undoOperation() {
    Operation operation = destructiveOperation(
        u"undo_change"_s, u"Take back a write"_s,
        u"Take back one write by its id, or the last few, newest first"_s,
        u"Puts the objects back as they were before a write that was made with this program. "
        u"Nothing is undone if somebody has changed them since. The undoing can itself be undone. "
        u"Use the undo_id that the write has answered."_s,
        planUndoing);
    operation.parameters = {
        textParameter(u"undo_id"_s, u"Id that the write has answered, or its unique beginning."_s),
        numberParameter(u"last"_s, 1, kMost,
                        u"Instead of undo_id: the last so many writes to this target."_s)};
    operation.resultSchema =
        schema::written({{u"undone", schema::texts(u"Ids of the writes that were taken back."_s)}});
    operation.command = {u"undo"_s, {}, {u"undo_id"_s}, {}};
    return operation;
}

} // namespace bulkhead::ops
