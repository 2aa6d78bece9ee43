// SPDX-License-Identifier: MIT
#include "change/executor.h"

#include "base/text.h"
#include "change/conflict.h"
#include "change/image_reader.h"
#include "change/late_cancellation.h"
#include "change/refused_delete.h"
#include "change/tag_operation.h"
#include "nsx/list_window.h"

#include <QJsonDocument>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kRealizationPatience{5000};
constexpr std::chrono::milliseconds kTagOperationPatience{60'000};
/// How long a write that was sent may still be answered after it was cancelled. Short enough for a
/// program that has to end within a second.
constexpr std::chrono::milliseconds kGrace{500};

QByteArray bodyOf(const WriteRequest& request) {
    return request.body ? QJsonDocument(*request.body).toJson(QJsonDocument::Compact)
                        : QByteArray();
}

/// What reading the images again has shown.
struct ReadBack {
    bool complete = true; ///< every image could be read
    int changed = 0;      ///< images that are no longer as they were before the write
    QStringList changedPaths;
    QStringList untouchedPaths;
};

/// Uses a token of its own: the state must be known even when the write was cancelled.
QCoro::Task<ReadBack> readBack(QPointer<nsx::Connection> connection,
                               std::shared_ptr<Execution> execution) {
    ReadBack result;
    for (std::size_t i = 0; i < execution->images.size(); ++i) {
        const ImageKind kind = execution->images[i].kind;
        const QString path = execution->images[i].path;
        const auto now = co_await readImage(connection, kind, path, CancellationToken());
        BeforeImage& image = execution->images[i];
        if (!now) {
            result.complete = false;
            execution->notes << u"%1 could not be read after the write: %2"_s.arg(
                cleanLine(path), now.error().explanation());
            continue;
        }
        image.after = *now;
        const bool isSame = isSameState(kind, image.before, *now);
        result.changed += isSame ? 0 : 1;
        (isSame ? result.untouchedPaths : result.changedPaths) << cleanLine(path);
    }
    co_return result;
}

/// Tags that somebody else has set at the same moment are not this write's: undo must find that
/// they are not as it left them, and not take them away.
void keepMeantTags(Execution& execution, const std::vector<BeforeImage>& meant) {
    for (std::size_t i = 0; i < meant.size(); ++i) {
        if (meant[i].kind == ImageKind::MachineTags) {
            execution.images[i].after = meant[i].after;
        }
    }
}

/// The sentence that replaces "it is not known" once it is.
QString foundOut(WriteState state) {
    switch (state) {
    case WriteState::NotMade:
        return u"A fresh read shows that nothing was changed."_s;
    case WriteState::Made:
        return u"A fresh read shows that the change was made all the same."_s;
    case WriteState::Partly:
        return u"A fresh read shows that a part of the change was made; its undo takes that part "
               "back."_s;
    case WriteState::Unknown:
        break;
    }
    return u"It is not known whether the change was made: read the object before you try again."_s;
}

/// The first of a list, and how many more there are.
QString firstOf(const QStringList& paths) {
    constexpr qsizetype kMost = 50;
    if (paths.isEmpty()) {
        return u"none"_s;
    }
    const QString named = QStringList(paths.mid(0, kMost)).join(u", "_s);
    return paths.size() > kMost ? named + u" and %1 more"_s.arg(paths.size() - kMost) : named;
}

/// A refused revision: what the object was when it was read, and what others made of it.
QCoro::Task<void> sayBothSides(QPointer<nsx::Connection> connection,
                               std::shared_ptr<Execution> execution) {
    for (std::size_t i = 0; i < execution->images.size(); ++i) {
        const BeforeImage read = execution->images[i];
        const auto now = co_await readImage(connection, read.kind, read.path, CancellationToken());
        if (!now || isSameState(read.kind, read.before, *now)) {
            continue;
        }
        Error both = changedMeanwhile(read, read.before, *now);
        both.fault = execution->error->fault;
        execution->error = both;
        co_return;
    }
}

/// Judges a write that stopped at request number `failed` (from 0).
QCoro::Task<void> judge(QPointer<nsx::Connection> connection, std::shared_ptr<Execution> execution,
                        int failed, int requests) {
    const bool isClear = !execution->error->mayHaveHappened;
    if (isClear && failed == 0) {
        execution->state = WriteState::NotMade;
        if (execution->error->kind == ErrorKind::Conflict) {
            co_await sayBothSides(connection, execution);
        }
        co_return;
    }
    const ReadBack read = co_await readBack(connection, execution);
    if (isClear) {
        execution->state = WriteState::Partly;
    } else if (!read.complete) {
        execution->state = WriteState::Unknown;
    } else {
        const bool all =
            failed == requests - 1 && read.changed == static_cast<int>(execution->images.size());
        execution->state = read.changed == 0 ? WriteState::NotMade
                           : all             ? WriteState::Made
                                             : WriteState::Partly;
    }
    execution->error->mayHaveHappened = execution->state != WriteState::NotMade;
    execution->error->problem += u' ' + foundOut(execution->state);
    if (execution->state == WriteState::Partly && execution->images.size() > 1) {
        execution->error->problem += u" Changed: %1. Not changed: %2."_s.arg(
            firstOf(read.changedPaths), firstOf(read.untouchedPaths));
    }
}

} // namespace

QString writeStateName(WriteState state) {
    switch (state) {
    case WriteState::NotMade:
        return u"not_made"_s;
    case WriteState::Made:
        return u"made"_s;
    case WriteState::Partly:
        return u"partly"_s;
    case WriteState::Unknown:
        break;
    }
    return u"unknown"_s;
}

QCoro::Task<Execution> execute(QPointer<nsx::Connection> connection, WritePlan plan,
                               ProgressCallback progress, CancellationToken token) {
    const auto execution = std::make_shared<Execution>();
    execution->images = plan.images;
    const auto requests = static_cast<int>(plan.requests.size());
    const LateCancellation late(token, kGrace);
    const CancellationToken lateToken = late.token();
    for (int i = 0; i < requests; ++i) {
        if (!connection) {
            execution->error = nsx::connectionGone();
        } else if (token.isCancelled()) {
            execution->error = cancelledError(plan.summary);
        } else {
            if (progress) {
                progress({u"Writing"_s, i, requests});
            }
            const WriteRequest request = plan.requests[static_cast<std::size_t>(i)];
            const QByteArray body = bodyOf(request);
            const auto answer = co_await connection->send(request.method, request.path,
                                                          request.query, body, lateToken);
            if (answer && request.statusPath.isEmpty()) {
                continue;
            }
            if (answer) {
                const auto ended = co_await awaitTagOperation(connection, request.statusPath,
                                                              kTagOperationPatience, token);
                if (ended) {
                    continue;
                }
                execution->error = ended.error();
            } else {
                execution->error = co_await explainRefusedDelete(connection, answer.error());
            }
        }
        co_await judge(connection, execution, i, requests);
        co_return *execution;
    }
    execution->state = WriteState::Made;
    if (progress) {
        progress({u"Reading back"_s, requests, requests});
    }
    co_await readBack(connection, execution);
    keepMeantTags(*execution, plan.images);
    if (plan.answersObject && !execution->images.empty()) {
        execution->object = execution->images.front().after.toObject();
    }
    if (!plan.realizationOf.isEmpty()) {
        if (progress) {
            progress({u"Waiting for the realization"_s, requests, requests});
        }
        execution->realization =
            co_await awaitRealization(connection, plan.realizationOf, kRealizationPatience, token);
    }
    co_return *execution;
}

} // namespace bulkhead::change
