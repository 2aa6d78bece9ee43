// SPDX-License-Identifier: MIT
#include "ops/member_resolver.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "nsx/object_api.h"
#include "nsx/reference_api.h"

#include <QSet>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

Error about(Error error, const QString& parameter) {
    error.problem = parameter + u": "_s + error.problem;
    error.object = parameter;
    return error;
}

/// Of an object that no search knows (yet).
Task<std::monostate> checkExists(Call call, QString path, QString parameter) {
    const nsx::ObjectApi objects(call.manager);
    const auto found = co_await objects.find(path, call.token);
    if (!found) {
        co_return fail(found.error());
    }
    if (!*found) {
        co_return fail(ErrorKind::NotFound, u"Check the path; ids are case-sensitive."_s,
                       u"%1: there is no object %2."_s.arg(parameter, cleanLine(path)), parameter);
    }
    co_return done();
}

Task<QString> pathOf(Call call, QString word, QString parameter) {
    static const QSet<QString> kinds{u"Group"_s, u"Segment"_s, u"SegmentPort"_s};
    const nsx::ReferenceApi references(call.manager);
    const auto found = co_await references.find(word, call.token);
    if (!found) {
        co_return fail(about(found.error(), parameter));
    }
    if (!kinds.contains(found->type)) {
        co_return fail(ErrorKind::InvalidInput,
                       u"Give a group, a segment or a segment port; put virtual machines into a "
                       "group."_s,
                       u"%1: %2 is a %3."_s.arg(parameter, cleanLine(word), cleanLine(found->type)),
                       parameter);
    }
    co_return found->path;
}

} // namespace

Task<QStringList> memberPaths(Call call, QStringList words, QString parameter) {
    QStringList paths;
    QStringList given;
    for (const QString& raw : words) {
        const QString word = raw.trimmed();
        if (word.isEmpty()) {
            continue;
        }
        if (looksLikePath(word)) {
            const auto path = checkPath(word, parameter);
            if (!path) {
                co_return fail(path.error());
            }
            given << *path;
            paths << *path;
            continue;
        }
        const auto path = co_await pathOf(call, word, parameter);
        if (!path) {
            co_return fail(path.error());
        }
        paths << *path;
    }
    if (!given.isEmpty()) {
        const auto names = co_await call.source->namesOf(given, call.token);
        if (!names) {
            co_return fail(names.error());
        }
        for (const QString& path : given) {
            if (names->contains(path)) {
                continue;
            }
            const auto exists = co_await checkExists(call, path, parameter);
            if (!exists) {
                co_return fail(exists.error());
            }
        }
    }
    paths.removeDuplicates();
    co_return paths;
}

Task<PresentPaths> presentPaths(Call call, QStringList words, QStringList present,
                                QString parameter) {
    PresentPaths result;
    for (const QString& raw : words) {
        const QString word = raw.trimmed();
        if (word.isEmpty()) {
            continue;
        }
        QStringList matches;
        for (const QString& path : present) {
            if (path == word || lastSegment(path) == word) {
                matches << path;
            }
        }
        if (matches.size() > 1) {
            co_return fail(ErrorKind::InvalidInput,
                           u"Give one of these paths: "_s + matches.join(u", "_s) + u'.',
                           u"%1: %2 is not unique."_s.arg(parameter, cleanLine(word)), parameter);
        }
        if (matches.isEmpty() && !looksLikePath(word)) {
            const auto named = co_await pathOf(call, word, parameter);
            if (!named) {
                co_return fail(named.error());
            }
            matches << *named;
        }
        const QString path = matches.isEmpty() ? word : matches.constFirst();
        (present.contains(path) ? result.found : result.absent) << path;
    }
    result.found.removeDuplicates();
    co_return result;
}

} // namespace bulkhead::ops
