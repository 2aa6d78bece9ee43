// SPDX-License-Identifier: MIT
#include "change/siblings.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "change/image_reader.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

QString idFromName(const QString& name, const QSet<QString>& taken) {
    constexpr qsizetype kLongest = 200; // leaves room for a number, within NSX's 255
    QString base;
    for (const QChar c : name.left(kLongest)) {
        const bool isPlain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') ||
                             (c >= u'0' && c <= u'9') || c == u'_' || c == u'.' || c == u'-';
        const QChar kept = isPlain ? c : u'-';
        if (kept != u'-' || !base.endsWith(u'-')) {
            base += kept;
        }
    }
    while (base.startsWith(u'-') || base.startsWith(u'.')) {
        base.remove(0, 1);
    }
    while (base.endsWith(u'-') || base.endsWith(u'.')) {
        base.chop(1);
    }
    if (base.isEmpty()) {
        base = u"unnamed"_s;
    }
    QString id = base;
    for (int number = 2; taken.contains(id); ++number) {
        id = base + u'-' + QString::number(number);
    }
    return id;
}

QString freeId(const QString& id, const QSet<QString>& taken) {
    return taken.contains(id) ? idFromName(id, taken) : id;
}

QJsonObject asNew(const QJsonObject& state, const QString& parentPath, const QString& collection,
                  const QString& id) {
    QJsonObject fresh = ownFields(state);
    fresh.insert(u"id"_s, id);
    fresh.insert(u"path"_s, QString(parentPath + u'/' + collection + u'/' + id));
    fresh.insert(u"parent_path"_s, parentPath);
    if (!fresh.contains(u"display_name"_s)) {
        fresh.insert(u"display_name"_s, id);
    }
    return fresh;
}

Error notThere(const QString& what, const QString& path) {
    return {ErrorKind::NotFound, u"Read the estate again."_s,
            u"There is no "_s + what + u' ' + cleanLine(path) + u'.', path, std::nullopt};
}

Error badAnchor(const Place& place) {
    return {ErrorKind::InvalidInput, u"Choose a place beside something that stays there."_s,
            cleanLine(place.anchor) + u" does not stand there, or is itself moved."_s, place.anchor,
            std::nullopt};
}

} // namespace bulkhead::change
