// SPDX-License-Identifier: MIT
#include "change/conflict.h"

#include "base/text.h"
#include "change/difference.h"

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

QString stateWords(const QJsonValue& value) {
    if (value.isNull()) {
        return u"not there"_s;
    }
    const QJsonValue revision = value[u"_revision"];
    const QString user = value[u"_last_modified_user"].toString();
    QString words = revision.isDouble() ? u"revision %1"_s.arg(revision.toInt()) : u"there"_s;
    if (!user.isEmpty()) {
        words += u" by "_s + user;
    }
    return words;
}

} // namespace

Error changedMeanwhile(const BeforeImage& image, const QJsonValue& expected,
                       const QJsonValue& now) {
    QString problem = image.path + u" was changed meanwhile"_s;
    if (image.kind == ImageKind::Object) {
        problem += u": expected %1, found %2"_s.arg(stateWords(expected), stateWords(now));
    }
    problem += u'.';
    BeforeImage sides = image;
    sides.before = expected;
    sides.after = now;
    QStringList lines = difference(std::vector{sides});
    if (lines.size() > 1) {
        lines.removeFirst(); // the heading names the path again
        for (QString& line : lines) {
            line = line.trimmed();
        }
        problem += u" Since then: "_s + lines.join(u"; "_s) + u'.';
    }
    return {ErrorKind::Conflict,
            u"Read it again and decide which of the two versions is right; nothing was changed."_s,
            cleanLine(problem), image.path, std::nullopt};
}

} // namespace bulkhead::change
