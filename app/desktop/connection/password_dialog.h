// SPDX-License-Identifier: MIT
// PasswordDialog: asks for a target's password when none was found. It is never stored on disk.
#pragma once

#include "base/error.h"
#include "config/secret.h"
#include "config/target.h"

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
    /// True if it may be kept in memory until the program ends.
    [[nodiscard]] bool remember() const;

private:
    QLineEdit* m_password;
    QCheckBox* m_remember;
};

} // namespace bulkhead::desktop
