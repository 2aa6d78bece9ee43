// SPDX-License-Identifier: MIT
#include "nsx/api_path.h"

#include <QUrl>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

QString infraRoot(const config::Target& target) {
    if (target.kind == config::ManagerKind::Global) {
        return u"/global-manager/api/v1/global-infra"_s;
    }
    if (!target.project.isEmpty()) {
        // The organisation is always "default" (NSX 4.2, Project).
        return u"/policy/api/v1/orgs/default/projects/"_s + encodeSegment(target.project) +
               u"/infra"_s;
    }
    return u"/policy/api/v1/infra"_s;
}

QString domainRoot(const config::Target& target) {
    return infraRoot(target) + u"/domains/"_s + encodeSegment(target.domain);
}

QString searchPath(const config::Target& target) {
    return target.kind == config::ManagerKind::Global ? u"/global-manager/api/v1/search/query"_s
                                                      : u"/policy/api/v1/search/query"_s;
}

QString encodeSegment(const QString& id) {
    return QString::fromLatin1(QUrl::toPercentEncoding(id));
}

QUrlQuery makeQuery(std::initializer_list<std::pair<QString, QString>> items) {
    QUrlQuery query;
    for (const auto& [key, value] : items) {
        query.addQueryItem(encodeSegment(key), encodeSegment(value));
    }
    return query;
}

} // namespace bulkhead::nsx
