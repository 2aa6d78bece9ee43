// SPDX-License-Identifier: MIT
#include "ops/path_name_cache.h"

#include "base/json_reader.h"
#include "nsx/api_path.h"
#include "nsx/paging.h"

#include <QMap>

#include <simdjson.h>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRememberedMs = 60'000;
/// Up to so many unknown paths of one kind are read one by one; a list is cheaper beyond.
constexpr qsizetype kFewPaths = 6;

/// The URL of an object path (NSX 4.2 Policy API: base path + object path).
QString urlPath(const config::Target& target, const QString& objectPath) {
    QString url = target.kind == config::ManagerKind::Global ? u"/global-manager/api/v1"_s
                                                             : u"/policy/api/v1"_s;
    for (const QString& segment : objectPath.split(u'/', Qt::SkipEmptyParts)) {
        url += u'/' + nsx::encodeSegment(segment);
    }
    return url;
}

/// Everything before the last segment: ".../groups" of ".../groups/web".
QString collectionOf(const QString& path) {
    return path.left(path.lastIndexOf(u'/'));
}

/// Collections that a manager lists (NSX 4.2 Policy API).
bool isListed(const QString& collection) {
    return collection.endsWith(u"/groups") || collection.endsWith(u"/services") ||
           collection.endsWith(u"/context-profiles") || collection.endsWith(u"/segments");
}

void addName(const simdjson::dom::element& object, PathNames& names) {
    std::string_view path;
    std::string_view name;
    if (object["path"].get_string().get(path) == simdjson::SUCCESS &&
        object["display_name"].get_string().get(name) == simdjson::SUCCESS) {
        names.insert(
            QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size())),
            UntrustedText(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))));
    }
}

bool isOnlyUnreadable(const Error& error) {
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Permission;
}

} // namespace

PathNameCache::PathNameCache(QPointer<nsx::Connection> connection)
    : m_connection(std::move(connection)) {}

Task<PathNames> PathNameCache::readOne(QString path, CancellationToken token) {
    const QString url = urlPath(m_connection->target(), path);
    const Result<nsx::Response> response = co_await m_connection->get(url, QUrlQuery(), token);
    if (!response) {
        co_return fail(response.error());
    }
    const Result<JsonReader> reader =
        JsonReader::parse(response->body, u"the answer to GET "_s + url);
    if (!reader) {
        co_return fail(reader.error());
    }
    PathNames names;
    addName(reader->root(), names);
    co_return names;
}

Task<PathNames> PathNameCache::readList(QString collection, CancellationToken token) {
    const QString url = urlPath(m_connection->target(), collection);
    const QUrlQuery query = nsx::makeQuery({{u"included_fields"_s, u"display_name,path"_s}});
    nsx::PagingOptions all;
    const Result<nsx::Pages> pages = co_await nsx::pages(m_connection, url, query, all, token);
    if (!pages) {
        co_return fail(pages.error());
    }
    PathNames names;
    for (const QByteArray& body : pages->bodies) {
        const Result<JsonReader> reader = JsonReader::parse(body, u"the answer to GET "_s + url);
        if (!reader) {
            co_return fail(reader.error());
        }
        simdjson::dom::array results;
        if (reader->root()["results"].get_array().get(results) == simdjson::SUCCESS) {
            for (const simdjson::dom::element object : results) {
                addName(object, names);
            }
        }
    }
    co_return names;
}

Task<PathNames> PathNameCache::namesOf(QStringList paths, CancellationToken token) {
    if (m_validUntil.hasExpired()) {
        m_known.clear();
        m_validUntil.setRemainingTime(kRememberedMs);
    }
    QMap<QString, QStringList> unknown;
    for (const QString& path : paths) {
        if (!m_known.contains(path) && path.count(u'/') > 1) {
            unknown[collectionOf(path)] << path;
        }
    }
    // All questions are under way at the same time; the connection limits how many are on the wire.
    std::vector<Task<PathNames>> questions;
    for (auto it = unknown.cbegin(); it != unknown.cend(); ++it) {
        if (it->size() > kFewPaths && isListed(it.key())) {
            questions.push_back(readList(it.key(), token));
            continue;
        }
        for (const QString& path : *it) {
            questions.push_back(readOne(path, token));
        }
    }
    std::optional<Error> failure;
    for (Task<PathNames>& question : questions) {
        const Result<PathNames> names = co_await question;
        if (names) {
            m_known.insert(*names);
        } else if (!isOnlyUnreadable(names.error()) && !failure) {
            failure = names.error();
        }
    }
    if (failure) {
        co_return fail(std::move(*failure));
    }
    PathNames found;
    for (const QString& path : paths) {
        const auto known = m_known.constFind(path);
        if (known != m_known.cend()) {
            found.insert(path, *known);
        }
    }
    co_return found;
}

} // namespace bulkhead::ops
