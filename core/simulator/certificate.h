// SPDX-License-Identifier: MIT
// Certificate: a self-signed server certificate with its key, made in memory.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace bulkhead::simulator {

/// EC P-256, valid for a year, for 127.0.0.1, ::1, localhost and the address that is listened on.
/// Never written to disk.
class Certificate final {
public:
    /// `address` is an IP address in text form. Fails only if OpenSSL does.
    [[nodiscard]] static Result<Certificate> make(const QString& address);

    [[nodiscard]] X509* x509() const { return m_certificate.get(); }
    [[nodiscard]] EVP_PKEY* key() const { return m_key.get(); }
    [[nodiscard]] QString sha256() const;
    [[nodiscard]] QByteArray pem() const;

private:
    struct Free {
        void operator()(X509* certificate) const { X509_free(certificate); }
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    Certificate() = default;
    std::unique_ptr<X509, Free> m_certificate;
    std::unique_ptr<EVP_PKEY, Free> m_key;
};

} // namespace bulkhead::simulator
