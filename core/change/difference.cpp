// SPDX-License-Identifier: MIT
#include "change/difference.h"

#include "change/image_reader.h"

#include <QJsonDocument>

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

QString words(const QJsonValue& value) {
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    default: {
        // QJsonDocument only writes containers.
        const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(text.mid(1, text.size() - 2));
    }
    }
}

void addList(QStringList& lines, const QString& name, const QJsonArray& before,
             const QJsonArray& after, const QString& indent) {
    QStringList old;
    QStringList now;
    for (const QJsonValue element : before) {
        old << words(element);
    }
    for (const QJsonValue element : after) {
        now << words(element);
    }
    const qsizetype start = lines.size();
    QStringList left = now;
    for (const QString& element : std::as_const(old)) {
        if (!left.removeOne(element)) {
            lines << indent + u"- "_s + name + u": "_s + element;
        }
    }
    left = old;
    for (const QString& element : std::as_const(now)) {
        if (!left.removeOne(element)) {
            lines << indent + u"+ "_s + name + u": "_s + element;
        }
    }
    if (lines.size() == start && old != now) {
        lines << indent + u"~ "_s + name + u": "_s + old.join(u", "_s) + u" → "_s +
                     now.join(u", "_s);
    }
}

void addField(QStringList& lines, const QString& name, const QJsonValue& before,
              const QJsonValue& after, const QString& indent) {
    if (before == after) {
        return;
    }
    if (before.isArray() && after.isArray()) {
        addList(lines, name, before.toArray(), after.toArray(), indent);
    } else if (before.isUndefined()) {
        lines << indent + u"+ "_s + name + u": "_s + words(after);
    } else if (after.isUndefined()) {
        lines << indent + u"- "_s + name + u": "_s + words(before);
    } else {
        lines << indent + u"~ "_s + name + u": "_s + words(before) + u" → "_s + words(after);
    }
}

QString tagWord(const QJsonValue& tag) {
    const QString scope = tag[u"scope"].toString();
    return scope.isEmpty() ? tag[u"tag"].toString() : scope + u'|' + tag[u"tag"].toString();
}

QJsonArray tagWords(const QJsonValue& tags) {
    QJsonArray list;
    for (const QJsonValue tag : tags.toArray()) {
        list.append(tagWord(tag));
    }
    return list;
}

QString placeWords(const QJsonValue& sibling) {
    return sibling.isString() ? u"after "_s + sibling.toString() : u"first"_s;
}

} // namespace

QStringList difference(const QJsonValue& before, const QJsonValue& after, const QString& indent) {
    const QJsonObject old = ownFields(before.toObject());
    const QJsonObject now = ownFields(after.toObject());
    QStringList keys = old.keys() + now.keys();
    keys.sort();
    keys.removeDuplicates();
    QStringList lines;
    for (const QString& key : std::as_const(keys)) {
        addField(lines, key, old.value(key), now.value(key), indent);
    }
    return lines;
}

QStringList difference(const std::vector<BeforeImage>& images) {
    QStringList lines;
    const QString indent = u"  "_s;
    for (const BeforeImage& image : images) {
        QStringList own;
        QString sign = u"~ "_s;
        switch (image.kind) {
        case ImageKind::Place:
            if (image.before != image.after) {
                own << indent + u"~ place: "_s + placeWords(image.before) + u" → "_s +
                           placeWords(image.after);
            }
            break;
        case ImageKind::MachineTags:
            addList(own, u"tag"_s, tagWords(image.before), tagWords(image.after), indent);
            break;
        case ImageKind::Object:
            own = difference(image.before, image.after, indent);
            if (image.before.isNull()) {
                sign = u"+ "_s;
            } else if (image.after.isNull()) {
                sign = u"- "_s;
            }
            break;
        }
        if (!own.isEmpty()) {
            lines << sign + image.path;
            lines += own;
        }
    }
    return lines;
}

} // namespace bulkhead::change
