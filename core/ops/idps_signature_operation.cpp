// SPDX-License-Identifier: MIT
// list_idps_signatures: what the signatures in use look for, searched, with what was overridden.
#include "base/text.h"
#include "nsx/ids_api.h"
#include "ops/format.h"
#include "ops/idps_operations.h"
#include "ops/list_envelope.h"
#include "ops/manager_only.h"
#include "ops/read_operation.h"
#include "ops/schema.h"
#include "ops/write_operation.h"

#include <QHash>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// One place where a signature got an action or state of its own.
struct Override {
    QString where; ///< "global", or the profile's id
    QJsonObject settings;
};
using Overrides = QHash<QString, std::vector<Override>>; ///< by signature id

Overrides overridesOf(const QJsonArray& global, const QJsonArray& profiles) {
    Overrides overrides;
    for (const QJsonValue value : global) {
        const QJsonObject one = value.toObject();
        overrides[one.value(u"signature_id"_s).toVariant().toString()].push_back(
            {u"global"_s, one});
    }
    for (const QJsonValue value : profiles) {
        const QJsonArray list = value[u"overridden_signatures"_s].toArray();
        for (const QJsonValue one : list) {
            overrides[one[u"signature_id"_s].toVariant().toString()].push_back(
                {value[u"id"_s].toString(), one.toObject()});
        }
    }
    return overrides;
}

QString idOf(const QJsonObject& signature) {
    return signature.value(u"signature_id"_s).toVariant().toString();
}

QString nameIn(const QJsonObject& signature) {
    const QString name = signature.value(u"name"_s).toString();
    return name.isEmpty() ? signature.value(u"display_name"_s).toString() : name;
}

QString severityOf(const QJsonObject& signature) {
    const QString severity = signature.value(u"signature_severity"_s).toString();
    return severity.isEmpty() ? signature.value(u"severity"_s).toString() : severity;
}

QJsonValue textOf(const QJsonObject& object, const QString& key) {
    return orNull(object.value(key).toVariant().toString());
}

QJsonValue flagOf(const QJsonObject& object, const QString& key) {
    const QJsonValue value = object.value(key);
    return value.isBool() ? value : QJsonValue();
}

QJsonObject formatSignature(const QJsonObject& signature, const std::vector<Override>& overrides) {
    QJsonArray changed;
    for (const Override& one : overrides) {
        changed.append(QJsonObject{{u"where"_s, one.where},
                                   {u"action"_s, textOf(one.settings, u"action"_s)},
                                   {u"enabled"_s, flagOf(one.settings, u"enable"_s)}});
    }
    return QJsonObject{{u"signature_id"_s, idOf(signature)},
                       {u"display_name"_s, orNull(nameIn(signature))},
                       {u"severity"_s, orNull(severityOf(signature))},
                       {u"action"_s, textOf(signature, u"action"_s)},
                       {u"enabled"_s, flagOf(signature, u"enable"_s)},
                       {u"attack_type"_s, textOf(signature, u"class_type"_s)},
                       {u"attack_target"_s, textOf(signature, u"attack_target"_s)},
                       {u"product_affected"_s, textOf(signature, u"product_affected"_s)},
                       {u"cvss"_s, textOf(signature, u"cvss"_s)},
                       {u"cvss_score"_s, textOf(signature, u"cvss_score"_s)},
                       {u"cves"_s, QJsonArray::fromStringList(
                                       signature.value(u"cves"_s).toVariant().toStringList())},
                       {u"overrides"_s, changed}};
}

struct Wanted {
    QString search;
    QString severity;
    bool overriddenOnly = false;
};

bool accepts(const Wanted& wanted, const QJsonObject& signature, const Overrides& overrides) {
    const QString id = idOf(signature);
    if (wanted.overriddenOnly && !overrides.contains(id)) {
        return false;
    }
    if (!wanted.severity.isEmpty() &&
        severityOf(signature).compare(wanted.severity, Qt::CaseInsensitive) != 0) {
        return false;
    }
    if (wanted.search.isEmpty() || id == wanted.search ||
        matchesNameFilter(nameIn(signature), wanted.search)) {
        return true;
    }
    const QStringList cves = signature.value(u"cves"_s).toVariant().toStringList();
    return cves.contains(wanted.search, Qt::CaseInsensitive) ||
           matchesNameFilter(signature.value(u"product_affected"_s).toString(), wanted.search);
}

Task<Answer> listSignatures(Call call) {
    const ListQuery query = listQuery(call.arguments);
    const Wanted wanted{call.arguments.value(u"search"_s).toString(),
                        call.arguments.value(u"severity"_s).toString(),
                        call.arguments.value(u"overridden"_s).toBool()};
    const auto manager = managerOf(call, u"signatures of intrusion detection"_s);
    if (!manager) {
        co_return fail(manager.error());
    }
    call.progress({u"Reading signatures"_s, 0, std::nullopt});
    const nsx::IdsApi api(*manager);
    auto signatureTask = api.signatures(call.token);
    auto globalTask = api.globalSignatures(call.token);
    auto profileTask = api.profiles(call.token);
    const auto signatures = co_await signatureTask;
    const auto global = co_await globalTask;
    const auto profiles = co_await profileTask;
    if (!signatures) {
        co_return fail(signatures.error());
    }
    QStringList notes;
    if (!global) {
        notes << u"Overrides for the whole manager could not be read: "_s +
                     global.error().explanation();
    }
    if (!profiles) {
        notes << u"Overrides in profiles could not be read: "_s + profiles.error().explanation();
    }
    const Overrides overrides =
        overridesOf(global.value_or(QJsonArray()), profiles.value_or(QJsonArray()));
    QJsonArray items;
    qint64 matching = 0;
    for (const QJsonValue value : *signatures) {
        const QJsonObject signature = value.toObject();
        if (!accepts(wanted, signature, overrides)) {
            continue;
        }
        if (matching >= query.offset && items.size() < query.limit) {
            items.append(formatSignature(signature, overrides.value(idOf(signature))));
        }
        ++matching;
    }
    QJsonObject result = listEnvelope(items, query, matching);
    result.insert(u"notes"_s, QJsonArray::fromStringList(notes));
    co_return Answer{result};
}

QJsonObject itemSchema() {
    namespace s = schema;
    const QJsonObject changed = s::object({
        {u"where", s::text(u"Id of the profile, or global."_s)},
        {u"action", s::nullable(s::text(u"ALERT, DROP or REJECT."_s))},
        {u"enabled", s::nullable(s::boolean({}))},
    });
    return s::object({
        {u"signature_id", s::text({})},
        {u"display_name", s::nullable(s::text({}))},
        {u"severity", s::nullable(s::text(u"CRITICAL, HIGH, MEDIUM, LOW or SUSPICIOUS."_s))},
        {u"action", s::nullable(s::text(u"ALERT, DROP or REJECT, unless overridden."_s))},
        {u"enabled", s::nullable(s::boolean(u"Unless overridden."_s))},
        {u"attack_type", s::nullable(s::text({}))},
        {u"attack_target", s::nullable(s::text(u"CLIENT, SERVER, …"_s))},
        {u"product_affected", s::nullable(s::text({}))},
        {u"cvss", s::nullable(s::text(u"NONE, LOW, MEDIUM, HIGH or CRITICAL."_s))},
        {u"cvss_score", s::nullable(s::text({}))},
        {u"cves", s::texts({})},
        {u"overrides", s::list(changed, u"Where it has an action or state of its own."_s)},
    });
}

} // namespace

Operation listIdpsSignaturesOperation() {
    namespace s = schema;
    Operation operation = readOperation(
        u"list_idps_signatures"_s, u"Search intrusion signatures"_s,
        u"Search the signatures in use, with what was overridden"_s,
        u"Searches the intrusion signatures of the version in use by name, id, CVE or product, and "
        u"says which have an action or state of their own for the whole manager or in a profile. "
        u"All signatures are read, which takes some seconds on a real manager."_s);
    operation.parameters = {
        textParameter(u"search"_s, u"Part of a name or product, an id, or a CVE."_s),
        choiceParameter(u"severity"_s,
                        {u"CRITICAL"_s, u"HIGH"_s, u"MEDIUM"_s, u"LOW"_s, u"SUSPICIOUS"_s},
                        u"Only signatures of this severity."_s),
        flagParameter(u"overridden"_s, u"Only signatures that were overridden somewhere."_s),
        limitParameter(), offsetParameter()};
    operation.resultSchema =
        s::envelope(itemSchema(), {{u"notes", s::texts(u"What could not be read and why."_s)}});
    operation.command = {u"idps"_s, u"signatures"_s, {}, {}};
    operation.table = {{},
                       u"items"_s,
                       {},
                       {{u"ID"_s, u"signature_id"_s},
                        {u"Name"_s, u"display_name"_s},
                        {u"Severity"_s, u"severity"_s},
                        {u"Action"_s, u"action"_s},
                        {u"Target"_s, u"attack_target"_s},
                        {u"Product"_s, u"product_affected"_s},
                        {u"CVSS"_s, u"cvss_score"_s, true}}};
    operation.handler = listSignatures;
    return operation;
}

} // namespace bulkhead::ops
