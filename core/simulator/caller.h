// SPDX-License-Identifier: MIT
// Caller: who sends a request, as far as the right to write depends on it.
#pragma once

#include <QString>

namespace bulkhead::simulator {

/// NSX 4.2: a user with its role, or a principal identity.
struct Caller {
    QString user;
    QString role = QStringLiteral("enterprise_admin");
    bool isPrincipal = false;     ///< what it creates is protected from others
    bool allowsOverwrite = false; ///< header X-Allow-Overwrite: true

    [[nodiscard]] bool isAdministrator() const {
        return role == QStringLiteral("enterprise_admin");
    }
    /// Auditors read; everybody else that is simulated may write.
    [[nodiscard]] bool mayWrite() const { return role != QStringLiteral("auditor"); }
};

} // namespace bulkhead::simulator
