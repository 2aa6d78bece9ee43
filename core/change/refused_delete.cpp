// SPDX-License-Identifier: MIT
#include "change/refused_delete.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "nsx/object_api.h"

#include <QRegularExpression>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeleteBlocked = 500030;
constexpr qsizetype kMostNamed = 20;

/// "rule allow-https (/infra/…)", or the path alone if it cannot be read.
QString named(const QString& path, const std::optional<QJsonObject>& object) {
    if (!object) {
        return path;
    }
    const QString name = object->value(u"display_name"_s).toString();
    const QString type = object->value(u"resource_type"_s).toString();
    return u"%1 %2 (%3)"_s.arg(type, name.isEmpty() ? lastSegment(path) : name, path);
}

} // namespace

QStringList usersInRefusal(const QString& message) {
    static const QRegularExpression form(u"referenced by other objects path=\\[([^\\]]*)\\]"_s);
    QStringList paths;
    const QString list = form.match(message).captured(1);
    for (const QString& one : list.split(u',', Qt::SkipEmptyParts)) {
        const QString path = one.trimmed();
        // A long message was cut in its middle, and with it one path.
        if (looksLikePath(path) && !path.contains(QChar(0x2026)) && !paths.contains(path)) {
            paths << path;
        }
    }
    return paths;
}

QCoro::Task<Error> explainRefusedDelete(QPointer<nsx::Connection> connection, Error error) {
    if (!error.fault || error.fault->errorCode != kDeleteBlocked) {
        co_return error;
    }
    const QStringList users = usersInRefusal(error.fault->message);
    const nsx::ObjectApi objects(connection);
    QStringList names;
    const bool isCut = error.fault->message.contains(QChar(0x2026));
    for (const QString& path : users) {
        std::optional<QJsonObject> object;
        if (names.size() < kMostNamed && checkPath(path, u"path"_s)) {
            const auto found = co_await objects.find(path, CancellationToken());
            object = found.value_or(std::nullopt);
        }
        names << named(path, object);
    }
    if (isCut && !names.isEmpty()) {
        names << u"and others"_s;
    }
    error.kind = ErrorKind::Refused;
    error.remedy = u"Remove what still uses it first."_s;
    error.problem = names.isEmpty()
                        ? u"The manager does not delete it: it has children or is still in use."_s
                        : u"The manager does not delete it while it is used by %1."_s.arg(
                              cleanLine(names.join(u", "_s)));
    co_return error;
}

} // namespace bulkhead::change
