// SPDX-License-Identifier: MIT
#include "change/image_reader.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"

#include <QSet>

#include <algorithm>
#include <tuple>
#include <vector>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

QString parentOf(const QString& path) {
    return path.left(path.lastIndexOf(u'/'));
}

/// The siblings' paths in the order of evaluation.
QStringList inOrder(const QJsonArray& siblings) {
    using Place = std::tuple<int, int, QString>;
    std::vector<Place> places;
    for (const QJsonValue sibling : siblings) {
        // Ties keep the order of the list: that is all that is known about them.
        places.emplace_back(sibling[u"sequence_number"].toInt(), static_cast<int>(places.size()),
                            sibling[u"path"].toString());
    }
    std::sort(places.begin(), places.end());
    QStringList paths;
    for (const Place& place : places) {
        paths << std::get<2>(place);
    }
    return paths;
}

Result<QJsonValue> siblingBefore(const QStringList& order, const QString& path) {
    const qsizetype at = order.indexOf(path);
    if (at < 0) {
        return fail(ErrorKind::NotFound, u"Read the list again."_s,
                    cleanLine(path) + u" is not there any more."_s, path);
    }
    return at == 0 ? QJsonValue() : QJsonValue(order.at(at - 1));
}

Task<QJsonValue> readPlace(QPointer<nsx::Connection> connection, QString path,
                           CancellationToken token) {
    const nsx::ObjectApi objects(connection);
    const QString collection = parentOf(path);
    if (lastSegment(collection) == u"rules") {
        const auto policy = co_await objects.object(parentOf(collection), token);
        if (!policy) {
            co_return fail(policy.error());
        }
        co_return siblingBefore(inOrder(policy->value(u"rules"_s).toArray()), path);
    }
    const auto policies = co_await objects.list(nsx::objectUrl(collection), {}, token);
    if (!policies) {
        co_return fail(policies.error());
    }
    QString category;
    for (const QJsonValue policy : *policies) {
        if (policy[u"path"].toString() == path) {
            category = policy[u"category"].toString();
        }
    }
    QJsonArray siblings;
    for (const QJsonValue policy : *policies) {
        if (policy[u"category"].toString() == category) {
            siblings.append(policy);
        }
    }
    co_return siblingBefore(inOrder(siblings), path);
}

QUrlQuery byExternalId(const QString& machine) {
    return nsx::makeQuery({{u"external_id"_s, machine}});
}

Task<QJsonValue> readTags(QPointer<nsx::Connection> connection, QString machine,
                          CancellationToken token) {
    const nsx::ObjectApi objects(connection);
    const QUrlQuery query = byExternalId(machine);
    const auto found = co_await objects.list(u"/api/v1/fabric/virtual-machines"_s, query, token);
    if (!found) {
        co_return fail(found.error());
    }
    if (found->isEmpty()) {
        co_return fail(ErrorKind::NotFound, u"List the virtual machines and choose one."_s,
                       u"No virtual machine has the external id "_s + cleanLine(machine) + u'.',
                       machine);
    }
    // A machine without tags has no `tags` field (NSX 4.2, VirtualMachine).
    co_return QJsonValue(found->at(0)[u"tags"].toArray());
}

QStringList sortedTags(const QJsonValue& tags) {
    QStringList words;
    for (const QJsonValue tag : tags.toArray()) {
        words << tag[u"scope"].toString() + u'|' + tag[u"tag"].toString();
    }
    words.sort();
    return words;
}

bool isServerField(const QString& key) {
    static const QSet<QString> keys{
        u"path"_s,
        u"parent_path"_s,
        u"relative_path"_s,
        u"remote_path"_s,
        u"unique_id"_s,
        u"realization_id"_s,
        u"owner_id"_s,
        u"origin_site_id"_s,
        u"marked_for_delete"_s,
        u"overridden"_s,
        u"rule_id"_s,
        u"internal_sequence_number"_s,
        u"is_default"_s,
        u"lock_modified_by"_s,
        u"lock_modified_time"_s,
        u"status"_s,
        u"default_rule_id"_s,
        u"rule_count"_s,
        u"state"_s,
        u"reference"_s,
        u"rules"_s,
        u"children"_s,
        u"connectivity_strategy"_s,
    };
    return key.startsWith(u'_') || keys.contains(key);
}

QJsonValue withoutServerFields(const QJsonValue& value) {
    if (value.isObject()) {
        return ownFields(value.toObject());
    }
    if (!value.isArray()) {
        return value;
    }
    QJsonArray kept;
    for (const QJsonValue element : value.toArray()) {
        kept.append(withoutServerFields(element));
    }
    return kept;
}

/// True if `whole` has everything of `part`; lists have the same length.
bool contains(const QJsonValue& whole, const QJsonValue& part) {
    if (part.isObject()) {
        const QJsonObject fields = part.toObject();
        bool hasAll = whole.isObject();
        for (auto it = fields.constBegin(); hasAll && it != fields.constEnd(); ++it) {
            hasAll = contains(whole[it.key()], it.value());
        }
        return hasAll;
    }
    if (!part.isArray()) {
        return whole == part;
    }
    const QJsonArray wanted = part.toArray();
    const QJsonArray found = whole.toArray();
    bool isSame = wanted.size() == found.size();
    for (qsizetype i = 0; isSame && i < wanted.size(); ++i) {
        isSame = contains(found.at(i), wanted.at(i));
    }
    return isSame;
}

} // namespace

QJsonObject ownFields(const QJsonObject& object) {
    QJsonObject own;
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (!isServerField(it.key())) {
            own.insert(it.key(), withoutServerFields(it.value()));
        }
    }
    return own;
}

bool isSameState(ImageKind kind, const QJsonValue& one, const QJsonValue& other) {
    switch (kind) {
    case ImageKind::Place:
        return one == other;
    case ImageKind::MachineTags:
        return sortedTags(one) == sortedTags(other);
    case ImageKind::Object:
        break;
    }
    if (one.isNull() || other.isNull()) {
        return one.isNull() == other.isNull();
    }
    const QJsonValue first = one[u"_revision"];
    const QJsonValue second = other[u"_revision"];
    const bool isUntouched =
        first.isDouble() && first == second && one[u"unique_id"] == other[u"unique_id"];
    return isUntouched || ownFields(one.toObject()) == ownFields(other.toObject());
}

bool isSameApartFromPlace(ImageKind kind, const QJsonValue& one, const QJsonValue& other) {
    if (kind != ImageKind::Object || !one.isObject() || !other.isObject()) {
        return isSameState(kind, one, other);
    }
    QJsonObject first = ownFields(one.toObject());
    QJsonObject second = ownFields(other.toObject());
    first.remove(u"sequence_number"_s);
    second.remove(u"sequence_number"_s);
    return first == second;
}

bool wasReadBack(const BeforeImage& image) {
    // Every modification raises the number, so what is meant still has the old one.
    const QJsonValue after = image.after[u"_revision"];
    return after.isDouble() && after != image.before[u"_revision"];
}

bool isAsMeant(const BeforeImage& image, const QJsonValue& now) {
    const QJsonValue before = image.before[u"_revision"];
    const int first = before.isDouble() ? before.toInt() + 1 : 0;
    return now.isObject() && now[u"_revision"].toInt(-1) == first &&
           contains(now, ownFields(image.after.toObject()));
}

Task<QJsonValue> readImage(QPointer<nsx::Connection> connection, ImageKind kind, QString path,
                           CancellationToken token) {
    if (!connection) {
        co_return fail(nsx::connectionGone());
    }
    if (kind == ImageKind::Place) {
        auto place = co_await readPlace(connection, path, token);
        co_return place;
    }
    if (kind == ImageKind::MachineTags) {
        auto tags = co_await readTags(connection, path, token);
        co_return tags;
    }
    const nsx::ObjectApi objects(connection);
    const auto object = co_await objects.find(path, token);
    if (!object) {
        co_return fail(object.error());
    }
    co_return *object ? QJsonValue(**object) : QJsonValue();
}

} // namespace bulkhead::change
