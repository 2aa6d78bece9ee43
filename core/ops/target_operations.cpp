// SPDX-License-Identifier: MIT
#include "ops/target_operations.h"

#include "ops/format.h"
#include "ops/list_envelope.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/source_provider.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

QString word(config::AuthMode mode) {
    switch (mode) {
    case config::AuthMode::Basic:
        return u"basic"_s;
    case config::AuthMode::Certificate:
        return u"certificate"_s;
    case config::AuthMode::Session:
        break;
    }
    return u"session"_s;
}

/// How the manager's certificate is checked.
QString trustWord(const config::Target& target) {
    if (!target.fingerprintSha256.isEmpty()) {
        return u"pinned"_s;
    }
    if (!target.verifySsl) {
        return u"unverified"_s;
    }
    return target.caFile.isEmpty() ? u"system"_s : u"ca_file"_s;
}

QJsonObject formatTarget(const TargetListing& listing) {
    const config::Target& target = listing.target;
    return QJsonObject{
        {u"name"_s, target.name},
        {u"host"_s, orNull(target.host)},
        {u"port"_s, target.host.isEmpty() ? QJsonValue() : QJsonValue(target.port)},
        {u"kind"_s, target.kind == config::ManagerKind::Global ? u"global"_s : u"local"_s},
        {u"environment"_s, target.environment},
        {u"username"_s, orNull(target.host.isEmpty() ? QString() : target.username)},
        {u"auth"_s, word(target.auth)},
        {u"tls"_s, trustWord(target)},
        {u"domain"_s, target.domain},
        {u"project"_s, orNull(target.project)},
        {u"read_only"_s, target.readOnly},
        {u"is_default"_s, listing.isDefault},
        {u"password_source"_s, orNull(listing.passwordSource)},
        {u"password_note"_s, orNull(listing.passwordNote)},
    };
}

Task<Answer> listTargets(Call call) {
    const auto targets = call.sources->targets();
    if (!targets) {
        co_return fail(targets.error());
    }
    QJsonArray items;
    for (const TargetListing& listing : *targets) {
        items.append(formatTarget(listing));
    }
    ListQuery query;
    query.limit = kMaximumLimit;
    co_return Answer{listEnvelope(items, query, items.size())};
}

} // namespace

Operation listTargetsOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"list_targets"_s, u"List the configured managers"_s,
        u"List the NSX managers of the configuration; none is contacted"_s,
        u"Lists the NSX managers that the configuration names, with their environment, whether "
        u"they may be written to, and where the password would come from. No manager is "
        u"contacted and no password is shown."_s);
    operation.contactsManager = false;
    operation.annotations.openWorld = false;
    operation.resultSchema = s::envelope(s::object({
        {u"name", s::text(u"What other calls give as target."_s)},
        {u"host", s::nullable(s::text(u"Null for a snapshot."_s))},
        {u"port", s::nullable(s::integer({}))},
        {u"kind", s::text(u"local or global."_s)},
        {u"environment", s::text(u"As the guard rules know it; may be empty."_s)},
        {u"username", s::nullable(s::text({}))},
        {u"auth", s::text(u"session, basic or certificate."_s)},
        {u"tls", s::text(u"pinned, ca_file, system or unverified."_s)},
        {u"domain", s::text(u"Policy domain."_s)},
        {u"project", s::nullable(s::text({}))},
        {u"read_only", s::boolean(u"True: the program changes nothing there."_s)},
        {u"is_default", s::boolean(u"True: calls without a target go there."_s)},
        {u"password_source", s::nullable(s::text(u"Variable or file that holds the password."_s))},
        {u"password_note", s::nullable(s::text(u"What is wrong with it, or where else it may be "
                                               u"looked for."_s))},
    }));
    operation.command = {u"target"_s, u"list"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"Name"_s, u"name"_s},
                        {u"Host"_s, u"host"_s},
                        {u"Port"_s, u"port"_s, true},
                        {u"Environment"_s, u"environment"_s},
                        {u"User"_s, u"username"_s},
                        {u"Auth"_s, u"auth"_s},
                        {u"TLS"_s, u"tls"_s},
                        {u"Read only"_s, u"read_only"_s},
                        {u"Default"_s, u"is_default"_s},
                        {u"Password from"_s, u"password_source"_s},
                        {u"Note"_s, u"password_note"_s}}};
    operation.handler = listTargets;
    return operation;
}

} // namespace bulkhead::ops
