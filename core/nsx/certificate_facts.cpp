// SPDX-License-Identifier: MIT
#include "nsx/certificate_facts.h"

#include "base/text.h"
#include "config/fingerprint.h"

#include <QCryptographicHash>
#include <QMultiMap>
#include <QSslCertificate>
#include <QSslError>

namespace bulkhead::nsx {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostNameCharacters = 200;

QString cleanName(const QString& text) {
    return elideMiddle(cleanLine(text), kMostNameCharacters);
}

QString nameFrom(const QString& displayName, const QStringList& organisation) {
    QString name = cleanName(displayName);
    if (!name.isEmpty()) {
        return name;
    }
    const QString fallback = cleanName(organisation.join(u' '));
    return fallback.isEmpty() ? u"(no name)"_s : fallback;
}

} // namespace

QString fingerprintOf(const QSslCertificate& certificate) {
    return certificate.isNull()
               ? QString()
               : config::formatFingerprint(certificate.digest(QCryptographicHash::Sha256));
}

CertificateFacts describeCertificate(const QSslCertificate& certificate,
                                     const QList<QSslError>& errors) {
    CertificateFacts facts;
    facts.fingerprintSha256 = fingerprintOf(certificate);
    if (!certificate.isNull()) {
        facts.subject = nameFrom(certificate.subjectDisplayName(),
                                 certificate.subjectInfo(QSslCertificate::Organization));
        facts.issuer = nameFrom(certificate.issuerDisplayName(),
                                certificate.issuerInfo(QSslCertificate::Organization));
        const auto names = certificate.subjectAlternativeNames();
        for (const QString& name : names) {
            facts.names << cleanName(name);
        }
        facts.names.sort();
        facts.validFrom = certificate.effectiveDate().toUTC();
        facts.validTo = certificate.expiryDate().toUTC();
        facts.selfSigned = certificate.isSelfSigned();
    }
    for (const QSslError& error : errors) {
        QString sentence = cleanName(error.errorString());
        if (!sentence.endsWith(u'.')) {
            sentence += u'.';
        }
        if (!facts.problems.contains(sentence)) {
            facts.problems << sentence;
        }
    }
    return facts;
}

} // namespace bulkhead::nsx
