// SPDX-License-Identifier: MIT
#include "change/tag_operation.h"

#include "base/text.h"
#include "nsx/event.h"
#include "nsx/object_api.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kFirstPause{50};
constexpr std::chrono::milliseconds kLongestPause{2000};

Error openEnd(Error error) {
    error.mayHaveHappened = true;
    return error;
}

Error failedFor(const QString& statusPath, const QStringList& failures) {
    return openEnd({ErrorKind::Failed,
                    u"Correct what the manager names for these machines, then repeat it for "
                    "them."_s,
                    cleanLine(u"The manager could not change the tags of %1."_s.arg(
                        failures.isEmpty() ? u"some machines, which it does not name"_s
                                           : failures.join(u"; "_s))),
                    statusPath, std::nullopt});
}

} // namespace

QStringList failuresIn(const QJsonObject& status) {
    QStringList failures;
    for (const QString& part : {u"apply_to"_s, u"remove_from"_s}) {
        const QJsonArray targets = status.value(part).toArray();
        for (const QJsonValue target : targets) {
            const QJsonArray resources = target[u"resource_tag_status"].toArray();
            for (const QJsonValue resource : resources) {
                if (resource[u"tag_status"].toString() != u"Error") {
                    continue;
                }
                const QString id = resource[u"resource_id"].toString();
                const QString name = resource[u"resource_display_name"].toString();
                const QString reason = resource[u"details"].toString();
                failures << (name.isEmpty() ? id : name + u" ("_s + id + u')') +
                                (reason.isEmpty() ? QString() : u": "_s + reason);
            }
        }
    }
    return failures;
}

Task<std::monostate> awaitTagOperation(QPointer<nsx::Connection> connection, QString statusPath,
                                       std::chrono::milliseconds patience,
                                       CancellationToken token) {
    const nsx::ObjectApi objects(connection);
    QElapsedTimer clock;
    clock.start();
    for (auto wait = kFirstPause;; wait = std::min(wait * 2, kLongestPause)) {
        const auto status = co_await objects.get(statusPath, {}, token);
        if (!status) {
            co_return fail(openEnd(status.error()));
        }
        const QString word = status->value(u"status"_s).toString();
        if (word.compare(u"Success"_s, Qt::CaseInsensitive) == 0) {
            co_return done();
        }
        if (word.compare(u"Error"_s, Qt::CaseInsensitive) == 0) {
            co_return fail(failedFor(statusPath, failuresIn(*status)));
        }
        if (token.isCancelled()) {
            co_return fail(openEnd(cancelledError(u"The bulk tag operation"_s)));
        }
        if (clock.elapsed() + wait.count() > patience.count()) {
            co_return fail(openEnd(
                {ErrorKind::Failed, u"Look at the tags of the machines in a while."_s,
                 u"The manager was still tagging after %1 s."_s.arg(patience.count() / 1000),
                 statusPath, std::nullopt}));
        }
        co_await nsx::pause(wait, token, CancellationToken());
    }
}

} // namespace bulkhead::change
