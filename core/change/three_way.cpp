// SPDX-License-Identifier: MIT
#include "change/three_way.h"

#include "base/text.h"
#include "change/difference.h"
#include "change/image_reader.h"

#include <QJsonArray>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

/// An empty list and a missing one, an empty text and a missing one say the same.
bool isNothing(const QJsonValue& value) {
    return value.isUndefined() || value.isNull() ||
           (value.isArray() && value.toArray().isEmpty()) ||
           (value.isString() && value.toString().isEmpty());
}

bool isSame(const QJsonValue& a, const QJsonValue& b) {
    return a == b || (isNothing(a) && isNothing(b));
}

QStringList fieldsOf(const QJsonObject& a, const QJsonObject& b, const QJsonObject& c) {
    QStringList fields = a.keys() + b.keys() + c.keys();
    fields.sort();
    fields.removeDuplicates();
    return fields;
}

Merge mergeObjects(const QJsonObject& base, const QJsonObject& mine, const QJsonObject& theirs) {
    const QJsonObject old = ownFields(base);
    const QJsonObject wanted = ownFields(mine);
    const QJsonObject now = ownFields(theirs);
    Merge merge;
    QJsonObject merged = theirs; // with its revision and what only the manager knows
    bool isChanged = false;
    const QStringList fields = fieldsOf(old, wanted, now);
    for (const QString& field : fields) {
        const QJsonValue before = old.value(field);
        const QJsonValue ours = wanted.value(field);
        const QJsonValue other = now.value(field);
        const bool isOurs = !isSame(before, ours);
        const bool isTheirs = !isSame(before, other);
        if (isOurs && isTheirs && !isSame(ours, other)) {
            merge.conflicts.push_back({field, before, ours, other});
        } else if (isOurs && !isSame(ours, other)) {
            isChanged = true;
            if (ours.isUndefined()) {
                merged.remove(field);
            } else {
                merged.insert(field, ours);
            }
        } else if (isTheirs && !isOurs) {
            merge.theirFields << field;
        }
    }
    merge.wanted = merged;
    if (!merge.conflicts.empty()) {
        merge.outcome = MergeOutcome::Refused;
    } else if (!isChanged) {
        merge.outcome = MergeOutcome::Already;
    } else if (!merge.theirFields.isEmpty()) {
        merge.outcome = MergeOutcome::Merged;
    }
    return merge;
}

Merge mergeTags(const QJsonArray& base, const QJsonArray& mine, const QJsonArray& theirs) {
    QJsonArray merged;
    for (const QJsonValue tag : theirs) {
        if (!base.contains(tag) || mine.contains(tag)) {
            merged.append(tag);
        }
    }
    for (const QJsonValue tag : mine) {
        if (!base.contains(tag) && !merged.contains(tag)) {
            merged.append(tag);
        }
    }
    Merge merge;
    merge.wanted = merged;
    const bool areUntouched = isSameState(ImageKind::MachineTags, base, theirs);
    if (isSameState(ImageKind::MachineTags, merged, theirs)) {
        merge.outcome = MergeOutcome::Already;
    } else if (!areUntouched) {
        merge.outcome = MergeOutcome::Merged;
        merge.theirFields << u"tags"_s;
    }
    return merge;
}

Merge refused(const Edit& edit, const QJsonValue& theirs) {
    return {MergeOutcome::Refused, theirs, {}, {{{}, edit.before, edit.after, theirs}}};
}

} // namespace

Merge mergeThreeWay(const Edit& edit, const QJsonValue& theirs) {
    if (edit.kind == ObjectKind::MachineTags) {
        return mergeTags(edit.before.toArray(), edit.after.toArray(), theirs.toArray());
    }
    if (edit.after.isNull()) {
        if (theirs.isNull()) {
            return {MergeOutcome::Already, theirs, {}, {}};
        }
        const bool isUntouched =
            mergeObjects(edit.before.toObject(), edit.before.toObject(), theirs.toObject())
                .theirFields.isEmpty();
        return isUntouched ? Merge{MergeOutcome::Mine, QJsonValue(QJsonValue::Null), {}, {}}
                           : refused(edit, theirs);
    }
    if (theirs.isNull()) {
        return edit.before.isNull() ? Merge{MergeOutcome::Mine, edit.after, {}, {}}
                                    : refused(edit, theirs);
    }
    if (edit.before.isNull()) {
        // Somebody has created the same object: it can only be the same or another one.
        const Merge merge =
            mergeObjects(theirs.toObject(), edit.after.toObject(), theirs.toObject());
        return merge.outcome == MergeOutcome::Already ? merge : refused(edit, theirs);
    }
    return mergeObjects(edit.before.toObject(), edit.after.toObject(), theirs.toObject());
}

Error conflictError(const Edit& edit, const Merge& merge, const QJsonValue& theirs,
                    const QString& what) {
    QString problem;
    if (edit.before.isNull()) {
        problem = what + u" was created by somebody else meanwhile."_s;
    } else if (theirs.isNull()) {
        problem = what + u" was deleted by somebody else meanwhile."_s;
    } else {
        const QString user = cleanLine(theirs[u"_last_modified_user"].toString());
        problem =
            what + u" was changed meanwhile"_s + (user.isEmpty() ? u""_s : u" by "_s + user) + u'.';
        const auto lines = [](const QString& side, const QJsonValue& before,
                              const QJsonValue& after) {
            QStringList words = difference(before, after);
            for (QString& word : words) {
                word = elideMiddle(cleanLine(word), 160);
            }
            return u' ' + side + u": "_s + (words.isEmpty() ? u"nothing"_s : words.join(u"; "_s)) +
                   u'.';
        };
        QStringList fields;
        for (const FieldConflict& conflict : merge.conflicts) {
            if (!conflict.field.isEmpty()) {
                fields << cleanLine(conflict.field);
            }
        }
        if (!fields.isEmpty()) {
            problem += u" Both sides changed "_s + fields.join(u", "_s) + u'.';
        }
        problem += lines(u"Theirs"_s, edit.before, theirs);
        problem += edit.after.isNull() ? u" Yours: deleted."_s
                                       : lines(u"Yours"_s, edit.before, edit.after);
    }
    return {ErrorKind::Conflict,
            u"Decide which of the two versions is right and make the edit again; nothing was "
            "changed."_s,
            problem, edit.path, std::nullopt};
}

} // namespace bulkhead::change
