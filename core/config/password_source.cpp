// SPDX-License-Identifier: MIT
#include "config/password_source.h"

#include "base/text.h"
#include "config/env_file.h"
#include "config/files.h"

#include <QFileInfo>
#include <QStringDecoder>

#include <optional>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

std::optional<QString> strictUtf8(const QByteArray& bytes) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(bytes);
    if (decoder.hasError()) {
        return std::nullopt;
    }
    return text;
}

QString decoded(const QString& value) {
    const QString prefix = u"b64:"_s;
    if (!value.startsWith(prefix)) {
        return value;
    }
    // Strict, as the tools that write it: anything doubtful is a password that looks like it.
    const QByteArray body = value.mid(prefix.size()).toUtf8();
    const auto bytes = QByteArray::fromBase64Encoding(
        body, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes || body.size() % 4 != 0) {
        return value;
    }
    return strictUtf8(*bytes).value_or(value);
}

bool othersMayRead(const QString& file) {
    const auto theirs = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                        QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    return QFileInfo(file).permissions().testAnyFlags(theirs);
}

QString openToOthers(const QString& file) {
    return cleanLine(file) + u" holds passwords and is open to other users of this machine."_s;
}

} // namespace

QString passwordVariable(const QString& targetName) {
    QString middle;
    for (const char32_t code : targetName.toUpper().toUcs4()) {
        const bool isKept = (code >= U'A' && code <= U'Z') || (code >= U'0' && code <= U'9');
        middle += isKept ? QChar(static_cast<char16_t>(code)) : u'_';
    }
    return u"VMWARE_NSX_SECURITY_"_s + middle + u"_PASSWORD"_s;
}

QString defaultEnvFile() {
    return expandPath(u"~/.vmware-nsx-security/.env"_s);
}

Result<FoundPassword> findPassword(const Target& target, const QString& envFile) {
    if (target.auth == AuthMode::Certificate) {
        return FoundPassword{Secret(), u"the client certificate"_s, {}};
    }
    const QString variable = passwordVariable(target.name);
    const QString fromEnvironment = decoded(qEnvironmentVariable(variable.toLatin1().constData()));
    if (!fromEnvironment.isEmpty()) {
        return FoundPassword{Secret(fromEnvironment), u"the variable "_s + variable, {}};
    }
    const QString file = envFile.isEmpty() ? defaultEnvFile() : expandPath(envFile);
    const auto missing = [&variable, &file, &target](const QStringList& warnings) {
        QString problem = u"No password is known for "_s + cleanLine(target.username) +
                          u" on target "_s + cleanLine(target.name) + u"."_s;
        if (!warnings.isEmpty()) {
            problem += u' ' + warnings.join(u' ');
        }
        return fail(ErrorKind::Authentication,
                    u"Set the variable "_s + variable + u", in the environment or in "_s +
                        cleanLine(file) + u'.',
                    problem, target.name);
    };
    if (!QFileInfo::exists(file)) {
        return missing({});
    }
    const auto bytes = readFile(file, u"the file"_s);
    if (!bytes) {
        Error error = bytes.error();
        error.kind = ErrorKind::Configuration;
        error.remedy =
            u"Make it readable for you alone (chmod 600), or set the variable "_s + variable + u'.';
        return fail(std::move(error));
    }
    const auto text = strictUtf8(*bytes);
    if (!text) {
        return fail(
            ErrorKind::Configuration, u"Save it as UTF-8."_s,
            cleanLine(file) + u" is not UTF-8 text, so a password in it could be misread."_s, file);
    }
    const EnvFile env = parseEnvFile(*text, file);
    const QString fromFile = decoded(env.values.value(variable));
    if (fromFile.isEmpty()) {
        return missing(env.warnings);
    }
    FoundPassword found{Secret(fromFile), file, env.warnings};
    if (othersMayRead(file)) {
        found.warnings << openToOthers(file) + u" Run: chmod 600 "_s + cleanLine(file);
    }
    return found;
}

Result<void> checkEnvFileIsPrivate(const QString& envFile) {
    const QString file = envFile.isEmpty() ? defaultEnvFile() : expandPath(envFile);
    if (QFileInfo::exists(file) && othersMayRead(file)) {
        return fail(ErrorKind::Refused, u"Run: chmod 600 "_s + cleanLine(file) + u'.',
                    openToOthers(file) + u" Changes are refused until that is mended."_s, file);
    }
    return {};
}

} // namespace bulkhead::config
