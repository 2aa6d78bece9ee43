// SPDX-License-Identifier: MIT
#include "nsx/tag_references.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"
#include "nsx/reference_inquiry.h"
#include "nsx/search_text.h"

#include <algorithm>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

void collect(const QJsonArray& expression, std::vector<FoundTagCondition>& found) {
    for (const QJsonValue element : expression) {
        const bool isTag = element[u"resource_type"].toString() == u"Condition" &&
                           element[u"key"].toString() == u"Tag";
        if (isTag) {
            found.push_back(
                {element[u"member_type"].toString(),
                 model::TagCondition(element[u"value"].toString(), element[u"operator"].toString(),
                                     element[u"scope_operator"].toString())});
        }
        collect(element[u"expressions"].toArray(), found);
    }
}

/// Groups whose conditions may concern the tag: they write it out, or compare otherwise than by
/// equality. Which of them do is decided on the objects that come back.
QString groupQuery(const model::Tag& tag) {
    const QString& scope = tag.scope.raw();
    const QString& value = tag.tag.raw();
    QStringList values{scope + u'|' + value, u'|' + value, value, scope + u'|'};
    values.removeAll(QString());
    values.removeAll(u"|"_s);
    values.removeDuplicates();
    const QString operators = u"(CONTAINS OR STARTSWITH OR ENDSWITH OR NOTEQUALS OR NOTIN OR "
                              "MATCHES OR \"IN\")"_s;
    QStringList parts;
    for (const QString& place : {u"expression"_s, u"expression.expressions"_s}) {
        parts << place + u".value:"_s + searchAnyOf(values) << place + u".operator:"_s + operators
              << place + u".scope_operator:NOTEQUALS"_s;
    }
    return u"resource_type:Group AND ("_s + parts.join(u" OR "_s) + u')';
}

Task<std::monostate> readCarriers(QPointer<Connection> connection, InquiryPointer inquiry,
                                  model::Tag tag, CancellationToken token) {
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = infraRoot(connection->target()) + u"/tags/effective-resources"_s;
    const QUrlQuery query = makeQuery({{u"scope"_s, tag.scope.raw()}, {u"tag"_s, tag.tag.raw()}});
    ++inquiry->requests;
    const auto read = co_await readOnePage(connection, path, query, token);
    if (!read) {
        co_return fail(read.error());
    }
    for (const QJsonValue carrier : read->objects) {
        const QString type = carrier[u"target_type"].toString();
        // Machines go by their external id everywhere else.
        QString id = carrier[type == u"VirtualMachine" ? u"target_id" : u"path"].toString();
        if (id.isEmpty()) {
            id = carrier[u"target_id"].toString();
        }
        const QString name = carrier[u"target_display_name"].toString();
        inquiry->add({id, type, UntrustedText(name)}, kCarries.toString(), inquiry->object);
    }
    if (!read->complete) {
        inquiry->limit(u"More than 1000 objects carry it; only the first are listed."_s);
    }
    co_return done();
}

Task<std::monostate> readGroups(QPointer<Connection> connection, InquiryPointer inquiry,
                                model::Tag tag, CancellationToken token) {
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path = searchPath(connection->target());
    const QUrlQuery query = makeQuery({{u"query"_s, groupQuery(tag)}});
    ++inquiry->requests;
    const auto read = co_await readOnePage(connection, path, query, token);
    if (!read) {
        co_return fail(read.error());
    }
    for (const QJsonValue hit : read->objects) {
        const auto conditions = tagConditionsIn(hit[u"expression"].toArray());
        const bool isConcerned =
            std::any_of(conditions.cbegin(), conditions.cend(),
                        [&tag](const auto& one) { return one.condition.concerns(tag); });
        if (isConcerned && !hit[u"marked_for_delete"].toBool()) {
            const NamedObject group = namedObject(hit.toObject());
            inquiry->add(group, kCriteria.toString(), inquiry->object);
            inquiry->enclose(group);
        }
    }
    if (!read->complete) {
        inquiry->limit(u"More than 1000 groups may ask for it; only the first were looked at."_s);
    }
    co_return done();
}

} // namespace

std::vector<FoundTagCondition> tagConditionsIn(const QJsonArray& expression) {
    std::vector<FoundTagCondition> found;
    collect(expression, found);
    return found;
}

std::optional<model::Tag> tagFrom(const QString& text) {
    const qsizetype bar = text.indexOf(u'|');
    if (bar < 0 || looksLikePath(text) || text.trimmed() == u"|") {
        return std::nullopt;
    }
    return model::Tag{UntrustedText(text.left(bar)), UntrustedText(text.mid(bar + 1))};
}

QString tagText(const model::Tag& tag) {
    return tag.scope.raw() + u'|' + tag.tag.raw();
}

Error unknownTag(const model::Tag& tag) {
    return {ErrorKind::NotFound, u"List the tags in use with list_tags."_s,
            u"Nothing carries the tag \""_s + elideMiddle(cleanLine(tagText(tag)), 80) +
                u"\", and no group asks for it."_s,
            tagText(tag), std::nullopt};
}

Task<References> TagReferenceApi::referencesTo(model::Tag tag, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    const auto inquiry = std::make_shared<Inquiry>();
    inquiry->object = tagText(tag);
    const auto carried = co_await readCarriers(connection, inquiry, tag, token);
    if (!carried) {
        co_return fail(carried.error());
    }
    const auto asked = co_await readGroups(connection, inquiry, tag, token);
    if (!asked) {
        co_return fail(asked.error());
    }
    while (!inquiry->frontier.isEmpty() && inquiry->requests < Inquiry::kMostRequests) {
        const auto searched = co_await searchFrontier(connection, inquiry, token);
        if (!searched) {
            co_return fail(searched.error());
        }
    }
    References references = inquiry->conclude();
    if (references.items.empty() && references.complete) {
        co_return fail(unknownTag(tag));
    }
    references.object = NamedObject{tagText(tag), u"Tag"_s, UntrustedText(tagText(tag))};
    co_return references;
}

} // namespace bulkhead::nsx
