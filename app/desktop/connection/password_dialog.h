// SPDX-License-Identifier: MIT
// PasswordDialog: asks for a target's password when none was found.
#pragma once

#include "base/error.h"
#include "config/secret.h"
#include "config/target.h"
#include "desktop/connection/manager_session.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;

namespace bulkhead::desktop {

class PasswordDialog final : public QDialog {
    Q_OBJECT

public:
    PasswordDialog(const config::Target& target, const Error& reason, QWidget* parent = nullptr);

    /// Takes the password out of the field.
    [[nodiscard]] config::Secret takePassword();
    /// How long it may be kept: by default it is forgotten with the session.
    [[nodiscard]] KeepPassword keep() const;

private:
    QLineEdit* m_password;
    QCheckBox* m_remember;
    QCheckBox* m_store;
};

} // namespace bulkhead::desktop
