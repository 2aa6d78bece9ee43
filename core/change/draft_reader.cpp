// SPDX-License-Identifier: MIT
// readDraft and restoreDraft (change/draft_journal.h).
#include "base/text.h"
#include "change/draft_lines.h"
#include "change/rebase.h"

#include <QJsonDocument>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFormatVersion = 1;

Error broken(const QString& name, int line, const QString& problem) {
    return {ErrorKind::InvalidInput, u"Open a copy of the draft that is whole."_s,
            cleanLine(name) + u':' + QString::number(line) + u": "_s + problem, name, std::nullopt};
}

/// Plays one line; an error is a sentence.
Result<void> play(Draft& draft, const QJsonObject& line) {
    const QString what = line.value(u"op"_s).toString();
    const bool isStep = what == "push"_L1 || what == "merge"_L1;
    if (isStep) {
        auto step = stepFromJson(line.value(u"step"_s).toObject());
        if (!step) {
            return fail(step.error());
        }
        draft.undone.clear();
        if (what == "merge"_L1) {
            if (draft.done.empty() || !merge(draft.done.back(), *step)) {
                return fail(ErrorKind::InvalidInput, u"Check the file."_s,
                            u"a step follows none that it belongs to."_s);
            }
        } else {
            draft.done.push_back(std::move(*step));
        }
        return {};
    }
    std::vector<Step>& from = what == "undo"_L1 ? draft.done : draft.undone;
    std::vector<Step>& to = what == "undo"_L1 ? draft.undone : draft.done;
    if (what == "undo"_L1 || what == "redo"_L1) {
        if (from.empty()) {
            return fail(ErrorKind::InvalidInput, u"Check the file."_s,
                        u"nothing is there to "_s + what + u'.');
        }
        to.push_back(std::move(from.back()));
        from.pop_back();
        return {};
    }
    if (what == "describe"_L1) {
        draft.header = draftHeaderFrom(line);
        return {};
    }
    return fail(ErrorKind::InvalidInput, u"Open it with a newer Bulkhead."_s,
                u"found \""_s + cleanLine(what) + u"\", which this version does not know."_s);
}

} // namespace

QJsonObject draftHeaderLine(const DraftHeader& header, const QString& operation) {
    QJsonObject line{
        {u"title"_s, header.title},
        {u"reason"_s, header.reason},
        {u"author"_s, header.author},
        {u"target"_s, header.target},
        {u"base"_s, QJsonObject{{u"place"_s, header.basePlace},
                                {u"product_version"_s, header.baseVersion},
                                {u"taken_at"_s, header.baseTaken.toString(Qt::ISODateWithMs)}}},
        {u"started_at"_s, header.startedAt.toString(Qt::ISODateWithMs)}};
    if (operation.isEmpty()) {
        line.insert(u"format"_s, u"bulkhead-draft"_s);
        line.insert(u"version"_s, kFormatVersion);
    } else {
        line.insert(u"op"_s, operation);
    }
    return line;
}

DraftHeader draftHeaderFrom(const QJsonObject& line) {
    const auto text = [&line](const QString& key) {
        return cleanParagraphs(line.value(key).toString());
    };
    const QJsonValue base = line.value(u"base"_s);
    const auto time = [](const QJsonValue& value) {
        return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
    };
    return {text(u"title"_s),
            text(u"reason"_s),
            text(u"author"_s),
            text(u"target"_s),
            cleanLine(base[u"place"].toString()),
            cleanLine(base[u"product_version"].toString()),
            time(base[u"taken_at"]),
            time(line.value(u"started_at"_s))};
}

qsizetype wholeLinesOf(const QByteArray& bytes) {
    qsizetype end = bytes.lastIndexOf('\n') + 1;
    // A block of a file that was never written back may be zeros: that line is torn as well.
    if (end > 0) {
        const qsizetype start = bytes.lastIndexOf('\n', end - 2) + 1;
        if (!QJsonDocument::fromJson(bytes.mid(start, end - start)).isObject()) {
            end = start;
        }
    }
    return end;
}

Result<Draft> readDraft(const QByteArray& bytes, const QString& name) {
    const qsizetype end = wholeLinesOf(bytes);
    Draft draft;
    if (end < bytes.size()) {
        draft.notes << u"The last edit was not written whole and is lost."_s;
    }
    int number = 0;
    for (qsizetype start = 0; start < end;) {
        const qsizetype next = bytes.indexOf('\n', start) + 1;
        const QJsonDocument json = QJsonDocument::fromJson(bytes.mid(start, next - start));
        start = next;
        ++number;
        if (!json.isObject()) {
            return fail(broken(name, number, u"found no JSON object."_s));
        }
        const QJsonObject line = json.object();
        if (number == 1) {
            const int version = line.value(u"version"_s).toInt();
            if (line.value(u"format"_s).toString() != "bulkhead-draft"_L1 || version < 1 ||
                version > kFormatVersion) {
                return fail(broken(name, number, u"found no draft of a version known here."_s));
            }
            draft.header = draftHeaderFrom(line);
            continue;
        }
        if (auto played = play(draft, line); !played) {
            return fail(broken(name, number, played.error().problem));
        }
    }
    if (number == 0) {
        return fail(broken(name, 1, u"found no draft."_s));
    }
    return draft;
}

DraftHeader headerFor(const snapshot::Snapshot& base, const QString& target) {
    DraftHeader header;
    header.target = target;
    header.basePlace = base.origin().place;
    header.baseVersion = base.origin().productVersion;
    header.baseTaken = base.origin().takenAt;
    header.startedAt = QDateTime::currentDateTimeUtc();
    return header;
}

Result<ChangeSet> restoreDraft(const Draft& draft, const snapshot::SnapshotPointer& now) {
    auto exact = ChangeSet::restore(now, draft.done, draft.undone);
    return exact ? std::move(exact) : rebaseSteps(draft.done, now);
}

} // namespace bulkhead::change
