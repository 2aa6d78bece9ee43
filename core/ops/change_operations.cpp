// SPDX-License-Identifier: MIT
#include "ops/change_operations.h"

#include "base/text.h"
#include "change/document_steps.h"
#include "change/edit_words.h"
#include "change/finding.h"
#include "change/object_edits.h"
#include "change/publish_planner.h"
#include "change/rebase.h"
#include "nsx/snapshot_loader.h"
#include "ops/blast_radius.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <QJsonArray>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// The largest change that is read, in bytes of its text.
constexpr qsizetype kMaximumText = qsizetype{32} * 1024 * 1024;

/// A change worked out against the estate as it is now.
struct Staged {
    change::ChangeDocument document;
    snapshot::SnapshotPointer base;
    snapshot::SnapshotPointer after;
    std::vector<change::Edit> net;
    QStringList sentences;
    QStringList notes; ///< what was merged with the work of others
    std::vector<change::Finding> findings;
};

Result<change::ChangeDocument> documentOf(const Call& call) {
    const QByteArray text = call.arguments.value(u"change"_s).toString().toUtf8();
    if (text.size() > kMaximumText) {
        return fail(ErrorKind::InvalidInput, u"Split the change."_s,
                    u"The change is larger than 32 MB."_s, u"change"_s);
    }
    auto document = change::readChangeDocument(text, u"change"_s);
    if (!document) {
        return document;
    }
    if (!document->target.isEmpty() && document->target != call.target) {
        return fail(ErrorKind::InvalidInput,
                    u"Give target "_s + cleanLine(document->target) +
                        u", or change the target in the file."_s,
                    u"This change was written for target %1, not for %2."_s.arg(
                        cleanLine(document->target), call.target),
                    u"target"_s);
    }
    return document;
}

Task<snapshot::SnapshotPointer> estateOf(Call call) {
    if (const snapshot::SnapshotPointer offline = call.source->snapshot()) {
        co_return offline;
    }
    auto loaded = co_await nsx::loadSnapshot(call.manager, call.token, call.progress);
    co_return loaded;
}

QString domainOf(const Call& call) {
    return call.manager ? domainPath(*call.manager, {}).chopped(1) : change::defaultDomain();
}

/// Staged edits know their own base: they are merged into what is there now. Entries are worked
/// out on it.
Result<change::ChangeSet> stagedOn(const change::ChangeDocument& document,
                                   const snapshot::SnapshotPointer& base, const QString& domain,
                                   QStringList& notes) {
    if (document.edits.empty()) {
        return change::stage(document, base, domain);
    }
    change::Step step{cleanLine(document.title), {}, {}};
    for (const change::ObjectComparison& one : change::compareWith(*base, document.edits)) {
        const QString name = base->nameOf(one.edit.path);
        switch (one.merge.outcome) {
        case change::MergeOutcome::Refused:
            return fail(change::conflictError(one.edit, one.merge, one.theirs, name));
        case change::MergeOutcome::Already:
            notes << u"'%1' already is as wanted."_s.arg(name);
            continue;
        case change::MergeOutcome::Merged:
            notes << u"'%1' was changed by somebody else meanwhile (%2); both changes are kept."_s
                         .arg(name, cleanLine(one.merge.theirFields.join(u", "_s)));
            break;
        case change::MergeOutcome::Mine:
            break;
        }
        step.edits.push_back({one.edit.kind, one.edit.path, one.theirs, one.merge.wanted});
    }
    change::ChangeSet set(base);
    auto pushed = set.push(std::move(step));
    return pushed ? Result<change::ChangeSet>(std::move(set)) : fail(pushed.error());
}

Task<std::shared_ptr<const Staged>> stageChange(Call call) {
    const auto staged = std::make_shared<Staged>();
    auto document = documentOf(call);
    if (!document) {
        co_return fail(document.error());
    }
    staged->document = std::move(*document);
    const auto base = co_await estateOf(call);
    if (!base) {
        co_return fail(base.error());
    }
    staged->base = *base;
    const auto set = stagedOn(staged->document, *base, domainOf(call), staged->notes);
    if (!set) {
        co_return fail(set.error());
    }
    staged->after = set->current();
    staged->net = set->net();
    const change::NameOf names = change::namesOf(staged->base, staged->after);
    for (const change::Edit& edit : staged->net) {
        staged->sentences << change::inWords(edit, names);
    }
    staged->findings =
        change::findings(staged->base, staged->after, staged->net, QDateTime::currentDateTimeUtc());
    co_return std::shared_ptr<const Staged>(staged);
}

QString actionOf(const change::Edit& edit) {
    return edit.isCreation() ? u"created"_s : edit.isDeletion() ? u"deleted"_s : u"updated"_s;
}

QJsonArray findingsAsJson(const Staged& staged) {
    QJsonArray list;
    for (const change::Finding& finding : staged.findings) {
        list.append(change::toJson(finding));
    }
    return list;
}

Task<Answer> preview(Call call) {
    const auto staged = co_await stageChange(call);
    if (!staged) {
        co_return fail(staged.error());
    }
    const Staged& all = **staged;
    QJsonArray objects;
    for (std::size_t i = 0; i < all.net.size(); ++i) {
        const change::Edit& edit = all.net[i];
        objects.append(
            QJsonObject{{u"kind"_s, change::kindName(edit.kind)},
                        {u"path"_s, edit.path},
                        {u"action"_s, actionOf(edit)},
                        {u"sentence"_s, all.sentences.value(static_cast<qsizetype>(i))}});
    }
    QStringList warnings;
    for (const change::Finding& finding : all.findings) {
        warnings << change::severityName(finding.severity) + u": "_s + finding.sentence;
    }
    co_return Answer{QJsonObject{{u"title"_s, all.document.title},
                                 {u"warnings"_s, QJsonArray::fromStringList(warnings)},
                                 {u"reason"_s, all.document.reason},
                                 {u"author"_s, all.document.author},
                                 {u"objects"_s, objects},
                                 {u"findings"_s, findingsAsJson(all)},
                                 {u"notes"_s, QJsonArray::fromStringList(all.notes)}}};
}

Task<change::WritePlan> planPublishing(Call call) {
    const auto staged = co_await stageChange(call);
    if (!staged) {
        co_return fail(staged.error());
    }
    const std::shared_ptr<const Staged>& all = *staged;
    auto plan =
        co_await change::planPublish(call.manager, all->net, all->sentences,
                                     cleanLine(all->document.title), call.progress, call.token);
    if (!plan) {
        co_return fail(plan.error());
    }
    plan->warnings = all->notes + plan->warnings;
    for (const change::Finding& finding : all->findings) {
        plan->warnings << finding.sentence + u' ' + finding.fix;
        if (finding.severity == change::Severity::Error) {
            plan->consequences << finding.sentence;
        }
    }
    const auto reach = co_await blastRadius(call, plan->images);
    if (!reach) {
        co_return fail(reach.error());
    }
    plan->consequences += *reach;
    plan->result.insert(u"title"_s, all->document.title);
    plan->result.insert(u"reason"_s, all->document.reason);
    plan->result.insert(u"author"_s, all->document.author);
    plan->result.insert(u"findings"_s, findingsAsJson(*all));
    co_return std::move(*plan);
}

Parameter changeParameter() {
    Parameter parameter = requiredText(
        u"change"_s, u"The change as text: YAML (or JSON) with title, reason and a list of "
                     u"changes, each naming an object and what to create, set, add, remove, move "
                     u"or delete."_s);
    parameter.isDocument = true;
    return parameter;
}

QJsonObject objectSchema() {
    namespace s = schema;
    return s::object({{u"kind", s::text(u"policy, rule, group, service, context_profile, "
                                        u"exclude_list or machine_tags."_s)},
                      {u"path", s::text(u"Path of the object; of a machine its external id."_s)},
                      {u"action", s::text(u"created, updated or deleted."_s)},
                      {u"sentence", s::text(u"What becomes of it, in words."_s)}});
}

QJsonObject findingSchema() {
    namespace s = schema;
    return s::object({{u"kind", s::text(u"What kind of finding."_s)},
                      {u"severity", s::text(u"hint, warning or error."_s)},
                      {u"object", s::text(u"Path of the object at which it is found."_s)},
                      {u"field", s::text(u"NSX's name of the field; may be empty."_s)},
                      {u"sentence", s::text(u"What is wrong or odd."_s)},
                      {u"fix", s::text(u"What to do about it."_s)}});
}

} // namespace

Operation previewChangeOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"preview_change"_s, u"Preview a change"_s,
        u"Show what a change file would do to which objects, with findings"_s,
        u"Works a whole change out against the estate as it is now and says what becomes of which "
        u"object, in words, and what is wrong or odd about it. Sends nothing; works on a snapshot "
        u"file too. Use publish_change with dry_run for the exact requests."_s);
    operation.parameters = {changeParameter()};
    operation.resultSchema = s::object(
        {{u"title", s::text(u"Of the change."_s)},
         {u"reason", s::text(u"Why; may be empty."_s)},
         {u"author", s::text(u"Who wrote it; may be empty."_s)},
         {u"objects", s::list(objectSchema(), u"Every object that would be touched."_s)},
         {u"findings", s::list(findingSchema(), u"What is wrong or odd, the worst first."_s)},
         {u"warnings", s::texts(u"The findings, a line each."_s)},
         {u"notes", s::texts(u"What was merged with the work of others."_s)}});
    operation.command = {u"change"_s, u"preview"_s, {u"change"_s}, {}};
    operation.table = {
        {{u"Title"_s, u"title"_s},
         {u"Reason"_s, u"reason"_s},
         {u"Findings"_s, u"warnings"_s},
         {u"Merged"_s, u"notes"_s}},
        u"objects"_s,
        {},
        {{u"Kind"_s, u"kind"_s}, {u"Action"_s, u"action"_s}, {u"What"_s, u"sentence"_s}}};
    operation.handler = preview;
    return operation;
}

Operation publishChangeOperation() {
    namespace s = schema;
    Operation operation = destructiveOperation(
        u"publish_change"_s, u"Publish a change"_s,
        u"Carry a whole change file out at once, or nothing of it"_s,
        u"Works a change out against the estate as it is now, merges it with what others have done "
        u"meanwhile or refuses, and sends it in one request that the manager carries out whole or "
        u"not at all; tags of machines follow. Preview it with preview_change first. Taken back by "
        u"revert_change."_s,
        planPublishing);
    operation.parameters = {changeParameter()};
    operation.resultSchema = s::written(
        {{u"title", s::text(u"Of the change."_s)},
         {u"reason", s::text(u"Why; may be empty."_s)},
         {u"author", s::text(u"Who wrote it; may be empty."_s)},
         {u"objects", s::list(objectSchema(), u"Every object that is touched."_s)},
         {u"findings", s::list(findingSchema(), u"What is wrong or odd, the worst first."_s)}});
    operation.command = {u"change"_s, u"publish"_s, {u"change"_s}, {}};
    return operation;
}

} // namespace bulkhead::ops
