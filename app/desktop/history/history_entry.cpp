// SPDX-License-Identifier: MIT
#include "desktop/history/history_entry.h"

#include "base/text.h"
#include "change/change_document.h"
#include "guard/audit_schema.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestObject = 120;

QString tr(const char* text) {
    return QCoreApplication::translate("bulkhead::desktop::HistoryEntry", text);
}

QJsonObject jsonOf(const QString& text) {
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

/// "2026-11-23T14:02:11.123456+00:00", as the trail has it; milliseconds are enough.
QDateTime timeOf(QString text) {
    const qsizetype point = text.indexOf(u'.');
    const qsizetype zone = text.indexOf(u'+', point);
    if (point > 0) {
        text.remove(point, (zone < 0 ? text.size() : zone) - point);
    }
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (time.isValid() && time.timeSpec() == Qt::LocalTime) {
        time.setTimeSpec(Qt::UTC); // the trail is in UTC, also where it names no zone
    }
    return time.toUTC();
}

QString clean(const QJsonValue& value) {
    return cleanLine(value.toString());
}

QStringList cleanList(const QJsonValue& value) {
    QStringList lines;
    const QJsonArray list = value.toArray();
    for (const QJsonValue line : list) {
        lines << clean(line);
    }
    return lines;
}

/// Of a write that nobody summed up, because it was not made.
QString wordsFor(const ops::Operation& operation, const QJsonObject& parameters) {
    QStringList objects;
    for (const QString& name : operation.command.positional) {
        const ops::Parameter* parameter = operation.parameter(name);
        if (parameter != nullptr && !parameter->isDocument) {
            objects << clean(parameters.value(name));
        }
    }
    objects.removeAll(QString());
    return objects.isEmpty()
               ? operation.title
               : operation.title + u": "_s + elideMiddle(objects.join(u' '), kLongestObject);
}

HistoryResult resultOf(const QString& status, const QString& state) {
    // "ok_bypassed": the guard rules were switched off for it.
    if (status.startsWith(u"ok")) {
        return state == u"not_made" ? HistoryResult::Nothing : HistoryResult::Done;
    }
    if (state == u"partly") {
        return HistoryResult::Partly;
    }
    if (status.startsWith(u"error")) {
        return state == u"made" ? HistoryResult::Done : HistoryResult::Failed;
    }
    if (status.startsWith(u"denied")) {
        return HistoryResult::Denied;
    }
    if (status.startsWith(u"rejected")) {
        return HistoryResult::Declined;
    }
    if (status.startsWith(u"dry_run")) {
        return HistoryResult::DryRun;
    }
    // Cancelled before anything was sent is as good as declined.
    return state == u"not_made" ? HistoryResult::Declined : HistoryResult::Open;
}

HistoryResult resultOf(guard::UndoState state) {
    switch (state) {
    case guard::UndoState::Recorded:
    case guard::UndoState::Undoing:
    case guard::UndoState::Expired:
        return HistoryResult::Done;
    case guard::UndoState::Undone:
        return HistoryResult::TakenBack;
    case guard::UndoState::NotMade:
        return HistoryResult::Failed;
    case guard::UndoState::Prepared:
        break;
    }
    return HistoryResult::Open;
}

void addRecord(HistoryEntry& entry, const guard::UndoEntry& record) {
    entry.undoId = record.id;
    entry.undoState = record.state;
    entry.undoNote = record.heldBy.isEmpty() ? cleanLine(record.note) : cleanLine(record.heldBy);
    entry.noUndo = cleanLine(record.record.impossible);
    entry.images = change::imagesFromJson(record.record.images);
    if (entry.what.isEmpty() || entry.result == HistoryResult::Open) {
        entry.what = cleanLine(record.record.summary);
    }
    if (entry.target.isEmpty()) {
        entry.target = cleanLine(record.record.target);
    }
    if (record.state == guard::UndoState::Undone) {
        entry.result = HistoryResult::TakenBack;
    }
    const QString text = record.record.parameters.value(u"change"_s).toString();
    if (!text.isEmpty()) {
        const auto document = change::readChangeDocument(text.toUtf8(), u"change"_s);
        if (document) {
            entry.author = cleanLine(document->author);
            entry.reason = document->reason.isEmpty() ? entry.reason : cleanLine(document->reason);
        }
    }
}

HistoryEntry entryOf(const guard::AuditRow& row, const ops::Operation& operation) {
    const QJsonObject parameters = jsonOf(row.params);
    const QJsonObject result = jsonOf(row.result);
    HistoryEntry entry;
    entry.key = u"audit %1 %2"_s.arg(row.id).arg(row.time);
    entry.time = timeOf(row.time);
    entry.operation = row.tool;
    entry.what = clean(result.value(u"summary"_s));
    if (entry.what.isEmpty()) {
        entry.what = wordsFor(operation, parameters);
    }
    entry.target = clean(parameters.value(u"target"_s));
    entry.person = row.user;
    entry.agent = row.agent;
    entry.approvedBy = row.approvedBy;
    entry.reason = row.rationale;
    entry.risk = row.riskLevel;
    entry.result = resultOf(row.status, result.value(u"state"_s).toString());
    entry.problem = clean(result.value(u"error"_s));
    entry.durationMs = row.durationMs;
    entry.requests = cleanList(result.value(u"requests"_s));
    entry.realization = clean(result.value(u"realization"_s));
    return entry;
}

} // namespace

QString resultWord(HistoryResult result) {
    switch (result) {
    case HistoryResult::Done:
        return tr("done");
    case HistoryResult::TakenBack:
        return tr("taken back");
    case HistoryResult::Partly:
        return tr("partly done");
    case HistoryResult::Failed:
        return tr("failed");
    case HistoryResult::Denied:
        return tr("denied");
    case HistoryResult::Declined:
        return tr("not confirmed");
    case HistoryResult::DryRun:
        return tr("dry run");
    case HistoryResult::Nothing:
        return tr("nothing to do");
    case HistoryResult::Open:
        break;
    }
    return tr("outcome unknown");
}

QString HistoryEntry::obstacleToRevert(const QString& connectedTo) const {
    if (undoId.isEmpty() || !undoState) {
        return tr("It changed nothing, so there is nothing to take back.");
    }
    switch (*undoState) {
    case guard::UndoState::Undone:
        return tr("It was already taken back.");
    case guard::UndoState::NotMade:
        return tr("It was never made.");
    case guard::UndoState::Expired:
        return tr("It is too old: what it replaced is no longer kept.");
    case guard::UndoState::Prepared:
    case guard::UndoState::Recorded:
    case guard::UndoState::Undoing:
        break;
    }
    if (!noUndo.isEmpty()) {
        return noUndo;
    }
    if (connectedTo.isEmpty()) {
        return tr("Connect to %1 first.").arg(target);
    }
    return connectedTo == target ? QString()
                                 : tr("It was made on %1: connect to it first.").arg(target);
}

std::vector<HistoryEntry> historyOf(const std::vector<guard::AuditRow>& rows,
                                    const std::vector<guard::UndoEntry>& records,
                                    const ops::Registry& registry) {
    QHash<QString, const guard::UndoEntry*> byId;
    QHash<qint64, const guard::UndoEntry*> byRow;
    for (const guard::UndoEntry& record : records) {
        byId.insert(record.id, &record);
        byRow.insert(record.record.audit.row, &record);
    }
    std::vector<HistoryEntry> entries;
    for (const guard::AuditRow& row : rows) {
        const ops::Operation* operation =
            row.skill == guard::auditSkill() ? registry.find(row.tool) : nullptr;
        if (operation == nullptr || !operation->isWrite()) {
            continue;
        }
        entries.push_back(entryOf(row, *operation));
        const QString undoId = jsonOf(row.result).value(u"undo_id"_s).toString();
        // A row that a crash left open does not name its record, but the record names its row.
        const guard::UndoEntry* record =
            undoId.isEmpty() ? byRow.value(row.id) : byId.value(undoId);
        if (record != nullptr && record->record.operation == row.tool) {
            addRecord(entries.back(), *record);
            byId.remove(record->id);
        }
    }
    for (const guard::UndoEntry& record : records) {
        if (byId.contains(record.id)) {
            HistoryEntry entry;
            entry.key = u"undo "_s + record.id;
            entry.time = timeOf(record.time);
            entry.operation = cleanLine(record.record.operation);
            entry.result = resultOf(record.state);
            addRecord(entry, record);
            entries.push_back(std::move(entry));
        }
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const HistoryEntry& a, const HistoryEntry& b) { return a.time > b.time; });
    return entries;
}

} // namespace bulkhead::desktop
