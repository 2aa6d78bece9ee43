// SPDX-License-Identifier: MIT
#include "ops/reference_resolver.h"

#include "base/identifiers.h"
#include "base/ip_range.h"
#include "base/text.h"
#include "nsx/object_api.h"
#include "ops/write_operation.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaximumEntries = 128;

bool isAny(const QString& word) {
    return word.compare(u"ANY"_s, Qt::CaseInsensitive) == 0;
}

/// The words that are left to resolve; empty for ANY.
Result<QStringList> checkedWords(const QStringList& given, const QString& parameter) {
    QStringList words;
    for (const QString& word : given) {
        const QString trimmed = word.trimmed();
        if (!trimmed.isEmpty() && !words.contains(trimmed)) {
            words << trimmed;
        }
    }
    if (words.size() > kMaximumEntries) {
        return fail(ErrorKind::InvalidInput, u"Give at most 128 entries; put more into a group."_s,
                    parameter + u" has "_s + QString::number(words.size()) + u'.', parameter);
    }
    for (const QString& word : std::as_const(words)) {
        if (isAny(word) && words.size() > 1) {
            return fail(ErrorKind::InvalidInput, u"Give ANY alone, or leave it out."_s,
                        parameter + u" has ANY beside other entries."_s, parameter);
        }
    }
    if (words.size() == 1 && isAny(words.constFirst())) {
        words.clear();
    }
    return words;
}

bool looksLikeAddress(const QString& word) {
    return IpRange::parse(word).has_value();
}

QJsonArray anyAlone() {
    return QJsonArray{u"ANY"_s};
}

/// The path of the one object in `list` that the word means.
Result<QString> pathIn(const QJsonArray& list, const QString& word, const QString& kind,
                       const QString& parameter) {
    QStringList named;
    QStringList known;
    for (const QJsonValue value : list) {
        const QString id = value[u"id"].toString();
        const QString name = value[u"display_name"].toString();
        QString path = value[u"path"].toString();
        if (id == word) {
            return path;
        }
        if (name.compare(word, Qt::CaseInsensitive) == 0) {
            named << path;
        }
        known << name << id;
    }
    if (named.size() == 1) {
        return named.constFirst();
    }
    if (named.size() > 1) {
        return fail(ErrorKind::InvalidInput,
                    u"Give one of these paths: "_s + named.join(u", "_s) + u'.',
                    u"The %1 name %2 is not unique."_s.arg(kind, word), parameter);
    }
    known.removeDuplicates();
    const QStringList near = nearestMatches(word, known, 3);
    return fail(ErrorKind::NotFound,
                near.isEmpty() ? u"Give the path, the id or the display name of a %1."_s.arg(kind)
                               : u"Did you mean %1?"_s.arg(near.join(u" or "_s)),
                u"%1: there is no %2 %3."_s.arg(parameter, kind, word), parameter);
}

/// Of a kind that the manager lists whole: services, context profiles.
Task<QJsonArray> fromList(Call call, QStringList given, QString parameter, QString collection,
                          QString kind) {
    const auto words = checkedWords(given, parameter);
    if (!words) {
        co_return fail(words.error());
    }
    if (words->isEmpty()) {
        co_return anyAlone();
    }
    std::optional<QJsonArray> list;
    QJsonArray paths;
    for (const QString& word : *words) {
        if (looksLikePath(word)) {
            const auto path = checkPath(word, parameter);
            if (!path) {
                co_return fail(path.error());
            }
            paths.append(*path);
            continue;
        }
        if (!list) {
            const nsx::ObjectApi objects(call.manager);
            const QString url = nsx::objectUrl(infraPath(*call.manager, collection));
            const auto read = co_await objects.list(url, {}, call.token);
            if (!read) {
                co_return fail(read.error());
            }
            list = *read;
        }
        const auto path = pathIn(*list, word, kind, parameter);
        if (!path) {
            co_return fail(path.error());
        }
        paths.append(*path);
    }
    co_return paths;
}

Task<QJsonArray> groupPaths(Call call, QStringList given, QString parameter, bool addresses) {
    const auto words = checkedWords(given, parameter);
    if (!words) {
        co_return fail(words.error());
    }
    if (words->isEmpty()) {
        co_return anyAlone();
    }
    QJsonArray paths;
    for (const QString& word : *words) {
        if (looksLikePath(word)) {
            const auto path = checkPath(word, parameter);
            if (!path) {
                co_return fail(path.error());
            }
            paths.append(*path);
            continue;
        }
        if (addresses && looksLikeAddress(word)) {
            paths.append(word);
            continue;
        }
        const auto group = co_await call.source->group(word, call.token);
        if (!group) {
            Error error = group.error();
            error.problem = parameter + u": "_s + error.problem;
            error.object = parameter;
            co_return fail(std::move(error));
        }
        paths.append(group->header.path);
    }
    co_return paths;
}

} // namespace

Task<QJsonArray> ReferenceResolver::groups(QStringList words, QString parameter) const {
    return groupPaths(m_call, std::move(words), std::move(parameter), false);
}

Task<QJsonArray> ReferenceResolver::groupsOrAddresses(QStringList words, QString parameter) const {
    return groupPaths(m_call, std::move(words), std::move(parameter), true);
}

Task<QJsonArray> ReferenceResolver::services(QStringList words, QString parameter) const {
    return fromList(m_call, std::move(words), std::move(parameter), u"services"_s, u"service"_s);
}

Task<QJsonArray> ReferenceResolver::profiles(QStringList words, QString parameter) const {
    return fromList(m_call, std::move(words), std::move(parameter), u"context-profiles"_s,
                    u"context profile"_s);
}

} // namespace bulkhead::ops
