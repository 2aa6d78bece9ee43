// SPDX-License-Identifier: MIT
#include "config/password_source.h"

#include "base/text.h"
#include "config/env_file.h"
#include "config/files.h"

#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStringDecoder>

#include <optional>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

const QString kVariableStart = u"VMWARE_NSX_SECURITY_"_s;
const QString kVariableEnd = u"_PASSWORD"_s;

bool isPasswordVariable(const QString& name) {
    return name.startsWith(kVariableStart) && name.endsWith(kVariableEnd);
}

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

/// What the environment and the file say.
struct Search {
    std::optional<FoundPassword> found;
    QString file;
    QStringList warnings; ///< of the file
};

Error unreadable(const Error& cause, const QString& variable) {
    Error error = cause;
    error.kind = ErrorKind::Configuration;
    error.remedy =
        u"Make it readable for you alone (chmod 600), or set the variable "_s + variable + u'.';
    return error;
}

Result<Search> lookUp(const Target& target, const QString& envFile) {
    if (target.auth == AuthMode::Certificate) {
        return Search{FoundPassword{Secret(), u"the client certificate"_s, {}}, {}, {}};
    }
    const QString variable = passwordVariable(target.name);
    const QString fromEnvironment = decoded(qEnvironmentVariable(variable.toLatin1().constData()));
    if (!fromEnvironment.isEmpty()) {
        return Search{
            FoundPassword{Secret(fromEnvironment), u"the variable "_s + variable, {}}, {}, {}};
    }
    Search search;
    search.file = envFile.isEmpty() ? defaultEnvFile() : expandPath(envFile);
    if (!QFileInfo::exists(search.file)) {
        return search;
    }
    const auto bytes = readFile(search.file, u"the file"_s);
    if (!bytes) {
        return fail(unreadable(bytes.error(), variable));
    }
    const auto text = strictUtf8(*bytes);
    if (!text) {
        return fail(ErrorKind::Configuration, u"Save it as UTF-8."_s,
                    cleanLine(search.file) +
                        u" is not UTF-8 text, so a password in it could be misread."_s,
                    search.file);
    }
    const EnvFile env = parseEnvFile(*text, search.file);
    search.warnings = env.warnings;
    const QString fromFile = decoded(env.values.value(variable));
    if (fromFile.isEmpty()) {
        return search;
    }
    if (othersMayRead(search.file)) {
        search.warnings << openToOthers(search.file) + u" Run: chmod 600 "_s +
                               cleanLine(search.file);
    }
    search.found = FoundPassword{Secret(fromFile), search.file, search.warnings};
    return search;
}

/// `more`: what the secret store said; empty if it was not asked.
Error missing(const Target& target, const Search& search, const QString& more) {
    QStringList sentences{u"No password is known for "_s + cleanLine(target.username) +
                          u" on target "_s + cleanLine(target.name) + u"."_s};
    if (!more.isEmpty()) {
        sentences << more;
    }
    sentences += search.warnings;
    return {ErrorKind::Authentication,
            u"Set the variable "_s + passwordVariable(target.name) +
                u", in the environment or in "_s + cleanLine(search.file) +
                u", or run bulkhead secret set "_s + cleanLine(target.name) + u'.',
            sentences.join(u' '), target.name, std::nullopt};
}

} // namespace

QString passwordVariable(const QString& targetName) {
    QString middle;
    for (const char32_t code : targetName.toUpper().toUcs4()) {
        const bool isKept = (code >= U'A' && code <= U'Z') || (code >= U'0' && code <= U'9');
        middle += isKept ? QChar(static_cast<char16_t>(code)) : u'_';
    }
    return kVariableStart + middle + kVariableEnd;
}

QString defaultEnvFile() {
    return expandPath(u"~/.vmware-nsx-security/.env"_s);
}

Result<FoundPassword> findPassword(const Target& target, const QString& envFile) {
    Result<Search> search = lookUp(target, envFile);
    if (!search) {
        return fail(std::move(search.error()));
    }
    if (!search->found) {
        return fail(missing(target, *search, {}));
    }
    return std::move(*search->found);
}

Task<FoundPassword> resolvePassword(Target target, std::shared_ptr<SecretStore> store,
                                    QString envFile) {
    Result<Search> search = lookUp(target, envFile);
    if (!search) {
        co_return fail(std::move(search.error()));
    }
    if (search->found) {
        co_return std::move(*search->found);
    }
    Result<StoredSecret> stored = co_await store->read(target.name);
    if (!stored) {
        co_return fail(missing(target, *search, stored.error().problem));
    }
    if (!stored->secret || stored->secret->isEmpty()) {
        co_return fail(missing(target, *search, u"The secret store has none either."_s));
    }
    FoundPassword found;
    found.secret = std::move(*stored->secret);
    found.source = u"the secret store"_s;
    found.warnings = search->warnings;
    co_return found;
}

std::vector<Secret> allPasswords(const QString& envFile) {
    std::vector<Secret> passwords;
    const auto add = [&passwords](const QString& variable, const QString& value) {
        if (isPasswordVariable(variable) && !value.isEmpty()) {
            passwords.emplace_back(value);
            passwords.emplace_back(decoded(value));
        }
    };
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& variable : environment.keys()) {
        add(variable, environment.value(variable));
    }
    const QString file = envFile.isEmpty() ? defaultEnvFile() : expandPath(envFile);
    if (const auto bytes = readFile(file, u"the file"_s)) {
        const EnvFile env = parseEnvFile(QString::fromUtf8(*bytes), file);
        for (auto it = env.values.constBegin(); it != env.values.constEnd(); ++it) {
            add(it.key(), it.value());
        }
    }
    return passwords;
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
