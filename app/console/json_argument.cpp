// SPDX-License-Identifier: MIT
#include "console/json_argument.h"

#include "base/text.h"
#include "config/files.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// "line 3, column 7" of an offset in bytes.
QString placeOf(const QByteArray& bytes, qsizetype offset) {
    const QByteArray before = bytes.left(offset);
    const qsizetype line = before.count('\n') + 1;
    const QString inLine = QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1));
    // Qt's offset stands behind the character that it did not expect.
    return u"line %1, column %2"_s.arg(line).arg(qMax(qsizetype{1}, inLine.toUcs4().size()));
}

} // namespace

Result<QJsonValue> readJsonArgument(const QString& text, const QString& option) {
    QByteArray bytes = text.toUtf8();
    QString where = u"--"_s + option;
    if (text.startsWith(u'@')) {
        const QString file = config::expandPath(text.mid(1));
        Result<QByteArray> read = config::readFile(file, u"the file"_s);
        if (!read) {
            return fail(read.error());
        }
        bytes = std::move(*read);
        where += u", "_s + cleanLine(file);
    }
    QJsonParseError broken;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &broken);
    if (broken.error != QJsonParseError::NoError) {
        return fail(ErrorKind::InvalidInput, u"Correct the JSON."_s,
                    u"%1, %2: %3."_s.arg(where, placeOf(bytes, broken.offset),
                                         cleanLine(broken.errorString())),
                    option);
    }
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace bulkhead::console
