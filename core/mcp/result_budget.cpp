// SPDX-License-Identifier: MIT
#include "mcp/result_budget.h"

#include "base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

#include <utility>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

/// For what is said about the cuts, in `cut` and in a page's own fields.
constexpr qsizetype kReserve = 2'000;
/// So many lists are shortened before the rest is taken as it is; each time it is the longest.
constexpr int kMostCuts = 8;

qsizetype sizeOf(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact).size();
}

qsizetype sizeOf(const QJsonArray& array) {
    return QJsonDocument(array).toJson(QJsonDocument::Compact).size();
}

qsizetype sizeOf(const QJsonValue& value) {
    return sizeOf(QJsonArray{value}) - 2;
}

QJsonValue withShortTexts(const QJsonValue& value, bool& hasCut) {
    if (value.isString() && value.toString().size() > kLongestText) {
        hasCut = true;
        return elideMiddle(value.toString(), kLongestText);
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue element : value.toArray()) {
            array.append(withShortTexts(element, hasCut));
        }
        return array;
    }
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            it.value() = withShortTexts(it.value(), hasCut);
        }
        return object;
    }
    return value;
}

/// The elements from the front that fit.
QJsonArray frontOf(const QJsonArray& array, qsizetype bytes, qsizetype least) {
    QJsonArray front;
    qsizetype used = 2;
    for (const QJsonValue element : array) {
        used += sizeOf(element) + 1;
        if (used > bytes && front.size() >= least) {
            break;
        }
        front.append(element);
    }
    return front;
}

bool isPage(const QJsonObject& result) {
    return result.value(u"items"_s).isArray() && result.contains(u"next_offset"_s);
}

QString cutPage(QJsonObject& result, qsizetype budget) {
    const QJsonArray items = result.value(u"items"_s).toArray();
    const qsizetype rest = sizeOf(result) - sizeOf(items);
    const QJsonArray kept = frontOf(items, budget - rest, 1);
    if (kept.size() == items.size()) {
        return {};
    }
    const qint64 next = result.value(u"offset"_s).toInteger() + kept.size();
    result.insert(u"items"_s, kept);
    result.insert(u"returned"_s, kept.size());
    result.insert(u"truncated"_s, true);
    result.insert(u"next_offset"_s, next);
    result.insert(u"hint"_s,
                  u"The page was cut to fit into one answer. Call again with offset %1, or narrow "
                  "the filter."_s.arg(next));
    return u"items: %1 of the %2 that were asked for; go on at offset %3."_s.arg(kept.size())
        .arg(items.size())
        .arg(next);
}

/// Where the longest list stands: keys and indexes from the root.
struct Place {
    QList<QJsonValue> way;
    qsizetype size = 0;
};

void findLongest(const QJsonValue& value, const QList<QJsonValue>& way, Place& longest) {
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
            findLongest(it.value(), way + QList<QJsonValue>{it.key()}, longest);
        }
        return;
    }
    if (!value.isArray()) {
        return;
    }
    const QJsonArray array = value.toArray();
    const qsizetype size = array.size() > 1 ? sizeOf(array) : 0;
    // An inner list that makes up most of an outer one is the one to shorten.
    if (size > longest.size) {
        longest = {way, size};
    }
    for (qsizetype i = 0; i < array.size(); ++i) {
        Place inner;
        findLongest(array.at(i), way + QList<QJsonValue>{i}, inner);
        if (inner.size * 2 > size && inner.size * 2 > longest.size) {
            longest = inner;
        }
    }
}

QJsonValue withListAt(const QJsonValue& value, const QList<QJsonValue>& way, qsizetype bytes,
                      std::pair<qsizetype, qsizetype>& counts) {
    if (way.isEmpty()) {
        const QJsonArray array = value.toArray();
        QJsonArray kept = frontOf(array, bytes, 0);
        counts = {kept.size(), array.size()};
        return kept;
    }
    const QJsonValue& step = way.constFirst();
    if (step.isString()) {
        QJsonObject object = value.toObject();
        object.insert(step.toString(),
                      withListAt(object.value(step.toString()), way.mid(1), bytes, counts));
        return object;
    }
    QJsonArray array = value.toArray();
    const qsizetype index = step.toInteger();
    array.replace(index, withListAt(array.at(index), way.mid(1), bytes, counts));
    return array;
}

QString nameOf(const QList<QJsonValue>& way) {
    QString name;
    for (const QJsonValue& step : way) {
        name += step.isString() ? (name.isEmpty() ? QString() : u"."_s) + step.toString()
                                : u"[%1]"_s.arg(step.toInteger());
    }
    return name;
}

/// Empty if no list is left that could be shortened.
QString cutLongestList(QJsonObject& result, qsizetype budget) {
    Place longest;
    findLongest(result, {}, longest);
    if (longest.size == 0) {
        return {};
    }
    const qsizetype excess = sizeOf(result) - budget;
    std::pair<qsizetype, qsizetype> counts;
    result = withListAt(result, longest.way, longest.size - excess, counts).toObject();
    return u"%1: the first %2 of %3."_s.arg(nameOf(longest.way))
        .arg(counts.first)
        .arg(counts.second);
}

} // namespace

QJsonObject withinBudget(QJsonObject result, qsizetype budget) {
    QStringList cuts;
    bool hasShortened = false;
    result = withShortTexts(result, hasShortened).toObject();
    if (hasShortened) {
        cuts << u"Texts of more than %1 characters, in the middle."_s.arg(kLongestText);
    }
    if (sizeOf(result) > budget) {
        const qsizetype room = budget - kReserve;
        if (isPage(result)) {
            cuts << cutPage(result, room);
        }
        // A page that was cut is as large as the room and its longer hint: that is small enough.
        for (int i = 0; i < kMostCuts && sizeOf(result) > room + kReserve / 2; ++i) {
            const QString cut = cutLongestList(result, room);
            if (cut.isEmpty()) {
                break;
            }
            cuts << cut;
        }
        cuts.removeAll(QString());
    }
    if (!cuts.isEmpty()) {
        result.insert(u"cut"_s, QJsonArray::fromStringList(cuts));
    }
    return result;
}

} // namespace bulkhead::mcp
