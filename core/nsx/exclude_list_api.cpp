// SPDX-License-Identifier: MIT
#include "nsx/exclude_list_api.h"

#include "nsx/api_path.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

QStringList membersOf(const QJsonObject& list) {
    QStringList members;
    const QJsonArray paths = list.value(u"members"_s).toArray();
    for (const QJsonValue path : paths) {
        members << path.toString();
    }
    return members;
}

} // namespace

Task<ExcludeLists> ExcludeListApi::lists(CancellationToken token) const {
    const QPointer<Connection> connection = m_connection; // `this` may be gone after a co_await
    if (!connection) {
        co_return fail(connectionGone());
    }
    const QString path =
        infraRoot(connection->target()) + u"/settings/firewall/security/exclude-list"_s;
    const ObjectApi api(connection);
    auto plainTask = api.get(path, {}, token);
    const QUrlQuery withSystem = makeQuery({{u"system_owned"_s, u"true"_s}});
    auto wholeTask = api.get(path, withSystem, token);
    const auto plain = co_await plainTask;
    const auto whole = co_await wholeTask;
    if (!plain) {
        co_return fail(plain.error());
    }
    ExcludeLists lists;
    lists.user = membersOf(*plain);
    if (whole) {
        QStringList system = membersOf(*whole);
        system.removeIf([&lists](const QString& member) { return lists.user.contains(member); });
        lists.system = system;
    }
    co_return lists;
}

} // namespace bulkhead::nsx
