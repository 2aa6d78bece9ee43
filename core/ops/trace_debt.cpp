// SPDX-License-Identifier: MIT
#include "ops/trace_debt.h"

#include "base/identifiers.h"
#include "config/files.h"
#include "ops/trace_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>
#include <utility>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kFormat = 1;
/// A run ends long before; a lock of another computer on a shared home is given up then.
constexpr std::chrono::milliseconds kStaleLock = 5min;
/// The manager has dropped the trace by itself.
constexpr std::chrono::milliseconds kForgotten = 2h + 10min;

QString fileOf(const QString& folder, const QString& id) {
    return checkIdentifier(id, u"traceflow_id"_s) ? folder + u'/' + id + u".json"_s : QString();
}

/// Nothing if another run holds it.
std::unique_ptr<QLockFile> lockOf(const QString& file) {
    auto lock = std::make_unique<QLockFile>(file + u".lock"_s);
    lock->setStaleLockTime(static_cast<int>(kStaleLock.count()));
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

QDateTime timeIn(const QJsonObject& json, const QString& key) {
    return QDateTime::fromString(json.value(key).toString(), Qt::ISODateWithMs);
}

QJsonObject readDebt(const QString& file) {
    const auto bytes = config::readFile(file, u"the trace's note"_s);
    const QJsonObject json = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    return json.value(u"format"_s).toInt() == kFormat ? json : QJsonObject();
}

} // namespace

QString TraceDebt::defaultFolder() {
    return TraceStore::defaultFolder() + u"/left"_s;
}

TraceDebt TraceDebt::incur(const QString& manager, const nsx::RunningTrace& trace,
                           const QString& folder) {
    TraceDebt debt;
    debt.m_trace = trace;
    debt.m_manager = manager;
    debt.m_folder = folder;
    debt.m_madeAt = QDateTime::currentDateTimeUtc();
    debt.m_dueAt = debt.m_madeAt;
    const QString file = fileOf(folder, trace.id);
    const bool hasPlace =
        !file.isEmpty() &&
        config::makePrivateFolder(folder, config::ExistingFolder::Narrow).has_value();
    debt.m_lock = hasPlace ? lockOf(file) : nullptr;
    if (debt.m_lock) {
        debt.m_file = file;
        debt.write();
    }
    return debt;
}

void TraceDebt::write() {
    const bool isPolicy = m_trace.face == nsx::TraceFace::Policy;
    const QJsonObject json{{u"format"_s, kFormat},
                           {u"id"_s, m_trace.id},
                           {u"api"_s, isPolicy ? u"policy"_s : u"manager"_s},
                           {u"manager"_s, m_manager},
                           {u"made_at"_s, m_madeAt.toString(Qt::ISODateWithMs)},
                           {u"due_at"_s, m_dueAt.toString(Qt::ISODateWithMs)}};
    const bool isWritten =
        config::writeFileAtomically(m_file, QJsonDocument(json).toJson(QJsonDocument::Compact),
                                    u"the trace's note"_s)
            .has_value();
    if (!isWritten) {
        settle(); // half a note helps nobody
    }
}

void TraceDebt::settle() {
    if (!m_file.isEmpty()) {
        QFile::remove(m_file);
        m_file.clear();
    }
    m_lock.reset();
}

void TraceDebt::settle(const QString& traceId, const QString& folder) {
    if (const QString file = fileOf(folder, traceId); !file.isEmpty()) {
        QFile::remove(file);
    }
}

void TraceDebt::postpone(const QDateTime& until) {
    if (!m_file.isEmpty()) {
        m_dueAt = until;
        write();
    }
}

void TraceDebt::rename(const nsx::RunningTrace& trace) {
    if (trace.id == m_trace.id && trace.face == m_trace.face) {
        return;
    }
    const QString manager = m_manager;
    const QString folder = m_folder;
    settle();
    *this = incur(manager, trace, folder);
}

std::vector<TraceDebt> TraceDebt::due(const QString& manager, const QDateTime& now,
                                      const QString& folder) {
    std::vector<TraceDebt> debts;
    const QFileInfoList files = QDir(folder).entryInfoList({u"*.json"_s}, QDir::Files);
    for (const QFileInfo& info : files) {
        auto lock = lockOf(info.filePath());
        if (!lock) {
            continue; // its run is under way
        }
        const QJsonObject json = readDebt(info.filePath());
        TraceDebt debt;
        debt.m_file = info.filePath();
        debt.m_folder = folder;
        debt.m_lock = std::move(lock);
        debt.m_trace = {json.value(u"id"_s).toString(), json.value(u"api"_s).toString() == u"policy"
                                                            ? nsx::TraceFace::Policy
                                                            : nsx::TraceFace::Manager};
        debt.m_manager = json.value(u"manager"_s).toString();
        debt.m_madeAt = timeIn(json, u"made_at"_s);
        debt.m_dueAt = timeIn(json, u"due_at"_s);
        const bool isReadable = fileOf(folder, debt.m_trace.id) == debt.m_file;
        if (!isReadable || !debt.m_madeAt.isValid() ||
            debt.m_madeAt.msecsTo(now) > kForgotten.count()) {
            debt.settle();
        } else if (debt.m_manager == manager && debt.m_dueAt <= now) {
            debts.push_back(std::move(debt));
        }
    }
    return debts;
}

Task<std::monostate> payTraceDebts(QPointer<nsx::Connection> connection) {
    if (!connection) {
        co_return done();
    }
    std::vector<TraceDebt> debts = TraceDebt::due(connection->place());
    for (TraceDebt& debt : debts) {
        const nsx::TraceflowApi api(connection);
        const auto removed = co_await api.remove(debt.trace());
        if (removed) {
            debt.settle();
        } else if (removed.error().kind == ErrorKind::Unreachable ||
                   removed.error().kind == ErrorKind::Cancelled) {
            break; // the others would fare no better
        }
    }
    co_return done();
}

} // namespace bulkhead::ops
