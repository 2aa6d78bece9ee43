// SPDX-License-Identifier: MIT
#include "mcp/seal.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>
#include <utility>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArray::Base64Options kEncoding =
    QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray randomBytes() {
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return {reinterpret_cast<const char*>(words.data()), sizeof words};
}

/// In a time that does not depend on where they differ.
bool isEqual(const QByteArray& one, const QByteArray& other) {
    if (one.size() != other.size()) {
        return false;
    }
    int difference = 0;
    for (qsizetype i = 0; i < one.size(); ++i) {
        difference |= one.at(i) ^ other.at(i);
    }
    return difference == 0;
}

} // namespace

Seal::Seal() : Seal(randomBytes(), [] { return QDateTime::currentMSecsSinceEpoch(); }) {}

Seal::Seal(QByteArray key, Clock clock) : m_key(std::move(key)), m_clock(std::move(clock)) {}

QByteArray Seal::codeOf(const QByteArray& payload) const {
    return QMessageAuthenticationCode::hash(payload, m_key, QCryptographicHash::Sha256)
        .toBase64(kEncoding);
}

QString Seal::close(SealPurpose purpose, const QString& fingerprint) const {
    const QJsonObject facts{{u"purpose"_s, static_cast<int>(purpose)},
                            {u"about"_s, fingerprint},
                            {u"expires"_s, m_clock() + kSealedForMs},
                            {u"nonce"_s, QString::fromLatin1(randomBytes().toBase64(kEncoding))}};
    const QByteArray payload =
        QJsonDocument(facts).toJson(QJsonDocument::Compact).toBase64(kEncoding);
    return QString::fromLatin1("v1." + payload + '.' + codeOf(payload));
}

SealState Seal::open(SealPurpose purpose, const QString& sealed, const QString& fingerprint) {
    const QByteArrayList parts = sealed.toUtf8().split('.');
    if (parts.size() != 3 || parts.at(0) != "v1" || !isEqual(parts.at(2), codeOf(parts.at(1)))) {
        return SealState::Broken;
    }
    // From here on the payload is our own.
    const QJsonObject facts =
        QJsonDocument::fromJson(QByteArray::fromBase64(parts.at(1), kEncoding)).object();
    const qint64 expires = facts.value(u"expires"_s).toInteger();
    if (expires <= m_clock()) {
        return SealState::Expired;
    }
    forgetExpired();
    const QString nonce = facts.value(u"nonce"_s).toString();
    if (m_used.contains(nonce)) {
        return SealState::Used;
    }
    m_used.insert(nonce, expires);
    const bool isAbout = facts.value(u"purpose"_s).toInt(-1) == static_cast<int>(purpose) &&
                         facts.value(u"about"_s).toString() == fingerprint;
    return isAbout ? SealState::Valid : SealState::Other;
}

void Seal::forgetExpired() {
    const qint64 now = m_clock();
    m_used.removeIf([now](const auto& entry) { return entry.value() <= now; });
}

} // namespace bulkhead::mcp
