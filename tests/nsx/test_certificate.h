// SPDX-License-Identifier: MIT
// TestCertificate: certificates of every kind that a client must tell apart, made at run time.
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslKey>

#include <memory>

namespace bulkhead::tests {

/// What to put into a certificate.
struct CertificatePlan {
    QByteArray commonName = "nsx.test";
    QByteArray names = "IP:127.0.0.1,IP:::1,DNS:localhost"; ///< subjectAltName
    int validFromDay = -1;                                  ///< days from now
    int validToDay = 30;
    bool isAuthority = false;
};

/// A certificate with its key (EC P-256). Copies share both.
class TestCertificate final {
public:
    /// Self-signed without `issuer`.
    [[nodiscard]] static TestCertificate make(const CertificatePlan& plan,
                                              const TestCertificate* issuer = nullptr);

    [[nodiscard]] const QSslCertificate& certificate() const { return m_certificate; }
    [[nodiscard]] const QSslKey& key() const { return m_key; }
    [[nodiscard]] QByteArray pem() const { return m_certificate.toPem(); }
    [[nodiscard]] QByteArray keyPem() const { return m_keyPem; }

private:
    struct Native;
    std::shared_ptr<Native> m_native;
    QSslCertificate m_certificate;
    QSslKey m_key;
    QByteArray m_keyPem;
};

} // namespace bulkhead::tests
