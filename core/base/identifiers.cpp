// SPDX-License-Identifier: MIT
#include "base/identifiers.h"

#include "base/text.h"

#include <QStringList>

#include <algorithm>

namespace bulkhead {

using namespace Qt::StringLiterals;

namespace {

bool isIdentifierCharacter(QChar c) {
    const char16_t code = c.unicode();
    return (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z') ||
           (code >= u'0' && code <= u'9') || QStringView(u"_-.:+@~=,() ").contains(c);
}

} // namespace

Result<QString> checkIdentifier(const QString& id, const QString& what) {
    const QString allowed =
        u"Give an id of 1 to 255 ASCII letters, digits and _ - . : + @ ~ = , ( ) without slashes."_s;
    if (id.isEmpty()) {
        return fail(ErrorKind::InvalidInput, allowed, what + u" is empty."_s, what);
    }
    if (id.size() > kMaximumIdentifierLength) {
        return fail(ErrorKind::InvalidInput, allowed,
                    what + u" has "_s + QString::number(id.size()) + u" characters."_s, what);
    }
    const QString shown = elideMiddle(cleanLine(id), 60);
    if (id == u"." || id == u".." || id.startsWith(u' ') || id.endsWith(u' ') ||
        !std::all_of(id.cbegin(), id.cend(), isIdentifierCharacter)) {
        return fail(ErrorKind::InvalidInput, allowed,
                    what + u" \""_s + shown + u"\" is not a valid id."_s, what);
    }
    return id;
}

bool looksLikePath(const QString& text) {
    return text.startsWith(u'/') && text.size() > 1 && !text.startsWith(u"//");
}

Result<QString> checkPath(const QString& path, const QString& what) {
    if (!looksLikePath(path)) {
        return fail(ErrorKind::InvalidInput,
                    u"Give an object path such as /infra/domains/default/groups/web."_s,
                    what + u" \""_s + elideMiddle(cleanLine(path), 60) + u"\" is not a path."_s,
                    what);
    }
    const QStringList segments = path.mid(1).split(u'/');
    for (const QString& segment : segments) {
        if (auto checked = checkIdentifier(segment, what); !checked) {
            return checked;
        }
    }
    return path;
}

QString lastSegment(const QString& path) {
    return path.mid(path.lastIndexOf(u'/') + 1);
}

} // namespace bulkhead
