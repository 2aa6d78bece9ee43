// SPDX-License-Identifier: MIT
#include "guard/redactor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QReadLocker>
#include <QRegularExpression>
#include <QUrl>
#include <QWriteLocker>

#include <algorithm>
#include <array>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShortestSecret = 4;

constexpr std::array kCredentialWords{
    u"password",      u"passwd", u"passphrase", u"pwd",        u"secret", u"token",  u"cookie",
    u"authorization", u"apikey", u"privatekey", u"credential", u"xsrf",   u"bearer",
};

QString asJson(const QString& text) {
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(2, array.size() - 4));
}

/// The ways in which a secret is written on its way: as it is, in JSON, in a URL or form (with and
/// without the characters that some encoders leave alone), and in base64.
QStringList spellings(const QString& secret) {
    const QByteArray bytes = secret.toUtf8();
    return {secret,
            asJson(secret),
            QString::fromLatin1(QUrl::toPercentEncoding(secret)),
            QString::fromLatin1(QUrl::toPercentEncoding(secret, "!()*'")),
            QString::fromLatin1(QUrl::toPercentEncoding(secret, " ")).replace(u' ', u'+'),
            QString::fromLatin1(bytes.toBase64()),
            QString::fromLatin1(bytes.toBase64(QByteArray::OmitTrailingEquals))};
}

QString withoutHeaders(QString text) {
    static const QRegularExpression named(
        u"\\b(JSESSIONID|X-XSRF-TOKEN)(\\s*[=:]\\s*)[^\\s;,\"']+"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression scheme(u"\\b(Basic|Bearer)(\\s+)[A-Za-z0-9+/=._~-]{12,}"_s);
    const bool mayHold = text.contains(u"sessionid"_s, Qt::CaseInsensitive) ||
                         text.contains(u"xsrf"_s, Qt::CaseInsensitive) ||
                         text.contains(u"Basic"_s) || text.contains(u"Bearer"_s);
    if (mayHold) {
        text.replace(named, u"\\1\\2***"_s);
        text.replace(scheme, u"\\1\\2***"_s);
    }
    return text;
}

} // namespace

Redactor& Redactor::process() {
    static Redactor redactor;
    return redactor;
}

void Redactor::learn(const QString& secret) {
    if (secret.size() < kShortestSecret) {
        return;
    }
    const QWriteLocker locker(&m_lock);
    for (const QString& spelling : spellings(secret)) {
        if (!m_secrets.contains(spelling)) {
            m_secrets << spelling;
        }
    }
    std::stable_sort(m_secrets.begin(), m_secrets.end(),
                     [](const QString& a, const QString& b) { return a.size() > b.size(); });
}

QString Redactor::redactLearned(const QString& text) const {
    QString clean = text;
    const QReadLocker locker(&m_lock);
    for (const QString& secret : m_secrets) {
        clean.replace(secret, kRedacted.toString());
    }
    return clean;
}

QString Redactor::redact(const QString& text) const {
    return withoutHeaders(redactLearned(text));
}

QJsonObject Redactor::redact(const QJsonObject& object) const {
    QJsonObject clean;
    for (auto field = object.constBegin(); field != object.constEnd(); ++field) {
        const QJsonValue value = field.value();
        clean.insert(redact(field.key()), isCredentialKey(field.key(), value)
                                              ? QJsonValue(kRedacted.toString())
                                              : redactValue(value));
    }
    return clean;
}

QJsonValue Redactor::redactValue(const QJsonValue& value) const {
    switch (value.type()) {
    case QJsonValue::String:
        return redact(value.toString());
    case QJsonValue::Object:
        return redact(value.toObject());
    case QJsonValue::Array: {
        QJsonArray clean;
        const QJsonArray array = value.toArray();
        for (const QJsonValue one : array) {
            clean.append(redactValue(one));
        }
        return clean;
    }
    default:
        return value;
    }
}

QString redact(const QString& text) {
    return Redactor::process().redact(text);
}

bool isCredentialKey(const QString& key, const QJsonValue& value) {
    if (value.isNull() || value.isUndefined() || value.isBool()) {
        return false;
    }
    QString folded;
    for (const QChar c : key) {
        if (c.isLetterOrNumber()) {
            folded += c.toLower();
        }
    }
    const bool named =
        std::any_of(kCredentialWords.cbegin(), kCredentialWords.cend(),
                    [&folded](const char16_t* word) { return folded.contains(QStringView(word)); });
    return named || folded == u"pass"_s || (value.isString() && folded.contains(u"session"_s));
}

} // namespace bulkhead::guard
