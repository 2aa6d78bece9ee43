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

QCoro::Task<Realization> awaitRealization(QPointer<nsx::Connection> connection, QString intentPath,
                                          std::chrono::milliseconds patience,
                                          CancellationToken token) {
    Realization realization;
    if (!connection) {
        co_return realization;
    }
    const nsx::ObjectApi objects(connection);
    const QString infra = nsx::infraRoot(connection->target());
    const QString path = infra + u"/realized-state/status"_s;
    const QUrlQuery query = ofIntent(intentPath);
    QElapsedTimer clock;
    clock.start();
    for (auto wait = kFirstPause;; wait = std::min(wait * 2, kLongestPause)) {
        const auto status = co_await objects.get(path, query, token);
        if (!status) {
            // Not there yet is no failure; anything else says nothing about the intent.
            realization.state = status.error().kind == ErrorKind::NotFound
                                    ? RealizationState::InProgress
                                    : RealizationState::Unknown;
        } else {
            realization.state = stateOf(*status);
        }
        const bool isOver = realization.state == RealizationState::Realized ||
                            realization.state == RealizationState::Error ||
                            (!status && status.error().kind != ErrorKind::NotFound);
        if (isOver || token.isCancelled() || clock.elapsed() + wait.count() > patience.count()) {
            break;
        }
        co_await nsx::pause(wait, token, CancellationToken());
    }
    if (realization.state == RealizationState::Error) {
        realization.alarms = co_await readAlarms(objects, infra, intentPath, token);
    }
    co_return realization;
}

} // namespace bulkhead::change
