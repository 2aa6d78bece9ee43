// SPDX-License-Identifier: MIT
#include "desktop/inventory/tag_edit.h"

#include "base/text.h"
#include "change/object_edits.h"
#include "ops/membership_changes.h"
#include "ops/tag_advice.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

using Tags = std::vector<model::Tag>;

QString translated(const char* text) {
    return QCoreApplication::translate("Tags", text);
}

bool has(const Tags& tags, const model::Tag& tag) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

Tags changed(Tags tags, TagMode mode, const Tags& wanted) {
    if (mode != TagMode::Add) {
        // In the order that is there, so that the same tags are no change.
        std::erase_if(tags, [&](const model::Tag& tag) {
            return has(wanted, tag) == (mode == TagMode::Remove);
        });
    }
    if (mode != TagMode::Remove) {
        for (const model::Tag& tag : wanted) {
            if (!has(tags, tag)) {
                tags.push_back(tag);
            }
        }
    }
    return tags;
}

QJsonArray asJson(const Tags& tags) {
    return change::stateOf(tags);
}

/// The machines that change, in the order of the snapshot.
std::vector<ops::MachineTagChange> changesOf(const snapshot::Snapshot& snapshot,
                                             const TagPlan& plan) {
    std::vector<ops::MachineTagChange> changes;
    for (const model::VirtualMachine& machine : snapshot.machines()) {
        const auto wanted = plan.constFind(machine.externalId);
        if (wanted != plan.cend() && *wanted != machine.tags) {
            changes.push_back({machine, asJson(machine.tags), asJson(*wanted)});
        }
    }
    return changes;
}

QStringList typosIn(const std::vector<ops::MachineTagChange>& changes,
                    const std::vector<nsx::TagUse>& used) {
    QStringList typos;
    QSet<QString> seen;
    for (const ops::MachineTagChange& change : changes) {
        for (const model::Tag& tag : change::tagsOfState(change.after)) {
            if (seen.contains(tagWord(tag))) {
                continue;
            }
            seen.insert(tagWord(tag));
            const auto meant = ops::probablyMeant(used, tag.scope.raw(), tag.tag.raw());
            if (meant) {
                typos << translated("Nothing carries “%1” yet. Did you mean “%2”, which %3 carry?")
                             .arg(cleanLine(tagWord(tag)),
                                  cleanLine(tagWord({meant->scope, meant->tag})),
                                  QString::number(meant->objects.value_or(0)));
            }
        }
    }
    return typos;
}

} // namespace

TagPlan planTags(const snapshot::Snapshot& snapshot, const QStringList& machineIds, TagMode mode,
                 const std::vector<model::Tag>& tags) {
    TagPlan plan;
    for (const QString& id : machineIds) {
        if (const model::VirtualMachine* machine = snapshot.machine(id)) {
            plan.insert(id, changed(machine->tags, mode, tags));
        }
    }
    return plan;
}

QString tagWord(const model::Tag& tag) {
    return tag.scope.isEmpty() ? tag.tag.raw() : tag.scope.raw() + u'|' + tag.tag.raw();
}

Result<model::Tag> tagFromWord(const QString& word) {
    const qsizetype bar = word.indexOf(u'|');
    return checkTag(bar < 0 ? QString() : word.left(bar), word.mid(bar + 1));
}

Result<model::Tag> checkTag(const QString& scope, const QString& value) {
    const auto tag = ops::checkedTag(scope.trimmed(), value.trimmed(), {});
    if (!tag) {
        const Error& error = tag.error();
        return fail(error.kind, error.remedy + u' ' + error.problem, {});
    }
    return model::Tag{UntrustedText(tag->value(u"scope"_s).toString()),
                      UntrustedText(tag->value(u"tag"_s).toString())};
}

Result<change::Step> tagStep(const snapshot::Snapshot& snapshot, const TagPlan& plan,
                             const QString& title) {
    change::Step step;
    for (const ops::MachineTagChange& change : changesOf(snapshot, plan)) {
        const QString id = change.machine.externalId;
        Result<change::Step> one = change::changeMachineTags(
            snapshot, {id}, title,
            [&plan, &id](std::vector<model::Tag>& tags) { tags = plan.value(id); });
        if (!one) {
            return one;
        }
        step.edits.push_back(std::move(one->edits.front()));
    }
    step.title = title;
    return step;
}

TagConsequences consequencesOf(const snapshot::SnapshotPointer& snapshot, const TagPlan& plan,
                               const std::vector<nsx::TagUse>& used) {
    const std::vector<ops::MachineTagChange> changes = changesOf(*snapshot, plan);
    snapshot::Replacement replacement;
    QStringList ids;
    for (const ops::MachineTagChange& change : changes) {
        ids << change.machine.externalId;
        replacement.machineTags.emplace_back(change.machine.externalId,
                                             change::tagsOfState(change.after));
    }
    TagConsequences consequences;
    consequences.machines = static_cast<int>(changes.size());
    if (changes.empty()) {
        return consequences;
    }
    ops::MembershipChanges membership;
    membership.groups = ops::groupChanges(*snapshot, *snapshot->with(replacement), ids);
    consequences.groups = ops::membershipSentences(membership, changes);
    consequences.typos = typosIn(changes, used);
    return consequences;
}

} // namespace bulkhead::desktop
