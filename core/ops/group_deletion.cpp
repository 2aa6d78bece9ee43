// SPDX-License-Identifier: MIT
#include "ops/group_deletion.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "change/undo_planner.h"
#include "nsx/reference_api.h"
#include "ops/group_reader.h"
#include "ops/policy_reader.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <QDateTime>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownMembers = 5;

/// "rule allow-https of policy web-tier (source)".
QString referrerWords(const nsx::Reference& reference) {
    const QString path = reference.referrer.path;
    const QString name = reference.referrer.displayName.raw();
    const QString id = lastSegment(path);
    const QString label = name.isEmpty() || name == id ? id : id + u" ("_s + name + u')';
    QString words = reference.referrer.type + u' ' + label;
    if (path.section(u'/', -2, -2) == u"rules") {
        words += u" of policy "_s + path.section(u'/', -3, -3);
    }
    return words + u" as "_s + QString(reference.how).replace(u'_', u' ');
}

Error stillUsed(const QJsonObject& group, const nsx::References& references) {
    QStringList users;
    for (const nsx::Reference& reference : references.items) {
        users << referrerWords(reference);
    }
    QString problem = u"Group %1 is used in %2: %3."_s.arg(
        labelOf(group), users.size() == 1 ? u"1 place"_s : u"%1 places"_s.arg(users.size()),
        users.join(u", "_s));
    if (!references.complete) {
        problem += u' ' + references.notes.join(u' ');
    }
    return {ErrorKind::Refused, u"Take the group out of these first."_s, cleanLine(problem),
            group.value(u"path"_s).toString(), std::nullopt};
}

/// What must not be guessed: without the list of users nothing is deleted.
Error usersUnknown(const QJsonObject& group, const Error& cause) {
    Error error = cause;
    error.problem = u"Group %1 is not deleted because it could not be read what uses it. "_s.arg(
                        labelOf(group)) +
                    cause.problem;
    error.object = group.value(u"path"_s).toString();
    return error;
}

QString memberSentence(const Result<MachineMembers>& members) {
    if (!members) {
        return u"Its members could not be read: %1"_s.arg(members.error().explanation());
    }
    QStringList names;
    for (const MachineMember& member : members->items) {
        names << cleanLine(member.displayName.raw());
    }
    const qint64 total = members->total.value_or(names.size());
    if (total == 0) {
        return u"No virtual machine is a member of it now."_s;
    }
    QString sentence =
        members->total
            ? u"%1 virtual machines are members of it now: %2"_s.arg(total).arg(names.join(u", "_s))
            : u"Virtual machines that are members of it now: %1"_s.arg(names.join(u", "_s));
    if (total > names.size()) {
        sentence += u" and %1 more"_s.arg(total - names.size());
    }
    return sentence + u'.';
}

QString lastChange(const QJsonObject& group) {
    const QString user = cleanLine(group.value(u"_last_modified_user"_s).toString());
    const QJsonValue time = group.value(u"_last_modified_time"_s);
    if (user.isEmpty() || !time.isDouble()) {
        return {};
    }
    const auto when = QDateTime::fromMSecsSinceEpoch(time.toInteger(), Qt::UTC);
    return u"It was last changed by %1 on %2."_s.arg(user, when.toString(Qt::ISODate));
}

Task<change::WritePlan> planDelete(Call call) {
    const auto group = co_await readGroup(call, call.arguments.value(u"group_id"_s).toString());
    if (!group) {
        co_return fail(group.error());
    }
    const QString path = group->value(u"path"_s).toString();
    const QString label = labelOf(*group);
    if (group->value(u"_system_owned"_s).toBool()) {
        co_return fail(ErrorKind::Refused, u"Leave it."_s,
                       u"Group %1 belongs to the system."_s.arg(label), path);
    }
    call.progress({u"Looking for what uses it"_s, 1, 3});
    const nsx::ReferenceApi api(call.manager);
    const auto references = co_await api.directReferencesTo(path, call.token);
    if (!references) {
        co_return fail(usersUnknown(*group, references.error()));
    }
    if (references->hasDirect() || !references->complete) {
        co_return fail(stillUsed(*group, *references));
    }
    call.progress({u"Reading members"_s, 2, 3});
    const auto members = co_await call.source->membersOf(path, kShownMembers, call.token);
    if (!members && members.error().kind == ErrorKind::Cancelled) {
        co_return fail(members.error());
    }
    change::WritePlan plan;
    plan.status = u"deleted"_s;
    plan.summary = u"Delete group "_s + label;
    plan.object = path;
    plan.requests.push_back(change::deleteObject(path));
    plan.images.push_back(objectImage(path, *group, QJsonValue()));
    plan.consequences << u"The group %1 is removed; nothing uses it."_s.arg(cleanLine(label))
                      << memberSentence(members) << lastChange(*group);
    plan.consequences.removeAll(QString());
    plan.result = {{u"message"_s, u"Group %1 is deleted."_s.arg(group->value(u"id"_s).toString())}};
    co_return plan;
}

} // namespace

Operation deleteGroupOperation() {
    Operation operation = destructiveOperation(
        u"delete_group"_s, u"Delete a group"_s, u"Delete a group that nothing uses"_s,
        u"Deletes a group. Refuses while anything uses it and names all of it: rules by source, "
        u"destination or Applied To, policies, other groups, the exclusion list. Use where_used to "
        u"see what would be affected."_s,
        planDelete);
    operation.parameters = {
        requiredText(u"group_id"_s, u"Id, path or unique display name of the group."_s)};
    operation.resultSchema = schema::written({{u"message", schema::text(u"What was deleted."_s)}});
    operation.command = {u"group"_s, u"delete"_s, {u"group_id"_s}, {}};
    return operation;
}

} // namespace bulkhead::ops
