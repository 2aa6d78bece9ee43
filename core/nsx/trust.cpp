// SPDX-License-Identifier: MIT
#include "nsx/trust.h"

#include "base/text.h"
#include "config/files.h"

#include <QSslCertificate>
#include <QSslError>
#include <QSslKey>

#include <utility>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> readPem(const QString& path, const QString& key, const QString& target) {
    auto bytes = config::readFile(path, u"the file"_s);
    if (!bytes) {
        Error error = std::move(bytes.error());
        error.kind = ErrorKind::Configuration;
        error.remedy = u"Correct "_s + key + u" of target "_s + cleanLine(target) + u'.';
        return fail(std::move(error));
    }
    return bytes;
}

tl::unexpected<Error> unusable(const QString& path, const QString& key, const QString& what) {
    return fail(ErrorKind::Configuration, u"Give "_s + key + u" a PEM file with "_s + what + u'.',
                cleanLine(path) + u" holds none that can be used."_s, path);
}

Result<QList<QSslCertificate>> readCertificates(const QString& path, const QString& key,
                                                const QString& target) {
    const auto pem = readPem(path, key, target);
    if (!pem) {
        return fail(pem.error());
    }
    QList<QSslCertificate> certificates = QSslCertificate::fromData(*pem, QSsl::Pem);
    if (certificates.isEmpty()) {
        return unusable(path, key, u"a certificate"_s);
    }
    return certificates;
}

Result<QSslKey> readKey(const QString& path, const QString& target) {
    const QString name = u"client_key"_s;
    const auto pem = readPem(path, name, target);
    if (!pem) {
        return fail(pem.error());
    }
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(*pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull()) {
            return key;
        }
    }
    return unusable(path, name, u"a private key without a passphrase"_s);
}

} // namespace

Result<Trust> Trust::make(const config::Target& target) {
    Trust trust;
    trust.m_target = target;
    trust.m_configuration = QSslConfiguration::defaultConfiguration();
    if (!target.caFile.isEmpty()) {
        const auto authorities = readCertificates(target.caFile, u"ca_file"_s, target.name);
        if (!authorities) {
            return fail(authorities.error());
        }
        trust.m_configuration.setCaCertificates(*authorities);
    }
    if (target.auth == config::AuthMode::Certificate) {
        const auto chain = readCertificates(target.clientCert, u"client_cert"_s, target.name);
        if (!chain) {
            return fail(chain.error());
        }
        const auto key = readKey(target.clientKey, target.name);
        if (!key) {
            return fail(key.error());
        }
        trust.m_configuration.setLocalCertificateChain(*chain);
        trust.m_configuration.setPrivateKey(*key);
    }
    return trust;
}

bool Trust::accepts(const QSslCertificate& leaf, const QList<QSslError>& errors) const {
    if (!m_target.fingerprintSha256.isEmpty()) {
        return fingerprintOf(leaf) == m_target.fingerprintSha256;
    }
    return !m_target.verifySsl || (errors.isEmpty() && !leaf.isNull());
}

Error Trust::refusal(const std::optional<CertificateFacts>& facts, const QString& place) const {
    const QString who = u"target "_s + cleanLine(m_target.name);
    if (!facts || facts->fingerprintSha256.isEmpty()) {
        return {ErrorKind::Untrusted, u"Check that "_s + place + u" is the manager's address."_s,
                place + u" showed no certificate."_s, place, std::nullopt};
    }
    if (!m_target.fingerprintSha256.isEmpty()) {
        return {ErrorKind::Untrusted,
                u"Ask the manager's administrator whether its certificate was replaced, and only "
                "then set fingerprint_sha256 of "_s +
                    who + u" to the new one."_s,
                place + u" showed the certificate "_s + facts->fingerprintSha256 + u" ("_s +
                    facts->subject + u"), but "_s + m_target.fingerprintSha256 +
                    u" is pinned. Nothing was sent to it."_s,
                place, std::nullopt};
    }
    return {ErrorKind::Untrusted,
            u"Compare the fingerprint with the manager's own; if it is the same, set "
            "fingerprint_sha256 of "_s +
                who + u" to it, or give ca_file the CA that signed it."_s,
            place + u" showed a certificate that is not trusted: SHA-256 "_s +
                facts->fingerprintSha256 + u", subject "_s + facts->subject + u", issuer "_s +
                facts->issuer + u". "_s + facts->problems.join(u' ') +
                u" Nothing was sent to it."_s,
            place, std::nullopt};
}

} // namespace bulkhead::nsx
