// SPDX-License-Identifier: MIT
// CertificateDialog: shows a manager's certificate, and at first contact asks whether to trust it.
#pragma once

#include "config/target.h"
#include "nsx/certificate_facts.h"

#include <QDialog>

class QFormLayout;
class QLabel;

namespace bulkhead::desktop {

class CertificateDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Purpose : quint8 { Decide, Show };

    /// Accepted means: trust this certificate for this target. Cancel is the default button.
    CertificateDialog(const config::Target& target, const nsx::CertificateFacts& facts,
                      Purpose purpose, QWidget* parent = nullptr);

    [[nodiscard]] QString fingerprint() const { return m_facts.fingerprintSha256; }
    /// The line for config.yaml that pins this certificate.
    [[nodiscard]] QString configurationLine() const;

private:
    void addFact(QFormLayout& form, const QString& label, const QString& value);
    [[nodiscard]] QLabel* makeFingerprint();
    void addButtons(Purpose purpose);

    nsx::CertificateFacts m_facts;
};

} // namespace bulkhead::desktop
