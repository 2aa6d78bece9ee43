// SPDX-License-Identifier: MIT
// Trust: which certificate is accepted from a manager, and how it is said when one is not.
#pragma once

#include "base/result.h"
#include "config/target.h"
#include "nsx/certificate_facts.h"

#include <QSslConfiguration>

class QSslCertificate;
class QSslError;

namespace bulkhead::nsx {

/// A pinned fingerprint decides alone; without one the checks of the TLS library decide, against
/// the system's store or, if there is a ca_file, against that CA only. verify_ssl: false accepts
/// everything that no pin refuses.
class Trust final {
public:
    /// Reads ca_file, client_cert and client_key. Fails with Configuration.
    [[nodiscard]] static Result<Trust> make(const config::Target& target);

    [[nodiscard]] const QSslConfiguration& configuration() const { return m_configuration; }
    [[nodiscard]] bool accepts(const QSslCertificate& leaf, const QList<QSslError>& errors) const;
    /// What to tell a person about a certificate that was not accepted.
    [[nodiscard]] Error refusal(const std::optional<CertificateFacts>& facts,
                                const QString& place) const;

private:
    Trust() = default;

    config::Target m_target;
    QSslConfiguration m_configuration;
};

} // namespace bulkhead::nsx
