// SPDX-License-Identifier: MIT
#include "ops/trace_store.h"

#include "base/identifiers.h"
#include "config/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFormat = 1;

QJsonObject toJson(const TraceRecord& record) {
    const bool isPolicy = record.trace.face == nsx::TraceFace::Policy;
    return {{u"format"_s, kFormat},
            {u"id"_s, record.trace.id},
            {u"api"_s, isPolicy ? u"policy"_s : u"manager"_s},
            {u"manager"_s, record.manager},
            {u"running"_s, record.isRunning},
            {u"started_at"_s, record.startedAt.toString(Qt::ISODateWithMs)},
            {u"arguments"_s, record.arguments},
            {u"request"_s, record.request},
            {u"result"_s, record.result}};
}

std::optional<TraceRecord> fromJson(const QJsonObject& json, const QString& id) {
    if (json.value(u"format"_s).toInt() != kFormat || json.value(u"id"_s).toString() != id) {
        return std::nullopt;
    }
    TraceRecord record;
    record.trace.id = id;
    record.trace.face = json.value(u"api"_s).toString() == u"policy" ? nsx::TraceFace::Policy
                                                                     : nsx::TraceFace::Manager;
    record.manager = json.value(u"manager"_s).toString();
    record.isRunning = json.value(u"running"_s).toBool();
    record.startedAt =
        QDateTime::fromString(json.value(u"started_at"_s).toString(), Qt::ISODateWithMs);
    record.arguments = json.value(u"arguments"_s).toObject();
    record.request = json.value(u"request"_s).toObject();
    record.result = json.value(u"result"_s).toObject();
    return record;
}

/// What this process remembers, by file; the oldest names first.
struct Memory {
    QHash<QString, QJsonObject> records;
    QStringList order;
};

Memory& memory() {
    static Memory instance;
    return instance;
}

} // namespace

QString TraceStore::defaultFolder() {
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    // The specification: a path that is not absolute is to be ignored.
    const QString root =
        QDir::isAbsolutePath(state) ? state : config::expandPath(u"~/.local/state"_s);
    return root + u"/bulkhead/traces"_s;
}

TraceStore::TraceStore(QString folder) : m_folder(std::move(folder)) {}

QString TraceStore::fileOf(const QString& id) const {
    return checkIdentifier(id, u"traceflow_id"_s) ? m_folder + u'/' + id + u".json"_s : QString();
}

Result<void> TraceStore::keep(const TraceRecord& record) const {
    const QString file = fileOf(record.trace.id);
    if (file.isEmpty()) {
        return fail(ErrorKind::InvalidInput, u"Note the result."_s,
                    u"A trace of this id cannot be kept."_s, record.trace.id);
    }
    const QJsonObject json = toJson(record);
    Memory& known = memory();
    known.order.removeAll(file);
    known.order << file;
    known.records.insert(file, json);
    while (known.order.size() > kMaximumTraces) {
        known.records.remove(known.order.takeFirst());
    }
    if (auto made = config::makePrivateFolder(m_folder, config::ExistingFolder::Narrow); !made) {
        return made;
    }
    auto written = config::writeFileAtomically(
        file, QJsonDocument(json).toJson(QJsonDocument::Compact), u"the trace"_s);
    prune();
    return written;
}

std::optional<TraceRecord> TraceStore::find(const QString& id) const {
    const QString file = fileOf(id);
    if (file.isEmpty()) {
        return std::nullopt;
    }
    // The file first: another process may have gone on with the trace since.
    if (const auto bytes = config::readFile(file, u"the trace"_s)) {
        const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
        if (auto record = fromJson(json, id)) {
            return record;
        }
    }
    const auto known = memory().records.constFind(file);
    return known == memory().records.cend() ? std::nullopt : fromJson(*known, id);
}

std::vector<TraceRecord> TraceStore::all() const {
    QStringList ids;
    const QFileInfoList files =
        QDir(m_folder).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Time);
    for (const QFileInfo& file : files) {
        ids << file.completeBaseName();
    }
    for (auto file = memory().order.crbegin(); file != memory().order.crend(); ++file) {
        const QFileInfo known(*file);
        if (known.path() == m_folder && !ids.contains(known.completeBaseName())) {
            ids << known.completeBaseName(); // a home that cannot be written
        }
    }
    std::vector<TraceRecord> records;
    for (const QString& id : ids.mid(0, kMaximumTraces)) {
        if (auto record = find(id)) {
            records.push_back(std::move(*record));
        }
    }
    std::stable_sort(
        records.begin(), records.end(),
        [](const TraceRecord& a, const TraceRecord& b) { return a.startedAt > b.startedAt; });
    return records;
}

void TraceStore::forget(const QString& id) const {
    const QString file = fileOf(id);
    if (file.isEmpty()) {
        return;
    }
    memory().records.remove(file);
    memory().order.removeAll(file);
    QFile::remove(file);
}

void TraceStore::prune() const {
    const QFileInfoList files =
        QDir(m_folder).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Time);
    for (qsizetype i = kMaximumTraces; i < files.size(); ++i) {
        QFile::remove(files.at(i).filePath());
    }
}

} // namespace bulkhead::ops
