// SPDX-License-Identifier: MIT
#include "nsx/references.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <tuple>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

/// Fields that say what the object is, not whom it uses.
bool isOwnField(const QString& field) {
    static const QSet<QString> own{u"id"_s,          u"path"_s,           u"parent_path"_s,
                                   u"unique_id"_s,   u"relative_path"_s,  u"remote_path"_s,
                                   u"owner_id"_s,    u"realization_id"_s, u"display_name"_s,
                                   u"description"_s, u"resource_type"_s,  u"status"_s,
                                   u"tags"_s,        u"origin_site_id"_s, u"children"_s};
    return own.contains(field) || field.startsWith(u'_');
}

void collect(const QJsonValue& value, const QString& field, const QString& type,
             const QSet<QString>& wanted, std::vector<FoundUse>& found) {
    if (value.isString()) {
        const QString text = value.toString();
        if (!wanted.contains(text)) {
            return;
        }
        const QString how = referenceKind(field, type);
        const bool known = std::any_of(found.cbegin(), found.cend(), [&](const FoundUse& use) {
            return use.wanted == text && use.how == how;
        });
        if (!known) {
            found.push_back({text, how});
        }
        return;
    }
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        for (const QJsonValue item : list) {
            collect(item, field, type, wanted, found);
        }
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (!isOwnField(it.key())) {
            collect(it.value(), it.key(), type, wanted, found);
        }
    }
}

} // namespace

bool References::hasDirect() const {
    return std::any_of(items.cbegin(), items.cend(),
                       [](const Reference& reference) { return reference.through.isEmpty(); });
}

QString referenceKind(const QString& field, const QString& type) {
    static const QHash<QString, QString> kinds{
        {u"source_groups"_s, u"source"_s},       {u"destination_groups"_s, u"destination"_s},
        {u"scope"_s, u"applied_to"_s},           {u"services"_s, u"service"_s},
        {u"profiles"_s, u"profile"_s},           {u"ids_profiles"_s, u"profile"_s},
        {u"nested_service_path"_s, u"member"_s}, {u"paths"_s, u"member"_s},
        {u"external_ids"_s, u"member"_s},        {u"scheduler_path"_s, u"schedule"_s}};
    if (field == u"members") {
        return type == u"PolicyExcludeList" ? u"exclusion"_s : u"member"_s;
    }
    return kinds.value(field, u"other"_s);
}

std::vector<FoundUse> usesIn(const QJsonObject& object, const QSet<QString>& wanted) {
    std::vector<FoundUse> found;
    collect(object, {}, object.value(u"resource_type"_s).toString(), wanted, found);
    return found;
}

void sortReferences(std::vector<Reference>& references) {
    const auto key = [](const Reference& one) {
        return std::tuple(!one.through.isEmpty(), one.referrer.type, one.referrer.path, one.how,
                          one.through);
    };
    std::sort(references.begin(), references.end(),
              [&key](const Reference& a, const Reference& b) { return key(a) < key(b); });
}

} // namespace bulkhead::nsx
