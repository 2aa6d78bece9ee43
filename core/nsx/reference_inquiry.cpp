// SPDX-License-Identifier: MIT
#include "nsx/reference_inquiry.h"

#include "base/identifiers.h"
#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"
#include "nsx/paging.h"
#include "nsx/search_text.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostHits = 1000;
/// The encoded query of one request; servers refuse request lines of 8 KB.
constexpr qsizetype kLongestQuery = 6000;

} // namespace

Task<Hits> readOnePage(QPointer<Connection> connection, QString path, QUrlQuery query,
                       CancellationToken token) {
    PagingOptions options;
    options.limitOfObjects = kMostHits;
    const auto read = co_await pages(connection, path, query, options, token);
    if (!read) {
        co_return fail(read.error());
    }
    Hits hits;
    hits.complete = read->complete;
    for (const QByteArray& body : read->bodies) {
        const QJsonArray results =
            QJsonDocument::fromJson(body).object().value(u"results"_s).toArray();
        for (const QJsonValue result : results) {
            hits.objects.append(result);
        }
    }
    co_return hits;
}

NamedObject namedObject(const QJsonObject& hit) {
    const QString path = hit.value(u"path"_s).toString();
    return {path.isEmpty() ? hit.value(u"external_id"_s).toString() : path,
            hit.value(u"resource_type"_s).toString(),
            UntrustedText(hit.value(u"display_name"_s).toString())};
}

void Inquiry::add(const NamedObject& referrer, const QString& how, const QString& wanted) {
    const QString through = wanted == object ? QString() : wanted;
    const bool known =
        std::any_of(found.items.cbegin(), found.items.cend(), [&](const Reference& one) {
            return one.referrer.path == referrer.path && one.how == how && one.through == through;
        });
    if (!known) {
        found.items.push_back({referrer, how, through});
    }
}

void Inquiry::enclose(const NamedObject& container) {
    if (container.path != object && !containers.contains(container.path)) {
        containers.insert(container.path, container);
        frontier << container.path;
    }
}

void Inquiry::read(const QJsonObject& hit, const QSet<QString>& wanted) {
    const NamedObject referrer = namedObject(hit);
    if (referrer.path == object) {
        found.object = referrer;
        return;
    }
    if (!looksLikePath(referrer.path) || hit.value(u"marked_for_delete"_s).toBool()) {
        return; // inventory names things, too, but does not depend on them
    }
    for (const FoundUse& use : usesIn(hit, wanted)) {
        add(referrer, use.how, use.wanted);
        const bool contains =
            use.how == u"member" && (referrer.type == u"Group" || referrer.type == u"Service");
        if (contains) {
            enclose(referrer);
        }
    }
}

QStringList Inquiry::takeFrontier() {
    QStringList taken;
    qsizetype length = 0;
    while (!frontier.isEmpty()) {
        const qsizetype more = encodeSegment(frontier.constFirst()).size() + 14;
        if (!taken.isEmpty() && length + more > kLongestQuery) {
            break;
        }
        length += more;
        taken << frontier.takeFirst();
    }
    return taken;
}

void Inquiry::limit(const QString& note) {
    found.complete = false;
    if (!found.notes.contains(note)) {
        found.notes << note;
    }
}

References Inquiry::conclude() {
    if (!frontier.isEmpty()) {
        limit(u"%1 of the groups and services around it were not searched for, so there may be "
              "more uses through them."_s.arg(frontier.size()));
    }
    for (const NamedObject& container : std::as_const(containers)) {
        const bool isExplained =
            std::any_of(found.items.cbegin(), found.items.cend(), [&](const Reference& one) {
                return one.referrer.path == container.path &&
                       (one.how == u"member" || one.how == u"criteria");
            });
        if (!isExplained) {
            add(container, u"member"_s, object);
        }
    }
    sortReferences(found.items);
    return std::move(found);
}

Task<std::monostate> searchFrontier(QPointer<Connection> connection, InquiryPointer inquiry,
                                    CancellationToken token) {
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QStringList texts = inquiry->takeFrontier();
    const QString path = searchPath(connection->target());
    const QUrlQuery query = makeQuery({{u"query"_s, searchAnyOf(texts)}});
    ++inquiry->requests;
    const auto read = co_await readOnePage(connection, path, query, token);
    if (!read) {
        co_return fail(read.error());
    }
    const QSet<QString> wanted(texts.cbegin(), texts.cend());
    for (const QJsonValue hit : read->objects) {
        inquiry->read(hit.toObject(), wanted);
    }
    if (!read->complete) {
        inquiry->limit(u"More than 1000 objects name it; only the first were looked at."_s);
    }
    co_return done();
}

} // namespace bulkhead::nsx
