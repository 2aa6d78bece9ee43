// SPDX-License-Identifier: MIT
#include "change/realization.h"

#include "nsx/api_path.h"
#include "nsx/event.h"
#include "nsx/object_api.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kFirstPause{200};
constexpr std::chrono::milliseconds kLongestPause{1000};

RealizationState stateOf(const QJsonObject& status) {
    // NSX 4.2, ConsolidatedRealizedStatus.
    const QString consolidated = status[u"consolidated_status"][u"consolidated_status"].toString();
    const QString publish = status[u"publish_status"].toString();
    if (consolidated == u"ERROR" || publish == u"ERROR") {
        return RealizationState::Error;
    }
    if (consolidated == u"SUCCESS" || (consolidated.isEmpty() && publish == u"REALIZED")) {
        return RealizationState::Realized;
    }
    if (consolidated == u"IN_PROGRESS" || consolidated == u"UNINITIALIZED" ||
        publish == u"UNREALIZED") {
        return RealizationState::InProgress;
    }
    return RealizationState::Unknown;
}

void addAlarm(QStringList& alarms, const QJsonValue& alarm) {
    QString words = alarm[u"message"].toString();
    const QString details = alarm[u"error_details"][u"error_message"].toString();
    if (!details.isEmpty() && details != words) {
        words += (words.isEmpty() ? QString() : u": "_s) + details;
    }
    if (!words.isEmpty() && !alarms.contains(words)) {
        alarms << words;
    }
}

QUrlQuery ofIntent(const QString& path) {
    return nsx::makeQuery({{u"intent_path"_s, path}});
}

QCoro::Task<QStringList> readAlarms(nsx::ObjectApi objects, QString infra, QString intentPath,
                                    CancellationToken token) {
    QStringList alarms;
    const QUrlQuery query = ofIntent(intentPath);
    const auto entities =
        co_await objects.list(infra + u"/realized-state/realized-entities"_s, query, token);
    if (entities) {
        for (const QJsonValue entity : *entities) {
            const QJsonArray list = entity[u"alarms"].toArray();
            for (const QJsonValue alarm : list) {
                addAlarm(alarms, alarm);
            }
        }
    }
    co_return alarms;
}

QCoro::Task<RealizationState> askOnce(nsx::ObjectApi objects, QString infra, QString intentPath,
                                      CancellationToken token) {
    const QUrlQuery query = ofIntent(intentPath);
    const auto status = co_await objects.get(infra + u"/realized-state/status"_s, query, token);
    if (status) {
        co_return stateOf(*status);
    }
    // Not there yet is no failure; anything else says nothing about the intent.
    co_return status.error().kind == ErrorKind::NotFound ? RealizationState::InProgress
                                                         : RealizationState::Unknown;
}

} // namespace

QJsonObject realizationAsJson(const Realization& realization) {
    QJsonValue state;
    switch (realization.state) {
    case RealizationState::Realized:
        state = u"realized"_s;
        break;
    case RealizationState::InProgress:
        state = u"in_progress"_s;
        break;
    case RealizationState::Error:
        state = u"error"_s;
        break;
    case RealizationState::Unknown:
        break;
    }
    return {{u"state"_s, state}, {u"alarms"_s, QJsonArray::fromStringList(realization.alarms)}};
}

RealizationState worse(RealizationState one, RealizationState other) {
    for (const RealizationState state :
         {RealizationState::Error, RealizationState::InProgress, RealizationState::Unknown}) {
        if (one == state || other == state) {
            return state;
        }
    }
    return RealizationState::Realized;
}

QCoro::Task<Realization> awaitRealization(QPointer<nsx::Connection> connection,
                                          QStringList intentPaths,
                                          std::chrono::milliseconds patience,
                                          CancellationToken token) {
    Realization realization;
    if (!connection || intentPaths.isEmpty()) {
        co_return realization;
    }
    const nsx::ObjectApi objects(connection);
    const QString infra = nsx::infraRoot(connection->target());
    QElapsedTimer clock;
    clock.start();
    realization.state = RealizationState::Realized;
    QStringList waiting = intentPaths;
    for (auto wait = kFirstPause;; wait = std::min(wait * 2, kLongestPause)) {
        QStringList inProgress;
        for (qsizetype i = 0; i < waiting.size(); ++i) {
            const QString& path = waiting.at(i);
            // Many intents on a slow manager: nobody waits longer than was asked for.
            const bool isLate = i > 0 && clock.elapsed() > patience.count();
            RealizationState state = RealizationState::InProgress;
            if (!isLate && !token.isCancelled()) {
                state = co_await askOnce(objects, infra, path, token);
            }
            if (state == RealizationState::InProgress) {
                inProgress << path;
                continue;
            }
            realization.state = worse(realization.state, state);
            if (state == RealizationState::Error) {
                const QStringList alarms = co_await readAlarms(objects, infra, path, token);
                for (const QString& alarm : alarms) {
                    if (!realization.alarms.contains(alarm)) {
                        realization.alarms << alarm;
                    }
                }
            }
        }
        waiting = inProgress;
        if (waiting.isEmpty() || token.isCancelled() ||
            clock.elapsed() + wait.count() > patience.count()) {
            break;
        }
        co_await nsx::pause(wait, token, CancellationToken());
    }
    if (!waiting.isEmpty()) {
        realization.state = worse(realization.state, RealizationState::InProgress);
    }
    co_return realization;
}

} // namespace bulkhead::change
