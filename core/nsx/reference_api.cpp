// SPDX-License-Identifier: MIT
#include "nsx/reference_api.h"

#include "base/identifiers.h"
#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"
#include "nsx/reference_inquiry.h"
#include "nsx/search_text.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

/// Where the manager says which groups an object is in; no path if it does not say.
std::pair<QString, QUrlQuery> associationOf(const config::Target& target, const QString& object) {
    const QString root = infraRoot(target);
    if (!looksLikePath(object)) {
        return {root + u"/virtual-machine-group-associations"_s,
                makeQuery({{u"vm_external_id"_s, object}})};
    }
    const QString collection = object.section(u'/', -2, -2);
    static const QSet<QString> asked{u"groups"_s, u"segments"_s, u"ports"_s};
    return {asked.contains(collection) ? root + u"/group-associations"_s : QString(),
            makeQuery({{u"intent_path"_s, object}})};
}

Task<std::monostate> readAssociations(QPointer<Connection> connection, InquiryPointer inquiry,
                                      CancellationToken token) {
    if (!connection) {
        co_return fail(connectionGone());
    }
    const auto [path, query] = associationOf(connection->target(), inquiry->object);
    if (path.isEmpty()) {
        co_return done();
    }
    ++inquiry->requests;
    const auto read = co_await readOnePage(connection, path, query, token);
    if (!read) {
        if (read.error().kind == ErrorKind::NotFound) {
            co_return done(); // the search tells whether the object is there
        }
        co_return fail(read.error());
    }
    for (const QJsonValue value : read->objects) {
        const QJsonObject group = value.toObject();
        QString target = group.value(u"path"_s).toString();
        if (target.isEmpty()) {
            target = group.value(u"target_id"_s).toString();
        }
        inquiry->enclose(
            {target, u"Group"_s, UntrustedText(group.value(u"target_display_name"_s).toString())});
    }
    if (!looksLikePath(inquiry->object)) {
        inquiry->limit(
            u"Groups that hold its segment or port, but not the machine itself, were not "
            "asked for; get_vm names them."_s);
    }
    if (!read->complete) {
        inquiry->limit(u"It belongs to more than 1000 groups; the rest were not looked at."_s);
    }
    co_return done();
}

} // namespace

Task<References> ReferenceApi::directReferencesTo(QString object, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    const auto inquiry = std::make_shared<Inquiry>();
    inquiry->object = object;
    inquiry->frontier = QStringList{object};
    const auto searched = co_await searchFrontier(connection, inquiry, token);
    if (!searched) {
        co_return fail(searched.error());
    }
    inquiry->frontier.clear(); // who contains it was not asked
    co_return inquiry->conclude();
}

Task<References> ReferenceApi::referencesTo(QString object, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    const auto inquiry = std::make_shared<Inquiry>();
    inquiry->object = object;
    inquiry->frontier = QStringList{object};
    const auto associated = co_await readAssociations(connection, inquiry, token);
    if (!associated) {
        co_return fail(associated.error());
    }
    while (!inquiry->frontier.isEmpty() && inquiry->requests < Inquiry::kMostRequests) {
        const auto searched = co_await searchFrontier(connection, inquiry, token);
        if (!searched) {
            co_return fail(searched.error());
        }
    }
    co_return inquiry->conclude();
}

Task<NamedObject> ReferenceApi::find(QString wanted, CancellationToken token) const {
    const QPointer<Connection> connection = m_connection;
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString phrase = searchPhrase(wanted);
    const QString text =
        u"resource_type:(Group OR Service OR PolicyContextProfile OR Segment OR SegmentPort OR "
        "VirtualMachine OR SecurityPolicy OR PolicyFirewallScheduler) AND (id:%1 OR "
        "external_id:%1 OR display_name:%1)"_s.arg(phrase);
    const QString path = searchPath(connection->target());
    const QUrlQuery query = makeQuery({{u"query"_s, text}});
    const auto read = co_await readOnePage(connection, path, query, token);
    if (!read) {
        co_return fail(read.error());
    }
    std::vector<NamedObject> candidates;
    for (const QJsonValue hit : read->objects) {
        if (!hit.toObject().value(u"marked_for_delete"_s).toBool()) {
            candidates.push_back(namedObject(hit.toObject()));
        }
    }
    co_return chooseObject(candidates, wanted);
}

Result<NamedObject> chooseObject(const std::vector<NamedObject>& candidates,
                                 const QString& wanted) {
    using Test = bool (*)(const NamedObject&, const QString&);
    static constexpr std::array<Test, 4> tests{
        [](const NamedObject& one, const QString& text) { return one.path == text; },
        [](const NamedObject& one, const QString& text) { return lastSegment(one.path) == text; },
        [](const NamedObject& one, const QString& text) { return one.displayName.raw() == text; },
        [](const NamedObject& one, const QString& text) {
            return one.displayName.raw().compare(text, Qt::CaseInsensitive) == 0;
        }};
    const QString shown = elideMiddle(cleanLine(wanted), 80);
    for (const Test test : tests) {
        std::vector<const NamedObject*> found;
        for (const NamedObject& candidate : candidates) {
            if (test(candidate, wanted)) {
                found.push_back(&candidate);
            }
        }
        if (found.size() == 1) {
            return *found.front();
        }
        if (found.size() > 1) {
            QStringList names;
            for (const NamedObject* one : found) {
                names << cleanLine(one->path) + u" ("_s + cleanLine(one->type) + u')';
            }
            return fail(
                ErrorKind::InvalidInput, u"Give one of these: "_s + names.join(u", "_s) + u'.',
                u"The name \"%1\" belongs to %2 objects."_s.arg(shown).arg(found.size()), wanted);
        }
    }
    return fail(ErrorKind::NotFound,
                u"Give the path, id or display name of a group, service, context profile, segment "
                "or virtual machine."_s,
                u"There is no object \"%1\"."_s.arg(shown), wanted);
}

} // namespace bulkhead::nsx
