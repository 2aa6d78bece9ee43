// SPDX-License-Identifier: MIT
#include "config/env_file_writer.h"

#include "base/text.h"
#include "config/env_file.h"
#include "config/files.h"
#include "config/password_source.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

/// The text with the variable set: its first line replaced, further ones removed, or one appended.
QString withVariable(const QString& text, const QString& variable, const QString& value) {
    const QRegularExpression own(u"^[ \\t]*(export[ \\t]+)?"_s + variable + u"[ \\t]*="_s);
    const QString eol = text.contains(u"\r\n"_s) ? u"\r\n"_s : u"\n"_s;
    const QString line = variable + u'=' + value;
    QStringList lines;
    bool isWritten = false;
    QString rest = text;
    rest.replace(u"\r\n"_s, u"\n"_s);
    if (rest.endsWith(u'\n')) {
        rest.chop(1);
    }
    if (!rest.isEmpty()) {
        lines = rest.split(u'\n');
    }
    QStringList kept;
    for (const QString& old : lines) {
        if (!own.match(old).hasMatch()) {
            kept << old;
        } else if (!isWritten) {
            kept << line;
            isWritten = true;
        }
    }
    if (!isWritten) {
        kept << line;
    }
    return kept.join(eol) + eol;
}

/// Whether a reader sees the same as before in everything but the variable.
bool changesOnly(const QString& before, const QString& after, const QString& variable,
                 const QString& value) {
    EnvFile old = parseEnvFile(before, {});
    const EnvFile now = parseEnvFile(after, {});
    old.values.insert(variable, value);
    return old.values == now.values && old.warnings.size() == now.warnings.size();
}

} // namespace

Result<void> storeInEnvFile(const QString& targetName, const Secret& password,
                            const QString& file) {
    const QString path = file.isEmpty() ? defaultEnvFile() : expandPath(file);
    const QString variable = passwordVariable(targetName);
    QString before;
    if (QFileInfo::exists(path)) {
        const auto bytes = readFile(path, u"the file"_s);
        if (!bytes) {
            return fail(bytes.error());
        }
        before = QString::fromUtf8(*bytes);
        if (before.toUtf8() != *bytes) {
            return fail(ErrorKind::Configuration, u"Save it as UTF-8."_s,
                        cleanLine(path) + u" is not UTF-8 text."_s, path);
        }
    } else if (const auto made = makePrivateFolder(QFileInfo(path).path()); !made) {
        return made;
    }
    const QString value = u"b64:"_s + QString::fromLatin1(password.reveal().toUtf8().toBase64());
    const QString after = withVariable(before, variable, value);
    if (!changesOnly(before, after, variable, value)) {
        return fail(ErrorKind::Configuration,
                    u"Correct the file, or set "_s + variable + u" in it by hand."_s,
                    cleanLine(path) + u" has lines that cannot be kept as they are."_s, path);
    }
    return writeFileAtomically(path, after.toUtf8(), u"the file"_s);
}

} // namespace bulkhead::config
