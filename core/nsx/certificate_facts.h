// SPDX-License-Identifier: MIT
// CertificateFacts: what a person must see of a manager's certificate to decide on it.
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

class QSslCertificate;
class QSslError;

namespace bulkhead::nsx {

/// All texts are cleaned for one line: a certificate's names are chosen by whoever made it.
struct CertificateFacts {
    QString fingerprintSha256; ///< of the DER form, "AA:BB:…"
    QString subject;
    QString issuer;
    QStringList names; ///< DNS names and addresses that it is valid for
    QDateTime validFrom;
    QDateTime validTo;
    bool selfSigned = false;
    QStringList problems; ///< what the check found wrong, a clean sentence each; empty if nothing
};

/// SHA-256 of the DER form as "AA:BB:…"; empty for a null certificate.
[[nodiscard]] QString fingerprintOf(const QSslCertificate& certificate);

[[nodiscard]] CertificateFacts describeCertificate(const QSslCertificate& certificate,
                                                   const QList<QSslError>& errors);

} // namespace bulkhead::nsx
