// SPDX-License-Identifier: MIT
#include "nsx/node_facts.h"

#include "base/text.h"
#include "nsx/answer_check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostCharacters = 128;

QString shortLine(const QJsonValue& value) {
    return elideMiddle(cleanLine(value.toString()), kMostCharacters);
}

/// The object; empty if the manager keeps it from us.
Result<std::optional<QJsonObject>> objectOf(const Result<Response>& answer) {
    if (answer) {
        return QJsonDocument::fromJson(answer->body).object();
    }
    const ErrorKind kind = answer.error().kind;
    if (kind == ErrorKind::Permission || kind == ErrorKind::NotFound) {
        return std::optional<QJsonObject>();
    }
    return fail(answer.error());
}

void appendRoles(const QJsonValue& list, QStringList& roles) {
    const QJsonArray items = list.toArray();
    for (const auto item : items) {
        const QString role = shortLine(item.toObject().value(u"role"_s));
        if (!role.isEmpty() && !roles.contains(role)) {
            roles << role;
        }
    }
}

} // namespace

QString userInfoPath(const config::Target& target) {
    return target.kind == config::ManagerKind::Global ? u"/api/v1/aaa/user-info"_s
                                                      : u"/policy/api/v1/aaa/user-info"_s;
}

Result<QString> parseProductVersion(const Result<Response>& answer, const QString& place) {
    const auto object = objectOf(answer);
    if (!object) {
        return fail(object.error());
    }
    if (!*object) {
        return QString();
    }
    for (const QString& key : {u"product_version"_s, u"node_version"_s}) {
        QString version = shortLine((*object)->value(key));
        if (!version.isEmpty()) {
            return version;
        }
    }
    return fail(notAManager(place, u"names no version in its answer to GET "_s + kVersionPath));
}

Result<UserInfo> parseUserInfo(const Result<Response>& answer, const QString& place) {
    const auto object = objectOf(answer);
    if (!object) {
        return fail(object.error());
    }
    UserInfo info;
    if (!*object) {
        return info;
    }
    info.userName = shortLine((*object)->value(u"user_name"_s));
    if (info.userName.isEmpty()) {
        return fail(notAManager(place, u"names no user in its answer about the user"_s));
    }
    appendRoles((*object)->value(u"roles"_s), info.roles);
    const QJsonArray paths = (*object)->value(u"roles_for_paths"_s).toArray();
    for (const auto entry : paths) {
        if (entry.toObject().value(u"path"_s).toString() == u"/") {
            appendRoles(entry.toObject().value(u"roles"_s), info.roles);
        }
    }
    return info;
}

} // namespace bulkhead::nsx
