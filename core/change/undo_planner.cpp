// SPDX-License-Identifier: MIT
#include "change/undo_planner.h"

#include "base/text.h"
#include "change/conflict.h"
#include "change/image_reader.h"
#include "nsx/api_path.h"
#include "nsx/object_api.h"

#include <algorithm>
#include <utility>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

/// NSX 4.2: the most tags of one machine.
constexpr qsizetype kMostTags = 30;

/// Those of `tags` that are not in `others`; an empty part and a missing one say the same.
QJsonArray tagsWithout(const QJsonArray& tags, const QJsonArray& others) {
    const auto key = [](const QJsonValue& tag) {
        return std::pair(tag[u"scope"].toString(), tag[u"tag"].toString());
    };
    QJsonArray left;
    for (const QJsonValue tag : tags) {
        const bool isThere =
            std::any_of(others.begin(), others.end(),
                        [&](const QJsonValue& other) { return key(other) == key(tag); });
        if (!isThere) {
            left.append(tag);
        }
    }
    return left;
}

/// The object without what the manager wrote into it, with its type: fit to be created again.
QJsonObject recreated(const QJsonObject& object) {
    return ownFields(object);
}

bool setThePlace(const BeforeImage& image) {
    return image.before.isObject() && image.after.isObject() &&
           image.before[u"sequence_number"] != image.after[u"sequence_number"];
}

/// True if nobody has touched the thing since the write.
bool isAsLeft(const BeforeImage& image, const QJsonValue& now) {
    if (image.kind == ImageKind::Object && image.after.isObject() && !wasReadBack(image)) {
        return isAsMeant(image, now);
    }
    return setThePlace(image) ? isSameState(image.kind, now, image.after)
                              : isSameApartFromPlace(image.kind, now, image.after);
}

/// True if somebody has put the object back already, with an empty text or list where there was
/// none: that says the same.
bool saysTheSame(const BeforeImage& image, const QJsonValue& now) {
    if (image.kind != ImageKind::Object || !image.before.isObject() || !now.isObject()) {
        return false;
    }
    const auto said = [](const QJsonValue& state) {
        QJsonObject fields = ownFields(state.toObject());
        for (const QString& key : fields.keys()) {
            const QJsonValue value = fields.value(key);
            if (value.isNull() || (value.isString() && value.toString().isEmpty()) ||
                (value.isArray() && value.toArray().isEmpty())) {
                fields.remove(key);
            }
        }
        return fields;
    };
    return said(image.before) == said(now);
}

void addObject(WritePlan& plan, const BeforeImage& image, const QJsonValue& now) {
    if (image.before.isNull()) {
        plan.requests.push_back(deleteObject(image.path));
        plan.images.push_back({image.kind, image.path, now, QJsonValue()});
        return;
    }
    QJsonObject before = image.before.toObject();
    if (now.isObject() && !setThePlace(image)) {
        // A place that moved meanwhile is not this write's to take back.
        before.insert(u"sequence_number"_s, now[u"sequence_number"]);
    }
    plan.requests.push_back(putObject(image.path, before, now));
    plan.images.push_back({image.kind, image.path, now, before});
    if (now.isNull() && before.value(u"resource_type"_s).toString() == u"Rule") {
        plan.warnings << u"The rule comes back with a new rule number; its hit counts start at "
                         "nothing."_s;
    }
}

Task<std::monostate> addPlace(std::shared_ptr<WritePlan> plan, QPointer<nsx::Connection> connection,
                              BeforeImage image, QJsonValue now, CancellationToken token) {
    const nsx::ObjectApi objects(connection);
    const auto current = co_await objects.object(image.path, token);
    if (!current) {
        co_return fail(current.error());
    }
    const QString anchor = image.before.toString();
    const QString operation = anchor.isEmpty() ? u"insert_top"_s : u"insert_after"_s;
    plan->requests.push_back(reviseObject(image.path, *current, operation, anchor));
    plan->images.push_back({image.kind, image.path, now, image.before});
    co_return done();
}

} // namespace

WriteRequest putObject(const QString& policyPath, const QJsonObject& wanted,
                       const QJsonValue& current) {
    if (current.isNull() || current.isUndefined()) {
        return {"PUT", nsx::objectUrl(policyPath), {}, recreated(wanted)};
    }
    QJsonObject body = wanted;
    for (const QString& own : {u"_revision"_s, u"rules"_s, u"rule_count"_s}) {
        const QJsonValue value = current[own];
        if (value.isUndefined()) {
            body.remove(own);
        } else {
            body.insert(own, value);
        }
    }
    return {"PUT", nsx::objectUrl(policyPath), {}, body};
}

WriteRequest deleteObject(const QString& policyPath) {
    return {"DELETE", nsx::objectUrl(policyPath), {}, std::nullopt};
}

WriteRequest reviseObject(const QString& policyPath, const QJsonObject& current,
                          const QString& operation, const QString& anchor) {
    QUrlQuery query = nsx::makeQuery({{u"action"_s, u"revise"_s}, {u"operation"_s, operation}});
    if (!anchor.isEmpty()) {
        query = nsx::makeQuery(
            {{u"action"_s, u"revise"_s}, {u"operation"_s, operation}, {u"anchor_path"_s, anchor}});
    }
    return {"POST", nsx::objectUrl(policyPath), query, current};
}

std::vector<WriteRequest> changeTags(const QString& externalId, const QJsonArray& before,
                                     const QJsonArray& after) {
    const QJsonArray added = tagsWithout(after, before);
    const QJsonArray removed = tagsWithout(before, after);
    std::vector<WriteRequest> requests;
    const auto add = [&](const QString& action, const QJsonArray& tags) {
        if (!tags.isEmpty()) {
            requests.push_back({"POST", u"/api/v1/fabric/virtual-machines"_s,
                                nsx::makeQuery({{u"action"_s, action}}),
                                QJsonObject{{u"external_id"_s, externalId}, {u"tags"_s, tags}}});
        }
    };
    const bool haveRoom = before.size() + added.size() <= kMostTags;
    if (haveRoom) {
        add(u"add_tags"_s, added);
    }
    add(u"remove_tags"_s, removed);
    if (!haveRoom) {
        add(u"add_tags"_s, added);
    }
    return requests;
}

Task<WritePlan> planUndo(QPointer<nsx::Connection> connection, std::vector<BeforeImage> images,
                         QString what, CancellationToken token) {
    const auto plan = std::make_shared<WritePlan>();
    plan->status = u"undone"_s;
    plan->summary = u"Undo “%1”"_s.arg(what);
    for (auto image = images.rbegin(); image != images.rend(); ++image) {
        const BeforeImage& wanted = *image;
        const auto now = co_await readImage(connection, wanted.kind, wanted.path, token);
        if (!now) {
            co_return fail(now.error());
        }
        if (isSameState(wanted.kind, *now, wanted.before)) {
            plan->warnings << cleanLine(wanted.path) + u" already is as it was before."_s;
            continue;
        }
        if (!isAsLeft(wanted, *now)) {
            if (saysTheSame(wanted, *now)) {
                plan->warnings << cleanLine(wanted.path) + u" already is as it was before."_s;
                continue;
            }
            co_return fail(changedMeanwhile(wanted, wanted.after, *now));
        }
        switch (wanted.kind) {
        case ImageKind::Object:
            addObject(*plan, wanted, *now);
            break;
        case ImageKind::MachineTags:
            for (WriteRequest& request :
                 changeTags(wanted.path, now->toArray(), wanted.before.toArray())) {
                plan->requests.push_back(std::move(request));
            }
            plan->images.push_back({wanted.kind, wanted.path, *now, wanted.before});
            break;
        case ImageKind::Place: {
            const auto added = co_await addPlace(plan, connection, wanted, *now, token);
            if (!added) {
                co_return fail(added.error());
            }
            break;
        }
        }
    }
    if (!images.empty()) {
        plan->object = images.front().path;
    }
    co_return std::move(*plan);
}

} // namespace bulkhead::change
